"""Keeping funding projects: their facts, what they promised, and which runs they fund."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.models import CourseRun, FundingProject, PlannedFigure


class UnableToKeepProject(Exception):
    """The project cannot be kept as it was given; the message says why."""


def keep_project(
    *,
    project: FundingProject | None,
    fields: dict[str, Any],
    planned: dict[str, int | None],
    runs: Iterable[CourseRun],
    among: Iterable[CourseRun],
) -> FundingProject:
    """This function will store a project whole, and which of the runs `among` it funds; other runs stay as they are.

    Raises UnableToKeepProject when another project has the code, or a run belongs to another project.
    """
    kept = project or FundingProject()
    for name, value in fields.items():
        setattr(kept, name, value)
    try:
        with transaction.atomic():
            kept.save()
            _keep_planned(kept, planned)
            _keep_runs(kept, {run.pk for run in runs}, {run.pk for run in among})
    except IntegrityError as error:
        raise UnableToKeepProject(_("Hankekoodi on jo käytössä. Tarkista koodi.")) from error
    return kept


def _keep_planned(project: FundingProject, planned: dict[str, int | None]) -> None:
    for indicator, value in planned.items():
        if value is None:
            PlannedFigure.objects.filter(project=project, indicator=indicator).delete()
        else:
            PlannedFigure.objects.update_or_create(project=project, indicator=indicator, defaults={"planned": value})


def _keep_runs(project: FundingProject, wanted: set[int], among: set[int]) -> None:
    rows = CourseRun.objects.filter(pk__in=among)
    if rows.filter(pk__in=wanted).exclude(project=project).exclude(project=None).exists():
        raise UnableToKeepProject(_("Valitsemasi toteutus kuuluu jo toiseen hankkeeseen. Päivitä sivu."))
    rows.filter(project=project).exclude(pk__in=wanted).update(project=None)
    rows.filter(pk__in=wanted).update(project=project)
