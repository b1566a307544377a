"""Batches: rows are the queue; doing them twice, by two, or after a failure issues nothing twice."""

from uuid import uuid4

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.certificates import make_certifying_run, make_coordinator, make_ready
from factories.courses import make_staff

from courses.certificates import sweeps
from courses.certificates.domain.batches import MOST_TRIES, do_request, order_batch, progress_of, work_on
from courses.certificates.domain.issuing import UnableToIssue, issue_certificate
from courses.certificates.models import Certificate, IssueBatch, IssueRequest, RegisterYear
from courses.models import RunStaff
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db


def order(run, people, *, by=None, key=None, kind="certificate"):
    rows = [(person, person.user.printed_name) for person in people]
    by = by or make_coordinator(run)
    return order_batch(run=run, people=rows, kind=kind, key=key or uuid4(), by=by, at=timezone.now())


def test_a_batch_is_done_once_however_often_it_is_worked_on():
    run = make_certifying_run()
    batch = order(run, [make_ready(run) for _ in range(3)])
    assert work_on(batch.pk, at=timezone.now()) == 3
    assert work_on(batch.pk, at=timezone.now()) == 0
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert not OutgoingMail.objects.filter(kind="certificate-issued").exists(), "a mail follows the file"


def test_the_sweep_goes_on_where_a_dead_worker_left():
    run = make_certifying_run()
    batch = order(run, [make_ready(run) for _ in range(2)])
    do_request(batch.requests.first().pk, at=timezone.now())
    sweeps.sweep(at=timezone.now())
    assert progress_of(batch).is_done
    assert [row.drawn for row in [progress_of(batch)]] == [2]


def test_one_waits_in_one_batch_only():
    run = make_certifying_run()
    people = [make_ready(run) for _ in range(2)]
    order(run, people[:1])
    second = order(run, people)
    assert [row.enrolment for row in second.requests.all()] == people[1:]


def test_a_key_names_one_decision():
    run, key = make_certifying_run(), uuid4()
    person = make_ready(run)
    by = make_coordinator(run)
    assert order(run, [person], by=by, key=key) == order(run, [person], by=by, key=key)
    assert IssueRequest.objects.count() == 1


def test_whoever_has_a_certificate_already_keeps_it():
    run = make_certifying_run()
    person, by = make_ready(run), make_coordinator(run)
    batch = order(run, [person], by=by)
    standing = issue_certificate(enrolment=person, by=by, at=timezone.now())
    work_on(batch.pk, at=timezone.now())
    assert batch.requests.get().certificate == standing


def test_a_refusal_says_why_and_does_not_stop_the_others():
    run = make_certifying_run()
    people = [make_ready(run) for _ in range(3)]
    batch = order(run, people)
    type(people[1]).objects.filter(pk=people[1].pk).update(confirmed_at=None)
    work_on(batch.pk, at=timezone.now())
    assert [row.state for row in batch.requests.all()] == ["done", "refused", "done"]
    assert "Koordinaattorin vahvistus" in batch.requests.all()[1].refusal
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2]


def test_a_coordinator_who_lost_the_role_meanwhile_issues_nothing():
    run = make_certifying_run()
    by = make_coordinator(run)
    batch = order(run, [make_ready(run)], by=by)
    RunStaff.objects.filter(user=by).update(ended_at=timezone.now())
    work_on(batch.pk, at=timezone.now())
    assert "Vain toteutuksen koordinaattori" in batch.requests.get().refusal


@pytest.mark.parametrize("make", [make_staff, lambda _run: UserFactory()])
def test_only_a_coordinator_may_ask(make):
    run = make_certifying_run()
    with pytest.raises(UnableToIssue):
        order(run, [make_ready(run)], by=make(run))
    assert not IssueBatch.objects.exists()


def test_what_nobody_foresaw_is_tried_again_and_then_given_up(caplog):
    run = make_certifying_run()
    by = make_coordinator(run)
    issue_certificate(enrolment=make_ready(run), by=by, at=timezone.now())
    RegisterYear.objects.update(last_number=0)  # somebody meddled with the register: the next number is taken
    batch = order(run, [make_ready(run)], by=by)
    for tries in range(1, MOST_TRIES + 1):
        assert work_on(batch.pk, at=timezone.now()) == 0
        row = batch.requests.get()
        assert (row.state, row.attempts) == ("waiting" if tries < MOST_TRIES else "refused", tries)
    assert "Odottamaton virhe" in row.refusal
    assert Certificate.objects.count() == 1
