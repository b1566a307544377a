"""What the operator is told of keys."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.trust import Authority, new_key, pkcs12_file

from courses.certificates import checks
from courses.certificates.badges import keys as badge_keys
from courses.certificates.signing import keys


@pytest.fixture
def chosen(settings, tmp_path):
    """A real installation with nothing set yet."""
    settings.DEMO, settings.BADGE_KEYS = False, tmp_path / "merkit"
    settings.CERTIFICATE_SIGNING = {**settings.CERTIFICATE_SIGNING}
    return settings.CERTIFICATE_SIGNING


def told(check):
    return [message.id for message in check(None)]


def test_a_demo_is_told_nothing():
    for check in (checks.files_are_signed, checks.badges_are_issued, checks.long_term_data_can_be_had):
        assert told(check) == []


def test_no_key_at_all(chosen):
    assert told(checks.files_are_signed) == ["certificates.W002"]
    assert told(checks.badges_are_issued) == ["certificates.W007"]


def test_keys_made_by_the_command_are_enough(chosen, tmp_path):
    chosen["P12_PASSWORD"] = "salasana"
    file = tmp_path / "oma.p12"
    out = StringIO()
    call_command("make_key", "signing", str(file), "--name", "Kaislikon AMK", stdout=out)
    call_command("make_key", "badge", stdout=out)
    assert str(file) in out.getvalue()
    chosen["P12_FILE"] = str(file)
    assert told(checks.files_are_signed) == []
    assert told(checks.badges_are_issued) == []
    assert keys.own_certificate().subject.native == {"common_name": "Kaislikon AMK"}
    for arguments in (("signing", str(file), "--name", "x"), ("badge",)):
        with pytest.raises(CommandError, match="already"):
            call_command("make_key", *arguments)


def test_a_key_that_cannot_be_used_or_soon_cannot(chosen, tmp_path):
    chosen["P12_FILE"] = str(tmp_path / "none.p12")
    assert told(checks.files_are_signed) == ["certificates.W003"]
    authority, key = Authority(), new_key()
    ending = authority.certify(key, "Pian", days=20)
    (tmp_path / "pian.p12").write_bytes(pkcs12_file(authority, key, ending, "x"))
    chosen |= {"P12_FILE": str(tmp_path / "pian.p12"), "P12_PASSWORD": "x"}
    assert told(checks.files_are_signed) == ["certificates.W004"]


def test_long_term_needs_more(chosen):
    chosen["LONG_TERM"] = True
    assert told(checks.long_term_data_can_be_had) == ["certificates.W005"]
    chosen |= {"TIMESTAMP_URL": "http://aika.example/", "ROOTS_FILE": "/juuret.pem"}
    assert told(checks.long_term_data_can_be_had) == []


def test_a_badge_key_that_is_none(chosen, settings):
    settings.BADGE_KEYS.mkdir()
    (settings.BADGE_KEYS / "2026-01-01.pem").write_text("rubbish")
    assert told(checks.badges_are_issued) == ["certificates.W006"]
    badge_keys.make_badge_key(at=timezone.now() + timedelta(days=1))
    assert told(checks.badges_are_issued) == ["certificates.W006"], "older keys have to be readable too"
