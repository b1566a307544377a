"""Times as conference tools write them: `11/24/26, 1:55:02 PM`, `24.11.2026 klo 13.55`, `2026-11-24 13:55:02`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

MOMENT = re.compile(
    r"^\D{0,12}?(?P<a>\d{1,4})(?P<sign>[./-])\s?(?P<b>\d{1,2})[./-]\s?(?P<c>\d{1,4})\D{1,8}?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d{1,6})?"
    r"\s*(?P<half>[ap]\.?\s?m\.?|[ai]p\.?|[fe]\.?m\.?)?\s*(?P<offset>z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
AFTERNOON = ("p", "i", "e")  # pm, ip. (iltapäivällä), em (eftermiddag)
LENGTH = re.compile(r"(\d+)\s*(h|t|m|s)[a-zäö.]*", re.IGNORECASE)
CLOCK = re.compile(r"^(\d+):(\d{2})(?::(\d{2}))?$")
MOST_DIGITS = 6


def read_times(texts: Iterable[str], *, zone: tzinfo, around: datetime) -> dict[str, datetime]:
    """Return the moments by the text they were written as; texts that are no time are left out.

    Of day-month and month-day the file keeps to one: the one that reads more of it, and of two that read all of it the
    one nearer to when the meeting should have been.
    """
    wanted = [text for text in texts if text]
    readings = []
    for order in ("dmy", "mdy"):
        found = {text: moment for text in wanted if (moment := _read(text, order, zone))}
        distance = min((abs(moment - around) for moment in found.values()), default=timedelta.max)
        readings.append((-len(found), distance, order, found))
    return min(readings, key=lambda reading: reading[:3])[3]


def _read(text: str, order: str, zone: tzinfo) -> datetime | None:
    found = MOMENT.match(" ".join(unicodedata.normalize("NFKC", text).split()))
    if found is None:
        return None
    a, b, c = (int(found[name]) for name in "abc")
    if len(found["a"]) == 4:
        year, month, day = a, b, c
    elif order == "dmy" or found["sign"] == ".":
        day, month, year = a, b, c
    else:
        month, day, year = a, b, c
    try:
        moment = datetime(
            year + 2000 if year < 100 else year,
            month,
            day,
            _hour(int(found["hour"]), found["half"]),
            int(found["minute"]),
            int(found["second"] or 0),
            tzinfo=_offset(found["offset"]) or zone,
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower().startswith(AFTERNOON) else 0)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.lower() == "z":
        return UTC
    digits = text[1:].replace(":", "")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(length if text[0] == "+" else -length)


def duration_of(text: str) -> timedelta | None:
    """Return a length as tools write it: `1h 50m 2s`, `1 t 50 min`, `1:50:02`, or plain minutes."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.isdecimal() and len(text) <= MOST_DIGITS:
        return timedelta(minutes=int(text))
    if found := CLOCK.match(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return timedelta(hours=min(hours, 10_000), minutes=minutes, seconds=seconds)
    units = {"h": 3600, "t": 3600, "m": 60, "s": 1}
    parts = [(number, unit) for number, unit in LENGTH.findall(text) if len(number) <= MOST_DIGITS]
    return timedelta(seconds=sum(int(number) * units[unit.lower()] for number, unit in parts)) if parts else None
