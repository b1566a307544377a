"""What was hashed lately is not hashed again, and yet no altered file is ever sent."""

import hashlib
import os
from pathlib import Path

import pytest
from django.urls import reverse
from factories.certificates import make_issued

from courses.certificates.domain import keeping
from courses.certificates.models import CertificateAccess

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 todistus"


@pytest.fixture
def kept(monkeypatch):
    """An issued certificate whose file was hashed already, and is known."""
    monkeypatch.setattr(keeping, "SETTLED", -1.0)
    certificate = make_issued(content=CONTENT)
    assert keeping.stored_bytes(certificate) == CONTENT
    assert certificate.pdf.path in keeping._seen
    return certificate


def test_a_known_file_is_read_and_not_hashed(kept, monkeypatch):
    monkeypatch.setattr(hashlib, "sha256", None)
    assert keeping.stored_bytes(kept) == CONTENT
    keeping.confirm_stored(kept)


def written_over(path):
    """Other bytes, the same length, and the moment of the old ones."""
    told = path.stat()
    path.write_bytes(CONTENT.upper())
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def put_in_its_place(path):
    other = path.with_suffix(".new")
    other.write_bytes(CONTENT.upper())
    other.replace(path)


@pytest.mark.parametrize("alter", [written_over, put_in_its_place, Path.unlink])
@pytest.mark.parametrize("accel", ["", "/protected/"])
def test_an_altered_file_is_not_sent(client, kept, settings, alter, accel):
    settings.PROTECTED_ACCEL_PREFIX = accel
    client.force_login(kept.enrolment.user)
    path = reverse("certificates:download", args=[kept.public_id])
    assert client.get(path).status_code == 200
    alter(Path(kept.pdf.path))
    answer = client.get(path)
    assert (answer.status_code, "X-Accel-Redirect" in answer) == (503, False)
    assert CertificateAccess.objects.count() == 1


def test_a_file_that_was_put_back_is_sent_again(kept):
    path = Path(kept.pdf.path)
    path.unlink()
    path.write_bytes(CONTENT)
    assert keeping.stored_bytes(kept) == CONTENT


def test_after_an_hour_it_is_hashed_whatever_the_system_says(kept, monkeypatch):
    mark, digest, at = keeping._seen[kept.pdf.path]
    keeping._seen[kept.pdf.path] = mark, digest, at - keeping.AGAIN_AFTER
    monkeypatch.setattr(hashlib, "sha256", None)
    with pytest.raises(TypeError):
        keeping.stored_bytes(kept)


def test_the_web_server_may_send_it_and_the_holder_sees_the_download(client, kept, settings):
    settings.PROTECTED_ACCEL_PREFIX = "/protected/"
    client.force_login(kept.enrolment.user)
    answer = client.get(reverse("certificates:download", args=[kept.public_id]))
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/protected/{kept.pdf.name}", b"")
    assert "private" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    assert CertificateAccess.objects.get().user == kept.enrolment.user
