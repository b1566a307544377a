"""The text of a GIFT file: escapes, comments, and where one question ends and the next one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Escaped characters wait as characters that no text holds, until structure has been read.
_ESCAPES = dict(zip(":#={}~n\\", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7", strict=True))
_BACK = str.maketrans({mark: "\n" if letter == "n" else letter for letter, mark in _ESCAPES.items()})
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
_STRONG = re.compile(r"[=~#>]|(t|f|true|false)\s*(#|$)|$", re.IGNORECASE)
_ANSWERED = re.compile(r"\}[.?!:;,\"')]*\s*$")
_MARK = re.compile(r"\[(id|tag):\s*((?:[^\]\[\\]|\\.){1,300})\]")


@dataclass
class Block:
    """The lines of one question, and what its comments say about it."""

    line: int
    text: str
    code: str = ""
    tags: list[str] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)  # line of the block, `id` or `tag`, value


def hide_escapes(text: str) -> str:
    """Return the text with its escaped characters hidden from whoever looks for structure."""
    return _ESCAPED.sub(lambda match: _ESCAPES[match[1]], text)


def show(text: str) -> str:
    """Return the text as it is meant: what was hidden is shown again."""
    return text.translate(_BACK)


def looks_like_answers(content: str) -> bool:
    """Say whether what stands in braces begins as answers do, or is empty."""
    return _STRONG.match(content.strip().lstrip("{").strip()) is not None


def group_at(text: str, start: int) -> int | None:
    """Return the place of the brace that closes the one at `start`; inner pairs belong to the content."""
    depth = 0
    for place in range(start, len(text)):
        if text[place] == "{":
            depth += 1
        elif text[place] == "}":
            depth -= 1
            if not depth:
                return place
    closing = text.find("}", start)
    return closing if closing >= 0 else None


def groups(text: str) -> list[tuple[int, int]]:
    """Return the outer groups in braces: the places of their braces."""
    found, place = [], text.find("{")
    while place >= 0:
        end = group_at(text, place)
        if end is None:
            break
        found.append((place, end))
        place = text.find("{", end + 1)
    return found


def answer_group(text: str) -> tuple[int, int] | None:
    """Return the group that holds the answers: the first one that looks like it, otherwise the first one."""
    found = groups(text)
    for start, end in found:
        if looks_like_answers(text[start + 1 : end]) and (text[start + 1 : end].strip() or len(found) == 1):
            return start, end
    return found[0] if found else None


def blocks(text: str) -> Iterator[Block]:
    """Give the questions of a file: parted by blank lines, except where braces say otherwise.

    A blank line inside an answer does not end it, and two questions without a blank line between them are two.
    """
    for line, lines in _paragraphs(text.split("\n")):
        block = Block(line, "")
        kept = [_without_comment(row, number, block) for number, row in enumerate(lines)]
        block.text = hide_escapes("\n".join(kept).rstrip())
        if block.text.strip():
            yield from _parted(block)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    current: list[str] = []
    first, depth = 1, 0
    for number, row in enumerate(lines, start=1):
        if row.strip():
            first = first if current else number
            current.append(row)
            depth += _opened(row)
        elif current and not (depth > 0 and _closes_soon(lines, number)):
            yield first, current
            current, depth = [], 0
        elif current:
            current.append("")
    if current:
        yield first, current


def _opened(row: str) -> int:
    if row.lstrip().startswith("//"):
        return 0
    bare = hide_escapes(row)
    return bare.count("{") - bare.count("}")


def _closes_soon(lines: list[str], number: int) -> bool:
    """Say whether the braces that are open before a blank line close after it, before anything new begins."""
    for row in lines[number : number + 40]:
        bare = hide_escapes(row).strip()
        if bare.startswith(("::", "$CATEGORY")):
            return False
        closing, opening = bare.find("}"), bare.find("{")
        if closing >= 0:
            return not 0 <= opening < closing
        if opening >= 0:
            return False
    return False


def _without_comment(row: str, number: int, block: Block) -> str:
    if row.strip() in ("/*", "*/"):
        return " "
    if not row.strip().startswith("//"):
        return row
    for name, value in _MARK.findall(row[:5000]):
        block.marks.append((number, name, re.sub(r"\\(.)", r"\1", value).strip()))
    return " "


def _parted(block: Block) -> Iterator[Block]:
    """Part a block that holds more than one question, at the lines where the next one begins."""
    rows = block.text.split("\n")
    first, said, state = 0, 0, _Braces()
    for number, row in enumerate(rows[:-1]):
        state.read(row)
        if _begins(rows, number + 1, first, state):
            end = _last(rows, number) + 1
            yield _piece(block, rows[first:end], first, said)
            said = said if _is_category(rows[first:end]) else end
            first, state = end, _Braces()
    yield _piece(block, rows[first:], first, said)


def _last(rows: list[str], number: int) -> int:
    """Return the line at or above this one that says something: comments have been made blank."""
    while number and not rows[number].strip():
        number -= 1
    return number


def _is_category(rows: list[str]) -> bool:
    return "\n".join(rows).lstrip().startswith("$CATEGORY:")


def _piece(block: Block, rows: list[str], first: int, said: int) -> Block:
    """Return one question, with what the comments from line `said` to its end say of it."""
    line = next((place for place, row in enumerate(rows) if row.strip()), 0)
    piece = Block(block.line + first + line, "\n".join(rows).strip())
    for number, name, value in block.marks:
        if said <= number < first + len(rows) and name == "tag":
            piece.tags.append(value)
        elif said <= number < first + len(rows):
            piece.code = value
    return piece


class _Braces:
    """How deep in braces one is while reading line by line, and whether answers have been closed."""

    def __init__(self) -> None:
        self.depth = 0
        self.answered = False
        self._content: list[str] = []

    def read(self, row: str) -> None:
        """Read one more line."""
        for part in re.split(r"([{}])", row):
            if part == "{":
                self.depth += 1
            elif part == "}":
                self.depth = max(0, self.depth - 1)
                if not self.depth:
                    self.answered = self.answered or looks_like_answers("".join(self._content))
                    self._content = []
            elif self.depth:
                self._content.append(part)


def _begins(rows: list[str], number: int, first: int, state: _Braces) -> bool:
    """Say whether a question begins on a line: by its name, or because answers ended the line before it."""
    row = rows[number].strip()
    if _is_category(rows[first:number]) or row.startswith("$CATEGORY:") or re.match(r"::.+?::", row):
        return any(part.strip() for part in rows[first:number])
    if state.depth or not state.answered or not row:
        return False
    return _ANSWERED.search(rows[_last(rows, number - 1)]) is not None and _answers_follow(rows, number)


def _answers_follow(rows: list[str], number: int) -> bool:
    ahead = "\n".join(rows[number : number + 30])[:20_000]
    start = ahead.find("{")
    end = ahead.find("}", start)
    return 0 <= start < end and looks_like_answers(ahead[start + 1 : end])
