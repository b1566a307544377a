"""Make-up work that waits for an answer, for the trainers' inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.review import ReviewEntry
from courses.enums import StaffRole
from courses.models import CourseRun, MakeUp

if TYPE_CHECKING:
    from accounts.models import User


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the make-up work sent in the runs this person trains in, in one query."""
    rows = MakeUp.objects.filter(
        session__run__in=CourseRun.objects.staffed_by(user, (StaffRole.TRAINER,)), state=MakeUp.State.SENT
    )
    return [
        ReviewEntry(
            kind=_("korvaava tehtävä"),
            title=_("Kerta %(number)s: %(title)s") % {"number": row.session.position, "title": row.session.title},
            person=row.enrolment.user.get_full_name(),
            run=row.session.run.name,
            waiting_since=row.sent_at,
            url=reverse("courses:make-up-review", kwargs={"run": row.session.run.slug, "make_up": row.public_id}),
        )
        for row in rows.select_related("session__run", "enrolment__user").order_by("sent_at")
        if row.sent_at
    ]
