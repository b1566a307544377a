"""Bodies of every kind for property tests: what a trainer may write, with letters, marks and markup that hurt."""

import base64
import io
from decimal import Decimal

from hypothesis import strategies as st
from PIL import Image

LETTERS = "abcåäöÅß €ñЖ漢🙂'\"`,.;!?()*/+-^_$@|:=~{}#\\[]%&<>"
STEPS = [Decimal(text) for text in ("0.9", "0.8333333", "0.75", "0.6666667", "0.5", "0.3333333", "0.25", "0.1", "0.05")]


def plain_line() -> st.SearchStrategy[str]:
    """Words on one line, without blanks that nobody could see."""
    return st.text(LETTERS, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)


def plain_text() -> st.SearchStrategy[str]:
    """Words on one line or several."""
    return st.lists(plain_line(), min_size=1, max_size=3).map("\n".join)


def html_text() -> st.SearchStrategy[str]:
    """Clean HTML such as an editor makes."""
    from assessments.questions.exchange.markup import clean_html

    def made(parts: tuple[str, str, str]) -> str:
        words = [part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for part in parts]
        return clean_html(f"<p>{words[0]} <strong>{words[1]}</strong></p><ul><li>{words[2]}</li></ul>")

    return st.tuples(plain_line(), plain_line(), plain_line()).map(made)


def number() -> st.SearchStrategy[str]:
    """A number as it is stored."""
    return st.decimals(min_value=-(10**6), max_value=10**6, places=3, allow_nan=False).map(lambda value: str(value))


def share() -> st.SearchStrategy[str]:
    """A share of the points between nothing and all."""
    return st.sampled_from(STEPS).map(str)


@st.composite
def bodies(draw, kind: str, *, html: bool | None = None) -> dict:
    """A body of the kind, named, as the bank would store it."""
    from assessments.questions.kinds import KINDS

    is_html = draw(st.booleans()) if html is None else html
    text = html_text() if is_html else plain_text()
    said = st.one_of(st.just(""), text)
    body = {
        "text": draw(text),
        "name": draw(plain_line()),
        "format": "html" if is_html else "plain",
        "feedback": draw(said),
        **{name: draw(said) for name in ("feedback_correct", "feedback_partial", "feedback_incorrect")},
        "points": draw(st.sampled_from(["1", "2", "0.5", "10"])),
        "penalty": draw(st.sampled_from(["0", "0.1", "0.3333333", "1"])),
        "hints": draw(
            st.lists(
                st.fixed_dictionaries({"text": text, "clear_wrong": st.booleans(), "show_count": st.booleans()}),
                max_size=2,
            )
        ),
    }
    body |= OWN[kind](draw, text, said)
    parsed = KINDS[kind].parse(body)
    return KINDS[kind].dump(parsed)


def _options(draw, text, said, count: int) -> list[dict]:
    texts = draw(st.lists(text, min_size=count, max_size=count))
    return [{"text": words, "feedback": draw(said)} for words in texts]


def _looks(draw) -> dict:
    return {"shuffle": draw(st.booleans()), "numbering": draw(st.sampled_from(["none", "abc", "123", "IIII"]))}


def _single(draw, text, said) -> dict:
    options = _options(draw, text, said, draw(st.integers(2, 5)))
    right = draw(st.integers(0, len(options) - 1))
    for place, option in enumerate(options):
        option["correct"] = place == right
        if place != right and draw(st.booleans()):
            option["fraction"] = draw(share())
    return {"options": options, **_looks(draw)}


def _multiple(draw, text, said) -> dict:
    options = _options(draw, text, said, draw(st.integers(2, 5)))
    rights = draw(st.sets(st.integers(0, len(options) - 1), min_size=1))
    way = draw(st.sampled_from(["own", "shares", "all_or_nothing", "excess"]))
    for place, option in enumerate(options):
        option["correct"] = place in rights
        if way == "shares":
            option["fraction"] = draw(share()) if place in rights else f"-{draw(share())}"
    extra = {way: True} if way in ("all_or_nothing", "excess") else {}
    return {"options": options, **_looks(draw), **extra}


def _truefalse(draw, text, said) -> dict:
    return {"answer": draw(st.booleans()), "feedback_true": draw(said), "feedback_false": draw(said)}


def _match(draw, text, said) -> dict:
    answers = draw(st.lists(plain_line(), min_size=2, max_size=5, unique=True))
    prompts = draw(st.lists(text, min_size=len(answers), max_size=len(answers)))
    pairs = [{"prompt": prompt, "answer": answer} for prompt, answer in zip(prompts, answers, strict=True)]
    distractors = draw(st.lists(plain_line(), max_size=2))
    return {"pairs": pairs, "distractors": distractors, "shuffle": draw(st.booleans())}


def _order(draw, text, said) -> dict:
    gradings = ["all", "position", "next", "next_last", "neighbours", "relative", "longest_subset", "distance"]
    items = draw(st.lists(text, min_size=2, max_size=5, unique=True))
    return {"items": items, "grading": draw(st.sampled_from(gradings))}


def _numeric(draw, text, said) -> dict:
    answers = [
        {
            "value": draw(number()),
            "tolerance": draw(number()).lstrip("-"),
            "fraction": draw(share()),
            "feedback": draw(said),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        answers.append({"value": None, "fraction": "0", "feedback": draw(said)})
    if not draw(st.booleans()):
        return {"answers": answers}
    return {
        "answers": answers,
        "unit": "m",
        "units": [{"name": "cm", "factor": "100"}],
        "unit_needed": draw(st.sampled_from(["optional", "graded", "choose"])),
    }


def _short(draw, text, said) -> dict:
    rows = draw(st.lists(plain_line(), min_size=1, max_size=4))
    wild = any("*" in row.replace("\\*", "") for row in rows) and draw(st.booleans())
    if not wild:  # without wildcards a backslash before an asterisk says nothing, so nobody writes it
        rows = [row.replace("\\*", "*") for row in rows]
    return {
        "accepted": [{"text": row, "fraction": draw(share()), "feedback": draw(said)} for row in rows],
        "wildcards": wild,
        "case_sensitive": draw(st.booleans()),
    }


def _open(draw, text, said) -> dict:
    return {
        "template": draw(st.one_of(st.just(""), plain_text())),
        "guidance": draw(said),
        "lines": draw(st.integers(1, 40)),
        "min_words": draw(st.one_of(st.none(), st.integers(1, 50))),
        "max_words": draw(st.one_of(st.none(), st.integers(51, 500))),
        "response": draw(st.sampled_from(["editor", "plain", "monospaced"])),
        "required": draw(st.booleans()),
    }


def _gap(draw, said) -> dict:
    sort = draw(st.sampled_from(["choice", "several", "short", "number"]))
    count = draw(st.integers(2, 4))
    texts = [draw(number()) if sort == "number" else draw(plain_line()) for _ in range(count)]
    answers = [{"text": text, "fraction": "0", "feedback": draw(said)} for text in texts]
    answers[0]["fraction"] = "1"
    if sort == "number":
        answers = [
            row | {"text": format(Decimal(row["text"]).normalize() + 0, "f"), "tolerance": "0.5"} for row in answers
        ]
    layout = draw(
        st.sampled_from({"choice": ["list", "radio", "row"], "several": ["radio", "row"]}.get(sort, ["list"]))
    )
    return {
        "sort": sort,
        "answers": answers,
        "points": draw(st.sampled_from(["1", "2"])),
        "layout": layout,
        "shuffle": sort in ("choice", "several") and draw(st.booleans()),
        "case_sensitive": sort == "short" and draw(st.booleans()),
    }


def _gaps(draw, text, said) -> dict:
    gaps = [_gap(draw, said) for _ in range(draw(st.integers(1, 3)))]
    source = draw(text)
    for number_ in range(1, len(gaps) + 1):
        source += f" [[{number_}]]" if not source.endswith(">") else f"<p>[[{number_}]]</p>"
    return {"text": source, "gaps": gaps}


def _description(draw, text, said) -> dict:
    return {"points": "1", "penalty": "0"}


OWN = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "match": _match,
    "order": _order,
    "numeric": _numeric,
    "short": _short,
    "open": _open,
    "gaps": _gaps,
    "description": _description,
}


def picture(*, width: int = 3, height: int = 2, color: str = "red", format_: str = "PNG") -> bytes:
    """The bytes of a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, format_)
    return out.getvalue()


def picture_base64(**more) -> str:
    """A small picture as it stands in a file."""
    return base64.b64encode(picture(**more)).decode()
