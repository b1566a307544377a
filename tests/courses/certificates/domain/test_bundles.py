import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from factories.accounts import OrganisationFactory
from factories.certificates import (
    make_advisor,
    make_coordinator,
    make_issued,
    make_many,
    make_ready,
    share,
)

from courses.certificates import sweeps
from courses.certificates.domain import bundles
from courses.certificates.domain.bundle_streams import stream_bundle
from courses.certificates.domain.bundles import PART, Source, UnableToBundle, order_bundle, progress_of, put_together
from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.domain.selection import Selection
from courses.certificates.domain.sharing import withdraw_share
from courses.certificates.models import AccessKind, BundlePart, BundleState, CertificateAccess, CertificateBundle
from notifications.models import Notification

pytestmark = pytest.mark.django_db
MANY = PART * 2 + 7
FILE = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def advisor(organisation):
    return make_advisor(organisation)


@pytest.fixture
def original(organisation):
    certificate = make_issued(make_ready(name=("Aino", "Ahma")), content=FILE)
    share(certificate, organisation)
    return certificate


@pytest.fixture
def order(organisation, advisor, original):
    """Order a bundle that no worker has touched yet: tests would run the task at once."""
    make_many(MANY - 1, like=original, organisation=organisation)

    def place(**values):
        at = timezone.now()
        source = Source(organisation=organisation)
        return CertificateBundle.objects.create(
            requested_by=advisor,
            organisation=organisation,
            members=list(source.certificates(at=at).values_list("pk", flat=True)),
            total=MANY,
            created_at=at,
            expires_at=at + bundles.KEPT,
            next_try_at=at,
            **values,
        )

    return place


def opened(bundle) -> zipfile.ZipFile:
    bundle = CertificateBundle.objects.select_related("organisation", "run", "requested_by").get(pk=bundle.pk)
    read = zipfile.ZipFile(io.BytesIO(b"".join(stream_bundle(bundle, at=timezone.now()))))
    assert read.testzip() is None
    return read


def stored_files() -> list[Path]:
    return [path for path in (Path(settings.PROTECTED_ROOT) / "paketit").rglob("*") if path.is_file()]


def test_all_parts_are_made_and_who_asked_is_told(order, advisor, original):
    bundle = order()
    assert put_together(bundle.pk, at=timezone.now())
    bundle.refresh_from_db()
    assert (bundle.state, progress_of(bundle)) == (BundleState.READY, MANY)
    assert bundle.parts.count() == 3
    told = Notification.objects.get(user=advisor, kind="certificate-bundle")
    assert str(bundle.public_id) in told.url
    read = opened(bundle)
    names = read.namelist()
    assert len(names) == len(set(names)) == MANY + 2
    assert sum(name.startswith("Ranta_Kuovi_") for name in names) == MANY - 1
    with original.pdf.open("rb") as file:
        assert read.read(f"Ahma_Aino_{original.number}.pdf") == file.read()
    assert CertificateAccess.objects.filter(kind=AccessKind.BUNDLE, user=advisor).count() == MANY


def test_a_killed_worker_loses_nothing_and_nothing_comes_twice(order):
    bundle = order()
    claimed = CertificateBundle.objects.filter(pk=bundle.pk)
    claimed.update(next_try_at=timezone.now() + bundles.LEASE)
    bundle.refresh_from_db()
    bundles.make_next_part(bundle)  # and then the worker is killed
    assert progress_of(bundle) == PART
    assert not put_together(bundle.pk, at=timezone.now())  # its lease still holds
    claimed.update(next_try_at=timezone.now())
    assert sweeps.sweep(at=timezone.now()) == 1
    bundle.refresh_from_db()
    assert bundle.is_ready
    assert [part.number for part in bundle.parts.all()] == [0, 1, 2]
    assert len(opened(bundle).namelist()) == MANY + 2


def test_a_part_that_another_worker_stored_first_is_kept_once(order):
    bundle = order()
    # As it looks to the second of two: it counted one part, and now wants to store what is there already.
    BundlePart.objects.create(bundle=bundle, number=1, count=PART, entries=[], file="paketit/toisen")
    assert bundles.make_next_part(bundle)
    assert bundle.parts.count() == 1
    assert stored_files() == []


def test_what_is_withdrawn_revoked_or_replaced_afterwards_is_left_out(order, organisation, original):
    bundle = order()
    put_together(bundle.pk, at=timezone.now())
    others = list(organisation.certificate_shares.exclude(certificate=original).select_related("certificate"))
    gone, ended = others[0], others[1].certificate
    withdraw_share(share=gone, by=gone.certificate.enrolment.user, at=timezone.now())
    by = make_coordinator(original.enrolment.run)
    revoke(certificate=ended, reason="Salainen", by=by, at=timezone.now())
    original.enrolment.user.certificate_name = "Aino Uusi"
    original.enrolment.user.save()
    reissue_certificate(certificate=original, by=by, at=timezone.now())
    read = opened(bundle)
    names = " ".join(read.namelist())
    assert len(read.namelist()) == MANY - 3 + 2
    for certificate in (gone.certificate, ended, original):
        assert certificate.number not in names
    listed = read.read("luettelo.csv").decode()
    assert gone.certificate.number not in listed
    assert f"{ended.number};1" in listed
    assert "Ei mukana: mitätöity." in listed
    assert "Salainen" not in listed
    assert "Ei mukana: korvattu." not in listed or "Ahma" not in listed


def test_a_damaged_file_is_left_out_and_listed(organisation, advisor, original):
    other = make_issued(make_ready(original.enrolment.run, name=("Eero", "Ilves")))  # whose file is nowhere
    share(other, organisation)
    bundle = order_bundle(
        source=Source(organisation=organisation), selection=Selection(), by=advisor, at=timezone.now()
    )
    assert put_together(bundle.pk, at=timezone.now())
    assert bundle.total == 2
    listed = opened(bundle).read("luettelo.csv").decode()
    assert other.number in listed
    assert "tiedosto puuttuu" in listed


def test_ordering_twice_is_one_bundle_and_nothing_gives_none(organisation, advisor, original):
    source, at = Source(organisation=organisation), timezone.now()
    first = order_bundle(source=source, selection=Selection(), by=advisor, at=at)
    assert order_bundle(source=source, selection=Selection(), by=advisor, at=at) == first
    assert order_bundle(source=source, selection=Selection(haku="ahma"), by=advisor, at=at) != first
    assert order_bundle(source=source, selection=Selection(), by=make_advisor(organisation), at=at) != first
    with pytest.raises(UnableToBundle):
        order_bundle(source=source, selection=Selection(haku="ei ketään"), by=advisor, at=at)
    revoke(certificate=original, reason="x", by=make_coordinator(original.enrolment.run), at=at)
    with pytest.raises(UnableToBundle):
        order_bundle(source=source, selection=Selection(), by=advisor, at=at)


def test_after_its_time_it_is_forgotten_with_its_files(order):
    bundle = order()
    put_together(bundle.pk, at=timezone.now())
    assert stored_files()
    assert sweeps.sweep(at=timezone.now() + bundles.KEPT + timedelta(minutes=1)) == 1
    assert not CertificateBundle.objects.exists()
    assert stored_files() == []


def test_a_failure_is_tried_again_and_given_up_in_the_end(order):
    bundle = order(attempts=bundles.MOST_ATTEMPTS - 1)
    CertificateBundle.objects.filter(pk=bundle.pk).update(members=["rikki"])
    assert not put_together(bundle.pk, at=timezone.now())
    bundle.refresh_from_db()
    assert bundle.has_failed
