"""The help loop: asked on a log or by itself, taken up or answered, and closed by the one who asked (T7).

What peers see of a request carries neither a name nor a time unless its author wants to be named.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import STUDYING
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.enums import HelpKind, HelpShown, HelpState, LogState
from courses.groups.models import GroupFacilitator, HelpRequest, MeetingLog
from courses.models import Enrolment
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

MOST_OPEN = 10  # of one person in one run


class UnableToAsk(GroupRefusal):
    """The request cannot be taken; the message says why."""


class UnableToAnswer(GroupRefusal):
    """The request cannot be answered so; the message says why."""


def ask_for_help(*, enrolment: Enrolment, question: str, shown: str, at: datetime) -> HelpRequest:
    """This function will put a question to the trainers and, unless it is for them alone, on the next agenda.

    The same question sent twice is one. Raises UnableToAsk after the run, or with too many open ones.
    """
    with transaction.atomic():
        locked = _locked(enrolment)
        own = locked.help_requests.filter(kind=HelpKind.QUESTION, state=HelpState.OPEN)
        if same := own.filter(question=question.strip()).first():
            return same
        if own.count() >= MOST_OPEN:
            raise UnableToAsk(_("Sinulla on jo monta avointa pyyntöä. Merkitse ensin ratkenneet ratkenneiksi."))
        return HelpRequest.objects.create(enrolment=locked, question=question.strip(), shown=shown, asked_at=at)


def ask_for_call(*, enrolment: Enrolment, at: datetime) -> HelpRequest:
    """This function will ask a trainer to call. That is all that is stored: never why. Safe to repeat."""
    with transaction.atomic():
        locked = _locked(enrolment)
        known = locked.help_requests.filter(kind=HelpKind.CALL, state=HelpState.OPEN).first()
        return known or HelpRequest.objects.create(
            enrolment=locked, kind=HelpKind.CALL, shown=HelpShown.TRAINER, asked_at=at
        )


def _locked(enrolment: Enrolment) -> Enrolment:
    locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if locked.state not in STUDYING:
        raise UnableToAsk(_("Et ole enää mukana tässä toteutuksessa, joten sen kouluttajilta ei voi pyytää apua."))
    return locked


def follow_log(*, log: MeetingLog, at: datetime) -> None:
    """Bring the log's request up to what the log says now; the caller holds the log locked.

    A request that has been answered stays as it is. Logs kept after the course ask nobody.
    """
    known = HelpRequest.objects.filter(log=log).first()
    if not log.needs_help or log.state == LogState.KEPT:
        HelpRequest.objects.filter(log=log, state=HelpState.OPEN).delete()
        return
    if known:
        HelpRequest.objects.filter(pk=known.pk, state=HelpState.OPEN).update(
            question=log.question, shown=log.help_shown
        )
        return
    link = GroupFacilitator.objects.filter(group=log.meeting.group, user=log.author, enrolment__isnull=False).first()
    if link and link.enrolment:
        HelpRequest.objects.create(
            enrolment=link.enrolment, log=log, question=log.question, shown=log.help_shown, asked_at=at
        )


def close_with_log(*, log: MeetingLog, by: User, at: datetime) -> None:
    """Note that the trainer has answered by acknowledging the log; the comment on the log is the answer."""
    HelpRequest.objects.filter(log=log, state=HelpState.OPEN).update(
        state=HelpState.ANSWERED, answer=log.trainer_comment, answered_by=by, answered_at=at
    )


def answer_request(*, request: HelpRequest, by: User, answer: str, discussed: bool, at: datetime) -> HelpRequest:
    """This function will answer a request in writing, or note that it was taken up live, and tell who asked.

    The first answer counts. Raises UnableToAnswer with neither, or when another trainer has answered meanwhile.
    """
    if not answer.strip() and not discussed:
        raise UnableToAnswer(_("Kirjoita vastaus, tai merkitse, että asia käsiteltiin yhdessä."))
    with transaction.atomic():
        locked = (
            HelpRequest.objects.select_for_update(of=("self",))
            .select_related("enrolment__user", "log")
            .get(pk=request.pk)
        )
        if locked.state != HelpState.OPEN:
            if locked.answered_by_id == by.pk and locked.answer == answer.strip():
                return locked
            raise UnableToAnswer(_("Pyyntöön on jo vastattu. Vastaustasi ei tallennettu; se on alla."))
        locked.state, locked.answer = HelpState.ANSWERED, answer.strip()
        locked.answered_by, locked.answered_at = by, at
        locked.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        notify(
            user=locked.enrolment.user,
            kind="help-answered",
            subject=gettext_lazy("Avunpyyntöösi on vastattu"),
            text=gettext_lazy("Lue vastaus Peilissä ja merkitse asia ratkenneeksi, kun se on ratkennut."),
            url=reverse("groups:help", kwargs={"run": locked.enrolment.run.slug}),
            at=at,
        )
    return locked


def mark_solved(*, request: HelpRequest, at: datetime) -> None:
    """This function will close the loop, as the one who asked says it is solved; safe to repeat."""
    HelpRequest.objects.filter(pk=request.pk).exclude(state=HelpState.SOLVED).update(
        state=HelpState.SOLVED, solved_at=at
    )


def withdraw_request(*, request: HelpRequest) -> None:
    """This function will take back a request nobody has answered; one on a log is taken back on the log.

    Raises UnableToAsk when it has been answered.
    """
    with transaction.atomic():
        locked = HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if not locked.is_open:
            raise UnableToAsk(_("Pyyntöön on jo vastattu. Voit merkitä sen ratkenneeksi."))
        if locked.log_id:
            raise UnableToAsk(_("Pyyntö on kirjauksessa. Muuta se siellä."))
        locked.delete()
