"""Inviting one person: the row, the mail, sending it again, taking it back, correcting the address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User as Account
from courses.domain.enrolment import OPEN_STATES
from courses.domain.places import lock_run
from courses.enums import RunState
from courses.invitations.domain.addresses import clean_address, clean_person_name
from courses.invitations.domain.links import email_key, make_token
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.domain.sources import Source, tell_source
from courses.invitations.enums import InvitationState
from courses.invitations.models import NOT_THROUGH, Invitation, InvitationBatch, RefusedAddress
from courses.models import CourseRun, Enrolment
from courses.wording import day
from notifications.domain import queue_mail
from notifications.models import OutgoingMail

if TYPE_CHECKING:
    from accounts.models import User

INVITING = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)
AGAIN = timedelta(minutes=10)  # the same invitation asked for again sooner gets no second mail


def link_of(invitation: Invitation) -> str:
    """Return the whole address of the invitation's own page."""
    token = make_token(key=invitation.public_id, generation=invitation.generation)
    return settings.BASE_URL.rstrip("/") + reverse("invitations:invited", kwargs={"token": token})


def check_run(run: CourseRun) -> None:
    """Raise UnableToInvite for a run that nobody can enter."""
    if run.state == RunState.DRAFT:
        raise UnableToInvite(_("Toteutus on luonnos. Julkaise se ensin, niin kutsut voi lähettää."))
    if run.state not in INVITING:
        raise UnableToInvite(
            _("Toteutukseen ei voi enää kutsua: se on %(state)s.") % {"state": run.get_state_display()}
        )


def invite_person(
    *,
    run: CourseRun,
    email: str,
    name: str = "",
    invited_by: User,
    at: datetime,
    batch: InvitationBatch | None = None,
    source: Source | None = None,
) -> Invitation:
    """This function will invite one person to a run by mail; repeated it is the same invitation.

    There is no second mail while the first invitation holds. An address whose invitation was corrected leads to the
    corrected one. `source` tells the person where the address comes from (GDPR art. 14), in the mail and on the
    invitation's page. Raises UnableToInvite for an address that cannot be one, for somebody who is in the run or
    waits for it, and for whoever does not want to be invited.
    """
    check_run(run)
    address, fault = clean_address(email)
    if fault:
        raise UnableToInvite(str(fault.label))
    key = email_key(address)
    with transaction.atomic():
        lock_run(run.pk)
        _check_person(run, address, key)
        known = Invitation.objects.select_for_update(of=("self",)).filter(run=run, email_key=key).first()
        if known is not None:
            if not known.email:  # forgotten in time; whoever invites knows it again
                known.email, known.name = address, clean_person_name(name)[0]
            return _mail_again_if_over(_as_known(known), source, at=at)
        return make_invitation(
            run=run, address=address, name=clean_person_name(name)[0], by=invited_by, at=at, batch=batch, source=source
        )


def _check_person(run: CourseRun, address: str, key: str) -> None:
    if Enrolment.objects.filter(run=run, user__email=address, state__in=OPEN_STATES).exists():
        raise UnableToInvite(_("Henkilö on jo ilmoittautunut tähän toteutukseen."))
    if RefusedAddress.objects.filter(email_key=key).exists():
        raise UnableToInvite(_("Henkilö on pyytänyt, ettei hänelle lähetetä kutsuja."))


def _as_known(known: Invitation) -> Invitation:
    if known.state == InvitationState.REFUSED:
        raise UnableToInvite(_("Henkilö on kieltäytynyt kutsusta tähän toteutukseen."))
    if known.state == InvitationState.REVOKED:
        raise UnableToInvite(_("Kutsu on peruttu. Lähetä se uudelleen kutsujen luettelosta."))
    return known.replaced_by if known.state == InvitationState.REPLACED and known.replaced_by else known


def _mail_again_if_over(known: Invitation, source: Source | None, *, at: datetime) -> Invitation:
    """Begin the time of an invitation anew that nobody answered in its time: its link leads nowhere any more."""
    if known.state == InvitationState.OPEN and known.expires_at <= at:
        tell_source(known, source)
        known.bounced_at = None
        _send(known, at=at)
    return known


def make_invitation(
    *,
    run: CourseRun,
    address: str,
    name: str,
    by: User | None,
    at: datetime,
    batch: InvitationBatch | None = None,
    language: str = "",
    wakes: bool = True,
    source: Source | None = None,
) -> Invitation:
    """This function will make the row and its mail; the caller knows that there is none and holds the run's lock."""
    invitation = Invitation(
        run=run,
        batch=batch,
        email=address,
        email_key=email_key(address),
        name=name,
        language=language or language_of(address, run),
        invited_by=by,
        created_at=at,
    )
    tell_source(invitation, source)
    _send(invitation, at=at, wakes=wakes)
    return invitation


def language_of(address: str, run: CourseRun) -> str:
    """Return the language a person reads: their own if they have an account, else the run's."""
    own = Account.objects.filter(email=address).values_list("language", flat=True).first()
    return own or run.language


def resend(*, invitation: Invitation, at: datetime) -> bool:
    """This function will mail an open or revoked invitation again and begin its time anew; return whether it did.

    Asked for again within minutes it does nothing. The link that was mailed before holds too, unless the invitation
    was revoked. Raises UnableToInvite for one that is answered or whose address has been deleted.
    """
    with transaction.atomic():
        locked = _locked(invitation)
        check_run(locked.run)
        if locked.state not in (InvitationState.OPEN, InvitationState.REVOKED):
            raise UnableToInvite(_("Kutsuun on jo vastattu."))
        if not locked.email:
            raise UnableToInvite(_("Kutsun osoite on jo poistettu. Kutsu henkilö uudelleen."))
        _check_person(locked.run, locked.email, locked.email_key)
        if locked.state == InvitationState.OPEN and locked.sent_at > at - AGAIN and not _has_failed(locked):
            return False
        locked.state, locked.answered_at, locked.bounced_at = InvitationState.OPEN, None, None
        _send(locked, at=at)
    return True


def revoke(*, invitation: Invitation, at: datetime) -> bool:
    """This function will make an open invitation and its link worthless; return whether it was open."""
    with transaction.atomic():
        locked = _locked(invitation)
        if locked.state != InvitationState.OPEN:
            return False
        _stop_mail(locked)
        locked.state, locked.answered_at = InvitationState.REVOKED, at
        locked.generation += 1
        locked.save()
    return True


def correct_address(*, invitation: Invitation, email: str, by: User, at: datetime) -> Invitation:
    """This function will invite the address that was meant; the link that went to the wrong one is dead at once.

    The wrong address stays known, so that the same file sent again does not mail it. Raises UnableToInvite.
    """
    with transaction.atomic():
        locked = _locked(invitation)
        if locked.state != InvitationState.OPEN:
            raise UnableToInvite(_("Kutsuun on jo vastattu."))
        if email_key(clean_address(email)[0]) == locked.email_key:
            raise UnableToInvite(_("Osoite on sama kuin ennen."))
        _stop_mail(locked)
        locked.state, locked.answered_at = InvitationState.REPLACED, at
        locked.generation += 1
        locked.save()
        source = Source(lambda: locked.source, locked.source_person) if locked.source else None
        made = invite_person(
            run=locked.run, email=email, name=locked.name, invited_by=by, at=at, batch=locked.batch, source=source
        )
        Invitation.objects.filter(pk=locked.pk).update(replaced_by=made)
    return made


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("run", "mail", "batch", "invited_by")
    return rows.get(pk=invitation.pk)


def _has_failed(invitation: Invitation) -> bool:
    mail = invitation.mail
    return invitation.bounced_at is not None or bool(mail and mail.state in NOT_THROUGH)


def _stop_mail(invitation: Invitation) -> None:
    """Take a mail out of the outbox that has not left yet."""
    mail, invitation.mail = invitation.mail, None
    if mail is not None:
        OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingMail.State.QUEUED).delete()


def _send(invitation: Invitation, *, at: datetime, wakes: bool = True) -> None:
    """Put the mail into the outbox and store the row with it."""
    invitation.sent_at, invitation.expires_at = at, at + timedelta(days=settings.INVITATION_DAYS)
    run, by = invitation.run, invitation.invited_by
    link, name = link_of(invitation), f"{run.course.title}, {run.name}"
    with translation.override(invitation.language):
        context = {"invitation": invitation, "run": run, "by": by, "link": link, "name": name}
        invitation.mail = queue_mail(
            to=invitation.email,
            subject=_("Kutsu koulutukseen: %(run)s") % {"run": name},
            text=render_to_string("invitations/mail/invitation.txt", context).strip() + "\n",
            values={
                "toteutus": name,
                "kutsuja": by.get_full_name() if by else "",
                "kutsuttu": invitation.name,
                "osoitteen_lahde": invitation.source,
                "linkki": link,
                "voimassa": day(invitation.expires_at),
            },
            reply_to=by.email if by and by.is_active else "",
            kind="invitation",
            about=f"run-{run.pk}",
            language=invitation.language,
            wakes=wakes,
            at=at,
        )
    invitation.save()
