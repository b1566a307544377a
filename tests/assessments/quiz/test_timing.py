"""Time limits: the server's clock decides, what was saved counts, and one person may have more time."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_place, make_quiz
from factories.courses import EnrolmentFactory, make_staff

from assessments.quiz.domain import start_attempt
from assessments.quiz.models import Attempt, TimeExtension
from assessments.quiz.sweeps import sweep
from assessments.quiz.timing import UnableToExtend, extend_time
from courses.enums import StaffRole
from courses.models import ActivityCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_quiz, ("short", "numeric"), time_limit=20, pass_percent=50)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def learner(client, place):
    client.force_login(place[0].user)
    return client


def begun(place, minutes_ago):
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return start_attempt(enrolment=place[0], page=place[1], at=at)


def test_no_limit_by_default_and_a_limit_is_told(client, learner, place):
    assert "aikaa 20 minuuttia" in learner.get(address(*place)).content.decode()
    attempt = begun(place, 0)
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=20)
    page = learner.get(address(*place, "1/")).content.decode()
    assert "Aikaa on klo" in page
    assert 'data-seconds="1' in page
    free = make_place(make_quiz, ("short",))
    assert start_attempt(enrolment=free[0], page=free[1], at=timezone.now()).deadline_at is None


def test_a_save_within_the_grace_counts_and_one_after_it_does_not(learner, place):
    json = {"Accept": "application/json"}
    begun(place, 20.5)
    saved = learner.post(address(*place, "1/tallenna/"), {"a0": "vertaisuus", "version": 0}, headers=json)
    assert saved.status_code == 200
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=5))
    late = learner.post(address(*place, "1/tallenna/"), {"a0": "väärä", "version": 1}, headers=json)
    assert late.status_code == 409
    assert "Aika päättyi" in late.json()["message"]
    page = learner.post(address(*place, "1/tarkista/"), {"a0": "väärä"}, follow=True).content.decode()
    assert "Ennen sitä tallennetut vastauksesi on tarkistettu" in page
    attempt = Attempt.objects.get()
    assert (attempt.answers, attempt.points, attempt.is_passed) == ({"a0": ["vertaisuus"]}, 1, True)
    assert attempt.finished_at == attempt.deadline_at
    assert ActivityCompletion.objects.count() == 1


def test_when_the_time_is_up_answers_are_marked_as_they_are(learner, place):
    begun(place, 20.5)
    response = learner.post(address(*place, "1/tarkista/"), {"a0": "vertaisuus", "a1": "ei luku"})
    assert response.url == address(*place, "1/tulos/")
    assert Attempt.objects.get().points == 1


@pytest.mark.parametrize("how", ["open", "start", "sweep"])
def test_what_was_saved_is_marked_once_the_time_has_passed_whoever_notices(learner, place, how):
    begun(place, 30)
    Attempt.objects.update(answers={"a0": ["vertaisuus"]})
    if how == "open":
        page = learner.get(address(*place, "1/"), follow=True).content.decode()
        assert "Aika päättyi" in page
    elif how == "start":
        assert learner.post(address(*place, "aloita/")).url == address(*place, "2/")
    else:
        assert sweep(at=timezone.now()) == 1
        assert sweep(at=timezone.now()) == 0
    first = Attempt.objects.get(number=1)
    assert (first.state, first.points) == ("finished", 1)


def test_more_time_reaches_the_attempt_that_is_going_on_and_later_ones(client, place):
    attempt = begun(place, 19)
    trainer = make_staff(place[0].run)
    client.force_login(trainer)
    url = reverse("quiz:extend", args=[place[0].run.slug, place[1].slug])
    response = client.post(url, {"trainee": place[0].public_id, "minutes": "10", "reason": "Kirjoittaa hitaasti"})
    assert response.status_code == 302
    attempt.refresh_from_db()
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=30)
    page = client.get(response.url).content.decode()
    assert "10 minuuttia lisää" in page
    assert "Kirjoittaa hitaasti" in page
    client.force_login(place[0].user)
    assert "aikaa 30 minuuttia" in client.get(address(*place)).content.decode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"minutes": ""}, "Kirjoita lisäaika minuutteina"),
        ({"minutes": "0"}, "Kirjoita lisäaika minuutteina"),
        ({"minutes": "601"}, "Kirjoita lisäaika minuutteina"),
        ({"minutes": "kymmenen"}, "Kirjoita lisäaika minuutteina"),
        ({"reason": "  "}, "Kirjoita perustelu."),
        ({"reason": "x" * 501}, "500"),
        ({"trainee": ""}, "Valitse osallistuja."),
        ({"trainee": "<script>😀"}, "Valitse osallistuja."),
    ],
)
def test_bad_extensions_are_refused_beside_the_field(client, place, change, message):
    client.force_login(make_staff(place[0].run))
    url = reverse("quiz:extend", args=[place[0].run.slug, place[1].slug])
    data = {"trainee": place[0].public_id, "minutes": "10", "reason": "Syy"} | change
    response = client.post(url, data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not TimeExtension.objects.exists()


def test_no_time_for_oneself_and_none_without_a_limit(place):
    with pytest.raises(UnableToExtend):
        extend_time(enrolment=place[0], page=place[1], minutes=5, reason="x", by=place[0].user, at=timezone.now())
    free = make_place(make_quiz, ("short",))
    with pytest.raises(UnableToExtend):
        extend_time(enrolment=free[0], page=free[1], minutes=5, reason="x", by=UserFactory(), at=timezone.now())


def test_only_trainers_of_the_run_see_results_and_give_time(client, place):
    urls = [reverse(f"quiz:{name}", args=[place[0].run.slug, place[1].slug]) for name in ("results", "extend")]
    others = [
        place[0].user,
        EnrolmentFactory(run=place[0].run).user,
        UserFactory(),
        make_staff(place[0].run, role=StaffRole.COORDINATOR),
        make_staff(make_place(make_quiz)[0].run),
        UserFactory(is_superuser=True, is_staff=True),
    ]
    for user in others:
        client.force_login(user)
        for url in urls:
            assert client.get(url).status_code == 404
    client.force_login(make_staff(place[0].run))
    for url in urls:
        assert client.get(url).status_code == 200
        assert client.get(url.replace(place[1].slug, "muu")).status_code == 404
