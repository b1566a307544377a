"""Turns a snapshot into the page that is printed. Looks at nothing but the snapshot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import pdf
from courses.certificates.domain.codes import grouped
from courses.certificates.domain.pictures import address_of
from courses.enums import Mode
from courses.wording import day, hours, number

HERE = Path(__file__).resolve().parents[1]
FONTS = HERE / "fonts"
PAPER = HERE / "templates" / "certificates" / "pdf"
FACES = ("PeiliSerif-Regular", "PeiliSerif-Semibold", "PeiliSerif-Italic", "PeiliSans-Regular", "PeiliSans-Semibold")
LOOK = pdf.Look(PAPER / "certificate.css", (FONTS, PAPER), tuple(FONTS / f"{face}.ttf" for face in FACES))
SERIF = FONTS / "PeiliSerif-Regular.ttf"
WIDTH = 176 / 25.4 * 72  # points across the column of page one, a little less than its 180 mm
# Sizes in points that the style sheet knows, the largest first, with the number of lines there is room for.
NAME_SIZES = ((44, 1), (38, 1), (33, 2), (28, 2), (24, 2), (20, 3), (16, 4))
COURSE_SIZES = ((24, 1), (19, 2), (15, 3))
SMALLER = 1  # steps smaller that a name is set rather than broken at a hyphen
Sizes = tuple[tuple[int, int], ...]
PARTICLES = {
    "af",
    "da",
    "de",
    "del",
    "della",
    "den",
    "der",
    "di",
    "du",
    "la",
    "le",
    "ten",
    "ter",
    "van",
    "von",
    "zu",
    "zur",
}
MARK = "PEILI-"  # in the file's metadata before the code: tells whose altered file it is


def verify_url(code: str) -> str:
    """Return the address in the QR code, in capitals throughout: a QR code holds those in less space."""
    return (settings.BASE_URL.rstrip("/") + reverse("certificates:result", kwargs={"code": code})).upper()


def verify_place() -> str:
    """Return the address that people type, as it is printed."""
    parts = urlsplit(settings.BASE_URL)
    return (parts.netloc + parts.path.rstrip("/") + reverse("certificates:verify")).rstrip("/")


def certificate_html(*, snapshot: dict[str, Any], is_preview: bool = False) -> str:
    """Return the page to print. A preview has no number, no code and no QR code, and says that it is one."""
    with translation.override(snapshot["language"]):
        pictures = {name: address_of(snapshot.get(name)) for name in ("logo", "emblem")}
        context = print_context(snapshot, is_preview=is_preview) | pictures
        return render_to_string("certificates/pdf/certificate.html", context)


def print_context(snapshot: dict[str, Any], *, is_preview: bool = False) -> dict[str, Any]:
    """Return the values of a snapshot put into words, in the active language."""
    code = snapshot["code"]
    context = {
        "c": snapshot,
        "is_preview": is_preview,
        "name_size": fitting_size(snapshot["holder"], NAME_SIZES),
        "name_words": name_words(snapshot["holder"]) if keeps_hyphens(snapshot["holder"], NAME_SIZES) else [],
        "course_size": fitting_size(snapshot["course"], COURSE_SIZES),
        "facts": facts(snapshot),
        "place_and_day": place_and_day(snapshot),
        "sessions": sessions(snapshot),
        "done": deeds(snapshot),
        "hours": hours(snapshot["minutes"]),
        "verify_place": verify_place(),
    }
    if not is_preview:
        address = verify_url(code)
        context |= {
            "marking": MARK + code,
            "verify_url": address,
            "code": grouped(code),
            "code_lines": _two_lines(grouped(code)),
            "qr": pdf.qr_address(address, title=address),
        }
    return context


def facts(snapshot: dict[str, Any]) -> list[str]:
    """Return the lines under the course: extent, own work, dates."""
    lines = [extent(snapshot)] if snapshot["minutes"] else []
    if meetings := snapshot["meetings"]:
        lines.append(
            ngettext("Oman ryhmän ohjaus, %(n)s tapaaminen", "Oman ryhmän ohjaus, %(n)s tapaamista", meetings)
            % {"n": meetings}
        )
    lines.append(_("Koulutusaika %(period)s") % {"period": period(snapshot)})
    return lines


def extent(snapshot: dict[str, Any]) -> str:
    """Return how long the run was and in which form: `12 tuntia lähi- ja verkko-opetusta`."""
    minutes = snapshot["minutes"]
    amount = number(str(round(minutes / 60, 2)).removesuffix(".0"))
    n = 1 if minutes == 60 else 2
    modes = {row["mode"] for row in snapshot["sessions"]}
    if modes == {Mode.ON_SITE}:
        text = ngettext("%(n)s tunti lähiopetusta", "%(n)s tuntia lähiopetusta", n)
    elif modes == {Mode.ONLINE}:
        text = ngettext("%(n)s tunti verkko-opetusta", "%(n)s tuntia verkko-opetusta", n)
    else:
        text = ngettext("%(n)s tunti lähi- ja verkko-opetusta", "%(n)s tuntia lähi- ja verkko-opetusta", n)
    return text % {"n": amount}


def period(snapshot: dict[str, Any]) -> str:
    """Return the dates of the run: `18.8.–15.12.2026`."""
    start, end = date.fromisoformat(snapshot["starts_on"]), date.fromisoformat(snapshot["ends_on"])
    if start == end:
        return day(start)
    if start.year == end.year and translation.get_language() == "fi":
        return f"{start.day}.{start.month}.–{day(end)}"
    return f"{day(start)} – {day(end)}"


def place_and_day(snapshot: dict[str, Any]) -> str:
    """Return where and when it was issued."""
    return ", ".join(part for part in (snapshot["place"], day(date.fromisoformat(snapshot["issued_on"]))) if part)


def sessions(snapshot: dict[str, Any]) -> list[dict[str, str]]:
    """Return the sessions in words: day, title, length and form."""
    modes = dict(Mode.choices)
    return [
        {
            "day": day(date.fromisoformat(row["on"])),
            "title": row["title"],
            "facts": f"{hours(row['minutes'])}, {modes.get(row['mode'], row['mode'])}",
        }
        for row in snapshot["sessions"]
    ]


def deeds(snapshot: dict[str, Any]) -> list[str]:
    """Return what was done, each in a few words."""
    return [_deed(row) for row in snapshot["done"]]


def _deed(row: dict[str, Any]) -> str:
    if row.get("recognized"):
        return _("%(title)s (hyväksiluettu)") % {"title": row["title"]}
    return f"{row['title']} ({row['count']})" if row["count"] else row["title"]


def fitting_size(text: str, sizes: Sizes) -> int:
    """Return the largest of the sizes in which the text fits into the column."""
    return _fitting(text, sizes)[0]


def keeps_hyphens(text: str, sizes: Sizes) -> bool:
    """Say whether lines break at spaces only: a double-barreled name stays whole, unless it would become too small."""
    return _fitting(text, sizes)[1]


def _fitting(text: str, sizes: Sizes) -> tuple[int, bool]:
    """Return the place-keeping size, and whether hyphens are no places to break at."""
    order = [size for size, _room in sizes]
    whole, broken = (
        next((size for size, room in sizes if _lines_needed(parts, WIDTH / size) <= room), None)
        for parts in (_at_spaces(text), _at_hyphens(text))
    )
    if broken is None:
        return order[-1], False
    if whole is not None and order.index(whole) - order.index(broken) <= SMALLER:
        return whole, True
    return broken, False


def name_words(name: str) -> list[str]:
    """Return the parts of a name between which a line may break: `von` stays with what follows it."""
    words: list[str] = []
    for word in name.split(" "):
        if words and words[-1].split(" ")[-1].casefold() in PARTICLES:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _at_spaces(text: str) -> list[str]:
    *first, last = name_words(text)
    return [*(f"{word} " for word in first), last]


def _at_hyphens(text: str) -> list[str]:
    return text.replace("-", "-\0").replace(" ", " \0").split("\0")


def _lines_needed(parts: list[str], width: float) -> float:
    lines, filled = 1, 0.0
    for part in parts:
        full, bare = pdf.text_width(part, face=SERIF), pdf.text_width(part.rstrip(), face=SERIF)
        if bare > width:
            return float("inf")
        if filled + bare > width:
            lines, filled = lines + 1, 0.0
        filled += full
    return lines


def _two_lines(code: str) -> list[str]:
    half = len(code) // 2 + 3
    return [code[: half - half % 5], code[half - half % 5 :]]
