"""The badge at its stable address: for people, for programs, in force and ended; and what is no badge."""

import json

import jwt
import pytest
from django.utils import timezone
from factories.certificates import make_certificate, make_coordinator, make_ready
from openbadgeslib.ob3 import decode_encoded_list, set_indices

from courses.certificates.badges import credential, keys
from courses.certificates.domain.codes import grouped, new_code
from courses.certificates.domain.issuing import revoke
from courses.certificates.models import Badge, Certificate
from courses.certificates.models.certificate import CertificateFrozen

pytestmark = pytest.mark.django_db
NOBODYS = "QYVVH4AYZY3SZCPE06JX4J4WG9MZ"  # a well-formed code that no certificate has


@pytest.fixture
def certificate():
    return make_certificate(make_ready(name=("Kuovi", "Ålander-Öhman")))


def ended_places(client, certificate):
    response = client.get(f"/merkit/tila/{certificate.badge.status_list}/")
    assert response["Content-Type"] == "application/vc+jwt"
    said = jwt.decode(response.content, keys.current_key().private.public_key(), algorithms=["ES256"])
    return set(set_indices(decode_encoded_list(said["credentialSubject"]["encodedList"])))


def assert_public(response):
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_people_see_a_page(client, certificate):
    response = client.get(f"/merkit/{certificate.code}/", headers={"accept": "text/html,*/*"})
    assert_public(response)
    page = response.content.decode()
    assert 'content="noindex' in page
    for words in ("Digitaalinen osaamismerkki", "Kuovi Ålander-Öhman", "Työpeili-ohjaajakoulutus", "kokoaa ryhmän"):
        assert words in page
    assert certificate.enrolment.user.email not in page


@pytest.mark.parametrize(("language", "words"), [("sv", "Digitalt kompetensmärke"), ("en", "Digital skill badge")])
def test_in_three_languages(client, certificate, language, words):
    assert words in client.get(f"/merkit/{certificate.code}/?lang={language}").content.decode()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/jwt;q=0.9, application/json", "application/vc+jwt"),
        ("application/ld+json", "application/vc+ld+json"),
        ("application/json", "application/vc+ld+json"),
    ],
)
def test_programs_get_the_credential_at_the_same_address(client, certificate, accept, kind):
    response = client.get(f"/merkit/{certificate.code}/", headers={"accept": accept})
    assert_public(response)
    assert response["Content-Type"] == kind
    assert response["Access-Control-Allow-Origin"] == "*"
    body = response.content.decode()
    said = credential.contents_of(body) if kind == "application/vc+jwt" else json.loads(body)
    assert said["id"] == f"http://testserver/merkit/{certificate.code}/"


@pytest.mark.parametrize("form", ["jwt", "json", "svg"])
def test_each_file_can_be_saved(client, certificate, form):
    response = client.get(f"/merkit/{certificate.code}/merkki.{form}")
    assert_public(response)
    assert response["Content-Disposition"] == f'attachment; filename="{certificate.number}.{form}"'
    assert certificate.badge.credential.encode() in response.content or form == "json"


def test_revoking_shows_in_the_list_at_once(client, certificate):
    assert ended_places(client, certificate) == set()
    revoke(certificate=certificate, reason="syy", by=make_coordinator(certificate.enrolment.run), at=timezone.now())
    assert ended_places(client, certificate) == {certificate.badge.status_index}
    page = client.get(f"/merkit/{certificate.code}/").content.decode()
    assert "Todistus on mitätöity" in page
    assert "syy" not in page.replace("syyskuu", "")


def test_replacing_shows_in_the_list_at_once(client, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(
        state="superseded", ended_at=timezone.now(), ended_by=certificate.issued_by
    )
    assert ended_places(client, certificate) == {certificate.badge.status_index}
    assert "korvattu uudella" in client.get(f"/merkit/{certificate.code}/").content.decode()


def test_the_list_takes_the_same_queries_however_long(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/merkit/tila/1/")


@pytest.mark.parametrize(
    "path",
    [
        "/merkit/x/", "/merkit/<script>/", "/merkit/%00/", "/merkit/😀/", f"/merkit/{'A' * 3000}/", "/merkit/tila/99/",
        "/merkit/tila/0/", f"/merkit/{NOBODYS}/", f"/merkit/{NOBODYS}/merkki.jwt",
    ],
)  # fmt: skip
def test_what_is_no_badge_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_odd_forms_and_methods(client, certificate):
    assert client.get(f"/merkit/{certificate.code}/merkki.exe").status_code == 404
    assert client.post(f"/merkit/{certificate.code}/").status_code == 405
    assert client.head(f"/merkit/{certificate.code}/").status_code == 200
    assert client.get(f"/merkit/{grouped(certificate.code).lower()}/").status_code == 200


def test_a_certificate_in_the_queue_has_no_badge_yet(client):
    waiting = make_certificate(rendered=False)
    assert client.get(f"/merkit/{waiting.code}/").status_code == 404
    assert not Badge.objects.exists()


@pytest.mark.parametrize("path", ["/merkit/myontaja/", "/.well-known/jwks.json", "/merkit/merkki.svg"])
def test_the_issuer_is_public(client, db, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_the_did_document(client, settings, db):
    settings.BASE_URL = "https://peili.example.fi"
    document = json.loads(client.get("/.well-known/did.json").content)
    assert document["id"] == "did:web:peili.example.fi"
    assert document["assertionMethod"] == [method["id"] for method in document["verificationMethod"]]
    settings.DEMO, settings.BADGE_KEYS = False, settings.BADGE_KEYS / "none"
    assert client.get("/.well-known/did.json").status_code == 404


def test_the_holder_finds_it_and_guessing_is_limited(client, certificate):
    client.force_login(certificate.enrolment.user)
    page = client.get(f"/todistukset/{certificate.public_id}/").content.decode()
    assert f"/merkit/{certificate.code}/merkki.svg" in page
    client.logout()
    codes = {client.get(f"/merkit/{new_code()}/").status_code for _ in range(45)}
    assert codes == {404, 429}


def test_a_badge_is_never_changed(certificate):
    badge = certificate.badge
    badge.status_index = 1
    with pytest.raises(CertificateFrozen):
        badge.save()
