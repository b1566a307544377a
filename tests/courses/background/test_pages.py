"""The participant's page and the coordinator's list: who opens them, what they take, what they never show."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.funding import make_funded_run, make_participant, make_project

from courses.background.domain.answering import answer_background
from courses.background.domain.eura import mark_given
from courses.background.models import BackgroundRecord, EuraFlag
from courses.enums import StaffRole
from notifications.models import Notification

pytestmark = pytest.mark.django_db

OWN = ("background:own", "background:eura", "background:remove")
DESK = ("background:run", "background:run-file", "background:remind")


@pytest.fixture
def house():
    run, elsewhere = make_funded_run(), make_funded_run()
    enrolment = make_participant(run)
    return {
        "run": run,
        "enrolment": enrolment,
        "people": {
            "anonymous": None,
            "stranger": UserFactory(),
            "trainee": enrolment.user,
            "applicant": make_participant(run, state="applied").user,
            "other_trainee": make_participant(elsewhere).user,
            "trainer": make_staff(run),
            "coordinator": make_staff(run, StaffRole.COORDINATOR),
            "other_coordinator": make_staff(elsewhere, StaffRole.COORDINATOR),
            "advisor": OrganisationContactFactory().user,
            "superuser": AdminFactory(),
        },
    }


def url_of(name, run):
    if name in OWN:
        return reverse(name, kwargs={"project": run.project.public_id})
    kwargs = {"run": run.slug, "ending": "csv"} if name == "background:run-file" else {"run": run.slug}
    return reverse(name, kwargs=kwargs)


def test_everybody_else_finds_nothing(client, house):
    for role, user in house["people"].items():
        if user:
            client.force_login(user)
        for name in (*OWN, *DESK):
            is_post = name in ("background:eura", "background:remove", "background:remind")
            answer = (client.post if is_post else client.get)(url_of(name, house["run"]))
            wanted = {"trainee": name in OWN, "coordinator": name in DESK}.get(role, False)
            if role == "anonymous":
                assert answer.status_code == 302
                assert "/tili/login/" in answer["Location"]
            else:
                assert answer.status_code == ((302 if is_post else 200) if wanted else 404), (role, name)
            if is_post:
                assert client.get(url_of(name, house["run"])).status_code in (302, 405)
        client.logout()


def test_a_run_without_a_project_and_one_without_the_question(client):
    user = make_staff(make_run(), StaffRole.COORDINATOR)
    client.force_login(user)
    assert client.get(reverse("background:run", kwargs={"run": user.run_staff.get().run.slug})).status_code == 404
    enrolment = make_participant(make_funded_run(make_project(asks_background=False)))
    client.force_login(enrolment.user)
    page = client.get(url_of("background:own", enrolment.run)).content.decode()
    assert "EURA" in page
    assert "Taustatietosi" not in page


def test_answers_are_kept_changed_and_deleted(client):
    enrolment = make_participant()
    client.force_login(enrolment.user)
    path = url_of("background:own", enrolment.run)
    for _ in range(2):  # a double press
        sent = client.post(path, {"gender": "declined", "age_band": "30to54", "municipality": "609"}, follow=True)
        assert "Vastauksesi on tallennettu" in sent.content.decode()
    record = BackgroundRecord.objects.get()
    assert (record.gender, record.work) == ("declined", "")
    page = sent.content.decode()
    assert re.search(r'value="declined"[^>]*id="id_gender_4"[^>]*checked', page)
    client.post(url_of("background:remove", enrolment.run))
    assert not BackgroundRecord.objects.exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"gender": "x"}, "id_gender_error"),
        ({"gender": "a\0b"}, "id_gender_error"),
        ({"municipality": "Pori"}, "id_municipality_error"),
        ({"work": "😀" * 500}, "id_work_error"),
        ({"obstacles": "some", "obstacles_text": "x" * 401}, "id_obstacles_text_error"),
        ({"obstacles": "some", "obstacles_text": "131052-308T"}, "id_obstacles_text_error"),
        ({"obstacles": "some", "obstacles_text": "<script>alert(1)</script> 131052-308T"}, "id_obstacles_text_error"),
    ],
)
def test_bad_input_is_told_beside_its_field(client, data, field):
    enrolment = make_participant(state="completed")
    client.force_login(enrolment.user)
    answer = client.post(url_of("background:own", enrolment.run), data)
    assert answer.status_code == 422
    assert f'id="{field}"' in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not BackgroundRecord.objects.exists()


@pytest.mark.parametrize("data", [{}, {"stage": "exit", "given": "1"}, {"stage": "x", "given": "1"}, {"stage": "\0"}])
def test_a_tick_that_makes_no_sense_is_told(client, data):
    enrolment = make_participant()
    client.force_login(enrolment.user)
    page = client.post(url_of("background:eura", enrolment.run), data, follow=True)
    assert page.status_code == 200
    assert not EuraFlag.objects.exclude(entry_at=None, exit_at=None).exists()


def test_the_home_the_profile_and_the_overview_lead_there(client):
    enrolment = make_participant()
    client.force_login(enrolment.user)
    own = url_of("background:own", enrolment.run)
    assert own in client.get(reverse("portal:trainee")).content.decode()
    assert reverse("background:mine") in client.get(reverse("accounts:profile")).content.decode()
    assert client.get(reverse("background:mine"))["Location"] == own
    mark_given(user=enrolment.user, project=enrolment.run.project, stage="entry", is_given=True, at=timezone.now())
    answers = {"user": enrolment.user, "project": enrolment.run.project, "answers": {"gender": "man"}}
    answer_background(**answers, is_over=False, at=timezone.now())
    assert own not in client.get(reverse("portal:trainee")).content.decode()
    make_participant(enrolment.run)
    client.force_login(make_staff(enrolment.run, StaffRole.COORDINATOR))
    page = client.get(reverse("courses:progress", kwargs={"run": enrolment.run.slug})).content.decode()
    assert "1 osallistujan aloitustiedot puuttuvat" in page


def test_the_coordinator_sees_who_has_ticked_and_never_an_answer(client):
    run = make_funded_run()
    ticked, missing = make_participant(run), make_participant(run)
    mark_given(user=ticked.user, project=run.project, stage="entry", is_given=True, at=timezone.now())
    answers = {"user": ticked.user, "project": run.project, "answers": {"gender": "woman", "work": "self"}}
    answer_background(**answers, is_over=False, at=timezone.now())
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    everything = client.get(url_of("background:run", run))
    narrowed = client.get(url_of("background:run", run), {"nayta": "puuttuu", "page": "x"})
    assert len(everything.context["page_obj"]) == 2
    assert [row.person.user for row in narrowed.context["page_obj"]] == [missing.user]
    file = client.get(url_of("background:run-file", run) + "?nayta=puuttuu").content.decode("utf-8-sig")
    assert missing.user.family_name in file
    assert len(file.splitlines()) == 2
    for page in (everything.content.decode(), file):
        assert "nainen" not in page
        assert "itsensä työllistävä" not in page
    for _ in range(2):
        client.post(url_of("background:remind", run))
    assert Notification.objects.filter(kind="eura-entry").count() == 1
    assert client.get(url_of("background:run-file", run).replace(".csv", ".exe")).status_code == 404


def test_the_home_of_who_has_nothing_left_costs_no_query_of_the_funders(client):
    plain, funded = EnrolmentFactory(), make_participant()
    mark_given(user=funded.user, project=funded.run.project, stage="entry", is_given=True, at=timezone.now())
    answers = {"user": funded.user, "project": funded.run.project, "answers": {"gender": "declined"}}
    answer_background(**answers, is_over=False, at=timezone.now())
    cost = []
    for enrolment in (plain, funded):
        client.force_login(enrolment.user)
        client.get(reverse("portal:trainee"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("portal:trainee"))
        cost.append(len(captured))
    assert cost[0] == cost[1]
