"""Feedback and data requests: their days, their steps, who reaches their pages, what is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from accounts.clocks import clear_due
from accounts.leaving import kept_of
from accounts.visitors import new_opening
from courses.enums import StaffRole
from courses.forms import EnrolForm
from events.forms import SignUpForm
from feedback.domain.accessibility import answer_feedback, receive_feedback, take_feedback
from feedback.domain.days import months_after
from feedback.domain.links import link_of
from feedback.domain.refusals import UnableToHandle
from feedback.domain.reminding import send_reminders
from feedback.domain.requests import (
    Asked,
    answer_request,
    confirm_request,
    extend_request,
    identify_request,
    receive_request,
    take_request,
)
from feedback.enums import Identified, RequestState
from feedback.forms import FeedbackForm, RequestForm
from feedback.models import AccessibilityFeedback, DataRequest
from feedback.privacy import erase_person, export_person
from feedback.urls import urlpatterns
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
PUBLIC = {"feedback", "thanks", "request", "request-thanks", "confirm"}
PRESSED = {"take-feedback", "take-request"}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


def now():
    return timezone.now()


def make_feedback(*, email="kuovi@esimerkki.test", at=None, key=None):
    values = {"page": "/tapahtumat/", "text": "Ruudunlukija vaikenee.", "email": email, "language": "fi"}
    return receive_feedback(**values, sending_key=key or uuid4(), at=at or now())


def make_request(*, user=None, at=None, key=None, email="kuovi@esimerkki.test", language="fi"):
    asked = Asked("access", "Kuovi Rantanen", user.email if user else email, "", language)
    return receive_request(asked=asked, user=user, sending_key=key or uuid4(), at=at or now())


def test_a_month_is_the_same_day_of_the_next_or_its_last():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 5), 1) == date(2027, 1, 5)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_feedback_is_due_in_fourteen_days_is_told_once_and_answered_once():
    handler, key = make_staff(make_run(), StaffRole.COORDINATOR), uuid4()
    feedback = make_feedback(key=key)
    assert make_feedback(key=key) == feedback
    assert feedback.due_on == timezone.localdate() + timedelta(days=14)
    assert Notification.objects.filter(user=handler, kind="feedback-new").count() == 1
    take_feedback(feedback=feedback, by=handler)
    answer_feedback(feedback=feedback, answer="Korjasimme sen.", by=handler, at=now())
    for verb in (
        lambda: answer_feedback(feedback=feedback, answer="Taas", by=handler, at=now()),
        lambda: take_feedback(feedback=feedback, by=handler),
    ):
        with pytest.raises(UnableToHandle):
            verb()
    mails = OutgoingMail.objects.filter(to="kuovi@esimerkki.test").order_by("pk")
    assert [mail.kind for mail in mails] == ["feedback-received", "feedback-answered"]
    assert "Korjasimme sen." in mails[1].text


def test_feedback_without_an_address_is_handled_and_nobody_is_mailed():
    handler = UserFactory()
    answer_feedback(feedback=make_feedback(email=""), answer="Korjattu.", by=handler, at=now())
    assert AccessibilityFeedback.objects.get().answered_at
    assert not OutgoingMail.objects.exists()


def test_a_request_goes_its_four_steps_and_none_can_be_left_out():
    handler = UserFactory()
    request = make_request(language="sv")
    for too_early in (
        lambda: take_request(request=request, by=handler, at=now()),
        lambda: answer_request(request=request, result="granted", answer="x", by=handler, at=now()),
    ):
        with pytest.raises(UnableToHandle):
            too_early()
    for _ in range(2):
        confirm_request(request=request, at=now())
    with pytest.raises(UnableToHandle):
        identify_request(request=request, note="Soitto", at=now())
    take_request(request=request, by=handler, at=now())
    answer_request(request=request, result="granted", answer="Ni har rätt.", by=handler, at=now())
    with pytest.raises(UnableToHandle):
        answer_request(request=request, result="granted", answer="x", by=handler, at=now())
    request.refresh_from_db()
    assert (request.state, request.identified_how) == (RequestState.ANSWERED, Identified.LINK)
    assert all(step["at"] for step in request.steps())
    assert [mail.language for mail in OutgoingMail.objects.all()] == ["sv", "sv"]


def test_who_is_signed_in_is_identified_and_who_cannot_be_is_told_only_that():
    user = UserFactory()
    assert make_request(user=user).state == RequestState.IDENTIFIED
    stranger = make_request()
    answer_request(request=stranger, result="unidentified", answer="Emme tiedä.", by=user, at=now())
    stranger.refresh_from_db()
    assert (stranger.state, stranger.identified_at) == (RequestState.ANSWERED, None)


def test_the_month_is_made_longer_once_with_a_reason_and_within_itself():
    received = timezone.make_aware(timezone.datetime(2026, 1, 31, 12))
    request = make_request(at=received)
    assert request.due_on == date(2026, 2, 28)
    extend_request(request=request, months=2, reason="Pyyntöjä on paljon.", at=received)
    request.refresh_from_db()
    assert request.due_on == date(2026, 4, 30)
    assert "Pyyntöjä on paljon." in OutgoingMail.objects.get(kind="request-extended").text
    with pytest.raises(UnableToHandle):
        extend_request(request=request, months=1, reason="Vielä", at=received)
    with pytest.raises(UnableToHandle, match="ohi"):
        extend_request(request=make_request(at=received), months=1, reason="x", at=now())


def test_those_who_answer_are_reminded_when_the_day_is_near_and_when_it_has_gone_each_once():
    handler = make_staff(make_run(), StaffRole.COORDINATOR)
    make_staff(make_run(), StaffRole.COORDINATOR)
    feedback = make_feedback(at=now() - timedelta(days=9))
    assert send_reminders(at=now()) == 0
    take_feedback(feedback=feedback, by=handler)
    near, late = now() + timedelta(days=1), now() + timedelta(days=6)
    assert [send_reminders(at=at) for at in (near, near, late, late)] == [1, 0, 1, 0]
    told = Notification.objects.filter(kind="feedback-due")
    assert [row.user for row in told] == [handler, handler]


def test_what_was_answered_two_years_ago_goes(settings):
    feedback = make_feedback()
    answer_feedback(feedback=feedback, answer="x", by=UserFactory(), at=now() - timedelta(days=731))
    make_request()
    assert clear_due(at=now())["feedback.tickets"] == 1
    assert (AccessibilityFeedback.objects.count(), DataRequest.objects.count()) == (0, 1)


def test_a_person_gets_their_requests_out_and_is_told_what_stays():
    user = UserFactory()
    request = make_request(user=user)
    make_feedback(email=user.email)
    told = export_person(user)
    assert (len(told["data_requests"]), len(told["feedback"])) == (1, 1)
    assert any("tietopyynnöt" in kept.what for kept in kept_of(user))
    erase_person(user, at=now())
    request.refresh_from_db()
    assert (request.user, bool(request.email)) == (None, True)


def address(name, feedback, request):
    """Return the address of one page."""
    if name == "confirm":
        return "/tietopyynto/" + link_of(request).split("/tietopyynto/")[1]
    if name in PUBLIC or name == "desk":
        return reverse(f"feedback:{name}")
    return reverse(f"feedback:{name}", kwargs={"ticket": (feedback if "feedback" in name else request).public_id})


def test_every_address_for_every_role_and_looking_changes_nothing(client):
    run = make_run()
    people = {
        "stranger": None,
        "somebody": UserFactory(),
        "trainee": EnrolmentFactory(run=run).user,
        "trainer": make_staff(run),
        "advisor": OrganisationContactFactory().user,
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "superuser": AdminFactory(),
    }
    feedback, request = make_feedback(), make_request()
    before = [list(model.objects.values()) for model in (AccessibilityFeedback, DataRequest)]
    wrong = []
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        for name in (pattern.name for pattern in urlpatterns):
            answers = role in ("coordinator", "superuser")
            expected = 200 if name in PUBLIC or answers else 404 if person else 302
            if name in PRESSED:
                expected = 405 if person else 302
            url = address(name, feedback, request)
            if client.get(url).status_code != expected:
                wrong.append((role, name))
            if name not in PUBLIC and not answers and client.post(url).status_code not in (302, 404, 405):
                wrong.append((role, name, "post"))
    assert wrong == []
    assert [list(model.objects.values()) for model in (AccessibilityFeedback, DataRequest)] == before


BAD_FEEDBACK = {
    "empty": {"text": "  "},
    "long": {"text": "a" * 3001},
    "nul": {"text": "a\0"},
    "address": {"email": "ei osoite"},
    "page": {"page": "x" * 301},
    "trap": {"homepage": "x"},
    "clock": {"opened": "x"},
}


def test_feedback_that_cannot_be_taken_is_told_and_kept_on_the_page(client):
    for name, values in BAD_FEEDBACK.items():
        sent = {"text": "Painike ei toimi <script>", "email": "kuovi@esimerkki.test", "opened": new_opening(), **values}
        answer = client.post("/saavutettavuuspalaute/", sent)
        assert (answer.status_code, 'role="alert"' in answer.text) == (422, True), name
        assert "text" in values or "Painike ei toimi &lt;script&gt;" in answer.text, name
    assert not AccessibilityFeedback.objects.exists()


BAD_REQUESTS = [{"kind": ""}, {"kind": "x"}, {"kind": "other"}, {"name": "=1"}, {"name": ""}, {"email": "x"}]


def test_a_request_that_cannot_be_taken_is_told(client):
    for values in BAD_REQUESTS:
        sent = {"kind": "access", "name": "Kuovi", "email": "k@esimerkki.test", "opened": new_opening(), **values}
        assert client.post("/tietopyynto/", sent).status_code == 422
    assert not DataRequest.objects.exists()


def test_a_stranger_s_request_is_confirmed_by_a_press_and_answered_at_the_desk(client):
    sent = {"kind": "access", "name": "Kuovi", "email": "K@Esimerkki.test ", "opened": new_opening()}
    for _ in range(2):
        assert client.post("/tietopyynto/", sent).status_code == 302
    request = DataRequest.objects.get()
    url = address("confirm", None, request)
    assert "Vahvista pyyntö" in client.get(url).text
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]
    assert "on vahvistettu" in client.get(url).text
    assert client.get("/tietopyynto/vahvista/x/").status_code == 404
    client.force_login(make_staff(make_run(), StaffRole.COORDINATOR))
    page = address("desk-request", None, request)
    assert client.post(f"{page}jatka/", {"months": "9", "reason": "x"}).status_code == 422
    assert client.post(f"{page}jatka/", {"months": "1", "reason": "Paljon pyyntöjä"}).status_code == 302
    assert client.post(page, {"result": "granted", "answer": ""}).status_code == 422
    assert client.post(page, {"result": "granted", "answer": "Tässä."}).status_code == 302
    assert client.post(page, {"result": "granted", "answer": "Taas."}).status_code == 422
    assert "Tässä." in client.get(page).text


def test_the_page_one_came_from_is_filled_in_without_what_follows_it(client):
    own = client.get("/saavutettavuuspalaute/", headers={"referer": "http://testserver/tapahtumat/?salaisuus=1"})
    assert 'value="/tapahtumat/"' in own.text
    assert (
        "muualla.test" not in client.get("/saavutettavuuspalaute/", headers={"referer": "https://muualla.test/"}).text
    )


def test_the_desk_takes_as_many_queries_whatever_waits(client):
    user = make_staff(make_run(), StaffRole.COORDINATOR)
    client.force_login(user)
    counts = []
    for _ in range(2):
        for _ in range(3):
            take_feedback(feedback=make_feedback(), by=user)
            answer_feedback(feedback=make_feedback(), answer="x", by=user, at=now())
            make_request()
        client.get("/koordinaattori/yhteydenotot/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/koordinaattori/yhteydenotot/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("form", "field"),
    [(FeedbackForm, "text"), (RequestForm, "text"), (SignUpForm, "needs"), (EnrolForm, "motivation")],
)
def test_no_form_for_anybody_takes_a_personal_identity_code(form, field):
    assert form({field: "Hetuni on 131052-308T, tai 131052A308X."}).errors[field] == [
        "Poista henkilötunnus. Sitä ei tallenneta."
    ]
    assert field not in form({field: "Puhelin 040 123 4567, tapasimme 13.10.2026."}).errors
