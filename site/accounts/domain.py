"""What happens to a person's account."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import TermsAcceptance, User, normalize_email


@transaction.atomic
def create_person(
    *,
    email: str,
    given_name: str,
    family_name: str,
    password: str | None = None,
    language: str = "fi",
    is_administrator: bool = False,
) -> User:
    """Create a person whose address is known to be theirs, and return them.

    Without a password the person signs in by a code sent by mail. Raises IntegrityError if the address is taken.
    """
    user = User.objects.create_user(
        email,
        password,
        given_name=given_name,
        family_name=family_name,
        language=language,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def accept_terms(*, user: User, version: str, at: datetime) -> TermsAcceptance:
    """Record that the person accepted this version of the terms; once for each version (BR-01)."""
    acceptance, _created = TermsAcceptance.objects.get_or_create(
        user=user, version=version, defaults={"accepted_at": at}
    )
    return acceptance


@transaction.atomic
def change_address(*, user: User, email: str) -> None:
    """Make this the person's only address; one we have not seen them use counts as unconfirmed.

    A sign-in with a code or a confirmation by mail confirms it.
    """
    email = normalize_email(email)
    if user.email != email:
        user.email = email
        user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"primary": True})


def set_language(*, user: User, language: str) -> None:
    """Remember the language of the person's mails and screens."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


@transaction.atomic
def anonymize_person(*, user: User, at: datetime) -> None:
    """Take everything from the account that tells who it was, and close it; done twice it changes nothing.

    The row itself stays, so that counts and the register of certificates keep their meaning.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.anonymized_at is not None:
        return
    for session in UserSession.objects.filter(user=user):
        session.end()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.organisation_contacts.filter(ended_at=None).update(ended_at=at)
    user.groups.clear()
    user.email = normalize_email(f"poistettu-{user.public_id}@poistettu.invalid")
    user.given_name = "Poistettu"
    user.family_name = "käyttäjä"
    user.certificate_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.anonymized_at = at
    user.set_unusable_password()
    user.save()
