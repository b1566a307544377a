"""A statement gives what the queryset gives, for whatever keys, in any thread, and never the rows of another key."""

import threading
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone
from factories.courses import EnrolmentFactory

from courses.models import ConditionState, Enrolment, Session
from courses.statements import Statement

pytestmark = pytest.mark.django_db


def own_enrolments(user, run):
    rows = Enrolment.objects.filter(user=user, run__slug=run).select_related("run", "rule_set")
    return rows.annotate(course_title=F("run__course__title")).order_by("pk")


STATEMENT = Statement(own_enrolments, user=int, run=str)


def test_rows_are_those_of_the_queryset_with_what_is_joined_and_annotated(django_assert_num_queries):
    first, second = EnrolmentFactory(), EnrolmentFactory()
    for enrolment in (first, second, first):
        title = enrolment.run.course.title
        with django_assert_num_queries(1):
            (row,) = STATEMENT.rows(user=enrolment.user_id, run=enrolment.run.slug)
            assert row == enrolment
            assert row.run.slug == enrolment.run.slug
            assert row.course_title == title
            assert row.rule_set.rules == enrolment.rule_set.rules
    assert STATEMENT.rows(user=first.user_id, run=second.run.slug) == []


def test_a_key_may_be_a_public_one():
    first, second = EnrolmentFactory(), EnrolmentFactory()
    statement = Statement(lambda person, run: Enrolment.objects.filter(public_id=person, run=run), person=UUID, run=int)
    for enrolment in (first, second, first):
        assert statement.rows(person=enrolment.public_id, run=enrolment.run_id) == [enrolment]
    assert statement.rows(person=first.public_id, run=second.run_id) == []


def test_plain_values_come_as_the_queryset_gives_them():
    run = EnrolmentFactory().run
    statement = Statement(lambda run: Session.objects.filter(run=run).values_list("pk", "starts_at"), run=int)
    assert statement.rows(run=run.pk) == list(Session.objects.filter(run=run).values_list("pk", "starts_at"))


def test_text_that_looks_like_sql_is_a_value_like_any_other():
    assert STATEMENT.rows(user=1, run="' OR 1=1 --") == []


def test_a_hole_that_is_not_asked_for_is_a_mistake_told_at_once():
    statement = Statement(lambda run: Session.objects.all(), run=int)
    with pytest.raises(ValueError, match="run"):
        statement.rows(run=1)


def test_a_key_that_is_missing_is_a_mistake_told_at_once():
    with pytest.raises(KeyError):
        STATEMENT.rows(user=1)


@pytest.mark.django_db(transaction=True)
def test_many_threads_ask_at_once_and_each_gets_its_own():
    people = [EnrolmentFactory() for _ in range(4)]
    statement = Statement(lambda user: Enrolment.objects.filter(user=user).select_related("run"), user=int)
    found = {}

    def ask(person):
        try:
            found[person.pk] = [statement.rows(user=person.user_id)[0].pk for _ in range(20)]
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(person,)) for person in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert found == {person.pk: [person.pk] * 20 for person in people}


def test_json_and_dates_are_read_as_their_fields_read_them():
    enrolment = EnrolmentFactory()
    ConditionState.objects.create(
        enrolment=enrolment, condition="x", position=1, facts={"a": [1]}, since=timezone.now()
    )
    statement = Statement(lambda e: ConditionState.objects.filter(enrolment=e), e=int)
    (row,) = [row for row in statement.rows(e=enrolment.pk) if row.condition == "x"]
    assert row.facts == {"a": [1]}
