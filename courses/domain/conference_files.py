"""Reads the list of attendees that a conference tool exports (Teams, Zoom), whatever its language and encoding.

Knows nothing of trainees: it gives names, addresses and the stretches of time that each was there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from django.utils.translation import gettext as _

from courses.domain.conference_times import duration_of, read_times
from courses.domain.text_files import text_of

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5000
MAX_GUESTS = 1500
MAX_TEXT = 200
# What a heading has in it, in the languages that the tools speak here. The order matters: "User Email" is no name.
COLUMNS = (
    ("email", ("mail", "sähköposti", "e-post", "upn")),
    ("joined", ("join", "liitty", "anslut", "gick med")),
    ("left", ("leave", "left", "poistu", "lähtö", "lämn")),
    ("action", ("action", "toiminto", "åtgärd")),
    ("stamp", ("timestamp", "aikaleima", "tidsst")),
    ("duration", ("duration", "kesto", "varaktighet", "vietetty")),
    ("given", ("first name", "etunimi", "förnamn")),
    ("family", ("last name", "sukunimi", "efternamn", "surname")),
    ("name", ("name", "nimi", "namn", "participant", "osallistuja", "deltagare")),
)
SECTION = re.compile(r"^\d+\.\s")


class UnableToRead(Exception):
    """The file is no list of attendees; the message says what is wrong and what would do."""


@dataclass
class Stay:
    """From when to when somebody was there; no end means to the end of the meeting."""

    start: datetime
    end: datetime | None


@dataclass
class Guest:
    """Somebody on the list, with all their comings and goings."""

    name: str
    email: str = ""
    stays: list[Stay] = field(default_factory=list)


@dataclass
class Section:
    """A table in the file: which column holds what, and its lines."""

    columns: dict[str, int]
    lines: list[list[str]] = field(default_factory=list)

    def cell(self, line: list[str], name: str) -> str:
        """Return what stands in a column of a line."""
        place = self.columns.get(name)
        return line[place].strip()[:MAX_TEXT] if place is not None and place < len(line) else ""

    def name(self, line: list[str]) -> str:
        """Return the person's name, put together when it stands in two columns."""
        if "name" in self.columns:
            return self.cell(line, "name")
        return f"{self.cell(line, 'given')} {self.cell(line, 'family')}".strip()


def read_conference(content: bytes, *, zone: tzinfo, around: datetime) -> list[Guest]:
    """Return everybody on the list, each once, in the order of the file.

    `zone` is the time zone of the file's clock; `around` is when the meeting should have been, which settles whether
    `3/4` is in March or in April. Raises UnableToRead.
    """
    lines = list(_lines_of(_decode(content)))
    section = _best_section(lines)
    guests = _guests_of(section, zone=zone, around=around)
    if not any(guest.stays for guest in guests):
        raise UnableToRead(_("Tiedoston kellonaikoja ei voi lukea. Vie osallistujaluettelo kokouksesta uudelleen."))
    if len(guests) > MAX_GUESTS:
        raise UnableToRead(_("Luettelossa on liikaa ihmisiä: enintään %(limit)s.") % {"limit": MAX_GUESTS})
    return guests


def _decode(content: bytes) -> str:
    """Return the text of the file: UTF-16 as Teams writes it, UTF-8 with or without a mark, or Windows' own."""
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnableToRead(_("Tiedosto on tyhjä. Valitse toinen tiedosto."))
    if len(content) > MAX_BYTES:
        raise UnableToRead(_("Tiedosto on liian suuri: enintään %(limit)s Mt.") % {"limit": 2})
    if content[:4] == b"PK\x03\x04":
        raise UnableToRead(_("Tämä on Excel-tiedosto tai paketti. Tallenna luettelo CSV-muodossa."))
    text = text_of(content)
    if text is not None:
        return text
    raise UnableToRead(_("Tiedosto ei ole tekstiä. Valitse CSV-tiedosto, jonka kokousohjelma on tehnyt."))


def _lines_of(text: str) -> Iterator[list[str]]:
    """Yield the cells of each line, by the sign that parts the most of them."""
    sign = max("\t;,", key=lambda candidate: sum(line.count(candidate) for line in text.splitlines()[:60]))
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=sign)):
            if number > MAX_ROWS:
                raise UnableToRead(_("Tiedostossa on liikaa rivejä: enintään %(limit)s.") % {"limit": MAX_ROWS})
            yield line
    except csv.Error as error:
        raise UnableToRead(_("Tiedoston rivejä ei voi lukea CSV-muotoisina.")) from error


def _best_section(lines: Iterable[list[str]]) -> Section:
    """Return the table that tells the most: of Teams' tables the one that has a line for each coming and going."""
    sections: list[Section] = []
    is_inside = False
    for line in lines:
        columns = _columns_of(line)
        if columns:
            sections.append(Section(columns))
            is_inside = True
        elif not any(cell.strip() for cell in line) or SECTION.match(line[0]):
            is_inside = False
        elif is_inside:
            sections[-1].lines.append(line)
    filled = [section for section in sections if section.lines]
    if not filled:
        raise UnableToRead(
            _("Tiedostosta ei löydy osallistujia. Siinä pitää olla sarakkeet nimi, liittymisaika ja poistumisaika.")
        )
    return max(reversed(filled), key=lambda section: len(section.lines))


def _columns_of(line: list[str]) -> dict[str, int]:
    """Return which column holds what if this line is the head of a table of attendees, else nothing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(line):
        heading = " ".join(cell.casefold().split())
        if 0 < len(heading) <= 60:
            kind = next((name for name, words in COLUMNS if any(word in heading for word in words)), "")
            if kind:
                found.setdefault(kind, place)
    has_name = "name" in found or {"given", "family"} <= set(found)
    return found if has_name and ({"joined", "left"} <= set(found) or {"action", "stamp"} <= set(found)) else {}


def _guests_of(section: Section, *, zone: tzinfo, around: datetime) -> list[Guest]:
    """Return the guests of a table, each with all their stays."""
    columns = ("stamp",) if "action" in section.columns else ("joined", "left")
    texts = {section.cell(line, column) for line in section.lines for column in columns}
    times = read_times(texts, zone=zone, around=around)
    guests: dict[str, Guest] = {}
    for line in section.lines:
        name, email = section.name(line), section.cell(line, "email")
        if not name and not email:
            continue
        key = email.casefold() or " ".join(name.casefold().split())
        guest = guests.setdefault(key, Guest(name or email, email))
        if "action" in section.columns:
            _add_event(guest, section.cell(line, "action"), times.get(section.cell(line, "stamp")))
        else:
            _add_stay(guest, section, line, times)
    return list(guests.values())


def _add_stay(guest: Guest, section: Section, line: list[str], times: dict[str, datetime]) -> None:
    start, end = times.get(section.cell(line, "joined")), times.get(section.cell(line, "left"))
    if start is None or (end is not None and end < start):
        return
    length = duration_of(section.cell(line, "duration"))
    if end and length and length < end - start - timedelta(minutes=1):
        end = start + length  # away in between: the tool tells how long altogether
    guest.stays.append(Stay(start, end))


def _add_event(guest: Guest, action: str, at: datetime | None) -> None:
    """Follow the older form of Teams, which has a line for each coming and each going."""
    if at is None:
        return
    is_going = any(word in action.casefold() for word in ("left", "leave", "poistu", "lähti", "lämn"))
    is_open = bool(guest.stays) and guest.stays[-1].end is None
    if is_going and is_open and at >= guest.stays[-1].start:
        guest.stays[-1].end = at
    elif not is_going and not is_open:
        guest.stays.append(Stay(at, None))
