"""Which trainees of a run an announcement is for: the same conditions as the filters of the run's overview."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.announcements.enums import Audience
from courses.enums import STUDYING
from courses.groups.run_overview import filters
from courses.models import CourseRun, Enrolment

FILTERS = {Audience.NO_GROUP: "ei-ryhmaa", Audience.QUIET: "ei-kirjausta"}


def people_of(*, run: CourseRun, audience: str, at: datetime) -> QuerySet[User]:
    """Return who is meant now, in the order of names; nobody whose account is not in use."""
    rows = Enrolment.objects.filter(_condition(run, audience, at), run=run, state__in=STUDYING)
    people = User.objects.filter(pk__in=rows.values("user"), is_active=True, anonymized_at=None)
    return people.order_by("family_name", "given_name", "pk")


def _condition(run: CourseRun, audience: str, at: datetime) -> Q:
    key = FILTERS.get(Audience(audience))
    if key is None:
        return Q()
    return next(one.where for one in filters(run=run, at=at) if one.key == key)
