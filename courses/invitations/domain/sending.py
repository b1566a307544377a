"""Sending a list: an invitation and a mail for every row that is new, some at a time, each turn one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.domain.places import lock_run
from courses.invitations.domain.checking import JUDGED, check_rows, judge, lock_batch, store_rows
from courses.invitations.domain.inviting import check_run, make_invitation
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.enums import BatchState, Verdict
from courses.invitations.models import InvitationBatch, ListedPerson
from notifications.background import wake

AT_ONCE = 50
MOST_BATCHES = 20


def send_batch(*, batch: InvitationBatch, at: datetime) -> bool:
    """This function will decide that a checked list is sent, and wake a worker; pressed twice it is sent once.

    Raises UnableToInvite while rows are being checked, when nobody is new, and for a run that nobody can enter.
    """
    from courses.invitations.tasks import send_invitations  # noqa: PLC0415 -- the task calls back into the domain

    check_run(batch.run)
    with transaction.atomic():
        locked = lock_batch(batch.pk)
        if locked is None or locked.state in (BatchState.SENDING, BatchState.DONE):
            return False
        if locked.state == BatchState.CHECKING:
            raise UnableToInvite(_("Luetteloa tarkistetaan vielä. Odota hetki."))
        if not locked.rows.filter(verdict=Verdict.NEW).exists():
            raise UnableToInvite(_("Luettelossa ei ole ketään, jolle kutsu lähtisi."))
        locked.state, locked.sent_at = BatchState.SENDING, at
        locked.save(update_fields=["state", "sent_at"])
        wake(send_invitations, locked.pk)
    return True


def discard_batch(*, batch: InvitationBatch) -> None:
    """This function will throw away a list that is not sent, with everything that stands in it."""
    with transaction.atomic():
        locked = lock_batch(batch.pk)
        if locked is not None and locked.state in (BatchState.CHECKING, BatchState.READY):
            locked.delete()


def send_rows(batch_id: int, *, at: datetime) -> int:
    """This function will invite everybody on the list who is not invited yet; return how many it was."""
    total = 0
    while done := send_some(batch_id, at=at):
        total += done
    return total


def send_some(batch_id: int, *, at: datetime) -> int:
    """This function will invite the next rows of a list; return how many rows it was.

    What has happened since the check counts: who has come otherwise gets no mail.
    """
    from courses.invitations.tasks import deliver_some  # noqa: PLC0415 -- the task calls back into the domain

    with transaction.atomic():
        batch = lock_batch(batch_id)
        if batch is None or batch.state != BatchState.SENDING:
            return 0
        lock_run(batch.run_id)
        rows = list(batch.rows.filter(verdict=Verdict.NEW, invitation=None).order_by("position")[:AT_ONCE])
        judge(batch, rows, at=at)
        languages = _languages(rows)
        for row in rows:
            if row.verdict == Verdict.NEW:
                row.invitation = make_invitation(
                    run=batch.run,
                    address=row.email,
                    name=row.name,
                    by=batch.made_by,
                    at=at,
                    batch=batch,
                    language=languages.get(row.email, batch.run.language),
                    wakes=False,
                )
        store_rows(rows, [*JUDGED, "invitation"])
        if len(rows) < AT_ONCE:
            batch.state, batch.done_at = BatchState.DONE, at
            batch.save(update_fields=["state", "done_at"])
        wake(deliver_some)
    return len(rows)


def _languages(rows: list[ListedPerson]) -> dict[str, str]:
    return dict(User.objects.filter(email__in=[row.email for row in rows]).values_list("email", "language"))


def resume(*, at: datetime) -> int:
    """This function will go on with lists that dead workers have left half checked or half sent.

    Of a list that is being sent it does one turn and wakes the others: they come after everything else.
    """
    from courses.invitations.tasks import send_invitations  # noqa: PLC0415 -- the task calls back into the domain

    left = InvitationBatch.objects.filter(state__in=[BatchState.CHECKING, BatchState.SENDING]).order_by("pk")
    done = 0
    for pk, state in left.values_list("pk", "state")[:MOST_BATCHES]:
        if state == BatchState.CHECKING:
            done += check_rows(pk, at=at)
        else:
            done += send_some(pk, at=at)
            wake(send_invitations, pk)
    return done
