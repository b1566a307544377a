"""The holder checks the printed name before the certificate is issued: afterwards it cannot be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.names import clean_name
from courses import pdf
from courses.certificates.domain.printing import LOOK
from courses.certificates.models import LIVE, Certificate, NameCheck
from courses.enums import STUDYING
from courses.models import Enrolment
from notifications.domain import notify

MOST_AT_ONCE = 200


class UnableToConfirmName(Exception):
    """The name cannot be taken; the message says why."""


def confirm_name(*, enrolment: Enrolment, name: str, at: datetime) -> NameCheck:
    """This function will record that the holder has checked the name to be printed, and keep it in the profile.

    Raises UnableToConfirmName once the certificate stands, or when a letter cannot be printed.
    """
    name = clean_name(name)
    if signs := pdf.missing_signs(name, look=LOOK):
        raise UnableToConfirmName(_("Todistukseen ei voi painaa merkkiä %(signs)s.") % {"signs": ", ".join(signs)})
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=enrolment.user_id)
        if Certificate.objects.live().filter(enrolment=enrolment).exists():
            raise UnableToConfirmName(_("Todistus on jo myönnetty, eikä sen nimi enää muutu."))
        user.certificate_name = "" if name == user.get_full_name() else name
        user.save(update_fields=["certificate_name"])
        check, _made = NameCheck.objects.update_or_create(
            enrolment=enrolment, defaults={"name": name, "confirmed_at": at}
        )
    return check


def awaiting_check(user: User) -> list[Enrolment]:
    """Return the person's enrollments that are complete and have no certificate yet, with the check that was made."""
    return list(
        Enrolment.objects.filter(user=user, state__in=STUDYING, ready_at__isnull=False)
        .exclude(certificates__state__in=LIVE)
        .select_related("run__course", "name_check", "user")
        .order_by("-run__starts_on", "pk")
    )


def ask_who_is_ready(*, at: datetime) -> int:
    """This function will ask those whose conditions have all been met to check their name; once each."""
    ready = (
        Enrolment.objects.filter(ready_at__isnull=False, state__in=STUDYING, name_check=None)
        .exclude(certificates__state__in=LIVE)
        .select_related("user")
    )
    return sum(_ask(enrolment, at=at) for enrolment in ready[:MOST_AT_ONCE])


def _ask(enrolment: Enrolment, *, at: datetime) -> bool:
    with transaction.atomic():
        _check, made = NameCheck.objects.get_or_create(enrolment=enrolment, defaults={"asked_at": at})
        if made:
            notify(
                user=enrolment.user,
                kind="certificate-name",
                subject=gettext_lazy("Tarkista nimesi todistusta varten"),
                text=gettext_lazy("Kaikki ehdot täyttyvät. Katso, että nimesi on todistuksessa oikein."),
                url=reverse("certificates:name", kwargs={"enrolment": enrolment.public_id}),
                about=f"run-{enrolment.run_id}",
                at=at,
            )
    return made


def name_to_check(*, enrolment: Enrolment) -> str:
    """Return the address where a complete trainee checks the name to be printed, or "" when that is done."""
    if enrolment.ready_at is None or NameCheck.objects.filter(enrolment=enrolment, confirmed_at__isnull=False).exists():
        return ""
    return reverse("certificates:name", kwargs={"enrolment": enrolment.public_id})
