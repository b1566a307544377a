import io
import json
import zipfile

import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, UserFactory

from accounts.domain import accept_terms, create_person, set_language
from notifications.domain import notify

pytestmark = pytest.mark.django_db

GOOD = {"given_name": "Kuovi", "family_name": "Rantanen", "certificate_name": "", "language": "fi"}


@pytest.fixture
def user(client):
    user = UserFactory(given_name="Kuovi", family_name="Rantanen")
    client.force_login(user)
    return user


def test_names_and_language_are_changed(client, user):
    answer = client.post(
        "/tili/omat-tiedot/",
        {"given_name": " Žofia ", "family_name": "Öhman", "certificate_name": "Žofia  Marja Öhman", "language": "sv"},
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.given_name, user.family_name, user.certificate_name) == ("Žofia", "Öhman", "Žofia Marja Öhman")
    assert user.language == "sv"
    assert client.cookies["kieli"].value == "sv"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("given_name", "😀"),
        ("family_name", "-Rantanen"),
        ("family_name", "R" * 81),
        ("certificate_name", "=cmd"),
        ("certificate_name", "R" * 161),
        ("certificate_name", "\x00"),
        ("language", "xx"),
    ],
)
def test_bad_input_changes_nothing_and_loses_nothing(client, user, field, value):
    answer = client.post("/tili/omat-tiedot/", {**GOOD, "given_name": "Kiuru", field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    user.refresh_from_db()
    assert (user.given_name, user.family_name) == ("Kuovi", "Rantanen")


@pytest.mark.parametrize("path", ["/tili/omat-tiedot/", "/tili/omat-tiedot/lataa/", "/ilmoitukset/"])
def test_visitors_are_asked_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"/tili/login/?next={path}"


def test_my_data_is_one_file_with_what_all_apps_know(client):
    user = create_person(email="kuovi@esimerkki.test", given_name="Kuovi", family_name="Åström", password="x" * 12)
    accept_terms(user=user, version="2026-11", at=timezone.now())
    contact = OrganisationContactFactory(user=user)
    notify(user=user, kind="greeting", subject="Tervetuloa", text="Hei!", at=timezone.now())
    notify(user=UserFactory(), kind="greeting", subject="Toisen asia", text="Salaisuus", at=timezone.now())
    client.force_login(user)

    answer = client.get("/tili/omat-tiedot/lataa/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = archive.read("omat-tiedot.json").decode()
    data = json.loads(text)
    assert data["accounts"]["account"]["family_name"] == "Åström"
    assert data["accounts"]["accepted_terms"][0]["version"] == "2026-11"
    assert data["accounts"]["organisations"][0]["organisation__name"] == contact.organisation.name
    assert [told["subject"] for told in data["notifications"]["notifications"]] == ["Tervetuloa"]
    assert "Salaisuus" not in text
    assert user.password not in text


@pytest.mark.parametrize(
    ("posted", "where"),
    [
        ({"language": "sv", "next": "/oppi/?a=1"}, "/oppi/?a=1"),
        ({"language": "sv", "next": "https://paha.test/"}, "/"),
        ({"language": "sv", "next": "//paha.test/"}, "/"),
        ({"language": "sv", "next": "/\\paha.test/"}, "/"),
        ({"language": "sv", "next": "javascript:alert(1)"}, "/"),
        ({"language": "sv"}, "/"),
    ],
)
def test_a_visitor_changes_the_language_and_comes_back(client, posted, where):
    answer = client.post("/tili/kieli/", posted)
    assert (answer.status_code, answer.url) == (302, where)
    assert client.cookies["kieli"].value == "sv"
    assert client.cookies["kieli"]["httponly"]


@pytest.mark.parametrize(
    "posted", [{}, {"language": "de"}, {"language": "<script>"}, {"language": "sv", "next": "\x00"}]
)
def test_an_unknown_language_changes_nothing(client, posted):
    assert client.post("/tili/kieli/", posted).status_code == 302
    assert "kieli" not in client.cookies


def test_the_language_stays_with_the_person(client, user):
    client.post("/tili/kieli/", {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"
    set_language(user=user, language="fi")
    assert user.language == "fi"


def test_only_a_form_changes_the_language(client):
    assert client.get("/tili/kieli/").status_code == 405


def test_the_terms_are_open_to_all(client):
    assert client.get("/tili/ehdot/").status_code == 200
