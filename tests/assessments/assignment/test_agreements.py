"""Due dates, and what is agreed on with one trainee: who, why, until when – and what stays in the trail."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, make_assignment, make_place, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff

from assessments.assignment.deadlines import deadline_for
from assessments.assignment.domain import TooLate, submit
from assessments.assignment.exceptions import UnableToGrant, end_exception, grant_exception, hear_oral
from assessments.assignment.models import AssignmentException, Submission
from assessments.assignment.review_queue import pending
from courses.models import ActivityCompletion
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    """An assignment that was due at the end of yesterday, the day of the first session."""
    return make_place(make_assignment, due_days=0)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def trainer(place):
    return make_staff(place[0].run)


def grant(place, trainer, kind="extension", days=3, at=None, **more):
    at = at or timezone.now()
    until = at + timedelta(days=days) if days is not None else None
    values = {"reason": "Sairastui.", "by": trainer, **more}
    return grant_exception(enrolment=place[0], page=place[1], kind=kind, until=until, at=at, **values)


def agree_url(place, rest="") -> str:
    args = [place[0].run.slug, place[1].slug, place[0].public_id]
    return reverse("assignment:agree", args=args) + rest


def test_the_day_follows_the_session_and_is_the_last_minute_of_it(place):
    session = place[0].run.sessions.first()
    place[1].due_days = 2
    due = timezone.localtime(deadline_for(enrolment=place[0], page=place[1]).ends_at)
    assert due.date() == timezone.localtime(session.ends_at).date() + timedelta(days=2)
    assert (due.hour, due.minute) == (23, 59)
    session.starts_at += timedelta(days=7)
    session.save()
    moved = timezone.localtime(deadline_for(enrolment=place[0], page=place[1]).ends_at)
    assert moved.date() == due.date() + timedelta(days=7)


def test_after_the_day_the_draft_is_kept_and_nothing_is_sent(client, place):
    client.force_login(place[0].user)
    page = client.get(address(*place)).content.decode()
    assert "Määräaika on päättynyt" in page
    response = client.post(address(*place, "laheta/"), {"text": "Myöhäinen teksti.", "version": 0})
    assert response.status_code == 422
    assert "Pyydä kouluttajalta lisäaikaa." in response.content.decode()
    assert "Myöhäinen teksti." in response.content.decode()
    assert (Submission.objects.get().state, Submission.objects.get().draft) == ("draft", "Myöhäinen teksti.")


def test_more_time_lets_it_be_sent_until_its_end(place, trainer):
    granted = grant(place, trainer)
    with pytest.raises(TooLate):
        submit(enrolment=place[0], page=place[1], text="Myöhään.", version=0, at=granted.until + timedelta(minutes=1))
    assert send_text(*place).state == "submitted"


def test_what_was_returned_may_be_completed_after_the_day(place, trainer, client):
    place[1].due_days = None
    place[1].save()
    work = send_text(*place)
    client.force_login(trainer)
    url = reverse("assignment:review", args=[work.public_id])
    client.post(url, {"decision": "returned", "feedback": "Lisää.", "round": 1})
    place[1].due_days = 0
    place[1].save()
    assert send_text(*place, "Täydensin.").state == "submitted"


def test_a_waiver_completes_and_its_end_takes_that_back(place, trainer):
    granted = grant(place, trainer, "waiver", days=None)
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).exists()
    end_exception(exception=granted, by=trainer, at=timezone.now())
    end_exception(exception=granted, by=trainer, at=timezone.now())
    assert not ActivityCompletion.objects.exists()
    granted.refresh_from_db()
    assert granted.ended_by == trainer


def test_an_oral_alternative_waits_in_the_inbox_until_it_is_heard(place, trainer):
    granted = grant(place, trainer, "oral", days=None)
    assert [entry.kind for entry in pending(user=trainer)] == ["suullinen tehtävä"]
    assert pending(user=make_staff(make_run())) == []
    for _twice in range(2):
        hear_oral(exception=granted, by=trainer, at=timezone.now())
    assert pending(user=trainer) == []
    assert ActivityCompletion.objects.count() == 1
    end_exception(exception=granted, by=trainer, at=timezone.now())
    with pytest.raises(UnableToGrant):
        hear_oral(exception=granted, by=trainer, at=timezone.now())


def test_a_new_agreement_takes_the_place_of_the_old_one_which_stays_in_the_trail(place, trainer):
    grant(place, trainer)
    grant(place, trainer, "oral", days=None)
    rows = list(AssignmentException.objects.order_by("pk").values_list("kind", "ended_by"))
    assert rows == [("extension", trainer.pk), ("oral", None)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  \x00 "}, "reason"),
        ({"reason": "x" * 401}, "reason"),
        ({"kind": "holiday"}, "kind"),
        ({"days": None}, "until"),
        ({"days": -1}, "until"),
    ],
)
def test_what_cannot_be_granted(place, trainer, changes, field):
    with pytest.raises(UnableToGrant) as refused:
        grant(place, trainer, **changes)
    assert refused.value.field == field
    assert not AssignmentException.objects.exists()


def test_ones_own_enrollment_and_accepted_work_need_none(place, trainer, client):
    with pytest.raises(UnableToGrant):
        grant(place, place[0].user)
    place[1].due_days = None
    place[1].save()
    work = send_text(*place)
    client.force_login(trainer)
    client.post(reverse("assignment:review", args=[work.public_id]), {"decision": "accepted", "round": 1})
    with pytest.raises(UnableToGrant):
        grant(place, trainer)


def test_the_trainee_is_told_and_sees_who_and_why(client, place, trainer):
    grant(place, trainer)
    told = Notification.objects.get(user=place[0].user)
    assert told.subject == "Sait lisäaikaa tehtävään"
    assert OutgoingMail.objects.filter(to=place[0].user.email).count() == 1
    client.force_login(place[0].user)
    page = client.get(address(*place)).content.decode()
    assert "Sinulla on lisäaikaa" in page
    assert f"Sairastui. ({trainer.get_full_name()}" in page
    assert "Lähetä kouluttajalle" in page


def test_a_waiver_needs_no_hurry(place, trainer):
    grant(place, trainer, "waiver", days=None)
    assert not OutgoingMail.objects.exists()
    assert Notification.objects.get().in_digest


def test_the_form_takes_a_finnish_date_and_shows_what_holds(client, place, trainer):
    client.force_login(trainer)
    day = timezone.localdate() + timedelta(days=5)
    data = {"kind": "extension", "until": f"{day.day}.{day.month}.{day.year}", "reason": "Kiire <b>töissä</b> 😀"}
    page = client.post(agree_url(place), data, follow=True).content.decode()
    assert "Poikkeus on voimassa. Osallistujalle on kerrottu." in page
    assert "Kiire &lt;b&gt;töissä" in page
    row = AssignmentException.objects.get()
    assert timezone.localtime(row.until).date() == day
    page = client.post(agree_url(place, f"{row.public_id}/paata/"), follow=True).content.decode()
    assert "Poikkeus on päättynyt." in page
    assert "Aiemmat poikkeukset" in page
    run_page = client.get(reverse("assignment:run", args=[place[0].run.slug])).content.decode()
    assert f"päättynyt {day_words()}, {trainer.get_full_name()}" in run_page


def day_words() -> str:
    today = timezone.localdate()
    return f"{today.day}.{today.month}.{today.year}"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "extension", "reason": "x"},
        {"kind": "extension", "until": "31.2.2027", "reason": "x"},
        {"kind": "extension", "until": "2001-01-01", "reason": "x"},
        {"kind": "extension", "until": "9999-12-31", "reason": ""},
        {"kind": "nope", "until": "", "reason": "x"},
        {"kind": "waiver", "reason": "x" * 500},
        {"kind": "waiver", "reason": "\x00"},
    ],
)
def test_bad_input_grants_nothing_and_loses_nothing(client, place, trainer, data):
    client.force_login(trainer)
    response = client.post(agree_url(place), data)
    assert response.status_code == 422
    assert "data-focus" in response.content.decode()
    assert not AssignmentException.objects.exists()


def test_only_the_staff_of_the_run(client, place, trainer):
    row = grant(place, trainer)
    slug, activity = place[0].run.slug, place[1].slug
    pages = [
        reverse("assignment:run", args=[slug]),
        reverse("assignment:people", args=[slug, activity]),
        agree_url(place),
    ]
    posts = [agree_url(place, f"{row.public_id}/paata/"), agree_url(place, f"{row.public_id}/kuultu/")]
    for user in (place[0].user, make_staff(make_run()), UserFactory(is_superuser=True, is_staff=True)):
        client.force_login(user)
        assert [client.get(url).status_code for url in pages] == [404] * 3
        assert [client.post(url).status_code for url in posts] == [404] * 2
    for user in (trainer, make_staff(place[0].run, "coordinator")):
        client.force_login(user)
        assert [client.get(url).status_code for url in pages] == [200] * 3
    elsewhere = EnrolmentFactory()
    assert client.get(reverse("assignment:agree", args=[slug, activity, elsewhere.public_id])).status_code == 404
    client.logout()
    assert client.get(pages[0]).status_code == 302


def test_the_lists_take_as_many_queries_for_many_as_for_one(client, place, trainer):
    client.force_login(trainer)
    pages = [
        reverse("assignment:run", args=[place[0].run.slug]),
        reverse("assignment:people", args=[place[0].run.slug, place[1].slug]),
    ]
    before = []
    for url in pages:
        client.get(url)
        before.append(_count(client, url))
    for _one in range(20):
        grant((EnrolmentFactory(run=place[0].run), place[1]), trainer)
    assert [_count(client, url) for url in pages] == before


def _count(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)
