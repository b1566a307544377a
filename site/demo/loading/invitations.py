"""Who has been invited to a run, what they have answered, and a list that waits to be sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from accounts.models import User
from courses.invitations.domain.accepting import refuse
from courses.invitations.domain.checking import check_rows, start_batch
from courses.invitations.domain.inviting import invite_person
from courses.invitations.domain.reading import read_text
from courses.invitations.models import Invitation
from courses.models import CourseRun
from demo.loading.cast import Cast
from demo.sources.people import InvitationsSource, People
from notifications.models import OutgoingMail


def load_invitations(source: People, *, cast: Cast, at: datetime) -> None:
    """Make the invitations and the waiting list, unless there are some already."""
    if source.invitations is None or Invitation.objects.exists():
        return
    wanted = source.invitations
    run, by = CourseRun.objects.get(slug=wanted.run), cast.people[wanted.by]
    for number, row in enumerate(wanted.sent, start=1):
        sent_at = at - timedelta(days=row.days_ago, hours=number)
        made = invite_person(run=run, email=row.email, name=row.name, invited_by=by, at=sent_at)
        if row.answer == "refused":
            refuse(invitation=made, for_good=False, at=sent_at + timedelta(days=1))
        elif row.answer == "bounced" and made.mail:
            OutgoingMail.objects.filter(pk=made.mail.pk).update(state=OutgoingMail.State.BOUNCED)
    _leave_list(wanted, run=run, by=by, at=at)


def _leave_list(wanted: InvitationsSource, *, run: CourseRun, by: User, at: datetime) -> None:
    made_at = at - timedelta(hours=1)
    batch = start_batch(run=run, people=read_text(wanted.waiting_list), key=uuid4(), by=by, at=made_at)
    check_rows(batch.pk, at=made_at)
