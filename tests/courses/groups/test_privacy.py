"""Member cards reach nobody but the group's facilitators; a person's own data are given out and taken away."""

import importlib
import json

import pytest
from django.apps import apps
from django.utils import timezone
from factories.groups import add_member, make_founded_group, make_group_run, make_log, make_meeting, make_trainee

from accounts.domain import anonymize_person
from courses.groups import privacy
from courses.groups.domain.competition import decide, note_separation
from courses.groups.domain.drafts import save_draft
from courses.groups.domain.facilitators import answer_invitation, invite_facilitator
from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.members import remove_member
from courses.groups.models import GroupMember, LogDraft, MeetingLog

pytestmark = pytest.mark.django_db
MARKS = ("Merkkikuikka", "Merkkikuovi", "merkkiperustelu", "merkkiparin", "merkkiluonnos", "merkkivainminulle")


@pytest.fixture
def planted():
    """Return a run with a group in which every card and private word bears a mark."""
    run = make_group_run()
    enrolment = make_trainee(run)
    group = make_founded_group(enrolment=enrolment)
    user, now = enrolment.user, timezone.now()
    one = add_member(group, pseudonym="Merkkikuikka", line="S", municipality="322")
    two = add_member(group, joined=False, pseudonym="Merkkikuovi", line="S", municipality="322")
    values = {"group": group, "first": one, "second": two, "source": "auto", "by": user, "at": now}
    decide(decision="together", reason="merkkiperustelu", **values)
    note_separation(group=group, first=one, second=two, at=now)
    make_log(group, private_text="merkkivainminulle")
    meeting = make_meeting(group, days=-1)
    save_draft(
        group=group, author=user, meeting=meeting, key=meeting.public_id, typed={"helped": "merkkiluonnos"}, token="",
        at=now,
    )  # fmt: skip
    return run, enrolment, group


def join(group, enrolment):
    other, now = make_trainee(enrolment.run), timezone.now()
    invitation = invite_facilitator(group=group, email=other.user.email, by=enrolment.user, at=now)
    answer_invitation(invitation=invitation, user=other.user, accept=True, enrolment=other, at=now)
    return other.user


def test_a_card_never_names_itself_in_logs_or_errors(planted):
    _run, _enrolment, group = planted
    for member in group.members.all():
        assert member.pseudonym not in str(member)
        assert member.pseudonym not in repr(member)


def test_no_model_of_cards_is_in_any_admin_or_search_index():
    from modelsearch.index import get_indexed_models
    from wagtail.models import ReferenceIndex
    from wagtail.snippets.models import get_snippet_models

    ours = set(apps.get_app_config("groups").get_models())
    assert {model.__name__ for model in ours & set(get_snippet_models())} == {"MeetingTemplate", "ReferralContact"}
    assert ours & set(get_indexed_models()) == set()
    tracked = {model for model in ours if model in ReferenceIndex.tracked_models}
    editable = {"MeetingTemplate", "TemplateStep", "ReferralContact", "GroupNotice"}
    assert {model.__name__ for model in tracked} <= editable


def test_the_owner_gets_their_own_words_and_only_the_number_of_cards(planted):
    _run, enrolment, _group = planted
    exported = json.dumps(privacy.export_person(enrolment.user), default=str)
    assert "merkkivainminulle" in exported
    assert "merkkiluonnos" in exported
    assert "Merkkikuikka" not in exported
    assert json.loads(exported)["groups"][0]["members"] == 6


def test_erasing_takes_the_words_and_the_cards_and_leaves_the_counts(planted):
    _run, enrolment, group = planted
    privacy.erase_person(enrolment.user, at=timezone.now())
    privacy.erase_person(enrolment.user, at=timezone.now())
    anonymize_person(user=enrolment.user, at=timezone.now())
    group.refresh_from_db()
    log = MeetingLog.objects.get()
    assert (group.state, group.final_members, group.members.count()) == ("ended", 5, 0)
    assert (log.present, log.total, log.topic, log.private_sealed) == (4, 5, "", "")
    assert LogDraft.objects.count() == 0


def test_erasing_one_of_two_leaves_the_group_to_the_other(planted):
    _run, enrolment, group = planted
    join(group, enrolment)
    privacy.erase_person(enrolment.user, at=timezone.now())
    group.refresh_from_db()
    assert group.state == "running"
    assert group.members.count() == 6


def test_a_card_is_forgotten_on_request_even_in_an_ended_group(planted):
    _run, _enrolment, group = planted
    end_group(group=group, at=timezone.now())
    member = group.members.get(pseudonym="Merkkikuikka")
    remove_member(member=member, at=timezone.now())
    assert not GroupMember.objects.filter(pseudonym="Merkkikuikka").exists()


def test_words_written_before_sealing_are_sealed_for_their_author(planted):
    """What the migration does, on rows as they were: in the clear."""
    _run, enrolment, group = planted
    seal_words = importlib.import_module("courses.groups.migrations.0005_private_words").seal_words
    MeetingLog.objects.update(private_sealed="vanha oma ajatus")
    LogDraft.objects.update(typed={"topic": "lepo", "private_text": "vanha luonnos"})
    orphan = make_log(group, days_ago=9)
    MeetingLog.objects.filter(pk=orphan.pk).update(author=None, private_sealed="kenenkään")
    seal_words(apps, None)
    stored = " ".join(MeetingLog.objects.values_list("private_sealed", flat=True)) + str(LogDraft.objects.get().typed)
    assert not [word for word in ("vanha", "kenenkään") if word in stored]
    exported = json.dumps(privacy.export_person(enrolment.user), default=str, ensure_ascii=False)
    assert "vanha oma ajatus" in exported
    assert "vanha luonnos" in exported
