"""Reviewing reflections: once, by the run's trainers only, with the trainee told."""

import uuid
from copy import deepcopy

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_assignment, make_place, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff, session_pages

from assessments.assignment.models import Submission, SubmissionRound
from assessments.assignment.review import AlreadyDecided, UnableToDecide, decide
from assessments.assignment.review_queue import pending
from courses.models import ActivityCompletion, RunStaff
from notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_assignment)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def trainer(place):
    return make_staff(place[0].run)


@pytest.fixture
def work(place):
    return send_text(*place, "Sain olla rauhassa keskeneräinen.")


def url_of(work) -> str:
    return reverse("assignment:review", kwargs={"public_id": work.public_id})


def text_of(response) -> str:
    return response.content.decode()


def answer(client, work, decision, feedback="", number=1):
    return client.post(url_of(work), {"decision": decision, "feedback": feedback, "round": number})


def test_the_page_shows_text_criteria_and_the_formula(client, work, trainer):
    client.force_login(trainer)
    page = text_of(client.get(url_of(work)))
    for words in ("Sain olla rauhassa", "kokemus on konkreettinen", "Kuvaa hetki.", "yksi ehdotus"):
        assert words in page


def test_accepting_completes_and_tells(client, place, work, trainer):
    client.force_login(trainer)
    response = answer(client, work, "accepted", "Tarkka kuvaus.")
    assert response.url == reverse("portal:inbox")
    assert Submission.objects.get().state == "accepted"
    done = SubmissionRound.objects.get()
    assert (done.decision, done.decided_by, done.feedback) == ("accepted", trainer, "Tarkka kuvaus.")
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).count() == 1
    told = Notification.objects.get(user=place[0].user)
    assert (told.subject, told.url) == ("Reflektiosi on hyväksytty", address(*place))
    client.force_login(place[0].user)
    page = text_of(client.get(address(*place)))
    assert "Tarkka kuvaus." in page
    assert "<textarea" not in page


def test_returning_needs_words_and_opens_the_text_again(client, place, work, trainer):
    client.force_login(trainer)
    response = answer(client, work, "returned", "  ")
    assert response.status_code == 422
    assert "Kirjoita, mitä tekstistä puuttuu" in text_of(response)
    answer(client, work, "returned", "Mikä oli oma periaatteesi?")
    assert not ActivityCompletion.objects.exists()
    client.force_login(place[0].user)
    page = text_of(client.get(address(*place)))
    assert "Mikä oli oma periaatteesi?" in page
    assert "Sain olla rauhassa keskeneräinen.</textarea>" in page
    client.post(address(*place, "laheta/"), {"text": "Periaatteeni on odottaa.", "version": 1})
    assert list(SubmissionRound.objects.values_list("number", "decision")) == [(1, "returned"), (2, "")]
    client.force_login(trainer)
    page = text_of(client.get(url_of(work)))
    for words in ("Periaatteeni on odottaa.", "Mikä oli oma periaatteesi?", "Sain olla rauhassa"):
        assert words in page


def test_a_second_decision_is_not_made_and_its_words_are_shown(client, work, trainer, place):
    other = make_staff(place[0].run)
    client.force_login(other)
    answer(client, work, "accepted", "Hienoa.")
    client.force_login(trainer)
    response = answer(client, work, "returned", "Pitkä palautteeni")
    page = text_of(response)
    assert response.status_code == 409
    assert "on jo käsitellyt tämän: hyväksytty" in page
    assert "Pitkä palautteeni" in page
    assert SubmissionRound.objects.get().decided_by == other
    assert Notification.objects.filter(user=place[0].user).count() == 1


def test_pressing_twice_decides_once(client, work, trainer, place):
    client.force_login(trainer)
    answer(client, work, "accepted")
    assert answer(client, work, "accepted").status_code == 409
    assert Notification.objects.filter(user=place[0].user).count() == 1
    assert ActivityCompletion.objects.count() == 1


def test_a_page_read_before_a_newer_version_decides_nothing(client, work, trainer, place):
    client.force_login(trainer)
    answer(client, work, "returned", "Lisää omaa.")
    send_text(*place, "Uusi teksti tuli tilalle.")
    response = answer(client, work, "accepted", number=1)
    assert "uuden version" in text_of(response)
    assert "Uusi teksti tuli tilalle." in text_of(response)
    assert Submission.objects.get().state == "submitted"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": "nope", "round": 1},
        {"decision": "accepted", "round": "x"},
        {"decision": "accepted", "round": "1", "feedback": "x" * 5001},
        {"decision": "returned", "round": "1", "feedback": "\x00"},
        {"decision": "accepted", "round": "9" * 20},
    ],
)
def test_bad_input_decides_nothing_and_is_no_error(client, work, trainer, data):
    client.force_login(trainer)
    assert client.post(url_of(work), data).status_code in (409, 422)
    assert Submission.objects.get().state == "submitted"


def test_script_tags_and_emoji_are_only_words(client, work, trainer, place):
    client.force_login(trainer)
    answer(client, work, "returned", "<script>x</script> 😀")
    client.force_login(place[0].user)
    page = text_of(client.get(address(*place)))
    assert "<script>x" not in page
    assert "😀" in page


def test_only_the_runs_trainers_read(client, place, work, trainer):
    former = make_staff(place[0].run)
    RunStaff.objects.filter(user=former).update(ended_at=timezone.now())
    for user in (
        place[0].user,
        EnrolmentFactory(run=place[0].run).user,
        make_staff(place[0].run, role="coordinator"),
        make_staff(make_run()),
        former,
        UserFactory(is_superuser=True, is_staff=True),
    ):
        client.force_login(user)
        assert client.get(url_of(work)).status_code == 404
        assert answer(client, work, "accepted").status_code == 404
    client.logout()
    assert client.get(url_of(work)).status_code == 302
    client.force_login(trainer)
    assert client.get(url_of(work)).status_code == 200
    assert client.get(reverse("assignment:review", kwargs={"public_id": uuid.uuid4()})).status_code == 404


def test_a_draft_is_nobodys_to_read(client, place, trainer):
    client.force_login(place[0].user)
    client.post(address(*place, "tallenna/"), {"text": "luonnos", "version": 0})
    client.force_login(trainer)
    assert client.get(url_of(Submission.objects.get())).status_code == 404


def test_the_queue_lists_what_waits_oldest_first_in_two_queries(place, trainer, django_assert_num_queries):
    first = send_text(*place)
    page = place[1]
    for _one in range(5):
        send_text(EnrolmentFactory(run=place[0].run), page)
    make_place(make_assignment)
    decided = Submission.objects.exclude(pk=first.pk).first()
    decide(submission=decided, number=1, decision="accepted", feedback="", by=trainer, at=timezone.now())
    with django_assert_num_queries(2):
        entries = pending(user=trainer)
    assert len(entries) == 5
    assert entries[0].url == url_of(first)
    assert entries[0].person == place[0].user.get_full_name()
    assert pending(user=make_staff(place[0].run, role="coordinator")) == []
    assert pending(user=UserFactory(is_superuser=True)) == []


def test_after_a_decision_the_next_one_comes(client, place, work, trainer):
    later = send_text(EnrolmentFactory(run=place[0].run), place[1])
    client.force_login(trainer)
    assert answer(client, work, "accepted").url == url_of(later)


def test_the_domain_says_what_it_cannot_do(work, trainer):
    now = timezone.now()
    with pytest.raises(UnableToDecide):
        decide(submission=work, number=1, decision="returned", feedback="", by=trainer, at=now)
    with pytest.raises(AlreadyDecided):
        decide(submission=work, number=2, decision="accepted", feedback="", by=trainer, at=now)


def test_the_page_takes_as_many_queries_for_many_rounds(client, place, work, trainer, django_assert_max_num_queries):
    for number in range(1, 6):
        decide(submission=work, number=number, decision="returned", feedback="Vielä.", by=trainer, at=timezone.now())
        send_text(*place, f"Teksti {number}")
    client.force_login(trainer)
    client.get(url_of(work))
    with django_assert_max_num_queries(24):  # the turn of reading and the whole inbox, for what comes next, among them
        client.get(url_of(work))
    client.force_login(place[0].user)
    client.get(address(*place))
    with django_assert_max_num_queries(12):
        client.get(address(*place))
    assert mail.outbox == []
    assert session_pages(place[0].run.course)
