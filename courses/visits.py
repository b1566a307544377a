"""A learner's visit to an activity: everything an activity type's view gets to know."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.urls import URLResolver, reverse
from django.urls.resolvers import RoutePattern

from courses.outline import published_page

if TYPE_CHECKING:
    from courses.domain.learning import RunPlan, SessionPlan
    from courses.models import ActivityPage, CourseRun, Enrolment
    from courses.outline import ActivityItem

NOBODY = UUID(int=0)
_resolvers: dict[str, URLResolver] = {}


def resolver_of(model: type[ActivityPage]) -> URLResolver:
    """Return the resolver over the `urls.py` in the activity type's folder."""
    name = apps.get_app_config(model._meta.app_label).name
    if name not in _resolvers:
        _resolvers[name] = URLResolver(RoutePattern(""), import_module(f"{name}.urls").urlpatterns)
    return _resolvers[name]


@dataclass
class Visit:
    """One request of one person to one activity of one run.

    `enrolment` is None when staff of the run look at the activity as it will be seen (`is_preview`): views must
    store nothing then.
    """

    run: CourseRun
    enrolment: Enrolment | None
    given_page: ActivityPage | None  # the draft that an author looks at; otherwise the published page is read
    item: ActivityItem
    session: SessionPlan
    plan: RunPlan
    at: datetime
    is_done: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    unsent: dict[str, list[str]] | None = None  # what was typed here when the session had ended (courses.unsent)

    @cached_property
    def page(self) -> ActivityPage:
        """The activity's page, read when it is asked for: saving an answer knows all it needs from the outline."""
        if self.given_page:
            return self.given_page
        # A copy, as views hang things of their own on it.
        return copy.copy(published_page(self.item.model_label, self.item.pk, self.plan.outline.version))

    @property
    def is_preview(self) -> bool:
        """Whether nothing may be stored."""
        return self.enrolment is None

    def url(self, name: str = "", **kwargs: Any) -> str:
        """Return the address of a route of this activity by its name in the type's `urls.py`; "" is the landing."""
        base = reverse("courses:activity", kwargs={"run": self.run.slug, "activity": self.item.slug})
        if not name:
            return base
        return base + resolver_of(self.item.model).reverse(name, **kwargs)

    @property
    def recordings_url(self) -> str:
        """Where the recordings of the page are fetched: behind its own gate; a draft's at the address for editors."""
        if self.given_page is None:
            return self.url() + "tallenne/"
        return reverse("media:recording", kwargs={"public_id": NOBODY}).removesuffix(f"{NOBODY}/")

    @property
    def has_changed(self) -> bool:
        """Whether the activity has been published anew since the person was done with it."""
        done = self.plan.done_revisions.get(self.item.pk)
        return done is not None and done != self.item.revision_id

    @property
    def previous_item(self) -> ActivityItem | None:
        """The activity before this one that is open, or None."""
        return self.plan.neighbor(self.item, -1)

    @property
    def next_item(self) -> ActivityItem | None:
        """The activity after this one that is open, or None."""
        return self.plan.neighbor(self.item, +1)
