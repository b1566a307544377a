"""Entry and exit data: ticked by the person, missing for the coordinator, reminded of with an end (R1, K9.5)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.funding import make_funded_run, make_participant, make_project

from courses.background import figures
from courses.background.domain.answering import UnableToAnswer
from courses.background.domain.eura import mark_given, remind, remind_due, state_of
from courses.background.domain.participants import participants_of
from courses.background.models import EuraFlag
from courses.enums import EnrolmentState, RunState
from courses.models import CourseRun, Enrolment
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def mark(enrolment, stage="entry", *, is_given=True, at=None):
    values = {"user": enrolment.user, "project": enrolment.run.project, "stage": stage, "is_given": is_given}
    return mark_given(**values, at=at or timezone.now())


def states(run):
    return [(row.entry, row.exit) for row in state_of(project=run.project, run=run, at=timezone.now())]


def test_the_entry_is_ticked_once_and_can_be_taken_back():
    enrolment = make_participant()
    assert states(enrolment.run) == [("missing", "later")]
    first = mark(enrolment).entry_at
    assert mark(enrolment, at=timezone.now() + timedelta(days=2)).entry_at == first
    assert states(enrolment.run) == [("given", "later")]
    flags = figures.entry_exit_flags(project=enrolment.run.project, people=[enrolment.user_id, 0])
    assert flags == {enrolment.user_id: (timezone.localdate(first), None), 0: (None, None)}
    mark(enrolment, is_given=False)
    assert states(enrolment.run) == [("missing", "later")]


def test_the_exit_is_due_when_every_run_of_the_project_is_over():
    project = make_project()
    early = make_participant(make_funded_run(project, started_days_ago=90), state=EnrolmentState.COMPLETED)
    late = make_participant(make_funded_run(project), user=early.user)
    with pytest.raises(UnableToAnswer):
        mark(late, "exit")
    person = participants_of(project=project, at=timezone.now())[0]
    assert person.entered_on == early.run.starts_on  # the first joining
    assert not person.is_over
    Enrolment.objects.filter(pk=late.pk).update(state=EnrolmentState.WITHDRAWN)
    assert states(late.run) == [("missing", "missing")]
    mark(late, "exit")
    assert states(early.run) == [("missing", "given")]


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"state": EnrolmentState.APPLIED}, 0),
        ({"state": EnrolmentState.CANCELLED}, 0),
        ({"state": EnrolmentState.WITHDRAWN}, 1),
        ({"state": EnrolmentState.COMPLETED}, 1),
    ],
)
def test_who_is_a_participant(change, count):
    enrolment = make_participant(**change)
    assert len(participants_of(project=enrolment.run.project, at=timezone.now())) == count
    if not count:
        with pytest.raises(UnableToAnswer):
            mark(enrolment)


def test_a_run_called_off_or_not_begun_makes_no_participants():
    called_off, coming = make_participant(), make_participant(make_funded_run(started_days_ago=-3))
    CourseRun.objects.filter(pk=called_off.run.pk).update(state=RunState.CANCELLED)
    for enrolment in (called_off, coming):
        assert participants_of(project=enrolment.run.project, at=timezone.now()) == []


def test_reminders_go_after_a_week_every_two_weeks_and_three_times():
    enrolment = make_participant(make_funded_run(started_days_ago=0))
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.ACTIVE)
    sent, now = [], timezone.now()
    for day in range(0, 71, 7):
        if remind_due(at=now + timedelta(days=day)):
            sent.append(day)
            assert remind_due(at=now + timedelta(days=day, hours=1)) == 0
    # The run is over for the person after its last session: the exit data are asked for next.
    entry = [note for note in Notification.objects.filter(user=enrolment.user) if note.kind == "eura-entry"]
    leaving = [note for note in Notification.objects.filter(user=enrolment.user) if note.kind == "eura-exit"]
    assert sent[0] == 7
    assert len(entry) == len(leaving) == 3
    assert len(sent) == 6


def test_nobody_who_has_ticked_and_nobody_after_the_project_is_reminded():
    enrolment = make_participant()
    mark(enrolment)
    assert remind_due(at=timezone.now()) == 0
    other = make_participant(make_funded_run(make_project()))
    assert remind_due(at=timezone.now() + timedelta(days=381)) == 0
    assert remind_due(at=timezone.now()) == 1
    assert EuraFlag.objects.get(user=other.user).entry_reminders == 1


def test_reminding_by_hand_reaches_each_once_a_day():
    run = make_funded_run()
    people = [make_participant(run) for _ in range(3)]
    mark(people[0])
    now = timezone.now()

    def press(at):
        return remind(rows=state_of(project=run.project, run=run, at=at), project=run.project, at=at)

    assert [press(now), press(now), press(now + timedelta(days=2))] == [2, 0, 2]


def test_the_list_takes_the_same_queries_for_any_size(django_assert_num_queries):
    run = make_funded_run()
    for size in (1, 12):
        for _ in range(size):
            mark(make_participant(run))
        with django_assert_num_queries(2):
            assert len(state_of(project=run.project, run=run, at=timezone.now())) >= size
