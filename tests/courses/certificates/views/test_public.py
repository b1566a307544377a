import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from factories.certificates import make_certificate, make_coordinator, make_ready

from courses.certificates.domain.codes import grouped, new_code
from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.domain.keeping import stored_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return make_certificate(make_ready(name=("Kuovi", "Ålander-Öhman")))


def page_of(response, status: int = 200) -> str:
    assert response.status_code == status
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_a_valid_one_says_holder_course_hours_dates_issuer_and_state(client, certificate):
    response = client.get(f"/t/{certificate.code}/")
    page = page_of(response)
    for words in (
        "Todistus on aito ja voimassa", "Kuovi Ålander-Öhman", "Työpeili-ohjaajakoulutus", "9 tuntia lähiopetusta",
        "Koulutusaika", "Satakunnan ammattikorkeakoulu (SAMK)", certificate.number, "myönnetty", 'content="noindex',
    ):  # fmt: skip
        assert words in page
    assert certificate.pdf_sha256 in page
    assert not response.cookies
    assert certificate.enrolment.user.email not in page


@pytest.mark.parametrize("path", ["/tarkista/", "/tarkista/tiedosto/", "/tarkista/?koodi=abc", "/t/x/"])
def test_no_cookie_is_set_for_a_stranger(client, path):
    response = client.get(path)
    assert not response.cookies
    assert not client.cookies


def test_the_address_of_the_qr_code_works_in_capitals(client, certificate):
    assert client.get(f"/T/{certificate.code}/").status_code == 200
    assert client.get(f"/t/{grouped(certificate.code).lower()}/").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Todistus on aito ja voimassa"),
        ("sv", "Intyget är äkta och giltigt"),
        ("en", "The certificate is genuine and valid"),
    ],
)
def test_three_languages_by_the_address_alone(client, certificate, language, words):
    response = client.get(f"/t/{certificate.code}/?lang={language}")
    page = page_of(response)
    assert f'<html lang="{language}"' in page
    assert f'<h1 class="verdict__word">{words}</h1>' in page
    assert response["Content-Language"] == language
    assert page.count("verdict__langs") == 1
    others = {"fi", "sv", "en"} - {language}
    assert all(f'<span lang="{other}">' in page for other in others)
    assert not response.cookies


def test_revoked_superseded_unknown_and_mistyped_are_different_answers(client, certificate):
    by = make_coordinator(certificate.enrolment.run)
    certificate.enrolment.user.certificate_name = "Kuovi Oikea"
    certificate.enrolment.user.save()
    new = reissue_certificate(certificate=certificate, by=by, at=timezone.now())
    superseded = page_of(client.get(f"/t/{certificate.code}/"))
    assert "Todistus on korvattu uudella" in superseded
    assert new.code not in superseded
    page_of(client.get(f"/t/{new.code}/"), 404)  # it has no file yet

    other = make_certificate()
    revoke(certificate=other, reason="Salainen syy", by=make_coordinator(other.enrolment.run), at=timezone.now())
    revoked = page_of(client.get(f"/t/{other.code}/"))
    assert "Todistus on mitätöity" in revoked
    assert "Salainen" not in revoked

    assert "Emme löydä todistusta" in page_of(client.get(f"/t/{new_code()}/"), 404)
    wrong = certificate.code[:-1] + ("0" if certificate.code[-1] != "0" else "2")
    assert "Koodissa on kirjoitusvirhe" in page_of(client.get(f"/t/{wrong}/"), 404)


def test_the_form_forgives_and_leads_to_the_answer(client, certificate):
    typed = grouped(certificate.code).lower().replace("0", "o").replace("1", "l")
    response = client.get("/tarkista/", {"koodi": f" {typed} "})
    assert response.url == f"/t/{certificate.code}/"
    assert client.get("/tarkista/", {"koodi": typed, "lang": "en"}).url.endswith("/?lang=en")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Kirjoita todistuksen vahvistuskoodi."),
        ("   ", "Kirjoita todistuksen vahvistuskoodi."),
        ("1234", "28 merkkiä"),
        ("Ä" * 28, "ei U-kirjainta"),
        ("0" * 27 + "2", "kirjoitusvirhe"),
        ("<script>alert(1)</script>", "ei U-kirjainta"),
        ("😀", "ei U-kirjainta"),
        ("a\0b", ""),
        ("x" * 5000, "200"),
    ],
)
def test_a_wrong_code_is_answered_beside_the_field_and_kept(client, typed, message):
    page = page_of(client.get("/tarkista/", {"koodi": typed}), 422)
    assert message in page
    assert 'aria-invalid="true"' in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("code", ["x", "😀", "a" * 3000, "%00", "..%2f..%2fetc", "'OR'1'='1", "<b>"])
def test_any_code_in_the_address_is_answered(client, code):
    assert client.get(f"/t/{code}/").status_code in (404,)
    assert client.get("/t//").status_code == 404


def test_guessing_is_slowed_down(client, certificate):
    codes = [client.get(f"/t/{certificate.code}/").status_code for _ in range(45)]
    assert codes[:40] == [200] * 40
    assert set(codes[40:]) == {429}
    response = client.get("/tarkista/", {"koodi": certificate.code})
    assert "minuutin kuluttua" in page_of(response, 429)
    assert response["Retry-After"] == "60"
    page_of(client.get("/tarkista/"))  # the page itself stays open
    assert client.get(f"/t/{certificate.code}/", REMOTE_ADDR="192.0.2.7").status_code == 200


def upload(client, content: bytes, **data):
    return client.post("/tarkista/tiedosto/", {"tiedosto": SimpleUploadedFile("x.pdf", content), **data})


def test_the_server_compares_a_file_and_keeps_nothing(client, certificate, settings):
    content = stored_bytes(certificate)
    before = sorted(settings.PROTECTED_ROOT.rglob("*"))
    same = page_of(upload(client, content))
    assert "Tiedosto on sama kuin myönnetty" in same
    assert "Kuovi Ålander-Öhman" in same
    altered = page_of(upload(client, content + b" "))
    assert "Tiedostoa on muutettu" in altered
    assert certificate.number in altered
    assert "ei ole meiltä" in page_of(upload(client, b"%PDF-1.4 something else"))
    other = make_certificate()
    assert "toinen todistus" in page_of(upload(client, content, koodi=other.code))
    assert "sama kuin myönnetty" in page_of(upload(client, content, koodi="kuraa"))
    after = [path for path in sorted(settings.PROTECTED_ROOT.rglob("*")) if str(other.public_id) not in path.name]
    assert after == before


def test_the_file_of_a_revoked_certificate_is_the_same_and_revoked(client, certificate):
    by = make_coordinator(certificate.enrolment.run)
    revoke(certificate=certificate, reason="x", by=by, at=timezone.now())
    page = page_of(upload(client, stored_bytes(certificate)))
    assert "sama kuin myönnetty" in page
    assert "Todistus on mitätöity" in page
    assert "verdict--valid" not in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Tiedosto on tyhjä"),
        (b"PK\x03\x04", "ei ole PDF"),
        (b"MZ\x90\x00 %PDF-".ljust(3000, b"x")[2000:], "ei ole PDF"),
        (b"%PDF-1.4\n/Encrypt 5 0 R", "suojattu salasanalla"),
        (b"%PDF-" + b"x" * (21 * 1024 * 1024), "liian suuri"),
    ],
    ids=["empty", "zip", "exe", "encrypted", "too large"],
)
def test_a_file_that_is_no_certificate_is_answered_in_words(client, content, message):
    response = upload(client, content)
    assert message in response.content.decode()
    assert response.status_code in (200, 422)


def test_a_missing_file_is_asked_for(client):
    assert "Valitse tiedosto" in page_of(client.post("/tarkista/tiedosto/", {}), 422)
    assert "Valitse tiedosto" in page_of(client.post("/tarkista/tiedosto/", {"tiedosto": "ei tiedosto"}), 422)


def test_taking_a_file_to_the_server_needs_no_cookie():
    strict = Client(enforce_csrf_checks=True)
    strict.get("/tarkista/tiedosto/")
    assert upload(strict, b"%PDF-1.4").status_code == 200
    assert not strict.cookies


def test_a_browser_asks_with_the_hash_alone(client, certificate):
    page = page_of(client.get("/tarkista/", {"tiiviste": certificate.pdf_sha256.upper()}))
    assert "Tiedosto on sama kuin myönnetty" in page
    query = {"tiiviste": "0" * 64, "merkki": certificate.code}
    assert "Tiedostoa on muutettu" in page_of(client.get("/tarkista/", query))
    assert "suojattu salasanalla" in page_of(client.get("/tarkista/", {"tiiviste": "0" * 64, "suojattu": "1"}))
    for digest in ("", "x", "0" * 64, "<script>", "😀", "a\0"):
        assert "ei ole meiltä" in page_of(client.get("/tarkista/", {"tiiviste": digest, "merkki": digest}))


def test_an_answer_takes_few_queries(client, certificate, django_assert_max_num_queries):
    client.get(f"/t/{certificate.code}/")
    with django_assert_max_num_queries(3):
        client.get(f"/t/{certificate.code}/")
