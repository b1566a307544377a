"""Reads a list of people, pasted or as a text file, whatever its encoding, signs and headings.

Knows nothing of runs and people: it gives, for each row, what stood where the address should be, and the name.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.domain.text_files import text_of
from courses.invitations.domain.refusals import UnableToInvite
from courses.wording import number

MOST_ROWS = 5000
LONGEST_CELL = 300
MOST_CELLS = 30
HEAD_ROWS = 10  # a heading stands among the first ones, below a title at most
SAMPLE = 60
SIGNS = "\t;,"
NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<mail>[^<>]*)>?[\s.,;]*$")
# What a heading has in it, in the languages that are spoken here. The order matters: "First name" is no whole name.
HEADINGS = (
    ("email", ("mail", "sähköposti", "sahkoposti", "e-post", "epost")),
    ("given", ("etunimi", "first name", "firstname", "given", "förnamn")),
    ("family", ("sukunimi", "last name", "lastname", "surname", "family", "efternamn")),
    ("name", ("nimi", "name", "namn")),
)

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Found:
    """One person of a list: the line it stood on, the address as it stood there, and the name."""

    line: int
    raw: str
    name: str


def read_text(text: str) -> list[Found]:
    """Return the people of a pasted list, in its order. Raises UnableToInvite when there is nothing to read."""
    return people_of(_rows_of(text))


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-16 or UTF-8 with or without a mark, or Windows' own. Raises UnableToInvite."""
    text = text_of(content)
    if text is not None:
        return text
    raise UnableToInvite(_("Tiedosto ei ole luettelo. Valitse CSV- tai XLSX-tiedosto, tai liitä osoitteet tekstinä."))


def _rows_of(text: str) -> Iterator[Row]:
    """Yield the number and the cells of each line, by the sign that stands on most of the lines."""
    text = unicodedata.normalize("NFC", text)
    sample = [line for line in text.splitlines() if line.strip()][:SAMPLE]
    sign = max(SIGNS, key=lambda candidate: sum(candidate in line for line in sample))
    taken: list[str] = []  # the lines of the row that is being read
    lines = (taken.append(one) or one for one in io.StringIO(text, newline=""))  # type: ignore[func-returns-value]
    reader = csv.reader(lines, delimiter=sign, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if len(taken) > 1 and _has_swallowed(cells, sign, "".join(taken)):
                raise _unreadable(line)
            yield line, cells
            line = reader.line_num + 1
            taken.clear()
    except csv.Error as error:
        raise _unreadable(line) from error


def _has_swallowed(cells: list[str], sign: str, text: str) -> bool:
    """Say whether a quotation mark that nobody closed has made the rows after it part of one cell."""
    return text.count('"') % 2 == 1 or any("\n" in cell and "@" in cell and sign in cell for cell in cells)


def _unreadable(line: int) -> UnableToInvite:
    return UnableToInvite(_("Luettelon riviä %(line)s ei voi lukea. Tarkista lainausmerkit.") % {"line": line})


def people_of(rows: Iterable[Row]) -> list[Found]:
    """Return the people in rows of cells; a heading is understood, empty rows are left out. Raises UnableToInvite."""
    columns: dict[str, int] = {}
    found: list[Found] = []
    for nth, (line, row) in enumerate(rows):
        is_crowd = not columns and sum(cell.count("@") for cell in row) > 1  # many people on one line
        cells = [cell.strip()[: None if is_crowd else LONGEST_CELL] for cell in row[: None if is_crowd else MOST_CELLS]]
        if not any(cells):
            continue
        heading = _heading(cells) if nth < HEAD_ROWS and not columns else {}
        if heading:
            columns = heading
            found = [person for person in found if "@" in person.raw]  # titles above it
            continue
        found.extend(_by_columns(line, cells, columns) if columns else _by_looks(line, cells))
        if len(found) > MOST_ROWS:
            raise UnableToInvite(_("Luettelossa on liikaa rivejä: enintään %(limit)s.") % {"limit": number(MOST_ROWS)})
    if not found:
        raise UnableToInvite(
            _("Luettelossa ei ole yhtään riviä. Liitä osoitteet tai valitse tiedosto, jossa niitä on.")
        )
    return found


def _heading(cells: list[str]) -> dict[str, int]:
    """Return which column holds what if this row is a heading with a column of addresses, else nothing."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = " ".join(cell.casefold().split())
        if "@" in words:
            return {}
        kind = next((kind for kind, parts in HEADINGS if any(part in words for part in parts)), "")
        if kind and len(words) <= 60:
            columns.setdefault(kind, place)
    return columns if "email" in columns else {}


def _by_columns(line: int, cells: list[str], columns: dict[str, int]) -> list[Found]:
    def cell(kind: str) -> str:
        place = columns.get(kind)
        return cells[place] if place is not None and place < len(cells) else ""

    name = f"{cell('given')} {cell('family')}".strip() or cell("name")
    raw, inner = _parted(cell("email"))
    return [Found(line, raw, name or inner)]


def _by_looks(line: int, cells: list[str]) -> list[Found]:
    """Return the people of a row that no heading explains: whatever has an @ is an address, names stand beside it."""
    parts = [part[:LONGEST_CELL] for cell in cells for part in _split_crowd(cell) if part]
    addresses = sum("@" in part for part in parts)
    if not addresses:
        alone = len(parts) == 1 and not any(sign.isspace() for sign in parts[0])
        return [Found(line, parts[0] if alone else "", "" if alone else " ".join(parts[:2]))]
    if addresses == 1:
        place = next(place for place, part in enumerate(parts) if "@" in part)
        raw, inner = _parted(parts[place])
        others = [part for part in parts[:place] + parts[place + 1 :] if _is_wordy(part)][:2]
        if inner and place == 1 and len(others) == 1:
            return [Found(line, raw, f"{others[0]}, {inner}")]  # Koski, Meri <meri@…>
        return [Found(line, raw, inner or " ".join(others))]
    return list(_crowd(line, parts))


def _crowd(line: int, parts: list[str]) -> Iterator[Found]:
    """Yield several people who stand on one line; what has no @ belongs to the name that follows."""
    before = ""
    for part in parts:
        if "@" not in part:
            before = part
            continue
        raw, inner = _parted(part)
        yield Found(line, raw, f"{before}, {inner}" if before and inner else before or inner)
        before = ""


def _split_crowd(cell: str) -> list[str]:
    """Return the parts of a cell in which several addresses stand side by side."""
    if cell.count("@") < 2:
        return [cell]
    parts = [part.strip() for part in re.split(r"[;,\t\n]", cell)]
    if len(parts) == 1 and all("@" in word for word in cell.split()):
        return cell.split()
    return parts


def _parted(cell: str) -> tuple[str, str]:
    """Return the address and the name of `Meri Koski <meri@…>` or `Meri Koski meri@…`; else the whole cell, no name."""
    match = NAMED.match(cell)
    if match:
        return match["mail"].strip(), match["name"].strip(" \"'")
    words = cell.split()
    whole = [word for word in words if re.search(r"[^@]@[^@]", word)]
    if len(words) > 1 and len(whole) == 1 and cell.count("@") == 1:
        return whole[0], " ".join(word for word in words if word != whole[0])
    return cell, ""


def _is_wordy(part: str) -> bool:
    return any(sign.isalpha() for sign in part) and not any(sign.isdigit() for sign in part)
