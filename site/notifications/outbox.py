"""The outbox as people who answer for it use it: what did not get through, sending it again, what was held back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.background import wake
from notifications.framing import framed, one_line
from notifications.models import Notification, OutgoingMail
from notifications.tasks import deliver_mail
from notifications.wording import Said, say, template_of

State = OutgoingMail.State
STUCK = (State.FAILED, State.BOUNCED, State.UNSURE, State.HELD)
MOST_RELEASED = 200


class UnableToResend(Exception):
    """The mail cannot be sent again; the message says why."""


class TemplateStillWrong(UnableToResend):
    """The template that held the mail back cannot be used yet."""


def resend(*, mail: OutgoingMail, at: datetime) -> OutgoingMail:
    """Send a mail again that did not get through, to the address that its receiver has now; once for two clicks.

    Raises UnableToResend when it is under way or has gone, when its words are no longer kept, or when its template is
    still wrong.
    """
    with transaction.atomic():
        row = OutgoingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if row.state not in STUCK:
            raise UnableToResend(_("Viesti on jo lähdössä tai lähetetty."))
        told = Notification.objects.filter(mail=row).select_related("user").first()
        if told is not None:
            _to_whom_it_is_now(row, told.user)
        if row.state == State.HELD:
            problem = _say_again(row)
            if problem:
                raise TemplateStillWrong(problem)
        elif not row.text:
            _words_of(row, told)
        row.state, row.attempts, row.error, row.sent_at = State.QUEUED, 0, "", None
        row.claimed_at = row.handed_over_at = None
        row.next_try_at = at
        row.save()
        wake(deliver_mail, row.pk)
    return row


def _to_whom_it_is_now(row: OutgoingMail, user: User) -> None:
    if not user.is_active or user.anonymized_at is not None:
        raise UnableToResend(_("Vastaanottajan tili ei ole enää käytössä."))
    row.to = user.email


def _words_of(row: OutgoingMail, told: Notification | None) -> None:
    """Put the words back that were forgotten when the mail went out: they stand in the portal."""
    if told is None:
        raise UnableToResend(_("Viestin tekstiä ei ole enää tallessa. Kerro asia vastaanottajalle itse."))
    from notifications.framing import absolute  # noqa: PLC0415 -- needed here alone

    with translation.override(row.language):
        row.text = framed(Said(told.subject, told.text), name=told.user.given_name, link=absolute(told.url))


def _say_again(row: OutgoingMail) -> str:
    """Make a held mail from what it was to say, by the template as it is now; return what is still wrong."""
    kept = row.values
    built_in = Said(kept["subject"], kept["text"])
    name, link = kept.get("name", ""), kept.get("link", "")
    with translation.override(row.language):
        template = template_of(row.kind, row.language)
        said = say(template, built_in=built_in, values=kept["values"], name=name, link=link)
        if said.problem:
            return said.problem
        row.subject = one_line(said.subject)[:200]
        row.text = framed(said, name=name, link=link) if name else said.text
    row.values = {}
    return ""


def release_held(*, kind: str, language: str, at: datetime) -> int:
    """Send what was held back for a template's sake, now that the template has changed; return how many."""
    done = 0
    for row in OutgoingMail.objects.filter(state=State.HELD, kind=kind, language=language)[:MOST_RELEASED]:
        try:
            resend(mail=row, at=at)
        except TemplateStillWrong:
            break  # it is wrong for all of them
        except UnableToResend as error:
            OutgoingMail.objects.filter(pk=row.pk, state=State.HELD).update(state=State.FAILED, error=str(error)[:300])
            continue
        done += 1
    return done


def release_all_held(*, at: datetime) -> int:
    """Try each template anew for which mails are held back; return how many went on their way."""
    waiting = OutgoingMail.objects.filter(state=State.HELD).order_by().values_list("kind", "language").distinct()
    return sum(release_held(kind=kind, language=language, at=at) for kind, language in list(waiting))
