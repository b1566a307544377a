"""An activity as a trainee would meet it: opened, today, or on the day of a session of one of the newest runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.domain.learning import RunPlan, plan_for
from courses.domain.opening import Learner
from courses.models import ActivityPage, CourseRun, Session
from courses.outline import ActivityItem, Outline, SessionItem, item_of, opening_of, outline_of
from courses.permissions import with_outline
from courses.wording import short_day

OPENED = "avattuna"
TODAY = "tanaan"
NEWEST_RUNS = 3


def modes_of(page: ActivityPage) -> list[tuple[str, str]]:
    """Return the ways to look at a page: opened, as a trainee today, and on the days of the newest runs' sessions."""
    modes = [(OPENED, _("Avattuna")), (TODAY, _("Osallistujana tänään"))]
    if not page.path:
        return modes
    runs = list(_runs_with(page)[:NEWEST_RUNS])
    rows = Session.objects.filter(run__in=runs).select_related("run").order_by("-run__starts_on", "run_id", "position")
    text = _("Osallistujana %(day)s: %(run)s, kerta %(number)s")
    for row in rows:
        label = text % {"day": short_day(row.starts_at), "run": row.run.name, "number": row.position}
        modes.append((str(row.pk), label))
    return modes


def _runs_with(page: ActivityPage) -> Any:
    parent_path = page.path[: -page.steplen]
    runs = CourseRun.objects.filter(sessions__pages__path=parent_path)
    return with_outline(runs).order_by("-starts_on", "-pk").distinct()


def preview_plan(page: ActivityPage, *, mode: str, at: datetime) -> tuple[RunPlan, datetime] | None:
    """Return the run with the draft in its place as the mode asks, and the moment; None when no run holds the page."""
    session = Session.objects.select_related("run").filter(pk=int(mode)).first() if _is_number(mode) else None
    runs: Any = _runs_with(page) if page.path else CourseRun.objects.none()
    run = runs.filter(pk=session.run_id).first() if session else runs.first()
    if run is None or page.pk is None:
        return None
    moment = session.ends_at if session else at
    learner = None if mode in ("", OPENED) else Learner({}, frozenset())
    outline = _with_draft(outline_of(run.course_id, run.outline_number), page)
    return plan_for(run=run, enrolment=None, at=moment, learner=learner, outline=outline), moment


def _is_number(mode: str) -> bool:
    return mode.isascii() and mode.isdigit() and len(mode) < 18


def _with_draft(outline: Outline, page: ActivityPage) -> Outline:
    """Return the outline with what the author is writing, instead of what trainees have now."""
    needed = [(row.needed_id, row.needed.slug) for row in page.prerequisites.all() if row.needed_id]
    parent = page.get_parent()
    draft = item_of(page, page._meta.label_lower, parent.pk, opening_of(page, needed))
    sessions = dict(outline.sessions)
    before = sessions.get(parent.pk) or SessionItem(parent.pk, parent.slug, parent.title, ())
    known = any(item.pk == page.pk for item in before.activities)
    items: tuple[ActivityItem, ...] = tuple(draft if item.pk == page.pk else item for item in before.activities)
    sessions[parent.pk] = replace(before, activities=items if known else (*items, draft))
    by_pk = {item.pk: item for row in sessions.values() for item in row.activities}
    by_slug = {item.slug: item for item in by_pk.values()}
    return replace(outline, sessions=sessions, by_pk=by_pk, by_slug=by_slug)
