"""The role of an organization's contact: who has it, handing it over, leaving it, and what the holders learn of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationContact
from courses.certificates.domain import bundles
from courses.certificates.models import (
    CertificateAccess,
    CertificateBundle,
    CertificateShare,
    ConfidentialityAcceptance,
    ContactInvitation,
)
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User


class UnableToJoin(Exception):
    """The invitation is not for this person or not in force; the message says which."""


def contacts_of(organisation: Organisation) -> list[OrganisationContact]:
    """Return who the organization's contacts are now, by name."""
    now = OrganisationContact.objects.filter(organisation=organisation, ended_at=None).select_related("user")
    return list(now.order_by("user__family_name", "user__given_name", "pk"))


def check_successor(user: User, organisation: Organisation) -> None:
    """Refuse to hand a role over to the contact of another organization: neither is to see what the other is shown."""
    roles = OrganisationContact.objects.filter(user=user, ended_at=None)
    if roles.exclude(organisation=organisation).exists():
        raise UnableToJoin(
            _("Olet jo toisen organisaation yhteyshenkilö, joten et voi ottaa tätä tehtävää. Luovu ensin siitä.")
        )


def leave_role(*, organisation: Organisation, user: User, at: datetime) -> None:
    """This function will end the person's role; the last one's leaving lets all shares rest. Safe to repeat."""
    with transaction.atomic():
        end_role(organisation=organisation, user=user, at=at)
        freeze_unseen(at=at)


def end_role(*, organisation: Organisation, user: User, at: datetime) -> None:
    """End the role with what was ordered and promised in it, so that whoever comes back begins anew.

    What the person has looked at and fetched stays: the holders see it.
    """
    ended = OrganisationContact.objects.filter(organisation=organisation, user=user, ended_at=None).update(ended_at=at)
    if not ended:
        return
    for bundle in CertificateBundle.objects.filter(requested_by=user, organisation=organisation):
        bundles.remove(bundle)
    mine = ContactInvitation.objects.filter(organisation=organisation, invited_by=user)
    mine.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    if not OrganisationContact.objects.filter(user=user, ended_at=None).exists():
        ConfidentialityAcceptance.objects.filter(user=user).delete()


def freeze_unseen(*, at: datetime) -> int:
    """This function will let the shares of organizations without a contact rest, and tell the holders.

    Whoever becomes a contact later sees them only after the holder has said so again. Returns how many there were.
    """
    someone = OrganisationContact.objects.filter(organisation=OuterRef("organisation"), ended_at=None)
    unseen = CertificateShare.objects.in_force(at).exclude(organisation=None).exclude(Exists(someone))
    rows = list(unseen.select_related("certificate__enrolment__user", "organisation"))
    for share in rows:
        if CertificateShare.objects.filter(pk=share.pk, frozen_at=None).update(frozen_at=at):
            _tell(
                share,
                lambda name=share.organisation: _("%(name)s ei enää näe todistustasi") % {"name": name},
                lambda: _(
                    "Organisaatiolla ei ole yhteyshenkilöä, joten jakosi on tauolla. Jos uusi yhteyshenkilö tulee, "
                    "kerromme siitä, ja päätät itse, jatketaanko jakoa."
                ),
                at=at,
            )
    return len(rows)


def tell_holders(*, organisation: Organisation, newcomer: User, at: datetime) -> None:
    """This function will tell everybody who shares with the organization who now sees it, or could see it again."""
    shares = CertificateShare.objects.filter(organisation=organisation, withdrawn_at=None)
    names = {"name": newcomer.get_full_name(), "organisation": organisation.name}
    for share in shares.select_related("certificate__enrolment__user"):
        _tell(
            share,
            lambda: _("Organisaatiolla %(organisation)s on uusi yhteyshenkilö") % names,
            lambda rests=share.frozen_at is not None: _who_sees_now(rests) % names,
            at=at,
        )


def _who_sees_now(rests: bool) -> str:
    if rests:
        return _("Uusi yhteyshenkilö on %(name)s. Jakosi on tauolla: hän näkee todistuksesi, kun jatkat jakoa.")
    return _("%(name)s näkee nyt todistuksesi. Voit perua jaon milloin tahansa.")


def own_actions(user: User) -> list[tuple[Any, ...]]:
    """Return what the person has looked at and fetched for organizations: when, what, of which certificate.

    No holder's name is in it: it may be taken along after the role has ended.
    """
    mine = CertificateAccess.objects.filter(user=user).exclude(organisation=None)
    rows = mine.select_related("organisation", "certificate").order_by("at", "pk")
    return [(row.at, str(row.organisation), row.get_kind_display(), row.certificate.number) for row in rows]


def _tell(share: CertificateShare, subject: Any, text: Any, *, at: datetime) -> None:
    notify(
        user=share.certificate.enrolment.user,
        kind="certificate-contact",
        subject=subject,
        text=text,
        url=reverse("certificates:detail", kwargs={"public_id": share.certificate.public_id}),
        at=at,
    )
