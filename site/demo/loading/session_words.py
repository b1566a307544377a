"""The running text of the course page and the session pages, put together from their sources."""

from typing import Any

from demo.loading.words import Block, body_blocks, bullets, rich, stream
from demo.sources import Curriculum
from demo.sources.course import Course, ProgrammeRow, Session
from demo.sources.groups import BirdCard, GroupKit


def course_fields(course: Course) -> dict[str, Any]:
    """Return the fields of the course page."""
    return {
        "introduction": course.summary,
        "audience": rich(course.for_whom),
        "body": stream(_course_blocks(course), of=course.slug),
        "extent_minutes": course.extent_minutes,
        "own_work": course.own_work,
    }


def _course_blocks(course: Course) -> list[Block]:
    steps, size = course.three_steps, course.group_size
    kinds = [
        {
            "title": kind.name,
            "text": rich(f"Suoritettu, kun: {kind.done_when}.\n\nToinen tapa: {kind.accessible_way}."),
        }
        for kind in course.module_kinds
    ]
    return [
        *body_blocks(f"## Näin koulutus etenee\n\n{course.structure}"),
        *body_blocks(f"## Kolme askelta\n\n{steps.intro}"),
        ("text", bullets([f"**{step.name}.** {step.text} *({step.model_part})*" for step in steps.steps])),
        *body_blocks(f"## Ennen kuin ilmoittaudut\n\n{course.prior_knowledge}"),
        ("text", rich(f"Koulutuksessa on {size.min}–{size.max} osallistujaa.")),
        *body_blocks(f"## Milloin koulutus on suoritettu\n\n{course.completion.text}"),
        ("accordion", {"sections": kinds}),
        *[("quote", {"text": quote.text, "source": f"{quote.speaker}, {quote.source}"}) for quote in course.quotes[:2]],
    ]


def session_fields(session: Session, *, curriculum: Curriculum) -> dict[str, Any]:
    """Return the fields of a session page; the trainer's own things go where only staff look."""
    task = session.between_task
    return {
        "aim": rich(session.aim),
        "pre_task": rich(f"{session.pre_task.text} *(noin {session.pre_task.minutes} minuuttia)*"),
        "between_task": rich(f"**{task.title}** ({task.when}). {task.text}"),
        "materials": bullets(session.materials) + _materials(session, curriculum),
        "trainer_notes": bullets(session.checklist) + _trainer_notes(session, curriculum),
    }


def session_rows(session: Session) -> list[dict[str, Any]]:
    """Return the programme of a session page."""
    return [{"minutes": row.minutes, "title": _row_title(row), "method": row.note} for row in session.programme]


def _row_title(row: ProgrammeRow) -> str:
    return f"{row.step}: {row.title[0].lower()}{row.title[1:]}" if row.step else row.title


def _materials(session: Session, curriculum: Curriculum) -> str:
    """Return what is handed out in the session, as text."""
    kit = curriculum.groups
    if session.number == 2:
        cards = curriculum.cards
        return "".join(
            [
                _paragraph(cards.title, cards.intro),
                bullets([_card(card) for card in cards.cards]),
                _paragraph(kit.information_notice.title, ""),
                rich(kit.information_notice.text),
                _paragraph(kit.commitment.title, f"”{kit.commitment.text}” {', '.join(kit.commitment.fields)}."),
            ]
        )
    if session.number == 4:
        return _season_end(kit)
    return ""


def _season_end(kit: GroupKit) -> str:
    questions, permission = kit.three_questions, kit.quote_permission
    return "".join(
        [
            _paragraph(f"{questions.title} ({questions.when})", ""),
            bullets(questions.questions),
            _paragraph(permission.title, ""),
            bullets(permission.fields),
        ]
    )


def _trainer_notes(session: Session, curriculum: Curriculum) -> str:
    parts = []
    if session.number == 1:
        guide = curriculum.guide
        parts += [_paragraph(guide.title, ""), rich(_headings_bold(guide.body))]
    if session.number == 2:
        solution = curriculum.cards.solution
        groups = "; ".join(
            f"{group.name} = {', '.join(group.members)}{f' ({group.note})' if group.note else ''}"
            for group in solution.groups
        )
        parts.append(_paragraph("Kokoamispeli", f"{solution.intro} {groups}. {solution.remark}"))
    notes = [getattr(module, "trainer_note", "") for module in curriculum.modules[session.number]]
    return "".join([*parts, *[rich(note) for note in notes if note]])


def _paragraph(title: str, text: str) -> str:
    return rich(f"**{title}.** {text}".strip())


def _card(card: BirdCard) -> str:
    facts = [card.business, card.municipality, card.years, card.detail, card.wish]
    return f"{card.name} – {', '.join(fact for fact in facts if fact)}"


def _headings_bold(text: str) -> str:
    """Return the text with its headings as bold lines: notes have no headings of their own."""
    lines = [f"**{line[3:].strip()}**" if line.startswith("## ") else line for line in text.splitlines()]
    return "\n".join(lines)
