"""Surveys: answered once, nothing joins an anonymous answer and its person, nothing shown below five."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_place, make_survey, survey_fields
from factories.courses import EnrolmentFactory, make_run, make_staff, session_pages

from assessments.survey import privacy
from assessments.survey.domain import AlreadySent, UnableToSend, close_survey, send_response
from assessments.survey.models import SurveyQuestion, SurveyReceipt, SurveyResponse
from assessments.survey.results import results_of
from courses.models import ActivityCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_survey)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def learner(client, place):
    client.force_login(place[0].user)
    return client


def text_of(response) -> str:
    return response.content.decode()


def answers_of(page, **values) -> dict:
    """Return what the domain takes, by the place of the question."""
    questions = list(page.questions.order_by("sort_order"))
    return {str(questions[int(name[1:])].key): value for name, value in values.items()}


def answer_many(place, count: int, values=None) -> None:
    for number in range(count):
        enrolment = EnrolmentFactory(run=place[0].run)
        answer = answers_of(place[1], a0={"value": number % 5 + 1}, **(values or {}))
        send_response(enrolment=enrolment, page=place[1], answers=answer, at=timezone.now())


def test_answering_completes_and_thanks(learner, place):
    page = text_of(learner.get(address(*place)))
    assert "Vastaat nimettömästi." in page
    data = survey_fields(place[1], a0="4", more0="Aika", a1="ehkä", a2=["hyvinvointi", "rohkeus"], a3="Tauko", a4="10")
    page = text_of(learner.post(address(*place, "laheta/"), data, follow=True))
    assert "Kiitos vastauksestasi" in page
    assert "<form class" not in page
    stored = SurveyResponse.objects.get()
    assert stored.answers == answers_of(
        place[1],
        a0={"value": 4, "more": "Aika"},
        a1={"value": "ehkä"},
        a2={"value": ["hyvinvointi", "rohkeus"]},
        a3={"value": "Tauko"},
        a4={"value": 10},
    )
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).exists()


def test_a_second_sending_stores_nothing(learner, place):
    data = survey_fields(place[1], a0="4")
    learner.post(address(*place, "laheta/"), data)
    page = text_of(learner.post(address(*place, "laheta/"), survey_fields(place[1], a0="1"), follow=True))
    assert "Olet jo vastannut tähän kyselyyn." in page
    assert SurveyResponse.objects.count() == 1
    with pytest.raises(AlreadySent):
        send_response(enrolment=place[0], page=place[1], answers={"x": 1}, at=timezone.now())


def test_no_column_joins_an_anonymous_answer_and_its_person(place):
    send_response(enrolment=place[0], page=place[1], answers=answers_of(place[1], a3={"value": "x"}), at=timezone.now())
    assert {field.name for field in SurveyResponse._meta.get_fields()} == {
        "id", "page", "run", "anonymity", "code", "enrolment", "answers",
    }  # fmt: skip
    assert {field.name for field in SurveyReceipt._meta.get_fields()} == {"id", "enrolment", "page"}
    stored = SurveyResponse.objects.get()
    assert (stored.enrolment_id, stored.code, stored.id.version) == (None, "", 4)


def test_the_order_of_the_rows_is_not_the_order_of_sending(place):
    page = place[1]
    for number in range(30):
        send_response(
            enrolment=EnrolmentFactory(run=place[0].run),
            page=page,
            answers=answers_of(page, a3={"value": f"{number:02}"}),
            at=timezone.now(),
        )
    key = str(page.questions.get(kind="text").key)
    with connection.cursor() as cursor:  # the database's own order, without any ORDER BY
        cursor.execute("SELECT id FROM survey_surveyresponse")
        ids = [row[0] for row in cursor.fetchall()]
    found = SurveyResponse.objects.in_bulk(ids)
    order = [row.answers[key]["value"] for row in found.values()]
    assert sorted(order) == [f"{number:02}" for number in range(30)]
    assert order != sorted(order)
    assert [row.answers[key]["value"] for row in SurveyResponse.objects.order_by("pk")] != sorted(order)


@pytest.mark.parametrize(
    "fields",
    [
        {"anonymity": "anonymous", "code": "x"},
        {"anonymity": "anonymous", "enrolment": True},
        {"anonymity": "coded"},
        {"anonymity": "coded", "code": "x", "enrolment": True},
        {"anonymity": "named"},
    ],
)
def test_the_database_keeps_the_promise_too(place, fields):
    if "enrolment" in fields:
        fields = fields | {"enrolment": place[0]}
    with pytest.raises(IntegrityError):
        SurveyResponse.objects.create(page=place[1], run=place[0].run, **fields)


def test_coded_answers_of_one_person_pair_without_a_name():
    enrolment, page = make_place(make_survey, anonymity="coded")
    other = make_survey(session_pages(enrolment.run.course)[1], anonymity="coded")
    for survey in (page, other):
        send_response(enrolment=enrolment, page=survey, answers={"x": {"value": 1}}, at=timezone.now())
    codes = list(SurveyResponse.objects.values_list("code", "enrolment"))
    assert codes[0] == codes[1]
    assert codes[0][1] is None
    assert len(codes[0][0]) == 32


def test_named_answers_know_their_person():
    enrolment, page = make_place(make_survey, anonymity="named")
    send_response(enrolment=enrolment, page=page, answers={"x": {"value": 1}}, at=timezone.now())
    assert SurveyResponse.objects.get().enrolment == enrolment


def test_how_people_are_told_apart_cannot_be_changed_once_somebody_has_answered(place):
    page = place[1]
    page.anonymity = "named"
    page.full_clean()
    page.anonymity = "anonymous"
    page.save()
    send_response(enrolment=place[0], page=page, answers={"x": {"value": 1}}, at=timezone.now())
    page.anonymity = "named"
    with pytest.raises(ValidationError, match="ei voi enää muuttaa"):
        page.full_clean()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Vastaa tähän."),
        ({"a0": "6"}, "Valitse jokin vaihtoehdoista."),
        ({"a0": "<script>"}, "Valitse jokin vaihtoehdoista."),
        ({"a0": "3", "a1": "ehkä\x00"}, "Valitse jokin vaihtoehdoista."),
        ({"a0": "3", "a2": ["x"]}, "x"),
        ({"a0": "3", "a3": "x" * 2001}, "Teksti on liian pitkä: 2001 merkkiä, enintään 2000."),
        ({"a0": "3", "more0": "x" * 2001}, "Teksti on liian pitkä"),
        ({"a4": "11", "a0": "3"}, "Valitse jokin vaihtoehdoista."),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored_or_lost(learner, place, values, message):
    data = survey_fields(place[1], **({"a3": "Kirjoitin tämän"} | values))
    response = learner.post(address(*place, "laheta/"), data)
    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert 'class="form-errors"' in page
    assert values.get("a3", "Kirjoitin tämän") in page
    assert not SurveyReceipt.objects.exists()


def test_words_are_only_words(learner, place):
    data = survey_fields(place[1], a0="1", a3="<script>alert(1)</script> 😀 a\x00b")
    learner.post(address(*place, "laheta/"), data)
    key = str(place[1].questions.get(kind="text").key)
    assert SurveyResponse.objects.get().answers[key]["value"] == "<script>alert(1)</script> 😀 ab"


def test_nothing_at_all_is_no_response(client):
    place = make_place(make_survey, questions=[{"kind": "text", "text": "Jotain?"}])
    client.force_login(place[0].user)
    response = client.post(address(*place, "laheta/"), {})
    assert response.status_code == 422
    assert "Vastaa ainakin yhteen kysymykseen." in text_of(response)
    with pytest.raises(UnableToSend):
        send_response(enrolment=place[0], page=place[1], answers={}, at=timezone.now())


def test_a_page_read_before_an_edit_still_sends_what_is_left(learner, place):
    data = survey_fields(place[1], a0="2", a1="kyllä")
    place[1].questions.get(kind="single").delete()
    learner.post(address(*place, "laheta/"), data)
    assert SurveyResponse.objects.get().answers == answers_of(place[1], a0={"value": 2})


def test_staff_store_nothing(client, place):
    client.force_login(make_staff(place[0].run))
    page = text_of(client.post(address(*place, "laheta/"), survey_fields(place[1], a0="2"), follow=True))
    assert "Esikatselussa mitään ei tallenneta." in page
    assert not SurveyReceipt.objects.exists()
    assert not SurveyResponse.objects.exists()


def close(place) -> None:
    close_survey(page=place[1], run=place[0].run, by=make_staff(place[0].run), at=timezone.now())


def results_url(place) -> str:
    return reverse("survey:results", kwargs={"run": place[0].run.slug, "activity": place[1].slug})


@pytest.mark.parametrize(("count", "shown"), [(0, False), (4, False), (5, True)])
def test_below_five_nothing_is_shown(client, place, count, shown):
    answer_many(place, count, {"a3": {"value": "Tauko oli paras"}})
    close(place)
    client.force_login(make_staff(place[0].run))
    page = text_of(client.get(results_url(place)))
    assert ("Koulutus vastasi tarvettani." in page) is shown
    assert ("Tauko oli paras" in page) is shown
    assert ("liian vähän" in page) is not shown
    if not shown:
        assert f"vastannut {count}" not in page


def test_each_question_hides_below_five_for_itself(place):
    answer_many(place, 6)
    late = answers_of(place[1], a0={"value": 5, "more": "Kiire"}, a1={"value": "en"})
    send_response(enrolment=place[0], page=place[1], answers=late, at=timezone.now())
    scale, single, *rest = results_of(page=place[1], run=place[0].run).questions
    assert (scale.count, scale.is_hidden, scale.texts, scale.more_is_hidden) == (7, False, [], True)
    assert [share.count for share in scale.shares] == [2, 1, 1, 1, 2]
    assert round(scale.mean, 2) == 3.0
    assert (single.count, single.is_hidden, single.shares) == (0, True, [])
    assert all(row.is_hidden for row in rest)


def test_another_run_of_the_same_page_counts_by_itself(place):
    answer_many(place, 5)
    other = make_run(course=place[0].run.course)
    assert results_of(page=place[1], run=other).count == 0


def test_only_staff_of_the_run_see_results(client, place):
    answer_many(place, 5)
    for user in (
        place[0].user,
        make_staff(make_run()),
        UserFactory(),
        UserFactory(is_superuser=True, is_staff=True),
    ):
        client.force_login(user)
        assert client.get(results_url(place)).status_code == 404
    for role in ("trainer", "coordinator"):
        client.force_login(make_staff(place[0].run, role=role))
        assert client.get(results_url(place)).status_code == 200
    url = reverse("survey:results", kwargs={"run": place[0].run.slug, "activity": "muu"})
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(results_url(place)).status_code == 302


@pytest.mark.parametrize("count", [5, 15])
def test_pages_take_as_many_queries_however_many_answered(client, place, count, django_assert_max_num_queries):
    answer_many(place, count)
    close(place)
    client.force_login(make_staff(place[0].run))
    client.get(results_url(place))
    with django_assert_max_num_queries(8):
        client.get(results_url(place))
    client.force_login(place[0].user)
    client.get(address(*place))
    with django_assert_max_num_queries(13):
        client.get(address(*place))


def test_a_choice_needs_its_options():
    with pytest.raises(ValidationError, match="vähintään kaksi"):
        SurveyQuestion(kind="single", text="x", options="vain yksi\n\n").clean()
    assert SurveyQuestion(kind="single", options="a\n b \na\n\n").choices == ["a", "b"]


@pytest.mark.parametrize(("anonymity", "left"), [("anonymous", 1), ("coded", 0), ("named", 0)])
def test_export_and_erasure_know_only_what_can_be_told_apart(anonymity, left):
    enrolment, page = make_place(make_survey, anonymity=anonymity)
    assert privacy.export_person(enrolment.user) == {}
    send_response(enrolment=enrolment, page=page, answers={"x": {"value": 1}}, at=timezone.now())
    exported = privacy.export_person(enrolment.user)
    assert len(exported["surveys_sent"]) == 1
    assert len(exported["responses"]) == 1 - left
    for _time in range(2):
        privacy.erase_person(enrolment.user, at=timezone.now())
    assert SurveyResponse.objects.count() == left
    assert not SurveyReceipt.objects.exists()
