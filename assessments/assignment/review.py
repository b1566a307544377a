"""A trainer's answer to a reflection: accepted, or returned with what is missing. Given once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.assignment.models import Submission, SubmissionRound
from courses.domain.completion import complete_activity
from courses.enums import StaffRole
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_FEEDBACK = 5000


class UnableToDecide(Exception):
    """The decision cannot be made; the message says why."""


class AlreadyDecided(UnableToDecide):
    """Somebody, perhaps oneself, has decided already, or the trainee has sent a newer version."""


def readable_by(user: User) -> QuerySet[Submission]:
    """Return the work sent in runs where the person is a trainer now; nobody else reads it (domain 3.2)."""
    return (
        Submission.objects.filter(
            enrolment__run__staff__user=user,
            enrolment__run__staff__role=StaffRole.TRAINER,
            enrolment__run__staff__ended_at=None,
        )
        .exclude(state=Submission.State.DRAFT)
        .exclude(enrolment__user=user)
    )


def decide(
    *, submission: Submission, number: int, decision: str, feedback: str, by: User, at: datetime
) -> SubmissionRound:
    """This function will accept or return one round of a reflection and tell the trainee.

    Accepting completes the activity. `number` is the round that the trainer has read. Raises AlreadyDecided when it
    has been decided or overtaken, UnableToDecide when a return does not say what is missing.
    """
    feedback = feedback.replace("\x00", "").strip()
    _check(decision, feedback)
    with transaction.atomic():
        locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        newest = locked.rounds.select_related("decided_by").last()
        if newest is None or newest.number != number or newest.decision:
            raise AlreadyDecided(_who_decided(newest))
        newest.decision, newest.feedback, newest.decided_by, newest.decided_at = decision, feedback, by, at
        newest.save()
        locked.state, locked.draft, locked.overtaken = decision, newest.text, ""
        locked.save(update_fields=["state", "draft", "overtaken"])
        if decision == SubmissionRound.Decision.ACCEPTED:
            complete_activity(enrolment=submission.enrolment, activity=submission.page, at=at)
        _tell(submission, decision, at)
    return newest


def _check(decision: str, feedback: str) -> None:
    if decision not in SubmissionRound.Decision.values:
        raise UnableToDecide(_("Valitse, hyväksytkö vai palautatko tekstin."))
    if decision == SubmissionRound.Decision.RETURNED and not feedback:
        raise UnableToDecide(_("Kirjoita, mitä tekstistä puuttuu, jotta osallistuja voi täydentää sitä."))
    if len(feedback) > LONGEST_FEEDBACK:
        raise UnableToDecide(_("Palaute on liian pitkä, enintään %(limit)s merkkiä.") % {"limit": LONGEST_FEEDBACK})


def _who_decided(newest: SubmissionRound | None) -> str:
    if newest is None or not newest.decision:
        return _("Osallistuja on lähettänyt uuden version. Lue se ennen kuin ratkaiset.")
    name = newest.decided_by.get_full_name() if newest.decided_by else _("Toinen kouluttaja")
    return _("%(name)s on jo käsitellyt tämän: %(decision)s. Ratkaisuasi ei tallennettu.") % {
        "name": name,
        "decision": newest.get_decision_display(),
    }


def _tell(submission: Submission, decision: str, at: datetime) -> None:
    accepted = decision == SubmissionRound.Decision.ACCEPTED
    title = submission.page.title
    url = reverse("courses:activity", kwargs={"run": submission.enrolment.run.slug, "activity": submission.page.slug})
    notify(
        user=submission.enrolment.user,
        kind="reflection-accepted" if accepted else "reflection-returned",
        subject=gettext_lazy("Reflektiosi on hyväksytty") if accepted else gettext_lazy("Reflektiosi on täydennettävä"),
        text=lambda: (
            (
                _("”%(title)s” on hyväksytty. Lue kouluttajan palaute.")
                if accepted
                else _(
                    "Kouluttaja on lukenut tekstisi ”%(title)s” ja pyytää täydennystä. Palaute kertoo, mitä puuttuu."
                )
            )
            % {"title": title}
        ),
        values={"tehtava": title},
        url=url,
        about=f"run-{submission.enrolment.run_id}",
        at=at,
    )
