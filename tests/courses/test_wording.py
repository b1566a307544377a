"""Times, lengths and amounts as the reader writes them (BR-21)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from courses import wording

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day on which everything is read: whether a year is shown depends on it."""
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: date(2026, 11, 20))


def at(*parts):
    return datetime(*parts, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("language", "start", "end", "text"),
    [
        ("fi", at(2026, 11, 24, 14), at(2026, 11, 24, 16), "ti 24.11. klo 14–16"),
        ("fi", at(2026, 11, 24, 9), at(2026, 11, 24, 12, 30), "ti 24.11. klo 9–12.30"),
        ("fi", at(2026, 11, 24, 14), None, "ti 24.11. klo 14"),
        ("fi", at(2027, 1, 12, 14), at(2027, 1, 12, 16), "ti 12.1. klo 14–16"),
        ("fi", at(2028, 1, 11, 14), at(2028, 1, 11, 16), "ti 11.1.2028 klo 14–16"),
        ("fi", at(2026, 11, 24, 22), at(2026, 11, 25, 1), "ti 24.11. klo 22 – ke 25.11. klo 1"),
        ("sv", at(2026, 11, 24, 14), at(2026, 11, 24, 16), "tis 24.11 kl. 14–16"),
        ("en", at(2026, 11, 24, 14), at(2026, 11, 24, 16, 30), "Tue 24 Nov, 14:00–16:30"),
        # The clock is moved back on this Sunday: both ends are in Helsinki's own time of the day.
        ("fi", datetime(2026, 10, 25, 0, 0, tzinfo=ZoneInfo("UTC")), None, "su 25.10. klo 3"),
        ("fi", datetime(2026, 10, 25, 2, 0, tzinfo=ZoneInfo("UTC")), None, "su 25.10. klo 4"),
    ],
)
def test_session_time(language, start, end, text):
    with translation.override(language):
        assert wording.session_time(start, end) == text


def test_a_zone_of_ones_own_is_named():
    with timezone.override(ZoneInfo("Europe/Stockholm")):
        assert wording.session_time(at(2026, 11, 24, 14)) == "ti 24.11. klo 13 (CET)"


@pytest.mark.parametrize(
    ("minutes", "text", "hours"),
    [
        (0, "0 min", "0 h"),
        (25, "25 min", "0,4 h"),
        (60, "1 h", "1 h"),
        (90, "1 h 30 min", "1,5 h"),
        (720, "12 h", "12 h"),
    ],
)
def test_lengths(minutes, text, hours):
    assert wording.minutes(minutes) == text
    assert wording.hours(minutes) == hours


@pytest.mark.parametrize(
    ("value", "number", "euros"),
    [
        (Decimal("1234.5"), "1\xa0234,5", "1\xa0234,50\xa0€"),
        (0, "0", "0,00\xa0€"),
        ("-0.05", "-0,05", "-0,05\xa0€"),
    ],
)
def test_amounts(value, number, euros):
    assert wording.number(value) == number
    assert wording.euros(value).replace(" ", "\xa0") == euros


@pytest.mark.parametrize("nothing", [None, "", "kukka", object()])
@pytest.mark.parametrize(
    "write",
    [
        wording.session_time,
        wording.short_day,
        wording.day,
        wording.minutes,
        wording.hours,
        wording.number,
        wording.euros,
    ],
)
def test_nonsense_is_written_as_nothing(write, nothing):
    assert write(nothing) == ""


def test_short_day_of_a_plain_date():
    assert wording.short_day(date(2026, 11, 24)) == "ti 24.11."
    assert wording.day(date(2026, 11, 24)) == "24.11.2026"
    assert wording.short_day(date(2026, 11, 20) + timedelta(days=400)).endswith("2027")
