"""Verdicts before anything is sent, sending, and what a repeated list does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from factories.invitations import make_batch, make_invitation

from courses.enums import EnrolmentState, RunState
from courses.invitations.domain import accepting, checking, inviting, sending
from courses.invitations.domain.following import count_statuses, count_verdicts, note_failed_mails
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.enums import BatchState, InvitationState, Verdict
from courses.invitations.models import Invitation, InvitationBatch
from courses.invitations.sweeps import sweep
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db

LIST = """Nimi;Sähköposti
Meri Koski;meri@esimerkki.test
Sama Meri; MERI@Esimerkki.test
Aalto;aalto.esimerkki.test
Laine;laine@esimerkki.test
Kaste;kaste@esimerkki.test
Tuisku;tuisku@esimerkki.test
Pyry 2;pyry@esimerkki.test
"""


def world():
    """Return a run in which three of the list are known: a trainee, somebody invited, somebody who has refused."""
    run = make_run()
    EnrolmentFactory(run=run, user=UserFactory(email="laine@esimerkki.test"))
    make_invitation(run, email="kaste@esimerkki.test")
    refused = make_invitation(run, email="tuisku@esimerkki.test")
    accepting.refuse(invitation=refused, for_good=False, at=timezone.now())
    return run


def verdicts(batch) -> list[str]:
    return list(batch.rows.order_by("position").values_list("verdict", flat=True))


def send(batch) -> None:
    sending.send_batch(batch=batch, at=timezone.now())
    sending.send_rows(batch.pk, at=timezone.now())
    batch.refresh_from_db()


def addresses(run) -> list[str]:
    return sorted(OutgoingMail.objects.filter(kind="invitation").values_list("to", flat=True))


def test_each_row_gets_its_verdict_and_only_new_ones_are_mailed_once():
    run = world()
    before = addresses(run)
    batch = make_batch(run, LIST)

    expected = ["new", "duplicate", "bad", "enrolled", "invited", "refused", "new"]
    assert verdicts(batch) == expected
    assert batch.state == BatchState.READY
    assert batch.rows.get(position=7).fault == "name"
    assert sum(count_verdicts(batch).values()) == len(expected)
    assert addresses(run) == before  # nothing before it is asked for

    send(batch)
    sending.send_batch(batch=batch, at=timezone.now())
    sending.send_rows(batch.pk, at=timezone.now())

    assert batch.state == BatchState.DONE
    assert addresses(run) == sorted([*before, "meri@esimerkki.test", "pyry@esimerkki.test"])
    again = make_batch(run, LIST)
    assert Verdict.NEW not in verdicts(again)
    with pytest.raises(UnableToInvite):
        sending.send_batch(batch=again, at=timezone.now())
    counts = count_statuses(run=run, at=timezone.now())
    assert sum(counts.values()) == Invitation.objects.filter(run=run).count() == 4


def test_a_killed_worker_leaves_nothing_undone_and_nothing_twice(monkeypatch):
    """The worker dies in the middle of checking and again of sending; the sweep goes on where it was."""
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    run = make_run()
    batch = make_batch(run, "\n".join(f"lintu{n}@esimerkki.test" for n in range(8)), checked=False)
    checking._check_some(batch.pk, at=timezone.now())
    batch.refresh_from_db()
    assert (batch.state, count_verdicts(batch)[Verdict.UNCHECKED]) == (BatchState.CHECKING, 5)

    sweep(at=timezone.now())

    batch.refresh_from_db()
    assert (batch.state, count_verdicts(batch)[Verdict.NEW]) == (BatchState.READY, 8)
    sending.send_batch(batch=batch, at=timezone.now())
    sending.send_some(batch.pk, at=timezone.now())
    assert Invitation.objects.count() == OutgoingMail.objects.count() == 3

    sweep(at=timezone.now())
    sweep(at=timezone.now())

    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert Invitation.objects.count() == OutgoingMail.objects.count() == 8


def test_the_work_takes_as_many_queries_for_each_turn_whatever_the_rows(django_assert_max_num_queries):
    batch = make_batch(make_run(), "\n".join(f"lintu{n}@esimerkki.test" for n in range(200)), checked=False)

    with django_assert_max_num_queries(20):
        checking.check_rows(batch.pk, at=timezone.now())


def test_a_row_is_fixed_in_place_and_its_duplicates_follow():
    batch = make_batch(make_run(), "meri@esimerkki.test\nmeri@esimerkki.test\ntuuli.esimerkki.test\n")
    first, second, third = batch.rows.order_by("position")

    checking.fix_row(row=third, email="tuuli@esimerkki.test", name="", at=timezone.now())
    assert verdicts(batch) == ["new", "duplicate", "new"]
    checking.fix_row(row=first, email="tuuli@esimerkki.test", name="", at=timezone.now())
    assert verdicts(batch) == ["new", "new", "duplicate"]
    checking.leave_out(row=first, at=timezone.now())
    assert verdicts(batch) == ["left_out", "new", "new"]
    checking.fix_row(row=batch.rows.get(pk=first.pk), email="meri@esimerkki.test", name="", at=timezone.now())
    assert verdicts(batch) == ["new", "duplicate", "new"]
    assert batch.rows.get(pk=second.pk).same_as == first.line


def test_whoever_came_between_check_and_sending_gets_no_mail():
    run = make_run()
    batch = make_batch(run, "meri@esimerkki.test\ntuuli@esimerkki.test")
    EnrolmentFactory(run=run, user=UserFactory(email="meri@esimerkki.test"))

    send(batch)

    assert verdicts(batch) == ["enrolled", "new"]
    assert addresses(run) == ["tuuli@esimerkki.test"]


def test_a_corrected_address_is_mailed_the_wrong_one_never_again():
    run = make_run()
    wrong = make_invitation(run, email="meri@esimerki.test")
    right = inviting.correct_address(
        invitation=wrong, email=" Meri@Esimerkki.test", by=wrong.invited_by, at=timezone.now()
    )

    wrong.refresh_from_db()
    assert (wrong.state, wrong.replaced_by, right.email) == (InvitationState.REPLACED, right, "meri@esimerkki.test")
    assert wrong.generation == 2  # its link is dead
    assert addresses(run) == ["meri@esimerkki.test"]  # the first mail had not left yet
    assert verdicts(make_batch(run, "meri@esimerki.test")) == ["invited"]
    assert make_invitation(run, email="meri@esimerki.test") == right


def test_inviting_twice_is_one_invitation_and_resending_waits():
    run, at = make_run(), timezone.now()
    first = make_invitation(run, at=at)

    assert make_invitation(run, email="MERI@esimerkki.test ", at=at) == first
    assert not inviting.resend(invitation=first, at=at + timedelta(minutes=1))
    assert inviting.resend(invitation=first, at=at + timedelta(days=2))
    first.refresh_from_db()
    assert first.expires_at > at + timedelta(days=31)
    assert OutgoingMail.objects.count() == 2


def test_a_mail_that_came_back_is_seen_and_may_be_sent_again_at_once():
    invitation = make_invitation()
    OutgoingMail.objects.update(state=OutgoingMail.State.FAILED)

    assert count_statuses(run=invitation.run, at=timezone.now())["bounced"] == 1
    note_failed_mails(at=timezone.now())
    OutgoingMail.objects.all().delete()  # the outbox forgets
    assert count_statuses(run=invitation.run, at=timezone.now())["bounced"] == 1
    assert inviting.resend(invitation=invitation, at=timezone.now())
    assert count_statuses(run=invitation.run, at=timezone.now())["queued"] == 1


@pytest.mark.parametrize("state", [RunState.DRAFT, RunState.ENDED, RunState.ARCHIVED, RunState.CANCELLED])
def test_nobody_is_invited_to_what_cannot_be_entered(state):
    run = make_run()
    batch = make_batch(run, "meri@esimerkki.test")
    type(run).objects.filter(pk=run.pk).update(state=state)
    run.refresh_from_db()
    batch.run = run

    with pytest.raises(UnableToInvite):
        make_invitation(run)
    with pytest.raises(UnableToInvite):
        sending.send_batch(batch=batch, at=timezone.now())
    assert not OutgoingMail.objects.exists()


def test_an_earlier_trainee_who_has_left_may_be_invited_anew():
    run = make_run()
    EnrolmentFactory(run=run, user=UserFactory(email="meri@esimerkki.test"), state=EnrolmentState.WITHDRAWN)

    assert verdicts(make_batch(run, "meri@esimerkki.test")) == ["new"]


def test_a_list_sent_cannot_be_thrown_away_one_not_sent_can():
    run = make_run()
    sent, kept = make_batch(run, "meri@esimerkki.test"), make_batch(run, "tuuli@esimerkki.test")
    send(sent)

    for batch in (sent, kept):
        sending.discard_batch(batch=batch)

    assert list(InvitationBatch.objects.all()) == [sent]
