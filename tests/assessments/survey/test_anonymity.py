"""The proof of the promise: nothing in the whole database, its order or the log joins an anonymous answer and a person.

And the promise itself cannot be changed once anybody has been shown the survey, not even with SQL.
"""

import logging
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from factories.assessments import address, make_place, make_survey, survey_fields
from factories.courses import EnrolmentFactory, make_staff

from assessments.survey import guard
from assessments.survey.domain import open_survey, send_response
from assessments.survey.models import SurveyOpening, SurveyPage, SurveyReceipt, SurveyResponse

pytestmark = pytest.mark.django_db

PEOPLE = 12


@pytest.fixture
def place():
    return make_place(make_survey)


def whole_database() -> dict[str, list[dict]]:
    """Return every row of every table as text, whatever model it belongs to, in the database's own order."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
        return found


def say(number: int) -> str:
    return f"vastaus Q{number:02}Z tunnistettavin sanoin"


@pytest.fixture
def sent(client, place, caplog):
    """Twelve people answer through the pages, one after another, each with words of their own."""
    people = [place[0], *(EnrolmentFactory(run=place[0].run) for _one in range(PEOPLE - 1))]
    EnrolmentFactory(run=place[0].run)  # has not answered, so that the survey stays open
    with caplog.at_level(logging.DEBUG):
        for number, enrolment in enumerate(people):
            client.force_login(enrolment.user)
            client.get(address(enrolment, place[1]))
            client.post(address(enrolment, place[1], "laheta/"), survey_fields(place[1], a0="3", a3=say(number)))
    assert SurveyResponse.objects.count() == PEOPLE
    return people


def test_what_was_said_stands_in_one_table_and_no_log(sent, caplog):
    tables = whole_database()
    holding = {name for name, rows in tables.items() if any("tunnistettavin" in str(row.values()) for row in rows)}
    assert holding == {"survey_surveyresponse"}
    assert "tunnistettavin" not in caplog.text


def test_no_other_row_names_a_response_and_no_response_names_a_person_or_a_moment(sent):
    tables = whole_database()
    responses = tables.pop("survey_surveyresponse")
    ids = {row["id"] for row in responses} | {row["id"].replace("-", "") for row in responses}
    naming = {name for name, rows in tables.items() for row in rows if ids & set(row.values())}
    assert naming == set()
    for row in responses:
        assert set(row) == {"id", "page_id", "run_id", "anonymity", "code", "enrolment_id", "answers"}
        assert (row["code"], row["enrolment_id"]) == ("", "None")
    for row in tables["survey_surveyreceipt"]:
        assert set(row) == {"id", "enrolment_id", "page_id"}


def test_neither_keys_nor_rows_stand_in_the_order_of_sending(sent, place):
    """The n-th receipt (receipts know who was n-th) must say nothing of the n-th response, by row or by key."""
    assert [row.enrolment for row in SurveyReceipt.objects.order_by("pk")] == sent
    key = str(place[1].questions.get(kind="text").key)
    hits = {"rows": 0, "keys": 0}
    rounds = 20
    for _one in range(rounds):
        send_response(enrolment=EnrolmentFactory(run=place[0].run), page=place[1], answers={"x": {"value": 1}},
                      at=timezone.now())  # fmt: skip
        orders = {
            "rows": [row["answers"] for row in whole_database()["survey_surveyresponse"]],
            "keys": [str(row.answers) for row in SurveyResponse.objects.order_by("pk")],
        }
        for name, answers in orders.items():
            words = [text for text in answers if key in text]
            hits[name] += sum(say(number) in text for number, text in enumerate(words))
    # By chance about one in twelve stands at its own place: far from all of them, each time anew.
    assert all(count < rounds * PEOPLE / 3 for count in hits.values()), hits


def test_every_row_was_written_by_the_last_sending(sent):
    """PostgreSQL tells which transaction wrote a row: the rows of receipts and responses must not share that."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM survey_surveyresponse")
        assert cursor.fetchone()[0] == 1


def test_the_promise_is_kept_from_the_first_look_on(client, place):
    page = place[1]
    page.anonymity = "coded"
    page.full_clean()
    client.force_login(make_staff(place[0].run))
    client.get(address(*place))
    assert not SurveyOpening.objects.exists()  # staff may look first
    client.force_login(place[0].user)
    client.get(address(*place))
    client.get(address(*place))
    assert SurveyOpening.objects.count() == 1
    page.anonymity = "named"
    with pytest.raises(ValidationError, match="ei voi enää muuttaa"):
        page.full_clean()


def test_an_older_revision_does_not_take_the_promise_back(place):
    page = SurveyPage.objects.get(pk=place[1].pk)
    page.anonymity = "named"
    revision = page.save_revision()
    open_survey(page=page)
    assert revision.as_object().anonymity == "anonymous"
    revision.publish()
    assert SurveyPage.objects.get(pk=page.pk).anonymity == "anonymous"


def refuses(query: str, values: list) -> bool:
    """Say whether the database itself refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, values)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_another_promise_once_opened(place):
    query = "UPDATE survey_surveypage SET anonymity = %s WHERE activitypage_ptr_id = %s"
    assert not refuses(query, ["coded", place[1].pk])
    assert not refuses(query, ["anonymous", place[1].pk])
    open_survey(page=place[1])
    assert refuses(query, ["named", place[1].pk])
    assert not refuses("UPDATE survey_surveypage SET introduction = 'x' WHERE activitypage_ptr_id = %s", [place[1].pk])


def test_the_database_refuses_to_tie_a_stored_answer_to_a_person(sent, place):
    for change, value in (("enrolment_id", place[0].pk), ("code", "x"), ("anonymity", "named")):
        assert refuses(f"UPDATE survey_surveyresponse SET {change} = %s", [value])
    both = "UPDATE survey_surveyresponse SET anonymity = 'named', enrolment_id = %s"
    assert refuses(both, [place[0].pk])


def test_the_database_refuses_an_answer_told_apart_otherwise_than_promised(place):
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyResponse.objects.create(
            page=place[1], run=place[0].run, anonymity="named", enrolment=place[0], answers={}
        )


def test_the_guard_can_be_taken_away_and_put_back(place):
    guard.remove(connection)
    open_survey(page=place[1])
    assert not refuses("UPDATE survey_surveypage SET anonymity = 'named'", [])
    assert not refuses("UPDATE survey_surveypage SET anonymity = 'anonymous'", [])
    guard.install(connection)
    guard.install(connection)
    assert refuses("UPDATE survey_surveypage SET anonymity = 'named'", [])


def test_mixing_reaches_every_row(place):
    random.seed(1)
    for number in range(8):
        send_response(enrolment=EnrolmentFactory(run=place[0].run), page=place[1],
                      answers={"x": {"value": number}}, at=timezone.now())  # fmt: skip
    values = sorted(row.answers["x"]["value"] for row in SurveyResponse.objects.all())
    assert values == list(range(8))
