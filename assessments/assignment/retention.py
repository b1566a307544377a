"""Reflections go a year after the run was closed; that they were accepted stays in the record of the course."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from assessments.assignment.files import delete_files
from assessments.assignment.models import Submission, SubmissionFile
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clock of texts, files and feedback."""
    return [
        run_clock(
            key="assignment.submissions",
            title=_("Reflektiot liitteineen ja palautteineen"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            rows=Submission.objects.all,
            run="enrolment__run",
            clear=_delete,
        )
    ]


def _delete(rows: QuerySet[Any]) -> Any:
    delete_files(SubmissionFile.objects.filter(submission__in=rows))
    return rows.delete()
