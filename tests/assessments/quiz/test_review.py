"""Own words: the attempt waits for a trainer, who gives points once; then the trainee is told."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_place, make_quiz
from factories.courses import EnrolmentFactory, make_run, make_staff

from assessments.quiz.models import Attempt
from assessments.quiz.review import AlreadyReviewed, Given, UnableToReview, give_marks
from assessments.quiz.review_queue import pending
from courses.enums import StaffRole
from courses.models import ActivityCompletion
from notifications.models import Notification

pytestmark = pytest.mark.django_db
WORDS = "Minua kuunneltiin, ja sanoin sen ääneen."


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_quiz, ("open", "short", "description"), pass_percent=70)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def handed_in(client, place):
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    client.post(address(*place, "1/tarkista/"), {"a0": WORDS, "a1": "vertaisuus"})
    return Attempt.objects.get()


def url_of(place, number=1, **changes):
    enrolment, page = place
    names = {"run": enrolment.run.slug, "activity": page.slug, "person": enrolment.public_id, "number": number}
    return reverse("quiz:review", kwargs=names | changes)


def test_the_attempt_waits_and_says_so(client, place, handed_in):
    assert (handed_in.state, handed_in.percent, handed_in.marks) == ("review", None, ["", "1", "0"])
    page = client.get(address(*place, "1/tulos/")).content.decode()
    assert "odottavat kouluttajan arviota" in page
    assert WORDS in page
    assert "Yritä uudelleen" not in page
    landing = client.get(address(*place)).content.decode()
    assert "Odottaa arviota" in landing
    assert "Kouluttaja lukee avoimet vastauksesi" in landing
    assert client.post(address(*place, "aloita/"), follow=True).redirect_chain[-1][0] == address(*place)
    assert not ActivityCompletion.objects.exists()


def test_a_trainer_finds_it_in_the_inbox_gives_points_and_the_trainee_is_told(
    client, place, handed_in, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    trainer = make_staff(place[0].run)
    with django_assert_max_num_queries(1):
        (entry,) = pending(user=trainer)
    assert (entry.url, entry.waiting_since) == (url_of(place), handed_in.finished_at)
    client.force_login(trainer)
    page = client.get(url_of(place)).content.decode()
    assert WORDS in page
    assert "Onko kokemus konkreettinen?" in page
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url_of(place), {"v0-points": "0,5", "v0-comment": "Kuvaa vielä hetki."})
    assert response.status_code == 302
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.percent, handed_in.is_passed) == ("finished", 75, True)
    assert handed_in.reviewed_by == trainer
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).count() == 1
    told = Notification.objects.get(user=place[0].user, kind="quiz-reviewed")
    assert told.url == address(*place, "1/tulos/")
    client.force_login(place[0].user)
    result = client.get(told.url).content.decode()
    assert "Kuvaa vielä hetki." in result
    assert "75" in result


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"v0-points": ""},
        {"v0-points": "2"},
        {"v0-points": "-1"},
        {"v0-points": "paljon"},
        {"v0-points": "1e5"},
        {"v0-points": "NaN"},
        {"v0-points": "😀<script>"},
        {"v0-points": "1", "v0-comment": "x" * 5001},
        {"v7-points": "1"},
    ],
)
def test_bad_points_are_said_beside_the_field_and_nothing_is_stored(client, place, handed_in, data):
    client.force_login(make_staff(place[0].run))
    response = client.post(url_of(place), data)
    assert response.status_code == 422
    assert "Tarkista pisteet" in response.content.decode()
    handed_in.refresh_from_db()
    assert handed_in.state == "review"


def test_points_are_given_once(client, place, handed_in):
    first, second = make_staff(place[0].run), make_staff(place[0].run)
    give_marks(attempt=handed_in, given={0: Given(1)}, by=first, at=timezone.now())
    with pytest.raises(AlreadyReviewed, match=first.get_full_name()):
        give_marks(attempt=handed_in, given={0: Given(0)}, by=second, at=timezone.now())
    client.force_login(second)
    page = client.post(url_of(place), {"v0-points": "0"}).content.decode()
    assert "on jo arvioitu" in page
    handed_in.refresh_from_db()
    assert handed_in.percent == 100


def test_marks_for_other_answers_are_refused(place, handed_in):
    with pytest.raises(UnableToReview):
        give_marks(attempt=handed_in, given={0: Given(1), 1: Given(1)}, by=make_staff(place[0].run), at=timezone.now())


def test_nobody_else_reads_it(client, place, handed_in):
    others = [
        place[0].user,
        EnrolmentFactory(run=place[0].run).user,
        UserFactory(),
        make_staff(place[0].run, role=StaffRole.COORDINATOR),
        make_staff(make_run()),
        UserFactory(is_superuser=True, is_staff=True),
    ]
    for user in others:
        client.force_login(user)
        assert client.get(url_of(place)).status_code == 404
        assert client.post(url_of(place), {"v0-points": "1"}).status_code == 404
        assert pending(user=user) == []
    client.force_login(make_staff(place[0].run))
    for change in ({"number": 2}, {"activity": "muu"}, {"run": "muu"}):
        assert client.get(url_of(place, **change)).status_code == 404
    client.logout()
    assert client.get(url_of(place)).status_code == 302


def test_an_empty_answer_in_own_words_needs_no_reader(client, place):
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    client.post(address(*place, "1/tarkista/"), {"a1": "vertaisuus", "anyway": "1"})
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.percent) == ("finished", 50)


@pytest.mark.parametrize(("words", "message"), [("sana " * 51, "Lyhennä se enintään 50 sanaan")])
def test_too_many_words_are_said_with_the_text_kept(client, place, words, message):
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    response = client.post(address(*place, "1/tarkista/"), {"a0": words, "a1": "x"})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Attempt.objects.get().answers["a0"] == [words]
