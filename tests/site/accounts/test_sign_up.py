import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from factories.accounts import PASSWORD, UserFactory

from accounts.models import TermsAcceptance, User
from accounts.terms import CURRENT
from notifications.models import MessageTemplate, OutgoingMail

pytestmark = pytest.mark.django_db

GOOD = {
    "email": "kuovi@esimerkki.test",
    "given_name": "Žofia",
    "family_name": "Ålander-Öhman",
    "password1": PASSWORD,
    "language": "fi",
    "terms": "on",
}


def code_of(mail):
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.text, re.MULTILINE)[1]


def test_sign_up_mails_a_code_and_the_code_signs_in(client):
    answer = client.post("/tili/signup/", GOOD)
    assert answer.status_code == 302
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind) == ("kuovi@esimerkki.test", "email-confirmation-signup")
    assert "_auth_user_id" not in client.session

    answer = client.post(answer.url, {"code": code_of(mail)}, follow=False)
    assert answer.status_code == 302
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.given_name, user.family_name, user.language) == ("Žofia", "Ålander-Öhman", "fi")
    assert EmailAddress.objects.get(user=user).verified
    assert TermsAcceptance.objects.get(user=user).version == CURRENT
    assert TermsAcceptance.objects.get(user=user).accepted_at is not None


def test_a_wrong_code_is_told_and_can_be_corrected(client):
    place = client.post("/tili/signup/", GOOD).url
    answer = client.post(place, {"code": "VÄÄRÄ"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert client.post(place, {"code": code_of(OutgoingMail.objects.get())}).status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "ei-osoite"),
        ("email", "a" * 250 + "@esimerkki.test"),
        ("email", "kuovi\x00@esimerkki.test"),
        ("given_name", ""),
        ("given_name", "   "),
        ("given_name", "😀"),
        ("given_name", "=1+1"),
        ("given_name", "<script>alert(1)</script>"),
        ("given_name", "K" * 81),
        ("given_name", "Kuo\x00vi"),
        ("family_name", "@komento"),
        ("password1", "lyhyt"),
        ("password1", "password1234"),
        ("language", "de"),
        ("terms", ""),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(client, field, value):
    answer = client.post("/tili/signup/", {**GOOD, field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not User.objects.exists()
    assert not OutgoingMail.objects.exists()
    other = "family_name" if field != "family_name" else "given_name"
    assert GOOD[other] in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_a_name_of_80_letters_fits(client):
    client.post("/tili/signup/", {**GOOD, "given_name": "Ž" * 80})
    assert User.objects.get().given_name == "Ž" * 80


def test_a_missing_form_is_refused_without_an_error(client):
    assert client.post("/tili/signup/", {}).status_code == 200


def test_an_address_in_use_is_not_given_away_but_its_owner_is_told(client):
    UserFactory(email="kuovi@esimerkki.test")
    answer = client.post("/tili/signup/", {**GOOD, "email": "KUOVI@esimerkki.test "})
    fresh = client.__class__().post("/tili/signup/", {**GOOD, "email": "uusi@esimerkki.test"})
    assert (answer.status_code, answer.url) == (fresh.status_code, fresh.url)
    assert OutgoingMail.objects.get(to="kuovi@esimerkki.test").kind == "account-already-exists"
    assert User.objects.count() == 2


def test_the_same_form_sent_twice_makes_one_person_who_can_go_on(client):
    client.post("/tili/signup/", GOOD)
    second = client.__class__()  # the first answer never reached the browser, nor did its cookie
    place = second.post("/tili/signup/", GOOD).url
    assert User.objects.count() == 1
    assert TermsAcceptance.objects.count() == 1
    second.post(place, {"code": code_of(OutgoingMail.objects.order_by("pk").last())})
    assert "_auth_user_id" in second.session


def test_the_same_address_with_another_password_does_not_get_in(client):
    client.post("/tili/signup/", GOOD)
    second = client.__class__()
    second.post("/tili/signup/", {**GOOD, "password1": "aivan-toinen-salasana"})
    assert OutgoingMail.objects.order_by("pk").last().kind == "account-already-exists"
    assert User.objects.get().check_password(PASSWORD)


def test_of_two_sign_ups_at_once_the_database_lets_one_through(client, monkeypatch):
    """The second form was checked before the first person was stored."""
    from allauth.account import forms

    UserFactory(email="kuovi@esimerkki.test")
    monkeypatch.setattr(forms.BaseSignupForm, "clean_email", lambda self: self.cleaned_data["email"])
    answer = client.post("/tili/signup/", GOOD)
    assert answer.status_code == 302
    assert User.objects.count() == 1


def test_sign_in_by_code(client):
    UserFactory(email="kuovi@esimerkki.test")
    place = client.post("/tili/login/code/", {"email": "Kuovi@esimerkki.test"}).url
    mail = OutgoingMail.objects.get()
    assert mail.kind == "login-code"
    client.post(place, {"code": code_of(mail)})
    assert "_auth_user_id" in client.session


def test_an_editor_words_what_is_told_to_an_address_without_an_account(client):
    MessageTemplate(kind="unknown-account", subject="Ei tunnusta", text="Luo tunnus: {linkki}").save()
    client.post("/tili/login/code/", {"email": "kuovi@esimerkki.test"})
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.text.split("/tili/")[0][:12]) == ("Ei tunnusta", "Luo tunnus: ")
    assert "/tili/signup/" in mail.text


def test_an_editor_words_the_mails_of_signing_in_and_they_need_their_code(client):
    UserFactory(email="kuovi@esimerkki.test")
    row = MessageTemplate(kind="login-code", subject="Tervetuloa", text="Koodisi: {koodi}")
    row.full_clean()
    row.save()
    place = client.post("/tili/login/code/", {"email": "kuovi@esimerkki.test"}).url
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.text.startswith("Koodisi: ")) == ("Tervetuloa", True)
    assert "{koodi}" not in mail.text
    client.post(place, {"code": mail.text.removeprefix("Koodisi: ")})
    assert "_auth_user_id" in client.session
    without = [(kind, "Hei") for kind in ("login-code", "email-confirmation-signup", "account-already-exists")]
    for kind, text in (*without, ("password-reset-key", "{linki}"), ("unknown-account", "{koodi}")):
        with pytest.raises(ValidationError):
            MessageTemplate(kind=kind, language="sv", subject="x", text=text).full_clean()


def test_sign_in_by_password_whatever_the_case_of_the_address(client):
    UserFactory(email="kuovi@esimerkki.test")
    answer = client.post("/tili/login/", {"login": " KUOVI@esimerkki.test", "password": PASSWORD})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["", "kuovi", "kuovi@esimerkki.test", "k\x00@esimerkki.test", "k" * 5000, "<script>"])
def test_a_wrong_sign_in_is_told_the_same_way_whoever_it_is(client, login):
    UserFactory(email="kuovi@esimerkki.test")
    answer = client.post("/tili/login/", {"login": login, "password": "väärä"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_tries_are_limited(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    UserFactory(email="kuovi@esimerkki.test")
    for _ in range(3):
        client.post("/tili/login/", {"login": "kuovi@esimerkki.test", "password": "väärä"})
    client.post("/tili/login/", {"login": "kuovi@esimerkki.test", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_limits_are_on_unless_the_tests_turn_them_off():
    from config.settings import base, dev

    assert not hasattr(base, "ACCOUNT_RATE_LIMITS") or base.ACCOUNT_RATE_LIMITS
    assert not hasattr(dev, "ACCOUNT_RATE_LIMITS") or dev.ACCOUNT_RATE_LIMITS
