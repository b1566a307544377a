import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.utils import timezone
from factories.accounts import PASSWORD, OrganisationContactFactory, UserFactory

from accounts.domain import accept_terms, change_address, create_person
from accounts.models import TermsAcceptance, User
from accounts.personal_data import erase_all, export_all
from notifications.domain import notify
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


def test_a_created_person_can_sign_in_at_once(client):
    user = create_person(email=" Kuovi@Esimerkki.test ", given_name="Kuovi", family_name="Suo", password=PASSWORD)
    assert user.email == "kuovi@esimerkki.test"
    client.post("/tili/login/", {"login": "kuovi@esimerkki.test", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_address_belongs_to_one_person():
    UserFactory(email="kuovi@esimerkki.test")
    with pytest.raises(IntegrityError):
        create_person(email="KUOVI@esimerkki.test", given_name="Kuovi", family_name="Suo")


def test_a_version_of_the_terms_is_accepted_once():
    user = UserFactory()
    first = accept_terms(user=user, version="2026-11", at=timezone.now())
    assert accept_terms(user=user, version="2026-11", at=timezone.now()) == first
    accept_terms(user=user, version="2027-01", at=timezone.now())
    assert TermsAcceptance.objects.count() == 2


def test_a_new_address_replaces_the_old_one_and_is_unconfirmed():
    user = UserFactory(email="vanha@esimerkki.test")
    change_address(user=user, email="Uusi@esimerkki.test")
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("uusi@esimerkki.test", False, True)
    change_address(user=user, email="uusi@esimerkki.test")
    assert EmailAddress.objects.filter(user=user).count() == 1


def test_erasing_leaves_nothing_that_tells_who_it_was(client):
    contact = OrganisationContactFactory(user__email="kuovi@esimerkki.test", user__given_name="Kuovinen")
    user = contact.user
    client.post("/tili/login/", {"login": user.email, "password": PASSWORD})
    notify(user=user, kind="greeting", subject="Hei Kuovinen", text="Hei!", at=timezone.now())
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    other = UserFactory()
    notify(user=other, kind="greeting", subject="Hei", text="Hei!", at=timezone.now())
    at = timezone.now()

    erase_all(user, at=at)

    user = User.objects.get(pk=user.pk)
    assert not user.is_active
    assert user.anonymized_at == at
    assert not user.has_usable_password()
    assert "uovi" not in str(export_all(user))
    for model in (EmailAddress, Authenticator, UserSession, Notification):
        assert not model.objects.filter(user=user).exists()
    assert not Session.objects.exists()
    assert not OutgoingMail.objects.filter(to="kuovi@esimerkki.test").exists()
    contact.refresh_from_db()
    assert contact.ended_at == at
    assert Notification.objects.filter(user=other).exists()
    assert client.get("/tili/omat-tiedot/").status_code == 302

    erase_all(user, at=timezone.now())
    assert User.objects.get(pk=user.pk).anonymized_at == at
