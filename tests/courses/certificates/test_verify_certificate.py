"""`manage.py verify_certificate`: its answers and its exit codes."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.certificates import make_certificate, make_coordinator
from factories.paper import paper

from courses import pdf
from courses.certificates.domain.issuing import revoke
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return make_certificate()


def run(path, *options):
    """Give the exit code and what was printed."""
    out = StringIO()
    try:
        call_command("verify_certificate", str(path), *options, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_a_file_that_was_issued_and_is_in_force(certificate, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(stored_bytes(certificate))
    code, said = run(file)
    assert code == 0
    assert certificate.number in said
    assert "intact" in said
    code, said = run(file, "--json")
    report = json.loads(said)
    assert (code, report["exit"], report["verdict"], report["sha256"]) == (0, 0, "same", certificate.pdf_sha256)
    assert report["certificate"]["state"] == "issued"
    assert report["signature"]["is_intact"]
    assert report["signature"]["is_trusted"]


def test_an_altered_one(certificate, tmp_path):
    content = stored_bytes(certificate)
    file = tmp_path / "x.pdf"
    file.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    code, said = run(file, "--json")
    assert (code, json.loads(said)["verdict"]) == (1, "altered")
    assert json.loads(said)["certificate"]["number"] == certificate.number


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\nnot much", b"\0" * 5000])
def test_what_is_not_ours(db, tmp_path, content):
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    code, said = run(file, "--json")
    assert code == 1
    assert json.loads(said)["certificate"] is None


def test_a_certificate_of_somebody_else(db, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf.render_pdf(certificate_html(snapshot=paper()), look=LOOK))
    assert run(file, "--json")[0] == 1


def test_a_revoked_one(certificate, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(stored_bytes(certificate))
    revoke(certificate=certificate, reason="syy", by=make_coordinator(certificate.enrolment.run), at=timezone.now())
    code, said = run(file)
    assert code == 2
    assert "revoked" in said
    assert "syy" not in said


def test_a_replaced_one(certificate, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(stored_bytes(certificate))
    ended = {"state": "superseded", "ended_at": timezone.now(), "ended_by": certificate.issued_by}
    Certificate.objects.filter(pk=certificate.pk).update(**ended)
    assert run(file, "--json")[0] == 2


def test_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("verify_certificate", str(tmp_path / "none.pdf"))
    assert refusal.value.returncode == 1
