"""The whole overview of a run as a file: one row a trainee, read through a cursor and never held in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses import tables
from courses.domain.progress import columns_of
from courses.enums import STUDYING, EnrolmentState, Standing
from courses.models import CourseRun, Enrolment
from courses.wording import day

BATCH = 2000
PEOPLE = ("pk", "user__family_name", "user__given_name", "state", "percent", "ready_at")
STATES = ("condition_states__condition", "condition_states__standing", "condition_states__done")
NEEDED = "condition_states__needed"


def matrix_rows(*, run: CourseRun) -> Iterator[list[Any]]:
    """Yield the heading and a row for each trainee by name, in one query."""
    columns = columns_of(run)
    head = [_("Sukunimi"), _("Etunimi"), _("Tila"), _("Edistyminen %"), _("Kaikki ehdot täynnä")]
    yield [*head, *(column.title() for column in columns)]
    places = {column.id: len(head) + place for place, column in enumerate(columns)}
    words = {state: str(label) for state, label in EnrolmentState.choices}
    standings = {state: str(label) for state, label in Standing.choices}
    for _key, lines in groupby(_lines(run).iterator(chunk_size=BATCH), key=itemgetter(0)):
        row: list[Any] = []
        for _pk, family, given, state, percent, ready, condition, standing, done, needed in lines:
            if not row:
                row = [family, given, words[state], percent, day(ready) if ready else "", *[""] * len(columns)]
            if condition in places:
                row[places[condition]] = standings[standing] + (f" ({done}/{needed})" if needed > 1 else "")
        yield row


def _lines(run: CourseRun) -> QuerySet[Any, tuple[Any, ...]]:
    rows = Enrolment.objects.filter(run=run, state__in=STUDYING)
    rows = rows.order_by("user__family_name", "user__given_name", "pk")
    return rows.values_list(*PEOPLE, *STATES, NEEDED)


class _Echo:
    """A file for the CSV writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def matrix_csv(*, run: CourseRun) -> Iterator[bytes]:
    """Yield the file as Finnish spreadsheet programs read it, some hundred rows at a time."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    waiting: list[str] = ["\ufeff"]
    for row in matrix_rows(run=run):
        waiting.append(writer.writerow([tables.inert(value) for value in row]))
        if len(waiting) >= 500:
            yield "".join(waiting).encode()
            waiting = []
    yield "".join(waiting).encode()


def matrix_xlsx(*, run: CourseRun) -> IO[bytes]:
    """Return the file as a workbook on disk, opened at its beginning."""
    return tables.xlsx_file({_("Edistyminen"): matrix_rows(run=run)}, widths=(20, 16, 14, 10, 14), is_headed=True)
