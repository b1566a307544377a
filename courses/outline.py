"""The structure of a course as learners see it: read once per version and process, then free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from courses.enums import Audience, OpensWhen
from courses.models import ActivityPage, CoursePage, OutlineVersion, Prerequisite, SessionPage
from courses.statements import Statement


@dataclass(frozen=True)
class Opening:
    """When an activity opens: by date, after other activities, with the own group, and for whom it is."""

    when: str = OpensWhen.SESSION
    days: int = 0
    group: str = ""
    audience: str = Audience.ALL
    needed: tuple[tuple[int, str], ...] = ()  # other activities: number and slug, as a copied course has new numbers


ALWAYS = Opening()


def opening_of(page: ActivityPage, needed: Iterable[tuple[int, str]]) -> Opening:
    """Return the opening rule of a page; `needed` are the activities it waits for."""
    return Opening(
        when=page.opens_when or OpensWhen.SESSION,
        days=page.opens_days or 0,
        group=page.opens_group or "",
        audience=page.audience or Audience.ALL,
        needed=tuple(needed),
    )


@dataclass(frozen=True)
class ActivityItem:
    """What lists need to know of an activity."""

    pk: int
    slug: str
    title: str
    minutes: int
    required: bool
    completion_rule: str
    model_label: str
    session_page_id: int
    revision_id: int | None
    opening: Opening = ALWAYS

    @property
    def model(self) -> type[ActivityPage]:
        """The activity type's page class."""
        return apps.get_model(self.model_label)

    def is_for(self, background: str) -> bool:
        """Say whether the activity is meant for trainees of a background; what is for the staff is for none."""
        return self.opening.audience in (Audience.ALL, background)

    @property
    def icon(self) -> str:
        """The name of the type's icon."""
        return self.model.icon

    @property
    def type_label(self) -> str:
        """What people call the type, in the active language."""
        return str(self.model.type_label)

    @property
    def counts_as(self) -> str:
        """What the completion conditions count it as."""
        return self.model.counts_as


@dataclass(frozen=True)
class SessionItem:
    """A session page with its activities in order."""

    pk: int
    slug: str
    title: str
    activities: tuple[ActivityItem, ...]


@dataclass(frozen=True)
class Outline:
    """The live pages of a course."""

    course_id: int
    version: int
    title: str
    sessions: dict[int, SessionItem]
    by_slug: dict[str, ActivityItem] = field(default_factory=dict)
    by_pk: dict[int, ActivityItem] = field(default_factory=dict)


def outline_of(course_id: int, version: int | None = None) -> Outline:
    """Return the outline of a course; pass the version when the caller has read it already (no query then)."""
    if version is None:
        version = OutlineVersion.objects.filter(course_id=course_id).values_list("version", flat=True).first() or 0
    return _read(course_id, version)


def forget_outlines() -> None:
    """Drop what this process holds; for tests, whose databases reuse numbers."""
    _read.cache_clear()
    published_page.cache_clear()


@lru_cache(maxsize=64)
def _pages(label: str) -> Statement:
    return Statement(lambda pk: apps.get_model(label)._default_manager.filter(pk=pk), pk=int)


@lru_cache(maxsize=256)
def published_page(label: str, pk: int, version: int) -> ActivityPage:
    """Return a published page of a type as it is in one version of its course's outline: each saving counts that up.

    Raises DoesNotExist when the page has just been deleted.
    """
    rows = _pages(label).rows(pk=pk)
    if not rows:
        raise ActivityPage.DoesNotExist
    return cast("ActivityPage", rows[0])


@lru_cache(maxsize=64)
def _read(course_id: int, version: int) -> Outline:
    course = CoursePage.objects.get(pk=course_id)
    session_pages = list(
        SessionPage.objects.child_of(course).live().order_by("path").only("pk", "path", "slug", "title")
    )
    grouped = _activities_by_session(course, {page.path: page.pk for page in session_pages})
    sessions = {
        page.pk: SessionItem(page.pk, page.slug, page.title, tuple(grouped[page.path])) for page in session_pages
    }
    items = [item for session in sessions.values() for item in session.activities]
    return Outline(
        course_id=course_id,
        version=version,
        title=course.title,
        sessions=sessions,
        by_slug={item.slug: item for item in items},
        by_pk={item.pk: item for item in items},
    )


def _activities_by_session(course: CoursePage, ids: dict[str, int]) -> dict[str, list[ActivityItem]]:
    """Return the live activities in order, by the path of their session page."""
    types = {ct.pk: f"{ct.app_label}.{ct.model}" for ct in ContentType.objects.all()}
    needed: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Prerequisite.objects.filter(activity__path__startswith=course.path).order_by("sort_order", "pk")
    for activity_id, needed_id, slug in rows.values_list("activity_id", "needed_id", "needed__slug"):
        needed[activity_id].append((needed_id, slug))
    grouped: dict[str, list[ActivityItem]] = {path: [] for path in ids}
    for page in ActivityPage.objects.descendant_of(course).live().order_by("path"):
        parent = page.path[: -page.steplen]
        if parent in grouped:
            opening = opening_of(page, needed[page.pk])
            grouped[parent].append(item_of(page, types[page.content_type_id], ids[parent], opening))
    return grouped


def item_of(page: ActivityPage, model_label: str, session_page_id: int, opening: Opening) -> ActivityItem:
    """Return what lists need to know of a page."""
    return ActivityItem(
        pk=page.pk,
        slug=page.slug,
        title=page.title,
        minutes=page.minutes,
        required=page.required,
        completion_rule=page.completion_rule,
        model_label=model_label,
        session_page_id=session_page_id,
        revision_id=page.live_revision_id,
        opening=opening,
    )
