import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from factories.accounts import PASSWORD, AdminFactory, OrganisationContactFactory, UserFactory

from accounts.staff import works_here

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED_FOR_STAFF = True


def code_now(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user):
    return client.post("/tili/login/", {"login": user.email, "password": PASSWORD})


def confirm_password(client):
    client.post("/tili/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize("make", [AdminFactory, lambda: OrganisationContactFactory().user])
def test_staff_without_a_second_factor_sets_one_up_before_anything_else(client, make):
    user = make()
    sign_in(client, user)
    answer = client.get("/ilmoitukset/")
    assert (answer.status_code, answer.url) == (302, "/tili/2fa/")
    for open_page in ("/tili/2fa/", "/tili/omat-tiedot/", "/tili/ehdot/"):
        assert client.get(open_page).status_code == 200


def test_staff_with_a_second_factor_goes_on(client):
    user = AdminFactory()
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    assert client.get("/ilmoitukset/").status_code == 200


@pytest.mark.parametrize("make", [AdminFactory, lambda: OrganisationContactFactory().user, UserFactory])
def test_once_known_the_rule_costs_no_query(client, make):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = make()
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    client.get("/ilmoitukset/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/ilmoitukset/")
    assert not [query for query in queries if "mfa_authenticator" in query["sql"]]


def test_those_who_take_part_are_not_asked(client):
    client.force_login(UserFactory())
    assert client.get("/ilmoitukset/").status_code == 200


def test_nobody_is_asked_where_the_settings_do_not_require_it(client, settings):
    settings.MFA_REQUIRED_FOR_STAFF = False
    client.force_login(AdminFactory())
    assert client.get("/ilmoitukset/").status_code == 200


def test_one_who_joins_the_staff_is_asked_within_a_minute(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/ilmoitukset/").status_code == 200
    OrganisationContactFactory(user=user)
    cache.clear()  # a minute passes
    assert client.get("/ilmoitukset/").status_code == 302


def test_a_contact_whose_time_has_ended_is_no_staff(django_assert_num_queries):
    from django.utils import timezone

    contact = OrganisationContactFactory(ended_at=timezone.now())
    assert not works_here(contact.user)
    with django_assert_num_queries(0):
        assert not works_here(contact.user)


def test_password_alone_does_not_let_in_one_who_has_a_second_factor(client):
    user = AdminFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    answer = sign_in(client, user)
    assert (answer.status_code, answer.url) == (302, "/tili/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    assert client.post("/tili/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post("/tili/2fa/authenticate/", {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_authenticator_app_is_set_up_with_its_code(client):
    user = UserFactory()
    sign_in(client, user)
    assert client.get("/tili/2fa/totp/activate/").url.startswith("/tili/reauthenticate/")
    confirm_password(client)
    page = client.get("/tili/2fa/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/tili/2fa/totp/activate/", {"code": "väärä"}).context["form"].errors["code"]
    client.post("/tili/2fa/totp/activate/", {"code": code_now(secret)})
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_staff_keeps_the_last_second_factor(client):
    user = AdminFactory()
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    confirm_password(client)
    answer = client.post("/tili/2fa/totp/deactivate/")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_others_may_remove_theirs(client):
    user = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    sign_in(client, user)
    client.post("/tili/2fa/authenticate/", {"code": code_now(secret)})
    confirm_password(client)
    answer = client.post("/tili/2fa/totp/deactivate/")
    assert answer.status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()


def test_real_installations_require_it_and_the_demo_does_not():
    source = __import__("pathlib").Path(__file__).parents[3] / "site/config/settings/production.py"
    assert 'MFA_REQUIRED_FOR_STAFF = env.bool("PEILI_STAFF_MFA", default=True)' in source.read_text()


@pytest.mark.parametrize("address", ["2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "sessions/", "email/"])
def test_the_pages_of_ones_sign_in_open_without_anything_inline(client, address):
    """The strict Content Security Policy would stop inline scripts and styles."""
    import re

    user = UserFactory()
    sign_in(client, user)
    confirm_password(client)
    answer = client.get(f"/tili/{address}")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", html)
    assert not re.search(r"\sstyle=|\son[a-z]+=", html)


def test_a_session_is_listed_and_can_be_ended_from_another_device(client):
    user = UserFactory()
    sign_in(client, user)
    other = client.__class__()
    sign_in(other, user)
    assert "sessions" in client.get("/tili/sessions/").context
    client.post("/tili/sessions/")
    assert other.get("/ilmoitukset/").status_code == 302
    assert client.get("/ilmoitukset/").status_code == 200


FOREIGN = dict.fromkeys(["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"], "MQ")
KEYS = ["", "x", "[]", "{}", '"x"', "null", '{"response": {}}', "[" * 3000]
KEYS += [json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": FOREIGN})]


@pytest.mark.parametrize("key", KEYS)
def test_a_malformed_passkey_is_answered_with_a_message(client, key):
    assert client.post("/tili/2fa/webauthn/login/", {"credential": key}).status_code < 500
    sign_in(client, UserFactory())
    confirm_password(client)
    client.get("/tili/2fa/webauthn/add/")
    answer = client.post("/tili/2fa/webauthn/add/", {"name": "Puhelin", "credential": key})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["P" * 81, "Puh\x00elin"])
def test_a_passkeys_name_is_checked(client, name):
    sign_in(client, UserFactory())
    confirm_password(client)
    client.get("/tili/2fa/webauthn/add/")
    answer = client.post("/tili/2fa/webauthn/add/", {"name": name, "credential": "{}"})
    assert "name" in answer.context["form"].errors
