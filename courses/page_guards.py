"""What a page of the course is used for, in words: why an author cannot take it away just now."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.conditions import ActivitiesCondition
from courses.enums import RunState
from courses.models import (
    ActivityCompletion,
    ActivityPage,
    CoursePage,
    CourseRun,
    Prerequisite,
    RuleSet,
    SessionContent,
)
from courses.rules import RuleBook

GOING_ON = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)
MOST_TOLD = 8


def _below(page: Page) -> QuerySet[Page]:
    return Page.objects.filter(path__startswith=page.path)


def has_records(page: Page) -> bool:
    """Say whether a run uses the page, or people have done anything in it or below it."""
    pages = _below(page).values_list("pk", flat=True)
    return (
        ActivityCompletion.objects.filter(activity__in=pages).exists()
        or SessionContent.objects.filter(page__in=pages).exists()
        or CourseRun.objects.filter(course__in=pages).exists()
        or any(
            relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pages}).exists()
            for model in ActivityPage.__subclasses__()
            for relation in model._meta.related_objects
            if relation.on_delete is not None and relation.on_delete.__name__ == "PROTECT"
        )
    )


def uses_of(page: Page) -> list[str]:
    """Return what would break if trainees could not get at the page, a line each: rules, runs, other activities."""
    found = [*_activities_that_wait(page), *_runs_that_teach(page), *_rules_that_count(page)]
    if len(found) > MOST_TOLD:
        left = len(found) - MOST_TOLD
        found = [*found[:MOST_TOLD], _("ja %(count)s muuta") % {"count": left}]
    return found


def _activities_that_wait(page: Page) -> list[str]:
    rows = Prerequisite.objects.filter(needed__path__startswith=page.path, activity__live=True)
    rows = rows.exclude(activity__path__startswith=page.path).order_by("activity__path")
    text = _("osio ”%(title)s” avautuu vasta sen jälkeen")
    return [text % {"title": title} for title in rows.values_list("activity__title", flat=True)]


def _runs_that_teach(page: Page) -> list[str]:
    """Return the sessions of current runs that hold the page itself or a page below it."""
    rows = SessionContent.objects.filter(page__path__startswith=page.path, session__run__state__in=GOING_ON)
    rows = rows.order_by("session__run__starts_on", "session__position")
    text = _("kerta %(number)s toteutuksessa %(run)s")
    return [
        text % {"number": position, "run": run}
        for position, run in rows.values_list("session__position", "session__run__name")
    ]


def _rules_that_count(page: Page) -> list[str]:
    """Return the conditions of current runs that count a required activity at or below the page."""
    needed = ActivityPage.objects.filter(path__startswith=page.path, live=True, required=True).select_related(None)
    by_parent: dict[str, list[ActivityPage]] = {}
    for activity in needed:
        by_parent.setdefault(activity.path[: -activity.steplen], []).append(activity.specific)
    if not by_parent:
        return []
    parents = Q()
    for path in by_parent:
        parents |= Q(page__path=path)
    contents = SessionContent.objects.filter(parents, session__run__state__in=GOING_ON)
    rows = contents.select_related("session__run", "page")
    lines: dict[str, None] = {}
    for row in rows:
        for title in _conditions_over(row.session.run, by_parent[row.page.path]):
            lines[_("suoritusehto ”%(title)s” toteutuksessa %(run)s") % {"title": title, "run": row.session.run}] = None
    return list(lines)


def _conditions_over(run: CourseRun, activities: list[ActivityPage]) -> list[str]:
    rules = RuleSet.objects.filter(run=run).order_by("version").last()
    if rules is None:
        return []
    conditions = [rule.condition() for rule in RuleBook.model_validate(rules.rules).conditions]
    counting = [each for each in conditions if isinstance(each, ActivitiesCondition)]
    return [
        each.title()
        for each in counting
        if any(activity.counts_as == each.sort and activity.slug not in each.parsed.optional for activity in activities)
    ]


def course_of(page: Page) -> CoursePage | None:
    """Return the course a page belongs to, or None."""
    return CoursePage.objects.ancestor_of(page, inclusive=True).first()
