"""Enrolling in the browser: what is refused, what is kept, who may decide."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.enums import EnrolmentState, RunState, StaffRole
from courses.models import Enrolment

pytestmark = pytest.mark.django_db

GOOD = {"background": "advisor", "motivation": "Haluan oppia.", "special_needs": "", "accept": "on"}


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run(state=RunState.ENROLLING, started_days_ago=-30)


@pytest.fixture
def run(made):
    return deepcopy(made)


def url_of(run):
    return reverse("courses:enrol", kwargs={"run": run.slug})


def test_a_visitor_reads_about_the_run_signs_in_and_comes_back(client, run):
    place = run.sessions.first()
    place.place, place.link = "Sali Peilityyni", "https://kokous.esimerkki.test/salainen"
    place.save()
    response = client.get(url_of(run) + "?avain=abc")

    assert response.status_code == 200
    assert "Sali Peilityyni" in response.text
    assert "salainen" not in response.text
    assert f"{reverse('account_login')}?next={url_of(run)}%3Favain%3Dabc" in response.text
    assert client.post(url_of(run), GOOD).url == f"{reverse('account_login')}?next={url_of(run)}"


def test_an_application_is_stored_and_shown(client, run):
    user = UserFactory()
    client.force_login(user)

    response = client.post(url_of(run), GOOD, follow=True)

    assert "Ilmoittautumisesi on vastaanotettu" in response.content.decode()
    assert Enrolment.objects.get().user == user


def test_double_submit_makes_one_application(client, run):
    client.force_login(UserFactory())

    client.post(url_of(run), GOOD)
    client.post(url_of(run), GOOD)

    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"background": ""}, "background"),
        ({"background": "emperor"}, "background"),
        ({"motivation": "x" * 1001}, "motivation"),
        ({"special_needs": "x" * 501}, "special_needs"),
        ({"accept": ""}, "accept"),
        ({"motivation": "nolla\x00tavu"}, "motivation"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(client, run, change, message):
    client.force_login(UserFactory())

    response = client.post(url_of(run), {**GOOD, **change})

    html = response.content.decode()
    assert response.status_code == 422
    assert message in response.context["form"].errors
    assert change.get("motivation", "Haluan oppia.").replace("\x00", "")[:5] in html
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "🦉 pöllö", "=1+1"])
def test_odd_text_is_stored_and_shown_as_text(client, run, text):
    client.force_login(UserFactory())
    client.post(url_of(run), {**GOOD, "motivation": text})
    coordinator = make_staff(run, StaffRole.COORDINATOR)
    client.force_login(coordinator)

    html = client.get(reverse("courses:applications", kwargs={"run": run.slug})).content.decode()

    assert "<script>alert" not in html
    assert Enrolment.objects.get().motivation == text


def test_a_run_that_is_not_open_says_so(client):
    run = make_run(state=RunState.PUBLISHED, started_days_ago=-30)
    client.force_login(UserFactory())

    assert "Ilmoittautuminen ei ole auki" in client.get(url_of(run)).content.decode()
    assert client.post(url_of(run), GOOD).status_code == 422


@pytest.mark.parametrize("state", [RunState.DRAFT, RunState.ARCHIVED, RunState.CANCELLED])
def test_hidden_runs_do_not_exist(client, state):
    run = make_run(state=state)
    client.force_login(UserFactory())

    assert client.get(url_of(run)).status_code == 404


def test_the_coordinator_accepts_and_a_second_click_changes_nothing(client, run):
    application = EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    url = reverse("courses:decide", kwargs={"run": run.slug, "person": application.public_id})

    for _click in range(2):
        assert client.post(url, {"decision": "accept"}, follow=True).status_code == 200

    application.refresh_from_db()
    assert application.state == EnrolmentState.ACCEPTED


def test_an_unknown_decision_is_told(client, run):
    application = EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    url = reverse("courses:decide", kwargs={"run": run.slug, "person": application.public_id})

    html = client.post(url, {"decision": "perhaps"}, follow=True).content.decode()

    assert "Valitse, hyväksytkö vai hylkäätkö hakemuksen." in html


def test_cancelling_an_application(client, run):
    enrolment = EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    client.force_login(enrolment.user)

    client.post(reverse("courses:cancel", kwargs={"run": run.slug}))

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.CANCELLED


def test_the_list_takes_the_same_queries_for_few_and_many(client, run, django_assert_max_num_queries):
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    EnrolmentFactory.create_batch(30, run=run, state=EnrolmentState.APPLIED)
    EnrolmentFactory.create_batch(30, run=run, decided_at=timezone.now() - timedelta(days=1))

    with django_assert_max_num_queries(10):
        client.get(reverse("courses:applications", kwargs={"run": run.slug}))
