import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from factories.certificates import make_certificate, make_coordinator, make_ready

from courses.certificates import sweeps
from courses.certificates.domain import rendering
from courses.certificates.domain.badges import DraftBadge
from courses.certificates.domain.issuing import issue_certificate
from courses.certificates.domain.keeping import FileDamaged, stored_bytes
from courses.certificates.domain.rendering import render_pending
from courses.certificates.models import Badge, Certificate, CertificateState, NameCheck
from courses.certificates.signing import pades
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


def test_rendering_stores_the_file_its_hash_and_tells_the_holder():
    certificate = make_certificate()
    content = stored_bytes(certificate)
    assert content.startswith(b"%PDF-1.7")
    assert certificate.state == CertificateState.ISSUED
    assert certificate.pdf_sha256 == hashlib.sha256(content).hexdigest()
    assert certificate.pdf_size == len(content)
    told = Notification.objects.get(user=certificate.enrolment.user)
    assert told.url == f"/todistukset/{certificate.public_id}/"
    assert OutgoingMail.objects.filter(to=certificate.enrolment.user.email, kind="certificate-issued").count() == 1


def test_a_second_worker_changes_nothing():
    certificate = make_certificate()
    assert not render_pending(certificate.pk, at=timezone.now())
    assert Notification.objects.count() == 1
    assert len(storages["protected"].listdir(f"todistukset/{certificate.year}")[1]) == 1


def test_a_worker_that_was_overtaken_leaves_no_file():
    """Two workers draw at once: the one that is late finds the row taken and throws its file away."""
    waiting = make_certificate(rendered=False)
    assert render_pending(waiting.pk, at=timezone.now())
    assert not rendering._keep(waiting, b"%PDF-1.7 drawn by the other one", None, at=timezone.now())
    found = Certificate.objects.get(pk=waiting.pk)
    assert stored_bytes(found).startswith(b"%PDF-1.7\n")
    assert len(storages["protected"].listdir(f"todistukset/{found.year}")[1]) == 1
    assert Notification.objects.count() == 1


def test_a_failure_leaves_it_queued_with_the_error_and_no_file(settings, tmp_path):
    certificate = make_certificate(rendered=False)
    at = timezone.now()
    room = settings.PROTECTED_ROOT
    settings.PROTECTED_ROOT = tmp_path / "a-file-where-the-folder-should-be"
    settings.PROTECTED_ROOT.write_text("")
    assert not render_pending(certificate.pk, at=at)
    found = Certificate.objects.get(pk=certificate.pk)
    assert (found.state, found.attempts) == (CertificateState.QUEUED, 1)
    assert found.render_error in ("FileExistsError", "NotADirectoryError")
    assert found.next_try_at == at + timedelta(minutes=1)
    assert not found.pdf
    assert not Notification.objects.exists()
    settings.PROTECTED_ROOT = room
    assert not render_pending(certificate.pk, at=at), "not before its time"
    assert sweeps.sweep(at=at + timedelta(minutes=2)) == 1
    assert Certificate.objects.get(pk=certificate.pk).state == CertificateState.ISSUED


def test_a_key_that_fails_leaves_it_queued_and_no_half_file(settings):
    certificate = make_certificate(rendered=False)
    at = timezone.now()
    good, settings.CERTIFICATE_SIGNING = (
        settings.CERTIFICATE_SIGNING,
        {
            **settings.CERTIFICATE_SIGNING,
            "P12_FILE": "/nowhere/key.p12",
        },
    )
    assert not render_pending(certificate.pk, at=at)
    found = Certificate.objects.get(pk=certificate.pk)
    assert (found.state, found.render_error, bool(found.pdf)) == (CertificateState.QUEUED, "UnableToSign", False)
    assert not Badge.objects.exists()
    assert not Notification.objects.exists()
    settings.CERTIFICATE_SIGNING = good
    assert render_pending(certificate.pk, at=at + timedelta(minutes=2))
    assert pades.read(stored_bytes(Certificate.objects.get(pk=certificate.pk))).is_intact


def test_a_place_in_the_status_list_that_was_taken_meanwhile_is_drawn_anew():
    first, waiting = make_certificate(), make_certificate(rendered=False)
    at = timezone.now()
    taken = DraftBadge(first.badge.status_list, first.badge.status_index, "token")
    assert not rendering._keep(waiting, b"%PDF-1.7 drawn", taken, at=at)
    found = Certificate.objects.get(pk=waiting.pk)
    assert (found.state, found.render_error) == (CertificateState.QUEUED, "IntegrityError")
    assert len(storages["protected"].listdir(f"todistukset/{first.year}")[1]) == 1
    assert render_pending(waiting.pk, at=at + timedelta(minutes=2))
    assert Badge.objects.count() == 2


def test_without_a_key_for_badges_there_is_a_file_and_no_badge(settings, tmp_path):
    certificate = make_certificate(rendered=False)
    settings.DEMO, settings.BADGE_KEYS = False, tmp_path / "none"
    assert render_pending(certificate.pk, at=timezone.now())
    content = stored_bytes(Certificate.objects.get(pk=certificate.pk))
    assert pades.read(content) is None, "no key for files either"
    assert not Badge.objects.exists()


def test_a_letter_that_cannot_be_printed_is_named_and_tried_less_and_less_often():
    good = make_certificate(rendered=False)
    fields = {field.attname: getattr(good, field.attname) for field in Certificate._meta.concrete_fields}
    fields |= {"id": None, "public_id": uuid4(), "version": 2, "code": "X", "enrolment_id": make_ready().pk}
    fields["snapshot"] = {**good.snapshot, "holder": "Жanna"}
    bad = Certificate.objects.create(**fields)
    at = timezone.now()
    waits = []
    for _ in range(5):
        assert not render_pending(bad.pk, at=at)
        found = Certificate.objects.get(pk=bad.pk)
        waits.append((found.next_try_at - at).total_seconds() / 60)
        at = found.next_try_at
    assert found.render_error == "letters:Ж U+0416"
    assert waits == [1, 5, 30, 120, 120]


def test_the_task_that_is_woken_makes_the_file(run_on_commit):
    enrolment = make_ready()
    with run_on_commit():
        certificate = issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now())
    assert Certificate.objects.get(pk=certificate.pk).state == CertificateState.ISSUED


def test_the_sweep_finds_what_nobody_was_woken_for():
    certificate = make_certificate(rendered=False)
    assert sweeps.sweep(at=timezone.now()) == 1
    assert Certificate.objects.get(pk=certificate.pk).pdf_sha256
    assert sweeps.sweep(at=timezone.now()) == 0


def test_the_sweep_asks_once_to_check_the_name():
    enrolment = make_ready()
    at = timezone.now()
    assert sweeps.sweep(at=at) == 1
    assert sweeps.sweep(at=at) == 0
    told = Notification.objects.get(user=enrolment.user)
    assert told.subject == "Tarkista nimesi todistusta varten"
    assert told.url == f"/todistukset/nimi/{enrolment.public_id}/"
    assert NameCheck.objects.get(enrolment=enrolment).confirmed_at is None


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_never_given(damage):
    certificate = make_certificate()
    storage, name = certificate.pdf.storage, certificate.pdf.name
    content = stored_bytes(certificate)
    storage.delete(name)
    if damage == "changed":
        with open(storage.path(name), "wb") as file:
            file.write(content[:-1] + b"X")
    with pytest.raises(FileDamaged):
        stored_bytes(certificate)
