"""The structure of a course as learners see it: read once per version and process, then free."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from courses.models import ActivityPage, CoursePage, OutlineVersion, SessionPage


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

    @property
    def model(self) -> type[ActivityPage]:
        """The activity type's page class."""
        return apps.get_model(self.model_label)

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


@lru_cache(maxsize=64)
def _read(course_id: int, version: int) -> Outline:
    course = CoursePage.objects.get(pk=course_id)
    session_pages = list(
        SessionPage.objects.child_of(course).live().order_by("path").only("pk", "path", "slug", "title")
    )
    activities = ActivityPage.objects.descendant_of(course).live().order_by("path")
    types = {ct.pk: ct for ct in ContentType.objects.all()}
    grouped: dict[str, list[ActivityItem]] = {page.path: [] for page in session_pages}
    ids = {page.path: page.pk for page in session_pages}
    for page in activities:
        parent = page.path[: -page.steplen]
        if parent not in grouped:
            continue
        content_type = types[page.content_type_id]
        grouped[parent].append(
            ActivityItem(
                pk=page.pk,
                slug=page.slug,
                title=page.title,
                minutes=page.minutes,
                required=page.required,
                completion_rule=page.completion_rule,
                model_label=f"{content_type.app_label}.{content_type.model}",
                session_page_id=ids[parent],
                revision_id=page.live_revision_id,
            )
        )
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
