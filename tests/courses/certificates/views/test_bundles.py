"""ZIPs by the address: for contacts of an organization and for coordinators of a run."""

import csv
import io
import time
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.certificates import (
    make_advisor,
    make_certifying_run,
    make_coordinator,
    make_issued,
    make_many,
    make_ready,
    share,
)

from courses.certificates.domain import bundles
from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.domain.sharing import withdraw_share
from courses.certificates.models import AccessKind, CertificateAccess, CertificateBundle

pytestmark = pytest.mark.django_db
FILE = b"%PDF-1.7 " + bytes(range(256)) * 400
LIST = "/neuvoja/satakunta/"
ZIP = f"{LIST}zip/"


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


@pytest.fixture
def run():
    return make_certifying_run(slug="kevat", name="Kevät")


@pytest.fixture
def one(run, organisation):
    certificate = make_issued(make_ready(run, name=("Aino", "Ahma")), content=FILE)
    share(certificate, organisation)
    return certificate


@pytest.fixture
def advisor(client, organisation):
    client.force_login(make_advisor(organisation))
    return client


def opened(response) -> zipfile.ZipFile:
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "application/zip"
    assert response.streaming
    assert "no-store" in response["Cache-Control"]
    read = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    assert read.testzip() is None
    return read


def rows_of(read: zipfile.ZipFile) -> list[dict]:
    text = io.StringIO(read.read("luettelo.csv").decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def test_the_whole_filtered_set_and_not_the_page_of_it(advisor, organisation, one):
    make_many(60, like=one, organisation=organisation)
    page = advisor.get(LIST, {"haku": "ranta"}).content.decode()
    assert "60 osumaa" in page
    assert "Lataa 60 todistusta (ZIP)" in page
    assert "zip/?haku=ranta" in page
    read = opened(advisor.get(ZIP, {"haku": "ranta"}))
    pdfs = [name for name in read.namelist() if name.endswith(".pdf")]
    assert len(set(pdfs)) == 60  # sixty people of the same name
    assert all(name.startswith("Ranta_Kuovi_TP-") for name in pdfs)
    assert sorted(set(read.namelist()) - set(pdfs)) == ["luettelo.csv", "luettelo.xlsx"]
    assert [row["Tiedosto"] for row in rows_of(read)] == pdfs
    assert CertificateAccess.objects.filter(kind=AccessKind.BUNDLE, organisation=organisation).count() == 60


def test_the_bytes_are_those_of_the_single_download(advisor, one):
    read = opened(advisor.get(ZIP))
    assert read.read(f"Ahma_Aino_{one.number}.pdf") == FILE
    assert advisor.get(f"{LIST}{one.public_id}/lataa/").content == FILE


def test_revoked_ones_are_listed_and_replaced_ones_point_to_the_current(advisor, organisation, run, one):
    ended = make_issued(make_ready(run, name=("Eero", "Ilves")), content=FILE + b"2")
    old = make_issued(make_ready(run, name=("Helmi", "Vanha")), content=FILE + b"3")
    for certificate in (ended, old):
        share(certificate, organisation)
    by = make_coordinator(run)
    revoke(certificate=ended, reason="Salainen syy", by=by, at=timezone.now())
    old.enrolment.user.family_name = "Uusi"
    old.enrolment.user.save()
    new = reissue_certificate(certificate=old, by=by, at=timezone.now())
    type(new).objects.filter(pk=new.pk).update(
        state="issued", pdf=old.pdf.name, pdf_sha256=old.pdf_sha256, pdf_size=1, rendered_at=timezone.now()
    )
    read = opened(advisor.get(ZIP))
    names = {name for name in read.namelist() if name.endswith(".pdf")}
    assert names == {f"Ahma_Aino_{one.number}.pdf", f"Uusi_Helmi_{new.number}_v2.pdf"}
    rows = {(row["Numero"], row["Versio"]): row for row in rows_of(read)}
    assert rows[ended.number, "1"]["Tiedosto"] == "Ei mukana: mitätöity."
    assert rows[ended.number, "1"]["Tila"] == "mitätöity"
    assert "korvattu" in rows[old.number, "1"]["Tiedosto"]
    assert rows[old.number, "1"]["Sukunimi"] == ""
    assert rows[new.number, "2"]["Sukunimi"] == "Uusi"
    assert "Salainen" not in read.read("luettelo.csv").decode()


@pytest.mark.parametrize(
    "query", [{"haku": "ei ketään"}, {"vuosi": "1999"}, {"tila": "mitatoity"}, {"haku": "\0<b>😀"}]
)
def test_no_hits_give_a_message_and_no_empty_zip(advisor, one, query):
    response = advisor.get(ZIP, query, follow=True)
    assert response.redirect_chain[0][0].startswith(LIST)
    assert "ei ole yhtään voimassa olevaa todistusta" in response.content.decode()


def test_a_withdrawn_share_is_out_at_once(advisor, organisation, run, one):
    other = make_issued(make_ready(run, name=("Eero", "Ilves")), content=FILE)
    given = share(other, organisation)
    assert len(opened(advisor.get(ZIP)).namelist()) == 4
    withdraw_share(share=given, by=other.enrolment.user, at=timezone.now())
    read = opened(advisor.get(ZIP))
    assert len(read.namelist()) == 3
    assert "Ilves" not in read.read("luettelo.csv").decode()


def test_forty_stream_fast_and_in_flat_memory(advisor, organisation, run, one):
    """The goal is 0.25 s on the machine of the benchmark; a busy test machine is given time."""
    taken = {}
    for more in (39, 120):
        make_many(more, like=one, organisation=organisation)
        response = advisor.get(ZIP)
        tracemalloc.start()
        started = time.monotonic()
        size = sum(len(chunk) for chunk in response.streaming_content)
        taken[more] = (size, time.monotonic() - started, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert taken[39][0] > 40 * len(FILE)
    assert taken[39][1] < 2
    assert taken[120][0] > 160 * len(FILE)
    assert taken[120][2] < 30 * len(FILE)


def large(one, organisation) -> None:
    make_many(bundles.STREAMED_AT_MOST, like=one, organisation=organisation)


def test_a_large_one_is_ordered_waited_for_and_fetched(advisor, client, organisation, one):
    large(one, organisation)
    assert "Pyydä 201 todistusta ZIP-pakettina" in advisor.get(LIST).content.decode()
    page = advisor.get(ZIP)
    assert "Kokoa paketti" in page.content.decode()
    assert "Näet 201 ohjaajaa" in page.content.decode()
    assert not CertificateBundle.objects.exists()
    answer = advisor.post(ZIP)
    again = advisor.post(ZIP)
    bundle = CertificateBundle.objects.get()
    waiting = f"{ZIP}{bundle.public_id}/"
    assert answer.url == again.url == waiting
    bundles.make_next_part(bundle)
    page = advisor.get(waiting).content.decode()
    assert "25 / 201" in page
    assert 'value="25"' in page
    assert "Lataa ZIP" not in page
    assert advisor.get(f"{waiting}lataa/").url == waiting
    assert bundles.put_together(bundle.pk, at=timezone.now())
    assert f"{waiting}lataa/" in advisor.get(waiting).content.decode()
    assert len(opened(advisor.get(f"{waiting}lataa/")).namelist()) == 203


def test_the_link_of_a_large_one_is_for_one_person_and_a_time(advisor, client, organisation, one):
    large(one, organisation)
    advisor.post(ZIP)
    bundle = CertificateBundle.objects.get()
    bundles.put_together(bundle.pk, at=timezone.now())
    paths = [f"{ZIP}{bundle.public_id}/", f"{ZIP}{bundle.public_id}/lataa/"]
    owner = bundle.requested_by
    colleague = make_advisor(organisation)
    for user in (colleague, UserFactory(), one.enrolment.user):
        client.force_login(user)
        assert {client.get(path).status_code for path in paths} == {404}
    client.logout()
    assert {client.get(path).status_code for path in paths} == {302}
    client.force_login(owner)
    elsewhere = OrganisationContactFactory(user=owner).organisation
    for path in paths:
        assert client.get(path.replace("satakunta", elsewhere.slug)).status_code == 404
        assert client.get(path).status_code == 200
    owner.organisation_contacts.filter(organisation=organisation).update(ended_at=timezone.now())
    assert {client.get(path).status_code for path in paths} == {404}
    owner.organisation_contacts.update(ended_at=None)
    CertificateBundle.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert {client.get(path).status_code for path in paths} == {404}


def test_a_bundle_of_which_nothing_is_left_is_no_empty_zip(advisor, organisation, one):
    large(one, organisation)
    advisor.post(ZIP)
    bundle = CertificateBundle.objects.get()
    bundles.put_together(bundle.pk, at=timezone.now())
    organisation.certificate_shares.update(withdrawn_at=timezone.now())
    response = advisor.get(f"{ZIP}{bundle.public_id}/lataa/", follow=True)
    assert "ei ole enää ladattavissa" in response.content.decode()


def test_a_coordinator_gets_the_same_of_a_run(client, run, one):
    ended = make_issued(make_ready(run, name=("Eero", "Ilves")), content=FILE + b"2")
    unshared = make_issued(make_ready(run, name=("Helmi", "Hirvi")), content=FILE + b"3")
    elsewhere = make_issued(content=FILE + b"4")
    by = make_coordinator(run)
    revoke(certificate=ended, reason="x", by=by, at=timezone.now())
    client.force_login(by)
    path = "/kouluttaja/kevat/todistukset/"
    assert f"{path}zip/" in client.get(path).content.decode()
    read = opened(client.get(f"{path}zip/"))
    assert {row["Numero"] for row in rows_of(read)} == {one.number, ended.number, unshared.number}
    assert elsewhere.number not in " ".join(read.namelist())
    assert len(read.namelist()) == 4
    assert CertificateAccess.objects.filter(kind=AccessKind.BUNDLE, hat="staff", user=by).count() == 2


def test_a_large_run_is_bundled_too(client, run, one):
    make_many(bundles.STREAMED_AT_MOST, like=one)
    client.force_login(make_coordinator(run))
    path = "/kouluttaja/kevat/todistukset/zip/"
    assert "Kokoa paketti" in client.get(path).content.decode()
    waiting = client.post(path).url
    assert waiting.startswith(path)
    bundles.put_together(CertificateBundle.objects.get().pk, at=timezone.now())
    assert "Lataa ZIP" in client.get(waiting).content.decode()
    assert len(opened(client.get(f"{waiting}lataa/")).namelist()) == 203
