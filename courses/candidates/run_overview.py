"""Candidates for the course of a run, among what waits for its staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from courses.candidates.models import Candidate
from courses.domain.places import MOVING
from courses.models import CourseRun
from courses.overview import RunAction


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the candidates that nobody has decided of, for a run that people can still come into."""
    rows = Candidate.objects.filter(course=run.course_id, decided_at=None)
    return [
        RunAction(
            rows=rows if run.state in MOVING else rows.none(),
            words=lambda n: ngettext("%(n)s ehdokas päätettävänä", "%(n)s ehdokasta päätettävänä", n) % {"n": n},
            url=reverse("candidates:list"),
        )
    ]
