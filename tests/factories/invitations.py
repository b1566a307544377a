"""Invitations and lists, made the way the domain makes them."""

from uuid import uuid4

from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import make_run

from courses.invitations.domain.checking import check_rows, start_batch
from courses.invitations.domain.inviting import invite_person
from courses.invitations.domain.links import make_token
from courses.invitations.domain.reading import read_text
from courses.invitations.models import Invitation, InvitationBatch
from courses.models import CourseRun


def make_invitation(run: CourseRun | None = None, **values) -> Invitation:
    """Return an invitation whose mail lies in the outbox."""
    by = values.pop("invited_by", None) or UserFactory()
    values = {"email": "meri@esimerkki.test", "name": "Meri Koski", "at": timezone.now()} | values
    return invite_person(run=run or make_run(), invited_by=by, **values)


def token_of(invitation: Invitation) -> str:
    """Return the secret part of an invitation's link."""
    return make_token(key=invitation.public_id, generation=invitation.generation)


def make_batch(run: CourseRun, text: str, *, checked: bool = True, by=None) -> InvitationBatch:
    """Return a list, checked unless told otherwise."""
    by, at = by or UserFactory(), timezone.now()
    batch = start_batch(run=run, people=read_text(text), key=uuid4(), by=by, at=at)
    if checked:
        check_rows(batch.pk, at=at)
        batch.refresh_from_db()
    return batch
