"""Every address of the course core and the home screens, asked by everyone: 404 for what one may not know of."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, add_activity, make_course, make_run, make_staff, session_pages

from courses.domain.exceptions import grant_exception
from courses.enums import EnrolmentState, RunState, StaffRole
from courses.models import ConferenceList, MakeUp
from modules.lesson.models import LessonPage

pytestmark = pytest.mark.django_db

ROLES = [
    "anonymous", "stranger", "trainee", "applicant", "withdrawn", "other_trainee", "trainer", "other_trainer",
    "coordinator", "advisor", "superuser",
]  # fmt: skip

STAFF = {"trainer": 200, "coordinator": 200}
COORDINATOR = {"coordinator": 200}
LEARNERS = {"trainee": 200, "trainer": 200, "coordinator": 200}

DONE = {"trainer": 302, "coordinator": 302}
EXCEPTION = {"run": "run", "person": "person", "condition": "sessions"}

# address name, arguments, method, who gets what (everyone else: 404; anonymous: sign in)
TABLE = [
    ("courses:learn", {"run": "run"}, "get", LEARNERS),
    ("courses:session", {"run": "run", "position": 1}, "get", LEARNERS),
    ("courses:search", {"run": "run"}, "get", LEARNERS),
    ("courses:activity", {"run": "run", "activity": "lesson"}, "get", LEARNERS),
    ("courses:activity-route", {"run": "run", "activity": "lesson", "rest": "ei-ole/"}, "get", {}),
    ("courses:progress", {"run": "run"}, "get", STAFF),
    ("courses:plots", {"run": "run"}, "get", STAFF),
    ("courses:progress-file", {"run": "run", "ending": "csv"}, "get", STAFF),
    ("courses:trainee", {"run": "run", "person": "person"}, "get", STAFF),
    ("courses:people", {"run": "run"}, "get", STAFF),
    ("courses:transfer", {"run": "run", "person": "person"}, "get", STAFF),
    ("courses:withdraw", {"run": "run", "person": "person"}, "get", STAFF),
    ("courses:withdraw", {"run": "run", "person": "person"}, "post", {"trainer": 422, "coordinator": 422}),
    ("courses:key", {"run": "run"}, "get", COORDINATOR),
    ("courses:confirm", {"run": "run", "person": "person"}, "post", {"coordinator": 302}),
    ("courses:exception", {"run": "run", "person": "person"}, "post", {"trainer": 422, "coordinator": 422}),
    ("courses:exceptions", {"run": "run"}, "get", STAFF),
    ("courses:exceptions-file", {"run": "run", "ending": "csv"}, "get", STAFF),
    ("courses:exception-confirm", EXCEPTION, "post", DONE),
    ("courses:exception-accept", EXCEPTION, "post", DONE),
    ("courses:exception-end", EXCEPTION, "post", DONE),
    ("courses:rules", {"run": "run"}, "get", STAFF),
    ("courses:rules-change", {"run": "run"}, "get", STAFF),
    ("courses:rules-move", {"run": "run"}, "post", DONE),
    ("courses:registers", {"run": "run"}, "get", STAFF),
    ("courses:attendance", {"run": "run", "position": 1}, "get", STAFF),
    ("courses:attendance-lock", {"run": "run", "position": 1}, "post", {"trainer": 302, "coordinator": 302}),
    ("courses:session-desk", {"run": "run", "position": 1}, "get", STAFF),
    ("courses:session-desk", {"run": "run", "position": 99}, "get", {}),
    ("courses:check-in-code", {"run": "run", "position": 1}, "post", {"trainer": 302, "coordinator": 302}),
    ("courses:check-in", {"run": "run", "position": 1}, "post", {"trainee": 302}),
    ("courses:conference-upload", {"run": "run", "position": 1}, "get", STAFF),
    ("courses:conference", {"run": "run", "position": 1, "listing": "conference"}, "get", {
        "trainer": 200, "coordinator": 302,
    }),
    ("courses:attendance-file", {"run": "run", "position": 1, "ending": "xlsx"}, "get", {
        "trainer": 302, "coordinator": 302,
    }),
    ("courses:make-up", {"run": "run", "position": 1}, "get", {"trainee": 200}),
    ("courses:make-up", {"run": "run", "position": 2}, "get", {}),
    ("courses:make-up-own-file", {"run": "run", "position": 1}, "get", {}),
    ("courses:make-up-review", {"run": "run", "make_up": "make_up"}, "get", STAFF),
    ("courses:make-up-file", {"run": "run", "make_up": "make_up"}, "get", {}),
    ("courses:applications", {"run": "run"}, "get", COORDINATOR),
    ("courses:decide", {"run": "run", "person": "person"}, "post", {"coordinator": 302}),
    ("courses:schedule", {"run": "run"}, "get", STAFF),
    ("courses:edit-session", {"run": "run", "position": 1}, "get", STAFF),
    ("courses:cancel-session", {"run": "run", "position": 1}, "get", STAFF),
    ("courses:restore-session", {"run": "run", "position": 1}, "post", {"trainer": 422, "coordinator": 422}),
    ("courses:told", {"run": "run", "position": 1}, "get", {}),
    ("courses:join", {"run": "run", "position": 1}, "get", {}),
    ("courses:cancel-run", {"run": "run"}, "get", COORDINATOR),
    ("courses:run-settings", {"run": "run"}, "get", COORDINATOR),
    ("courses:publish", {"run": "run"}, "post", {"coordinator": 302}),
    ("courses:new-run", {}, "get", {"coordinator": 200, "superuser": 200}),
    ("courses:preview", {"page": "page"}, "get", {"superuser": 200}),
    ("portal:trainer", {}, "get", {"trainer": 200, "other_trainer": 200}),
    ("portal:inbox", {}, "get", {"trainer": 200, "other_trainer": 200}),
    ("portal:reading", {}, "post", {}),
    ("assignment:run", {"run": "run"}, "get", STAFF),
    ("portal:coordinator", {}, "get", {"coordinator": 200}),
    ("portal:trainee", {}, "get", {
        "trainee": 200, "other_trainee": 200, "stranger": 302, "applicant": 302, "withdrawn": 302, "trainer": 302,
        "other_trainer": 302, "coordinator": 302, "advisor": 302, "superuser": 302,
    }),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(kept_rows):
    """A run with a lesson, and one person per role."""
    course = make_course()
    lesson = add_activity(session_pages(course)[0], LessonPage)
    run = make_run(course=course)
    elsewhere = make_run()
    enrolment = EnrolmentFactory(run=run)
    until = timezone.localdate() + timedelta(days=9)
    values = {"condition": "sessions", "kind": "make_up", "until": until, "reason": "Syy", "by": UserFactory()}
    grant_exception(enrolment=enrolment, at=timezone.now(), **values)
    people = {
        "anonymous": None,
        "stranger": UserFactory(),
        "trainee": enrolment.user,
        "applicant": EnrolmentFactory(run=run, state=EnrolmentState.APPLIED).user,
        "withdrawn": EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN).user,
        "other_trainee": EnrolmentFactory(run=elsewhere).user,
        "trainer": make_staff(run),
        "other_trainer": make_staff(elsewhere),
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "advisor": OrganisationContactFactory().user,
        "superuser": AdminFactory(),
    }
    session, at = run.sessions.first(), run.created_at
    kept = ConferenceList.objects.create(session=session, uploaded_by=people["trainer"], uploaded_at=at)
    make_up = MakeUp.objects.create(enrolment=enrolment, session=session, offered_at=at, due_at=at)
    names = {"run": run.slug, "person": enrolment.public_id, "lesson": lesson.slug, "page": lesson.pk}
    names |= {"conference": kept.public_id, "make_up": make_up.public_id}
    return run, people, names


@pytest.fixture
def house(made):
    return deepcopy(made)


@pytest.mark.parametrize(("name", "kwargs", "method", "allowed"), TABLE, ids=[row[0] for row in TABLE])
def test_who_gets_what(client, house, name, kwargs, method, allowed):
    _run, people, names = house
    url = reverse(name, kwargs={key: names.get(value, value) for key, value in kwargs.items()})
    expected = {role: 302 if role == "anonymous" else allowed.get(role, 404) for role in ROLES}

    got = {role: answer_to(client, people[role], method, url) for role in ROLES}

    assert got == expected


def answer_to(client, person, method: str, url: str) -> int:
    """Return the status a person gets; whoever is not signed in must be sent to sign in. Leaves no trace."""
    client.logout()
    if person:
        client.force_login(person)
    savepoint = transaction.savepoint()
    response = getattr(client, method)(url)
    transaction.savepoint_rollback(savepoint)
    if person is None and response.status_code == 302:
        assert response.url.startswith(reverse("account_login"))
    return response.status_code


def test_a_person_of_another_run_is_not_found_through_ones_own_run(client, house):
    run, people, _names = house
    stranger = EnrolmentFactory()
    client.force_login(people["coordinator"])

    url = reverse("courses:trainee", kwargs={"run": run.slug, "person": stranger.public_id})

    assert client.get(url).status_code == 404


def test_staff_whose_membership_ended_lose_access_at_once(client, house):
    run, people, _names = house
    client.force_login(people["trainer"])
    run.staff.filter(user=people["trainer"]).update(ended_at=run.created_at)

    assert client.get(reverse("courses:progress", kwargs={"run": run.slug})).status_code == 404


def test_a_cancelled_run_is_gone_for_trainees_who_are_told_so(client, house):
    run, people, _names = house
    client.force_login(people["trainee"])
    type(run).objects.filter(pk=run.pk).update(state=RunState.CANCELLED)

    assert client.get(reverse("courses:learn", kwargs={"run": run.slug})).status_code == 410
