"""R10: who asked for arrangements, answered feedback, what is digital; shared sessions in the year they were held."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from factories.courses import make_run
from factories.reporting import NOW, found_group, fund, join, make_project

from courses.areas.domain.asking import COUNTRY, Asked, figure
from courses.areas.domain.snapshots import take_snapshot
from courses.areas.enums import Measure
from courses.experts.models import ExpertSession, Reservation
from courses.models import CourseRun, Enrolment
from courses.reporting.domain.catalog import BY_KEY, build, universe_of
from courses.reporting.domain.counted import YEAR, Cut
from courses.reporting.domain.groups import reservations_of
from courses.reporting.domain.table import Scope
from courses.reporting.models import ToldTables
from feedback.models import AccessibilityFeedback


def told(project, name, cut=Cut()):  # noqa: B008 -- a named tuple
    report = build(BY_KEY["horisontaaliset"], Scope(universe_of(project), timezone.now(), cut))
    return next({row[0]: row[1] for row in made.rows} for made in report.tables if made.key == name)


@pytest.mark.django_db
def test_arrangements_are_counted_while_they_are_kept_and_few_are_hidden():
    project, run = make_project(), make_run()
    fund(project, run)
    join(run, 6)
    asked = [row.pk for row in join(run, 5, background="other")]
    Enrolment.objects.filter(pk__in=asked).update(special_needs="Tulkkaus, jota kukaan ei saa lukea")
    assert (told(project, "jarjestelyt")["pyysi järjestelyjä"], told(project, "jarjestelyt")["ei pyytänyt"]) == (5, 6)
    Enrolment.objects.filter(pk=asked[0]).update(special_needs="")
    assert told(project, "jarjestelyt")["pyysi järjestelyjä"] == 5  # four, or nothing, would tell who does no more
    over = timezone.localdate() - timedelta(days=31)
    CourseRun.objects.filter(pk=run.pk).update(starts_on=over, ends_on=over)
    found = told(project, "jarjestelyt")
    assert (found["tieto on jo poistettu"], found["pyysi järjestelyjä"]) == (11, 0)


@pytest.mark.django_db
def test_feedback_is_told_by_how_it_was_answered():
    project, today = make_project(), timezone.localdate()
    for number in range(11):
        answered_at = NOW if number < 6 else None
        AccessibilityFeedback.objects.create(
            sending_key=uuid.uuid4(),
            text="Salainen teksti",
            received_at=NOW,
            due_on=today + timedelta(days=14),
            answered_at=answered_at,
            answer="Korjattu" if answered_at else "",
            state="answered" if answered_at else "received",
        )
    rows = told(project, "palaute")
    assert list(rows.values()) == [6, 0, 5, 11]
    AccessibilityFeedback.objects.filter(answered_at=None).first().delete()
    assert list(told(project, "palaute").values()) == [6, 0, 5, 11]  # as it was told, until five more have moved
    ToldTables.objects.all().delete()
    assert list(told(project, "palaute").values()) == ["peitetty", 0, "peitetty", 10, 10]


@pytest.mark.django_db
def test_a_shared_session_counts_in_the_year_it_was_held():
    project, run = make_project(), make_run()
    fund(project, run)
    turn = timezone.make_aware(datetime(NOW.year + 1, 1, 1, 0, 30))  # in Greenwich it is still the old year
    facts = {"created_at": NOW, "changed_at": NOW, "reserve_by": turn, "starts_at": turn, "seats": 60}
    session = ExpertSession.objects.create(topic="Aika", hat="facilitator", state="held", seats_taken=30, **facts)
    for person in join(run, 6):
        Reservation.objects.create(
            session=session, group=found_group(person), heads=5, reserved_at=NOW, changed_at=NOW, terms=1
        )
    counted = reservations_of(universe_of(project))
    assert (counted.total(Cut(YEAR, NOW.year + 1)), counted.total(Cut(YEAR, NOW.year))) == (6, 0)
    snapshot = take_snapshot(at=timezone.now())
    asked = [Asked(COUNTRY, str(year)) for year in (NOW.year, NOW.year + 1)]
    assert [figure(snapshot, Measure.EXPERTS, one) for one in asked] == [0, 5]  # to the nearest five
