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
_MARK = re.compile(r"\[(id|tag):\s*((?:[^\]\\]|\\.)+)\]")


@dataclass
class Block:
    """The lines of one question, and what its comments say about it."""

    line: int
    text: str
    code: str = ""
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def hide_escapes(text: str) -> str:
    """Return the text with its escaped characters hidden from whoever looks for structure."""
    return _ESCAPED.sub(lambda match: _ESCAPES[match[1]], text)


def show(text: str) -> str:
    """Return the text as it is meant: what was hidden is shown again."""
    return text.translate(_BACK)


def looks_like_answers(content: str) -> bool:
    """Say whether what stands in braces begins as answers do, or is empty."""
    return _STRONG.match(content.strip()) is not None


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
        kept = [_without_comment(row, block) for row in lines]
        block.text = hide_escapes("\n".join(kept).strip())
        if block.text:
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


def _without_comment(row: str, block: Block) -> str:
    if not row.strip().startswith("//"):
        return row
    for name, value in _MARK.findall(row):
        meant = re.sub(r"\\(.)", r"\1", value).strip()
        if name == "tag":
            block.tags.append(meant)
        else:
            block.code = meant
    return " "


def _parted(block: Block) -> Iterator[Block]:
    """Part a block that holds more than one question: a category line, or a question begun on a new line."""
    if block.text.startswith("$CATEGORY:") and "\n" in block.text:
        head, _newline, rest = block.text.partition("\n")
        yield Block(block.line, head)
        if rest.strip():
            yield from _parted(Block(block.line + 1, rest.strip(), block.code, block.tags))
        return
    group = answer_group(_after_name(block.text))
    offset = len(block.text) - len(_after_name(block.text))
    rest = block.text[offset + group[1] + 1 :] if group else ""
    start = _next_start(rest)
    if start is None:
        yield block
        return
    cut = len(block.text) - len(rest) + start
    yield Block(block.line, block.text[:cut].strip(), block.code, block.tags)
    line = block.line + block.text[:cut].count("\n") + 1
    yield from _parted(Block(line, block.text[cut:].strip()))


def _after_name(text: str) -> str:
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        return text[end + 2 :]
    return text


def _next_start(rest: str) -> int | None:
    """Return where, after an answer, the next question begins on a line of its own; None when none does."""
    for match in re.finditer(r"\n", rest):
        tail = rest[match.end() :].lstrip()
        if tail.startswith(("::", "$CATEGORY:")):
            return match.end()
    if not re.match(r"[.?!:;,\"')]*\s*\n", rest):
        return None  # the sentence goes on behind the gap
    group = answer_group(rest)
    if group and looks_like_answers(rest[group[0] + 1 : group[1]]):
        return rest.index("\n") + 1
    return None
