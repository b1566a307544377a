"""The ledger of erasures: hashes only, written after the commit, and what it names is erased again."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import add_member, make_group

from accounts import ledger
from accounts.models import ErasureRecord, User
from accounts.personal_data import erase_all
from courses.groups.domain.members import remove_member
from courses.groups.models import GroupMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "beside" / "ledger.jsonl"
    return settings.ERASURE_LEDGER


def test_an_erasure_leaves_a_line_that_says_nothing_of_the_person(path, django_capture_on_commit_callbacks):
    user = UserFactory()
    facts = (user.email, str(user.public_id), user.given_name, user.family_name)
    with django_capture_on_commit_callbacks(execute=True):
        erase_all(user, at=timezone.now())
        erase_all(user, at=timezone.now())
    (line,) = path.read_text().splitlines()
    assert json.loads(line).keys() == {"kind", "digest", "at"}
    assert not any(fact in line for fact in facts)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ErasureRecord.objects.get().written_at is not None


def test_what_could_not_be_written_is_written_by_the_sweep(path, settings, tmp_path):
    erase_all(UserFactory(), at=timezone.now())
    (tmp_path / "file").touch()
    settings.ERASURE_LEDGER = tmp_path / "file" / "no-folder.jsonl"
    assert ledger.write_out_what_waits() == 0
    settings.ERASURE_LEDGER = path
    assert ledger.write_out_what_waits() == 1
    assert ledger.write_out_what_waits() == 0
    assert len(path.read_text().splitlines()) == 1


def test_only_what_came_back_is_erased_again(path):
    erased, other = UserFactory(), UserFactory()
    card = add_member(make_group())
    kept = add_member(card.group)
    lines = [("person", erased.public_id), ("member-card", card.public_id), ("unknown", "x")]
    path.parent.mkdir()
    path.write_text(
        "".join(
            json.dumps({"kind": kind, "digest": ledger.digest_of(kind, one), "at": "2026-11-01T10:00:00+02:00"}) + "\n"
            for kind, one in lines
        )
        + '{"kind": "person", "dig'  # a crash cut this one short
    )
    assert ledger.replay([path], at=timezone.now()) == {"member-card": 1, "person": 1}
    assert ledger.replay([path], at=timezone.now()) == {}
    assert list(GroupMember.objects.all()) == [kept]
    assert set(User.objects.filter(anonymized_at=None)) >= {other}
    assert User.objects.get(pk=erased.pk).anonymized_at is not None
    assert ErasureRecord.objects.count() == 3


def test_a_removed_card_is_noted(path):
    member = add_member(make_group())
    remove_member(member=member, at=timezone.now())
    assert ErasureRecord.objects.get().digest == ledger.digest_of("member-card", member.public_id)


@pytest.mark.parametrize("text", ["no ledger\n", '{"kind": "person"}\n', "[]\n", "\x00\n", '{"kind": 1, "at": 2}\n'])
def test_a_file_that_is_no_ledger_is_refused(path, text):
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(CommandError, match="line 1"):
        call_command("replay_erasures", str(path))
    with pytest.raises(CommandError):
        call_command("replay_erasures", str(path.parent / "missing"))
