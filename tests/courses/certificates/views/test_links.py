"""A link of the holder's: unguessable, for a time, withdrawn at once, without sign-in and cookies."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.certificates import make_coordinator, make_issued, make_ready

from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.domain.sharing import MOST_LINKS, UnableToShare, link_token, share_by_link
from courses.certificates.models import CertificateAccess, CertificateShare

pytestmark = pytest.mark.django_db
FILE = b"%PDF-1.7 " + b"x" * 500


@pytest.fixture
def certificate():
    return make_issued(make_ready(name=("Kuovi", "Rantanen")), content=FILE)


def make_link(certificate, **values) -> CertificateShare:
    given = {"days": 7, "by": certificate.enrolment.user, "at": timezone.now()} | values
    return share_by_link(certificate=certificate, **given)


def address(link: CertificateShare) -> str:
    return f"/jaettu/{link_token(link)}/"


def test_whoever_has_the_link_sees_and_fetches_it_without_an_account(client, certificate):
    link = make_link(certificate, label="Porin kaupunki")
    page = client.get(address(link))
    assert page.status_code == 200
    told = page.content.decode()
    assert "Kuovi Rantanen" in told
    assert certificate.number in told
    assert "Porin kaupunki" not in told  # the holder's own note
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    answer = client.get(f"{address(link)}lataa/")
    assert answer.content == FILE
    assert "no-store" in answer["Cache-Control"]
    assert not client.cookies
    client.get(address(link))
    kinds = list(CertificateAccess.objects.order_by("pk").values_list("kind", "hat", "user", "share"))
    assert kinds == [("view", "link", None, link.pk), ("download", "link", None, link.pk)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_comes_in_the_language_of_the_address(client, certificate, language):
    page = client.get(address(make_link(certificate)), {"lang": language})
    assert f'<html lang="{language}"' in page.content.decode()


def test_wrong_withdrawn_and_expired_links_get_one_answer(client, certificate):
    expired, withdrawn = make_link(certificate, label="a"), make_link(certificate, label="b")
    CertificateShare.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    CertificateShare.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    answers = set()
    for path in (address(expired), address(withdrawn), "/jaettu/arvattu/", f"/jaettu/{'x' * 43}/", "/jaettu/%00😀/"):
        for more in ("", "lataa/"):
            answer = client.get(path + more)
            assert answer.status_code == 404
            text = re.sub(r'href="[^"]*"', "", answer.content.decode())
            answers.add(text)
            assert "Rantanen" not in text
    assert len(answers) == 1


def test_a_token_is_long_and_of_one_share_only(certificate):
    links = [make_link(certificate, label=str(number)) for number in range(5)]
    tokens = {link_token(link) for link in links}
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)  # 256 bits
    assert not any(token in str(row) for token in tokens for row in CertificateShare.objects.values())


def test_a_revoked_one_shows_its_state_and_no_file_and_a_corrected_one_moves_on(client, certificate):
    link = make_link(certificate)
    by = make_coordinator(certificate.enrolment.run)
    certificate.enrolment.user.certificate_name = "Kuovi Oikea"
    certificate.enrolment.user.save()
    new = reissue_certificate(certificate=certificate, by=by, at=timezone.now())
    assert client.get(address(link)).status_code == 404  # its file is not drawn yet
    type(new).objects.filter(pk=new.pk).update(
        state="issued", pdf=certificate.pdf.name, pdf_sha256="a" * 64, pdf_size=1, rendered_at=timezone.now()
    )
    assert "Kuovi Oikea" in client.get(address(link)).content.decode()
    revoke(certificate=new, reason="Salainen", by=by, at=timezone.now())
    page = client.get(address(link)).content.decode()
    assert "Todistus on mitätöity" in page
    assert "Lataa PDF" not in page
    assert "Salainen" not in page
    assert client.get(f"{address(link)}lataa/").status_code == 404


def test_links_are_throttled(client, certificate):
    path = address(make_link(certificate))
    # Forty a minute; on a slow machine the minute may turn in between.
    assert 429 in (client.get(path).status_code for _ in range(200))


def test_the_holder_makes_copies_and_withdraws_it(client, certificate):
    client.force_login(certificate.enrolment.user)
    path = f"/todistukset/{certificate.public_id}/"
    data = {"link-days": "7", "link-label": "Porin kaupunki"}
    for _ in range(2):  # a double press is one link
        assert client.post(f"{path}linkki/", data).url == f"{path}#jaot"
    link = CertificateShare.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=7)
    page = client.get(path).content.decode()
    assert f"http://testserver{address(link)}" in page
    assert "Linkki: Porin kaupunki" in page
    assert "linkin saanut" in client.get("/todistukset/").content.decode()
    client.get(address(link))
    assert "Linkin saanut: Porin kaupunki" in client.get(path).content.decode()
    answer = client.post(f"{path}jaot/{link.public_id}/peru/", follow=True)
    assert "Linkki ei enää toimi" in answer.content.decode()
    assert client.get(address(link)).status_code == 404
    assert address(link) not in answer.content.decode()
    assert client.post(f"{path}jaot/{link.public_id}/peru/").status_code == 302


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Valitse, kuinka kauan"),
        ({"link-days": "9999"}, "Valitse, kuinka kauan"),
        ({"link-days": "-1"}, "Valitse, kuinka kauan"),
        ({"link-days": "yksi"}, "Valitse, kuinka kauan"),
        ({"link-days": "7", "link-label": "x" * 81}, "80"),
        ({"link-days": "7", "link-label": "a\0b"}, ""),
    ],
)
def test_what_is_no_link_is_answered_beside_the_field(client, certificate, data, message):
    client.force_login(certificate.enrolment.user)
    answer = client.post(f"/todistukset/{certificate.public_id}/linkki/", data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not CertificateShare.objects.exists()


def test_a_script_in_the_note_is_text(client, certificate):
    client.force_login(certificate.enrolment.user)
    path = f"/todistukset/{certificate.public_id}/"
    client.post(f"{path}linkki/", {"link-days": "1", "link-label": "<script>alert(1)</script>😀"})
    page = client.get(path).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_there_are_only_so_many_links_and_only_of_what_stands(certificate):
    for number in range(MOST_LINKS):
        make_link(certificate, label=str(number))
    with pytest.raises(UnableToShare):
        make_link(certificate, label="yksi vielä")
    with pytest.raises(UnableToShare):
        make_link(certificate, days=8)
    with pytest.raises(UnableToShare):
        make_link(certificate, by=certificate.issued_by)
    other = make_issued(make_ready())
    revoke(certificate=other, reason="x", by=make_coordinator(other.enrolment.run), at=timezone.now())
    other.refresh_from_db()
    with pytest.raises(UnableToShare):
        make_link(other)


def test_after_a_change_of_the_secret_the_link_is_not_shown_wrongly(client, certificate, settings):
    make_link(certificate)
    settings.SECRET_KEY = "another"
    client.force_login(certificate.enrolment.user)
    page = client.get(f"/todistukset/{certificate.public_id}/").content.decode()
    assert "/jaettu/" not in page
    assert "Peru jako" in page
