"""Days on which people here are free: Finnish public holidays with their eves, and weekends."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from holidays import country_holidays

NAMES_IN = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}
SATURDAY, SUNDAY = 5, 6


def holiday_on(day: date) -> str:
    """Return the name of the Finnish public holiday or its eve on that day in the active language, or nothing."""
    return _holidays(NAMES_IN.get(_language(), "fi"), day.year).get(day, "")


def day_note(day: date) -> str:
    """Return why one would not hold a session on the day, in the active language, or an empty string."""
    if name := holiday_on(day):
        return name if _language() == "en" else name[:1].lower() + name[1:]  # it stands in the middle of a sentence
    if day.weekday() in (SATURDAY, SUNDAY):
        return _("lauantai") if day.weekday() == SATURDAY else _("sunnuntai")
    return ""


def _language() -> str:
    return (get_language() or "fi")[:2]


@lru_cache(maxsize=64)
def _holidays(language: str, year: int) -> dict[date, str]:
    """Return one year's holidays; asked one year at a time, as the library would remember any year for good."""
    return dict(country_holidays("FI", years=year, language=language, expand=False))
