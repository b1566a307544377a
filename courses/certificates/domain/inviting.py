"""A contact person of an organization invites a colleague; whoever has the address in the mail accepts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationContact, normalize_email
from courses.certificates.domain import contacts
from courses.certificates.domain.contacts import UnableToJoin
from courses.certificates.domain.tokens import is_token, token_of
from courses.certificates.models import ContactInvitation
from notifications.domain import notify, queue_mail

if TYPE_CHECKING:
    from accounts.models import User

PURPOSE = "contact-invitation"
VALID = timedelta(days=14)
KEPT = timedelta(days=30)  # after which an invitation and the address in it are forgotten
AGAIN = timedelta(minutes=10)  # the same address asked for again sooner gets no second mail
MOST_OPEN = 20


class UnableToInvite(Exception):
    """The person cannot be invited; the message says why."""


def invite_contact(
    *, organisation: Organisation, email: str, by: User, at: datetime, takes_over: bool = False
) -> ContactInvitation:
    """This function will invite somebody by mail; asked for again it is the same invitation, sent anew.

    One who takes over gets the role of whoever invites, who then has it no more.

    Raises UnableToInvite for those who are contacts already, and when too many invitations are open.
    """
    address = normalize_email(email)
    if OrganisationContact.objects.filter(organisation=organisation, user__email=address, ended_at=None).exists():
        raise UnableToInvite(_why_not(address == by.email, takes_over))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        waiting = ContactInvitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
        known = waiting.filter(email=address).first()
        if known is None and waiting.filter(expires_at__gt=at).count() >= MOST_OPEN:
            raise UnableToInvite(_("Vastaamattomia kutsuja on jo paljon. Peru ensin jokin niistä."))
        if known is not None and known.sent_at > at - AGAIN and known.takes_over == takes_over:
            return known
        values = {"invited_by": by, "sent_at": at, "expires_at": at + VALID, "takes_over": takes_over}
        invitation, _made = ContactInvitation.objects.update_or_create(
            organisation=organisation,
            email=address,
            accepted_at=None,
            withdrawn_at=None,
            defaults=values,
            create_defaults=values | {"created_at": at},
        )
        _send(invitation, at=at)
    return invitation


def _why_not(is_own: bool, takes_over: bool) -> str:
    """Say why a contact is not invited; whose colleague is one already needs no successor."""
    if is_own:
        return _("Tämä on oma osoitteesi. Kirjoita jonkun toisen osoite.")
    if takes_over:
        return _("Hän on jo organisaation yhteyshenkilö. Voit luopua tehtävästä ilman seuraajaa.")
    return _("Henkilö on jo organisaation yhteyshenkilö.")


def withdraw_invitation(*, invitation: ContactInvitation, at: datetime) -> None:
    """This function will make an invitation worthless; done twice it changes nothing."""
    ContactInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)


def find_invitation(*, public_id: UUID, token: str, at: datetime) -> ContactInvitation | None:
    """Return the invitation that an address in a mail leads to, while it can be accepted."""
    if not is_token(token, PURPOSE, public_id):
        return None
    open_ones = ContactInvitation.objects.open(at).select_related("organisation", "invited_by")
    return open_ones.filter(public_id=public_id).first()


def has_accepted(*, public_id: UUID, token: str, user: User) -> Organisation | None:
    """Return whose contact the person is by an invitation accepted earlier, None when there is no such."""
    mine = ContactInvitation.objects.filter(public_id=public_id, email=user.email).exclude(accepted_at=None)
    invitation = mine.select_related("organisation").first() if is_token(token, PURPOSE, public_id) else None
    if invitation is None:
        return None
    roles = OrganisationContact.objects.filter(organisation=invitation.organisation, user=user, ended_at=None)
    return invitation.organisation if roles.exists() else None


def accept_invitation(*, invitation: ContactInvitation, user: User, at: datetime) -> None:
    """This function will make the person a contact of the organization, and tell who invited and the holders.

    When the role is handed over, whoever invited leaves it at the same moment. Raises UnableToJoin for a person with
    another address, for a successor who is a contact of another organization, and once the invitation is not in force.
    """
    if user.email != invitation.email:
        raise UnableToJoin(_("Kutsu on lähetetty toiseen sähköpostiosoitteeseen. Kirjaudu sisään sillä."))
    if invitation.takes_over:
        contacts.check_successor(user, invitation.organisation)
    with transaction.atomic():
        if not ContactInvitation.objects.open(at).filter(pk=invitation.pk).update(accepted_at=at):
            raise UnableToJoin(_("Kutsu ei ole enää voimassa. Pyydä uusi."))
        OrganisationContact.objects.get_or_create(organisation=invitation.organisation, user=user, ended_at=None)
        name, organisation = user.get_full_name(), invitation.organisation
        if invitation.takes_over:
            contacts.end_role(organisation=organisation, user=invitation.invited_by, at=at)
        contacts.tell_holders(organisation=organisation, newcomer=user, at=at)
        _tell_inviter(invitation, name, at=at)


def _tell_inviter(invitation: ContactInvitation, name: str, *, at: datetime) -> None:
    """Tell whoever invited; one whose role ended thereby is told what can still be had."""
    organisation = {"name": invitation.organisation.name}
    if invitation.takes_over:
        notify(
            user=invitation.invited_by,
            kind="contact-joined",
            subject=lambda: _("%(name)s otti tehtäväsi vastaan") % {"name": name},
            text=lambda: (
                _("Et ole enää organisaation %(name)s yhteyshenkilö. Voit vielä ladata omat toimesi.") % organisation
            ),
            url=reverse("certificates:own-actions"),
            at=at,
        )
        return
    notify(
        user=invitation.invited_by,
        kind="contact-joined",
        subject=lambda: _("%(name)s hyväksyi kutsusi") % {"name": name},
        text=lambda: _("Hän on nyt organisaation %(name)s yhteyshenkilö.") % organisation,
        url=reverse("certificates:advisor-contacts", kwargs={"organisation": invitation.organisation.slug}),
        at=at,
    )


def forget_invitations(*, at: datetime) -> int:
    """This function will delete invitations that have long been of no use, with the addresses in them."""
    deleted, _by_model = ContactInvitation.objects.filter(expires_at__lt=at - KEPT).delete()
    return deleted


def _send(invitation: ContactInvitation, *, at: datetime) -> None:
    kwargs = {"public_id": invitation.public_id, "token": token_of(PURPOSE, invitation.public_id)}
    link = settings.BASE_URL.rstrip("/") + reverse("certificates:invited", kwargs=kwargs)
    names = {"name": invitation.invited_by.get_full_name(), "organisation": invitation.organisation.name}
    handed = _(
        "%(name)s luovuttaa sinulle tehtävänsä organisaation %(organisation)s yhteyshenkilönä Peilissä. "
        "Yhteyshenkilö näkee todistukset, jotka ohjaajat ovat jakaneet organisaatiolle."
    )
    text = _(
        "%(name)s kutsuu sinut organisaation %(organisation)s yhteyshenkilöksi Peiliin. "
        "Yhteyshenkilö näkee todistukset, jotka ohjaajat ovat jakaneet organisaatiolle."
    )
    until = _("Avaa kutsu 14 päivän kuluessa. Jos et odottanut kutsua, voit jättää viestin huomiotta.")
    queue_mail(
        to=invitation.email,
        subject=_("Kutsu yhteyshenkilöksi: %(organisation)s") % names,
        text=f"{(handed if invitation.takes_over else text) % names}\n\n{link}\n\n{until}\n",
        kind="contact-invitation",
        language=get_language() or settings.LANGUAGE_CODE,
        at=at,
    )
