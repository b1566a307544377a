"""Times, amounts and lengths in the words of the reader's language; the Finnish way is the model (BR-21)."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language

WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CLOCK = {"fi": " klo ", "sv": " kl. ", "en": ", "}
FAR = 300  # days; nearer than this a date needs no year


def _language() -> str:
    code = (get_language() or "fi")[:2]
    return code if code in WEEKDAYS else "fi"


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _date_part(value: date, language: str, *, year: bool) -> str:
    if language == "en":
        return f"{value.day} {MONTHS_EN[value.month - 1]}" + (f" {value.year}" if year else "")
    if year:
        return f"{value.day}.{value.month}.{value.year}"
    return f"{value.day}.{value.month}." if language == "fi" else f"{value.day}.{value.month}"


def _clock(value: datetime, language: str) -> str:
    if language == "en":
        return f"{value:%H:%M}"
    return f"{value.hour}.{value.minute:02d}" if value.minute else str(value.hour)


def _zone(value: datetime) -> str:
    """Names the zone only when the reader's own differs from the course's."""
    if timezone.get_current_timezone_name() == settings.TIME_ZONE or timezone.is_naive(value):
        return ""
    return f" ({value.tzname()})"


def short_day(value: Any) -> str:
    """This function will write a day as `ti 24.11.`; one far from today gets its year."""
    value = _local(value)
    if not isinstance(value, date):
        return ""
    language = _language()
    today = timezone.localdate()
    plain = value.date() if isinstance(value, datetime) else value
    far = abs((plain - today).days) > FAR
    return f"{WEEKDAYS[language][value.weekday()]} {_date_part(value, language, year=far)}"


def day(value: Any) -> str:
    """This function will write a day in full: `24.11.2026`."""
    value = _local(value)
    return _date_part(value, _language(), year=True) if isinstance(value, date) else ""


def session_time(start: Any, end: Any = None) -> str:
    """This function will write when something happens: `ti 24.11. klo 14–16`.

    An end on another day is written out with its own day.
    """
    start, end = _local(start), _local(end)
    if not isinstance(start, datetime):
        return short_day(start)
    language = _language()
    text = f"{short_day(start)}{CLOCK[language]}{_clock(start, language)}"
    if isinstance(end, datetime) and end > start:
        text += f"–{_clock(end, language)}" if end.date() == start.date() else f" – {session_time(end)}"
    return text + _zone(start)


def clock(value: Any) -> str:
    """This function will write a time of day as it stands in a running order: `14.00`, with a colon in English."""
    value = _local(value)
    if not isinstance(value, datetime):
        return ""
    return f"{value:%H:%M}" if _language() == "en" else f"{value.hour}.{value.minute:02d}"


def moment(value: Any) -> str:
    """This function will write one point of time: `ti 24.11. klo 14.05`."""
    return session_time(value)


def minutes(value: Any) -> str:
    """This function will write a length: `25 min`, `1 h 30 min`, `12 h`."""
    try:
        total = int(value)
    except (TypeError, ValueError):
        return ""
    whole, rest = divmod(total, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def hours(value: Any) -> str:
    """This function will write minutes as hours, with a comma if need be: `12 h`, `1,5 h`."""
    try:
        amount = Decimal(int(value)) / 60
    except (TypeError, ValueError):
        return ""
    return f"{number(amount.quantize(Decimal('0.1')).normalize())} h"


def number(value: Any, decimals: int | None = None) -> str:
    """This function will write a number as the reader's language does: `1 234,5` in Finnish."""
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, TypeError):
        return ""
    text = format(amount, "f") if decimals is None else amount
    return formats.number_format(text, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def euros(value: Any) -> str:
    """This function will write a sum of money: `1 234,50 €`."""
    text = number(value, 2)
    if not text:
        return ""
    return f"€{text}" if _language() == "en" else f"{text} €"
