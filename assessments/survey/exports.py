"""The results as rows to take along: the same numbers, the same texts and the same silences as on the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from assessments.survey.domain import LEAST
from assessments.survey.results import QuestionResult, Results
from courses.tables import rounded

Row = list[Any]


def rows_of(results: Results) -> list[Row]:
    """Return the counted answers; a hidden question says so."""
    rows: list[Row] = [[_("Kysymys"), _("Vastaus"), _("Vastaajia"), _("Osuus %"), _("Keskiarvo")]]
    for result in results.questions:
        rows += _counted(result)
    return rows


def texts_of(results: Results) -> list[Row]:
    """Return the open answers in the order of the page."""
    rows: list[Row] = [[_("Kysymys"), _("Vastaus")]]
    for result in results.questions:
        asked = result.question.text
        if result.question.follow_up:
            asked = f"{asked} – {result.question.follow_up}"
        rows += [[asked, text] for text in result.texts]
        if result.more_is_hidden:
            rows.append([asked, hidden_words()])
    if results.texts_are_gone:
        rows.append([gone_words(), None])
    return rows


def gone_words() -> str:
    """Return what stands in the place of open answers once somebody's have been erased."""
    return _(
        "Avoimia vastauksia ei enää näytetä, koska jonkun vastaajan tiedot on poistettu. Jäljelle jääneistä näkisi, "
        "mitkä vastaukset olivat hänen."
    )


def hidden_words() -> str:
    """Return what stands where too few have answered."""
    return _("alle %(least)s vastausta, ei näytetä") % {"least": LEAST}


def _counted(result: QuestionResult) -> list[Row]:
    asked = result.question.text
    if result.is_hidden:
        return [[asked, hidden_words(), None, None, None]]
    if not result.shares:
        return [[asked, _("avoimet vastaukset"), result.count, None, None]]
    return [[asked, share.value, share.count, share.percent, rounded(result.mean)] for share in result.shares]
