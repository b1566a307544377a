"""Results: only of a closed survey, the same at each look, drawn, and the same in the file as on the page."""

import csv
import io
import re
from contextlib import suppress

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_place, make_survey, survey_fields
from factories.courses import EnrolmentFactory, make_run, make_staff
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from assessments.survey.domain import Closed, close_survey, send_response
from assessments.survey.models import SurveyClosing, SurveyReceipt, SurveyResponse
from assessments.survey.plots import draw
from assessments.survey.privacy import erase_person
from assessments.survey.results import results_of
from courses.models import ActivityCompletion
from courses.tables import inert

pytestmark = pytest.mark.django_db

RISKY = ["=1+1", "+358401234567", "-2", "@SUM(A1)", "\t=1", "|calc"]


@pytest.fixture
def place():
    return make_place(make_survey)


@pytest.fixture
def trainer(place):
    return make_staff(place[0].run)


def url_of(place, name="results", **more) -> str:
    return reverse(f"survey:{name}", kwargs={"run": place[0].run.slug, "activity": place[1].slug, **more})


def keys_of(page) -> list[str]:
    return [str(question.key) for question in page.questions.order_by("sort_order")]


def answer(place, *values, enrolment=None) -> None:
    answers = {
        key: {"value": value} for key, value in zip(keys_of(place[1]), values, strict=False) if value is not None
    }
    send_response(
        enrolment=enrolment or EnrolmentFactory(run=place[0].run), page=place[1], answers=answers, at=timezone.now()
    )


def answer_six(place) -> None:
    for number in range(6):
        answer(place, number % 5 + 1, "ehkä", ["rohkeus"], RISKY[number], number)


def close(place, trainer):
    return close_survey(page=place[1], run=place[0].run, by=trainer, at=timezone.now())


def test_an_open_survey_shows_nothing_however_many_have_answered(client, place, trainer):
    answer_six(place)
    client.force_login(trainer)
    page = client.get(url_of(place)).content.decode()
    assert "Kysely on auki" in page
    assert "vastannut 6/7" in page
    assert "Koulutus vastasi tarvettani." not in page
    assert client.get(url_of(place, "export", kind="csv")).status_code == 404


def test_it_closes_when_the_last_one_has_answered(place):
    answer_six(place)
    assert not SurveyClosing.objects.exists()
    answer(place, 4, enrolment=place[0])
    closing = SurveyClosing.objects.get()
    assert (closing.closed_by, closing.run) == (None, place[0].run)
    assert len(results_of(page=place[1], run=place[0].run).questions) == 5


def test_four_people_close_nothing_by_themselves(place):
    for _one in range(3):
        answer(place, 4)
    answer(place, 4, enrolment=place[0])
    assert not SurveyClosing.objects.exists()


def test_a_trainer_closes_it_once_and_for_good(client, place, trainer):
    answer_six(place)
    client.force_login(trainer)
    for _twice in range(2):
        page = client.post(url_of(place, "close"), follow=True).content.decode()
    assert "Kysely on suljettu." in page
    assert "Koulutus vastasi tarvettani." in page
    assert SurveyClosing.objects.get().closed_by == trainer
    before = results_of(page=place[1], run=place[0].run)
    with pytest.raises(Closed):
        answer(place, 1)
    after = results_of(page=place[1], run=place[0].run)
    assert [row.shares for row in before.questions] == [row.shares for row in after.questions]
    assert SurveyReceipt.objects.count() == SurveyResponse.objects.count() == 6


def test_who_comes_late_goes_on_without(client, place, trainer):
    client.force_login(place[0].user)
    client.post(address(*place, "jatka/"))
    assert not ActivityCompletion.objects.exists()
    close(place, trainer)
    page = client.get(address(*place)).content.decode()
    assert "Kysely on suljettu" in page
    assert "Lähetä vastaukset" not in page
    page = client.post(address(*place, "laheta/"), survey_fields(place[1], a0="3"), follow=True).content.decode()
    assert "ei voitu enää ottaa mukaan" in page
    assert not SurveyReceipt.objects.exists()
    for _twice in range(2):
        client.post(address(*place, "jatka/"))
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).count() == 1


def test_nothing_is_shown_of_a_closed_survey_below_five_nor_handed_out(client, place, trainer):
    for _one in range(4):
        answer(place, 5)
    close(place, trainer)
    client.force_login(trainer)
    page = client.get(url_of(place)).content.decode()
    assert "alle 5" in page
    assert not re.search(r"4/\d|4 vastau", page)
    assert client.get(url_of(place, "export", kind="xlsx")).status_code == 404


def test_a_drawing_says_the_same_in_words_and_in_a_table(client, place, trainer):
    answer_six(place)
    close(place, trainer)
    client.force_login(trainer)
    page = client.get(url_of(place)).content.decode()
    assert page.count('role="img"') == 4
    assert page.count("<title id=") == page.count("<desc id=") == 4
    assert "1: 2 vastausta (33 %), 2: 1 vastaus (17 %)" in page
    assert 'style="' not in page
    for row in results_of(page=place[1], run=place[0].run).questions:
        plot = draw(row)
        if row.shares:
            assert [box.count for box in plot.boxes] == [share.count for share in row.shares]
            assert all(0 <= box.x + box.width <= plot.width for box in plot.boxes)


def cells(client, place) -> list[list[str]]:
    text = client.get(url_of(place, "export", kind="csv")).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_file_equals_the_page_and_runs_nothing(client, place, trainer):
    answer_six(place)
    close(place, trainer)
    client.force_login(trainer)
    shown = results_of(page=place[1], run=place[0].run)
    rows = cells(client, place)
    for result in shown.questions:
        for share in result.shares:
            assert [result.question.text, share.value, str(share.count), str(share.percent)] in [
                row[:4] for row in rows
            ]
    texts = [row[1] for row in rows if row and row[0] == "Paras hetki?"][1:]
    assert texts == [inert(text) for text in shown.questions[3].texts]
    assert not [cell for row in rows for cell in row if re.match(r"[=+@\t|]|-\d", cell)]

    book = load_workbook(io.BytesIO(client.get(url_of(place, "export", kind="xlsx")).content))
    values = [[cell.value for cell in row if cell.value is not None] for row in book.worksheets[0].rows]
    assert ["Koulutus vastasi tarvettani.", "1", 2, 33, 2.7] in values
    kinds = {cell.data_type for sheet in book for row in sheet.rows for cell in row}
    assert "f" not in kinds
    assert [row[1].value for row in book.worksheets[1].rows][1:] == texts


def test_open_answers_stand_in_another_order_in_each_question_and_the_same_at_each_look(place, trainer):
    questions = [{"kind": "text", "text": f"Kysymys {number}"} for number in range(2)]
    place = make_place(make_survey, questions=questions)
    for number in range(12):
        answer(place, f"a{number:02}", f"a{number:02}")
    close(place, trainer)
    first, second = (row.texts for row in results_of(page=place[1], run=place[0].run).questions)
    assert sorted(first) == sorted(second)
    assert first != second
    assert first != sorted(first)
    assert first == results_of(page=place[1], run=place[0].run).questions[0].texts


def test_only_the_staff_of_the_run(client, place, trainer):
    answer_six(place)
    close(place, trainer)
    urls = [url_of(place), url_of(place, "export", kind="csv"), url_of(place, "export", kind="xlsx")]
    for user in (place[0].user, make_staff(make_run()), UserFactory(is_superuser=True, is_staff=True)):
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404] * 3
        assert client.post(url_of(place, "close")).status_code == 404
    client.force_login(make_staff(place[0].run, "coordinator"))
    assert [client.get(url).status_code for url in urls] == [200] * 3
    assert client.get(url_of(place, "close")).status_code == 405
    client.logout()
    assert client.get(urls[1]).status_code == 302


def test_what_is_optional_is_said_once(client, place):
    client.force_login(place[0].user)
    page = client.get(address(*place)).content.decode()
    assert "(vapaaehtoinen)" not in page
    assert page.count("Voit jättää kysymyksen väliin") == 1
    assert page.count("(pakollinen)") == 1


@pytest.mark.parametrize("anonymity", ["anonymous", "coded", "named"])
def test_results_stay_when_a_respondent_is_erased_and_when_answers_go_by_time(client, anonymity):
    place = make_place(make_survey, anonymity=anonymity)
    trainer = make_staff(place[0].run)
    answer_six(place)
    answer(place, 5, "ehkä", ["rohkeus"], "poistettavan sanat", 6, enrolment=place[0])
    client.force_login(trainer)
    before, texts = counts_of(place), results_of(page=place[1], run=place[0].run).questions[3].texts
    assert "poistettavan sanat" in texts
    erase_person(place[0].user, at=timezone.now())
    now = results_of(page=place[1], run=place[0].run)
    assert counts_of(place) == before
    page = client.get(url_of(place)).content.decode()
    words = [row[0] for row in cells(client, place) if row]
    if anonymity == "anonymous":
        assert now.questions[3].texts == texts  # they are nobody's
    else:
        assert not any(row.texts for row in now.questions)  # one missing would be told by the others
        assert "Avoimia vastauksia ei enää näytetä" in page
        assert any(word.startswith("Avoimia vastauksia ei enää näytetä") for word in words)
        SurveyResponse.objects.all().delete()
        assert counts_of(place) == before


def counts_of(place):
    shown = results_of(page=place[1], run=place[0].run)
    return shown.count, [(row.count, row.is_hidden, row.mean, row.shares) for row in shown.questions]


class LookingTest(TestCase):
    """Who looks at every moment sees one set of counts and no other, whatever comes, goes and is edited meanwhile."""

    @hypothesis_settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(["anonymous", "coded", "named"]),
        st.lists(st.sampled_from(["answer", "erase", "close", "reword", "clock"]), max_size=14),
    )
    def test_all_looks_are_alike(self, anonymity, steps):
        place = make_place(make_survey, anonymity=anonymity)
        trainer, seen, sent = make_staff(place[0].run), [], []
        for number, step in enumerate(["answer"] * 5 + steps):
            if step == "answer":
                sent.append(EnrolmentFactory(run=place[0].run))
                with suppress(Closed):
                    answer(place, number % 5 + 1, None, None, f"sana {number}", enrolment=sent[-1])
            elif step == "erase" and sent:
                erase_person(sent.pop().user, at=timezone.now())
            elif step == "close":
                close(place, trainer)
            elif step == "reword":
                place[1].questions.update(text=f"Toisin {number}", options="uusi\nuudempi")
            elif step == "clock":
                SurveyResponse.objects.exclude(anonymity="anonymous").delete()
            shown = results_of(page=place[1], run=place[0].run)
            if shown.is_open:
                assert not shown.questions
            else:
                seen.append(counts_of(place))
                assert all(row.is_hidden or row.count >= 5 for row in shown.questions)
                assert all(not row.texts or len(row.texts) >= 5 for row in shown.questions)
        assert all(one == seen[0] for one in seen)
