"""Data requests: received, identified, in process, answered, within a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.domain.days import MOST_MONTHS_MORE, request_due
from feedback.domain.links import link_of
from feedback.domain.refusals import UnableToHandle
from feedback.domain.telling import mail_sender, tell_received
from feedback.enums import Identified, RequestState, Result
from feedback.models import DataRequest

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Asked:
    """What somebody asks, as the form brought it."""

    kind: str
    name: str
    email: str
    text: str
    language: str


def receive_request(*, asked: Asked, user: User | None, sending_key: UUID, at: datetime) -> DataRequest:
    """This function will keep a request; whoever is signed in is identified, others get a link to confirm by.

    The same page sent twice is one request.
    """
    known = {"state": RequestState.IDENTIFIED, "identified_how": Identified.ACCOUNT, "identified_at": at}
    with transaction.atomic():
        row, is_new = DataRequest.objects.get_or_create(
            sending_key=sending_key,
            defaults={
                "kind": asked.kind,
                "name": asked.name,
                "email": asked.email,
                "text": asked.text,
                "language": asked.language,
                "user": user,
                "received_at": at,
                "due_on": request_due(received_at=at),
                **(known if user else {}),
            },
        )
        if is_new:
            if user:
                mail_sender(row, "request_received", at=at)
            else:
                mail_sender(row, "request_confirm", at=at, link=link_of(row))
            tell_received(row, at=at)
    return row


def confirm_request(*, request: DataRequest, at: datetime) -> None:
    """This function will note that the request came from its address; doing it again changes nothing."""
    _identify(request, how=Identified.LINK, note="", at=at)


def identify_request(*, request: DataRequest, note: str, at: datetime) -> None:
    """This function will note how a handler made sure of who asks. Raises UnableToHandle when that is known."""
    if not _identify(request, how=Identified.OTHER, note=note, at=at):
        raise UnableToHandle(_("Pyytäjä on jo tunnistettu."))


def _identify(request: DataRequest, *, how: str, note: str, at: datetime) -> bool:
    rows = DataRequest.objects.filter(pk=request.pk, state=RequestState.RECEIVED)
    values = {"identified_how": how, "identified_note": note, "identified_at": at}
    return bool(rows.update(state=RequestState.IDENTIFIED, **values))


def take_request(*, request: DataRequest, by: User, at: datetime) -> None:
    """This function will make somebody the handler. Raises UnableToHandle before it is known who asks."""
    with transaction.atomic():
        row = _locked(request)
        if row.state == RequestState.RECEIVED:
            raise UnableToHandle(_("Varmista ensin, kuka pyytää."))
        row.state, row.handler, row.taken_at = RequestState.IN_PROCESS, by, row.taken_at or at
        row.save()


def extend_request(*, request: DataRequest, months: int, reason: str, at: datetime) -> None:
    """This function will give the answer more time, once, and mail the reason within the first month.

    Raises UnableToHandle for a second time, and after the first month.
    """
    with transaction.atomic():
        row = _locked(request)
        if row.extended_at:
            raise UnableToHandle(_("Määräaikaa on jo jatkettu kerran."))
        if timezone.localdate(at) > row.due_on:
            raise UnableToHandle(_("Määräaika on jo ohi, eikä sitä voi enää jatkaa. Vastaa pyyntöön."))
        if not 1 <= months <= MOST_MONTHS_MORE:
            raise UnableToHandle(_("Määräaikaa voi jatkaa enintään kahdella kuukaudella."))
        row.due_on = request_due(received_at=row.received_at, more_months=months)
        row.extended_at, row.extension_reason, row.reminders = at, reason, 0
        row.save()
        mail_sender(row, "request_extended", at=at)


def answer_request(*, request: DataRequest, result: str, answer: str, by: User, at: datetime) -> None:
    """This function will mail the answer. Who could not be identified is told only that.

    Raises UnableToHandle when it is answered already, or when it is not known who asks.
    """
    with transaction.atomic():
        row = _locked(request)
        if row.state == RequestState.RECEIVED and result != Result.UNIDENTIFIED:
            raise UnableToHandle(_("Varmista ensin, kuka pyytää."))
        row.state, row.result, row.answer = RequestState.ANSWERED, result, answer
        row.answered_at, row.handler = at, by
        row.save()
        mail_sender(row, "request_answered", at=at)


def _locked(request: DataRequest) -> DataRequest:
    """Return the row, locked; an answered one is refused."""
    row = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.state == RequestState.ANSWERED:
        raise UnableToHandle(_("Tähän on jo vastattu."))
    return row
