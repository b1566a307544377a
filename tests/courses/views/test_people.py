"""The people of a run in the browser: who they are, the key, going on elsewhere, being taken off, the line."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, crowd, make_run, make_staff, mark_present

from courses.domain.keys import make_key, shown_code
from courses.enums import EnrolmentState, RunState, StaffRole
from courses.models import Enrolment, EnrolmentKey, Transfer

pytestmark = pytest.mark.django_db

GOOD = {"background": "advisor", "motivation": "", "special_needs": "", "accept": "on"}


@pytest.fixture
def run():
    return make_run(state=RunState.ENROLLING, started_days_ago=-30, capacity=2)


@pytest.fixture
def coordinator(run):
    return make_staff(run, StaffRole.COORDINATOR)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, run, person=None):
    return reverse(f"courses:{name}", kwargs={"run": run.slug} | ({"person": person.public_id} if person else {}))


@pytest.fixture
def key(run, coordinator):
    at = timezone.now()
    return make_key(run=run, by=coordinator, expires_at=at + timedelta(days=3), at=at)


def test_the_list_shows_each_part_finds_a_name_and_costs_the_same_for_many(run, coordinator, django_assert_num_queries):
    EnrolmentFactory(run=run, user=UserFactory(given_name="Kuovi", family_name="Rantanen"))
    EnrolmentFactory(run=run, state="waiting", user=UserFactory(given_name="Tiira", family_name="Suo"))
    client = client_of(coordinator)
    url = address("people", run)
    assert "Kuovi Rantanen" in client.get(url).content.decode()
    assert "Tiira Suo" in client.get(url, {"osa": "jonossa"}).content.decode()
    assert "Kuovi Rantanen" in client.get(url, {"haku": "kuo rant"}).content.decode()
    for odd in ({"haku": "<script>\x00"}, {"osa": "ei-ole", "page": "-9"}, {"haku": "x" * 500, "page": "zz"}):
        page = client.get(url, odd)
        assert (page.status_code, "<script>\\" in page.content.decode()) == (200, False)
    with django_assert_num_queries(8):
        client.get(url)
    crowd(run, 60)
    with django_assert_num_queries(8):
        client.get(url)


def test_a_key_is_made_shown_and_revoked(run, coordinator):
    client = client_of(coordinator)
    url = address("key", run)
    for wrong in (
        {"until": "eilen"},
        {"until": "2001-01-01"},
        {"until": ""},
        {"until": "2099-01-01", "most_uses": "-1"},
    ):
        assert client.post(url, wrong).status_code == 422
    assert not EnrolmentKey.objects.exists()
    until = timezone.localdate() + timedelta(days=3)

    page = client.post(url, {"until": until.isoformat(), "most_uses": "2"}, follow=True).content.decode()

    key = EnrolmentKey.objects.get()
    assert f"?avain={shown_code(key.code)}" in page
    for _click in range(2):
        page = client.post(url, {"action": "revoke"}, follow=True).content.decode()
    assert shown_code(key.code) not in page


def test_the_key_on_the_form_gives_a_place_and_a_wrong_one_keeps_what_was_typed(run, key):
    client = client_of(UserFactory())
    url = address("enrol", run)
    assert shown_code(key.code) in client.get(url, {"avain": shown_code(key.code)}).content.decode()

    wrong = client.post(url, {**GOOD, "motivation": "Haluan oppia", "key": "aaaa-bbbb"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["key"])
    assert "Haluan oppia" in wrong.content.decode()

    page = client.post(url, {**GOOD, "key": shown_code(key.code).upper()}, follow=True).content.decode()
    assert "Paikkasi on vahvistettu" in page


def test_keys_are_not_tried_out(run, key, settings):
    settings.KEY_TRIES_PER_HOUR = 2
    client = client_of(UserFactory())
    for typed in ("aaaa", "bbbb", key.code):
        page = client.post(address("enrol", run), {**GOOD, "key": typed})
    assert "Liian monta yritystä" in page.content.decode()
    assert not Enrolment.objects.exists()


def test_there_is_no_field_for_a_key_where_there_is_none(run):
    page = client_of(UserFactory()).get(address("enrol", run), {"avain": "x"}).content.decode()
    assert 'name="key"' not in page


def test_the_place_in_line_is_shown_and_approving_is_told(run, coordinator):
    EnrolmentFactory.create_batch(2, run=run)
    first, second = (
        EnrolmentFactory(run=run, state="waiting", applied_at=timezone.now() + timedelta(minutes=number))
        for number in range(2)
    )
    assert "Olet jonossa sijalla 2" in client_of(second.user).get(address("enrol", run)).content.decode()
    client = client_of(coordinator)
    page = client.post(address("decide", run, first), {"decision": "accept"}, follow=True).content.decode()
    assert "hyväksytty jonoon" in page
    assert "Hyväksytty jonoon" in page
    client_of(second.user).post(address("cancel", run))
    second.refresh_from_db()
    assert second.state == EnrolmentState.CANCELLED


def test_a_trainee_goes_on_in_another_run_by_form(run, coordinator):
    old = make_run(course=run.course, started_days_ago=40)
    make_staff(old, user=coordinator)
    person = EnrolmentFactory(run=old, state="active")
    mark_present(person, old.sessions.get(position=1))
    first, second = run.sessions.order_by("position")
    client, url = client_of(coordinator), address("transfer", old, person)
    field = f"credit_{old.sessions.get(position=1).pk}"
    page = client.get(url).content.decode()  # the only run is chosen already, its session proposed
    assert f'<option value="{first.pk}" selected>' in page

    for wrong in (
        {"toteutus": run.slug, "reason": " "},
        {"toteutus": "ei-ole", "reason": "Syy"},
        {"toteutus": run.slug, "reason": "Syy", field: "999999"},
        {"toteutus": run.slug, "reason": "x" * 201},
    ):
        assert client.post(url, wrong).status_code == 422
    assert not Transfer.objects.exists()
    for _click in range(2):
        answer = client.post(url, {"toteutus": run.slug, "reason": "Sairastui", field: str(second.pk)})
    moved = Transfer.objects.get()
    assert [row.session for row in moved.credits.all()] == [second]
    assert answer.status_code == 302
    page = client.get(address("trainee", run, moved.target)).content.decode()
    assert "Siirtyi toisesta toteutuksesta" in page
    assert "Hyväksiluettu" in page
    own = (
        client_of(person.user).get(reverse("courses:session", kwargs={"run": run.slug, "position": 2})).content.decode()
    )
    assert f"Olit tällä kerralla toteutuksessa {old.name}" in own
    assert "Hyväksiluettu" in client_of(person.user).get(reverse("portal:trainee")).content.decode()


def test_a_trainee_is_taken_off_with_a_reason(run, coordinator):
    person = EnrolmentFactory(run=run)
    client, url = client_of(coordinator), address("withdraw", run, person)
    assert client.post(url, {"reason": ""}).status_code == 422
    for _click in range(2):
        assert client.post(url, {"reason": "<b>Soitti</b>"}).status_code == 302
    person.refresh_from_db()
    assert person.state == EnrolmentState.WITHDRAWN
    assert "<b>Soitti" not in client.get(address("trainee", run, person)).content.decode()
