import pytest
from factories.accounts import UserFactory

from accounts.domain import set_language

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


@pytest.mark.parametrize("path", ["/tili/omat-tiedot/", "/tili/omat-tiedot/poista/", "/ilmoitukset/"])
def test_visitors_are_asked_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"/tili/login/?next={path}"


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
