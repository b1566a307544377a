"""Self-assessments: answered once at each moment, compared by the trainee, averaged for staff."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import (
    address,
    make_instrument,
    make_place,
    make_self_assessment,
    statement_fields,
)
from factories.courses import EnrolmentFactory, make_run, make_staff, session_pages

from assessments.selfassessment import privacy
from assessments.selfassessment.chart import draw
from assessments.selfassessment.domain import comparison_of, send_assessment
from assessments.selfassessment.means import means_of
from assessments.selfassessment.models import AssessmentResponse, Statement
from courses.models import ActivityCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """A trainee, and both moments of one instrument in the first session."""
    instrument = make_instrument()
    enrolment, start = make_place(make_self_assessment, instrument=instrument)
    session_page = session_pages(enrolment.run.course)[0]
    end = make_self_assessment(session_page, instrument=instrument, moment="end", open_question="Mistä huomasit?")
    return enrolment, start, end


def text_of(response) -> str:
    return response.content.decode()


def assess(enrolment, page, *values):
    keys = Statement.objects.filter(instrument=page.instrument).order_by("sort_order").values_list("key", flat=True)
    answers = {str(key): value for key, value in zip(keys, values, strict=True)}
    return send_assessment(enrolment=enrolment, page=page, values=answers, open_answer="", at=timezone.now())


def test_start_and_end_are_compared_for_oneself(client, pair):
    enrolment, start, end = pair
    client.force_login(enrolment.user)
    page = text_of(client.get(address(enrolment, start)))
    for words in ("Vertaisuus", "Ryhmä", "Osaan asian 4.", "en vielä", "Mistä huomaisit kehittyneesi?"):
        assert words in page
    data = statement_fields(start, 1, 2, 3, 4) | {"open": "Maltan odottaa."}
    page = text_of(client.post(address(enrolment, start, "laheta/"), data, follow=True))
    assert "Itsearviointisi on tallennettu." in page
    assert "Maltan odottaa." in page
    assert "Oma vertailusi" not in page
    client.post(address(enrolment, end, "laheta/"), statement_fields(end, 3, 2, 5, 3))
    page = text_of(client.get(address(enrolment, end)))
    assert "Oma vertailusi: alku ja loppu" in page
    assert page.count('role="img"') == 4
    assert 'data-label="Muutos">+2<' in page
    assert re.search('data-label="Muutos">[-−]1<', page)
    assert "Vastasit alussa:" in page
    assert ActivityCompletion.objects.filter(enrolment=enrolment).count() == 2


def test_answering_twice_stores_once(client, pair):
    enrolment, start, _end = pair
    client.force_login(enrolment.user)
    client.post(address(enrolment, start, "laheta/"), statement_fields(start, 1, 1, 1, 1))
    page = text_of(client.post(address(enrolment, start, "laheta/"), statement_fields(start, 5, 5, 5, 5), follow=True))
    assert "Olet jo vastannut" in page
    assert set(AssessmentResponse.objects.get().values.values()) == {1}


@pytest.mark.parametrize(
    ("values", "more", "message"),
    [
        ((), {}, "Vastaa tähän."),
        ((1, 2, 3), {}, "Vastaa tähän."),
        ((1, 2, 3, 6), {}, "Valitse luku 1–5."),
        ((1, 2, 3, "<b>"), {}, "Valitse luku 1–5."),
        ((1, 2, 3, "3.5"), {}, "Valitse luku 1–5."),
        ((1, 2, 3, 4), {"open": "x" * 2001}, "Teksti on liian pitkä: 2001 merkkiä"),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored_or_lost(client, pair, values, more, message):
    enrolment, start, _end = pair
    client.force_login(enrolment.user)
    data = statement_fields(start, *values) | {"open": "Kirjoitin tämän"} | more
    response = client.post(address(enrolment, start, "laheta/"), data)
    assert response.status_code == 422
    assert message in text_of(response)
    assert data["open"] in text_of(response)
    assert not AssessmentResponse.objects.exists()


def test_words_are_only_words(client, pair):
    enrolment, start, _end = pair
    client.force_login(enrolment.user)
    data = statement_fields(start, 1, 2, 3, 4) | {"open": "<script>alert(1)</script> 😀 a\x00b"}
    page = text_of(client.post(address(enrolment, start, "laheta/"), data, follow=True))
    assert "<script>alert" not in page
    assert AssessmentResponse.objects.get().open_answer == "<script>alert(1)</script> 😀 ab"


def test_nobody_else_sees_the_answers(client, pair):
    enrolment, start, _end = pair
    assess(enrolment, start, 1, 2, 3, 4)
    AssessmentResponse.objects.update(open_answer="Vain minulle")
    others = [EnrolmentFactory(run=enrolment.run).user, make_staff(enrolment.run)]
    for user in others:
        client.force_login(user)
        assert "Vain minulle" not in text_of(client.get(address(enrolment, start)))
    for user in (UserFactory(), EnrolmentFactory(run=make_run()).user):
        client.force_login(user)
        assert client.get(address(enrolment, start)).status_code == 404


def test_staff_store_nothing(client, pair):
    enrolment, start, _end = pair
    client.force_login(make_staff(enrolment.run))
    response = client.post(address(enrolment, start, "laheta/"), statement_fields(start, 1, 2, 3, 4), follow=True)
    assert "Esikatselussa mitään ei tallenneta." in text_of(response)
    assert not AssessmentResponse.objects.exists()


def means_url(pair, page=None) -> str:
    return reverse("selfassessment:means", kwargs={"run": pair[0].run.slug, "activity": (page or pair[1]).slug})


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_staff_see_means_from_five_answers_on(client, pair, count, shown):
    for number in range(count):
        assess(EnrolmentFactory(run=pair[0].run), pair[1], 1 + number % 2, 5, 3, 3)
    client.force_login(make_staff(pair[0].run))
    page = text_of(client.get(means_url(pair)))
    assert ("1,4" in page) is shown
    assert ("liian vähän" in page) is not shown


def test_each_moment_hides_by_itself_and_runs_are_apart(pair):
    enrolment, start, end = pair
    for number in range(5):
        other = EnrolmentFactory(run=enrolment.run)
        assess(other, start, 1, 2, 3, 4)
        if number:
            assess(other, end, 5, 5, 5, 5)
    means = means_of(run=enrolment.run, page=end)
    assert [(row.start, row.end) for row in means.rows] == [(1, None), (2, None), (3, None), (4, None)]
    assert means_of(run=make_run(course=enrolment.run.course), page=end).is_hidden


def test_one_more_answer_moves_no_mean_but_five_more_do(pair):
    enrolment, start, _end = pair
    for _one in range(5):
        assess(EnrolmentFactory(run=enrolment.run), start, 2, 2, 2, 2)
    before = means_of(run=enrolment.run, page=start)
    for _one in range(4):
        assess(EnrolmentFactory(run=enrolment.run), start, 5, 5, 5, 5)
        assert means_of(run=enrolment.run, page=start) == before
    assess(EnrolmentFactory(run=enrolment.run), start, 5, 5, 5, 5)
    after = means_of(run=enrolment.run, page=start)
    assert (after.start_count, after.rows[0].start) == (10, 3.5)


def test_who_is_erased_moves_no_mean_either(pair):
    enrolment, start, _end = pair
    people = [EnrolmentFactory(run=enrolment.run) for _one in range(6)]
    for number, person in enumerate(people):
        assess(person, start, 1 + number % 5, 2, 3, 4)
    before = means_of(run=enrolment.run, page=start)
    privacy.erase_person(people[0].user, at=timezone.now())
    assert means_of(run=enrolment.run, page=start) == before


def test_a_file_equals_the_page(client, pair):
    url = reverse("selfassessment:export", kwargs={"run": pair[0].run.slug, "activity": pair[1].slug, "kind": "csv"})
    client.force_login(make_staff(pair[0].run))
    assert client.get(url).status_code == 404
    for number in range(5):
        assess(EnrolmentFactory(run=pair[0].run), pair[1], 1 + number % 2, 5, 3, 3)
    page = text_of(client.get(means_url(pair)))
    rows = client.get(url).content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Väittämä;Alku;Loppu;Muutos"
    assert rows[2] == "Osaan asian 1.;1,4;;"
    assert ">1,4</td>" in page
    assert client.get(url.replace(".csv", ".xlsx")).content[:2] == b"PK"
    client.force_login(pair[0].user)
    assert client.get(url).status_code == 404


def test_only_staff_of_the_run_see_means(client, pair):
    for user in (pair[0].user, make_staff(make_run()), UserFactory(is_superuser=True, is_staff=True)):
        client.force_login(user)
        assert client.get(means_url(pair)).status_code == 404
    client.force_login(make_staff(pair[0].run, role="coordinator"))
    assert client.get(means_url(pair)).status_code == 200
    assert client.get(means_url(pair).replace(pair[1].slug, "muu")).status_code == 404


@pytest.mark.parametrize("count", [5, 15])
def test_pages_take_as_many_queries_however_many_answered(client, pair, count, django_assert_max_num_queries):
    for _number in range(count):
        assess(EnrolmentFactory(run=pair[0].run), pair[1], 1, 2, 3, 4)
    client.force_login(make_staff(pair[0].run))
    client.get(means_url(pair))
    with django_assert_max_num_queries(9):
        client.get(means_url(pair))
    assess(pair[0], pair[1], 1, 2, 3, 4)
    assess(pair[0], pair[2], 1, 2, 3, 5)
    client.force_login(pair[0].user)
    with django_assert_max_num_queries(12):
        client.get(address(pair[0], pair[2]))


def test_the_statements_stay_once_somebody_has_answered(pair):
    enrolment, start, _end = pair
    start.instrument = make_instrument()
    start.full_clean()
    start.refresh_from_db()
    assess(enrolment, start, 1, 2, 3, 4)
    start.moment = "end"
    with pytest.raises(ValidationError, match="ei voi enää vaihtaa"):
        start.full_clean()


def test_the_drawing_puts_dots_where_the_values_are(pair):
    enrolment, start, end = pair
    assess(enrolment, start, 1, 5, 3, 2)
    assess(enrolment, end, 5, 1, 3, 3)
    chart = draw(comparison_of(enrolment=enrolment, page=end).rows)
    places = dict(chart.ticks)
    marks = [track for _heading, tracks in chart.groups for track in tracks]
    assert [heading for heading, _tracks in chart.groups] == ["Vertaisuus", "Ryhmä"]
    assert [row.number for row in chart.grown] == [1]
    assert [(mark.start, mark.end) for mark in marks] == [
        (places[1], places[5]), (places[5], places[1]), (places[3], places[3]), (places[2], places[3]),
    ]  # fmt: skip
    assert [mark.line_from for mark in marks] == [places[1] + 6, places[5] - 6, None, places[2] + 6]
    assert marks[2].ring > marks[0].ring


def test_export_and_erasure(pair):
    enrolment, start, _end = pair
    assert privacy.export_person(enrolment.user) == {}
    assess(enrolment, start, 1, 2, 3, 4)
    exported = privacy.export_person(enrolment.user)["self_assessments"]
    assert exported[0]["values"] == {f"Osaan asian {number}.": number for number in range(1, 5)}
    for _time in range(2):
        privacy.erase_person(enrolment.user, at=timezone.now())
    assert not AssessmentResponse.objects.exists()
