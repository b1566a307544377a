"""The list of entry and exit data as a table: what stands on the page, and nothing of what anybody answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.background.domain.eura import Row
from courses.wording import day


def state_rows(rows: Iterable[Row]) -> Iterator[list[Any]]:
    """Yield the heading and a row for each participant."""
    yield [
        *(_("Sukunimi"), _("Etunimi"), _("Aloitti")),
        *(_("Aloitustiedot"), _("Annettu"), _("Lopetustiedot"), _("Annettu"), _("Muistutettu")),
    ]
    for row in rows:
        user = row.person.user
        yield [
            *(user.family_name, user.given_name, day(row.person.entered_on)),
            *(word_of(row.entry), _day(row.entry_on), word_of(row.exit), _day(row.exit_on), _day(row.reminded_on)),
        ]


def word_of(state: str) -> str:
    """Return the state of one stage in words."""
    return {
        "given": pgettext("funder's data", "annettu"),
        "missing": pgettext("funder's data", "puuttuu"),
        "later": _("ei vielä ajankohtainen"),
    }[state]


def _day(value: date | None) -> str:
    return day(value) if value else ""
