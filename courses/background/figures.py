"""What reports are made of (see courses.reporting): plain data by person. The report counts and suppresses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.background.domain.reading import Answered, answers_of, eura_flags
from courses.background.enums import ABROAD, DECLINED, MISSING, AgeBand, CompanySize, Gender, Work
from courses.groups.classifications import municipality_name

if TYPE_CHECKING:
    from courses.models import FundingProject

Value = tuple[str, str, list[int]]
Table = tuple[str, str, list[Value]]


def entry_exit_flags(*, project: FundingProject, people: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Return for each person when the entry and exit data were said to be given."""
    flags = eura_flags(project_ids=[project.pk])
    found = {user: flags.get((project.pk, user)) for user in people}
    return {user: (flag.entry_on, flag.exit_on) if flag else (None, None) for user, flag in found.items()}


def background_counts(*, project: FundingProject, people: list[int]) -> list[Table]:
    """Return the split by each item: everybody in exactly one value, the last being declined and missing.

    Once the ties are cut, no answer is anybody's: everybody is missing here, and `background_totals` tells the sums.
    """
    answers = {row.user_id: row for row in answers_of(project_ids=[project.pk]) if row.user_id is not None}
    return [_table(key, title, choices, people, answers) for key, title, choices in _items(answers.values())]


def background_totals(*, project: FundingProject) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Return the sums of all answers of a project, tied to people or not; for the time after the ties are cut."""
    rows = answers_of(project_ids=[project.pk])
    tables = []
    for key, title, choices in _items(rows):
        given = [getattr(row, key) for row in rows]
        tables.append((key, title, [(value or "missing", label, given.count(value)) for value, label in choices]))
    return tables


def _items(rows: Any) -> list[tuple[str, str, list[tuple[str, str]]]]:
    places = sorted({row.municipality for row in rows} - {DECLINED, MISSING, ABROAD}, key=municipality_name)
    towns = [*((code, municipality_name(code)) for code in places), (ABROAD, _("ulkomailla"))]
    return [
        ("gender", _("Sukupuoli"), _choices(Gender.choices)),
        ("age_band", _("Ikä aloituspäivänä"), _choices(AgeBand.choices)),
        ("municipality", _("Kotikunta"), _choices([*towns, (DECLINED, _("En halua vastata"))])),
        ("work", _("Työtilanne aloittaessa"), _choices(Work.choices)),
        ("company_size", _("Yrityksen koko"), _choices(CompanySize.choices)),
        ("exit_work", _("Työtilanne lopettaessa"), _choices(Work.choices)),
    ]


def _choices(choices: Any) -> list[tuple[str, str]]:
    return [*((str(value), str(label)) for value, label in choices), (MISSING, _("Tieto puuttuu"))]


def _table(
    key: str, title: str, choices: list[tuple[str, str]], people: list[int], answers: dict[int, Answered]
) -> Table:
    by_value: dict[str, list[int]] = {value: [] for value, _label in choices}
    for user in dict.fromkeys(people):
        by_value[getattr(answers[user], key) if user in answers else MISSING].append(user)
    return key, title, [(value or "missing", label, by_value[value]) for value, label in choices]
