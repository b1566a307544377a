"""Exceptions on a trainee's page and in the run's report (K6)."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff, mark_present

from courses.domain.completion import evaluate
from courses.domain.exceptions import end_exception, grant_exception
from courses.enums import StaffRole
from courses.models import ConditionException, MakeUp, SessionCredit, Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run()


@pytest.fixture
def run(made):
    return deepcopy(made)


@pytest.fixture
def enrolment(run):
    found = EnrolmentFactory(run=run)
    evaluate(enrolment=found, at=timezone.now())
    return found


@pytest.fixture
def trainer(client, run):
    user = make_staff(run)
    client.force_login(user)
    client.user = user
    return client


def path_to(enrolment, action="", condition="sessions") -> str:
    kwargs = {"run": enrolment.run.slug, "person": enrolment.public_id}
    if not action:
        return reverse("courses:exception", kwargs=kwargs)
    return reverse(f"courses:exception-{action}", kwargs={**kwargs, "condition": condition})


def page_of(response) -> str:
    return response.content.decode()


def soon() -> str:
    return (timezone.localdate() + timedelta(days=9)).isoformat()


def filled(**changes) -> dict:
    data = {"kind": "make_up", "condition": "sessions", "until": soon(), "reason": "Kirjoittaa 400 sanaa"}
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def test_an_exception_is_granted_accepted_and_listed(trainer, run, enrolment):
    page = page_of(trainer.post(path_to(enrolment), filled(), follow=True))
    assert "Poikkeus on myönnetty." in page
    assert '<span class="tag">poikkeus</span>' in page
    assert "Korvaava tehtävä tekemättä" in page

    assert "on hyväksytty" in page_of(trainer.post(path_to(enrolment, "accept"), follow=True))
    report = page_of(trainer.get(reverse("courses:exceptions", kwargs={"run": run.slug})))
    for words in (
        enrolment.user.get_full_name(),
        "Koulutuskerrat",
        "Kirjoittaa 400 sanaa",
        trainer.user.get_full_name(),
    ):
        assert words in report

    assert "on lopetettu" in page_of(trainer.post(path_to(enrolment, "end"), follow=True))
    assert ConditionException.objects.get().ended_by == trainer.user


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": None}, "Valitse, millainen poikkeus on."),
        ({"kind": "everything"}, "id_kind_error"),
        ({"condition": None}, "id_condition_error"),
        ({"condition": "confirmation"}, "id_condition_error"),
        ({"condition": "<script>alert(1)</script>"}, "id_condition_error"),
        ({"until": None}, "Anna päivä, johon asti aikaa on."),
        ({"until": "2001-01-01"}, "jo mennyt"),
        ({"until": "joulu"}, "id_until_error"),
        ({"until": "0"}, "id_until_error"),
        ({"reason": None}, "id_reason_error"),
        ({"reason": "  "}, "id_reason_error"),
        ({"reason": "x" * 401}, "id_reason_error"),
        ({"reason": "a\0b"}, "id_reason_error"),
    ],
)
def test_bad_input_is_told_beside_its_field(trainer, enrolment, changes, words):
    response = trainer.post(path_to(enrolment), filled(**changes))
    assert response.status_code == 422
    assert words in page_of(response)
    assert "<script>alert" not in page_of(response)
    assert not ConditionException.objects.exists()


@pytest.mark.parametrize("reason", ["😀 sovittu", "<b>lihava</b>"])
def test_odd_reasons_are_kept_as_they_are(trainer, enrolment, reason):
    page = page_of(trainer.post(path_to(enrolment), filled(reason=reason), follow=True))
    assert ConditionException.objects.get().reason == reason
    assert "<b>lihava" not in page


def test_sending_twice_grants_once(trainer, enrolment):
    for _ in range(2):
        trainer.post(path_to(enrolment), filled())
    assert ConditionException.objects.count() == 1


def test_ones_own_is_refused_and_the_page_says_who_decides(client, run):
    own = EnrolmentFactory(run=run)
    make_staff(run, StaffRole.COORDINATOR, own.user)
    client.force_login(own.user)
    page = page_of(client.get(reverse("courses:trainee", kwargs={"run": run.slug, "person": own.public_id})))
    assert "Tämä on oma ilmoittautumisesi." in page
    assert "Myönnä poikkeus" not in page
    assert "Vahvista, että suoritus on käyty läpi" not in page
    evaluate(enrolment=own, at=timezone.now())
    refused = client.post(path_to(own), filled())
    assert refused.status_code == 422
    assert "Omaan ilmoittautumiseen ei voi myöntää poikkeusta." in page_of(refused)
    confirm = reverse("courses:confirm", kwargs={"run": run.slug, "person": own.public_id})
    assert "Omaa suoritusta ei voi vahvistaa itse." in page_of(client.post(confirm, follow=True))


def test_a_second_person_has_to_agree_when_everything_is_waived(client, run, enrolment):
    first, second = make_staff(run), make_staff(run)
    client.force_login(first)
    for condition in ("sessions", "activities"):
        evaluate(enrolment=enrolment, at=timezone.now())
        if condition == "activities":
            enrolment.condition_states.filter(condition=condition).update(standing="not_yet")
        data = filled(kind="waived", condition=condition, until="")
        page = page_of(client.post(path_to(enrolment), data, follow=True))
    assert "toisen on vahvistettava se" in page
    assert "Vahvista poikkeus" not in page
    answer = page_of(client.post(path_to(enrolment, "confirm", "activities"), follow=True))
    assert "et voi vahvistaa omaasi" in answer
    client.force_login(second)
    assert "on vahvistettu" in page_of(client.post(path_to(enrolment, "confirm", "activities"), follow=True))
    assert ConditionException.objects.get(condition="activities").confirmed_by == second


@pytest.mark.parametrize("action", ["confirm", "accept", "end"])
def test_an_exception_that_is_not_there_is_not_found(trainer, enrolment, action):
    assert trainer.post(path_to(enrolment, action)).status_code == 404
    assert trainer.get(path_to(enrolment, action)).status_code == 405


@pytest.mark.parametrize(("state", "seen"), [("", 2), ("voimassa", 1), ("paattynyt", 1), ("odottaa", 0), ("x", 2)])
def test_the_report_can_be_narrowed(trainer, run, state, seen):
    rows = []
    for _ in range(2):
        person = EnrolmentFactory(run=run)
        values = {"condition": "sessions", "reason": "Syy", "by": UserFactory(), "at": timezone.now()}
        rows.append(grant_exception(enrolment=person, **values))
    end_exception(exception=rows[0], at=timezone.now())
    page = trainer.get(reverse("courses:exceptions", kwargs={"run": run.slug}), {"tila": state})
    assert len(page.context["rows"]) == seen


def test_the_report_takes_the_same_queries_for_any_size(trainer, run):
    path = reverse("courses:exceptions", kwargs={"run": run.slug})

    def cost(more: int) -> int:
        for _ in range(more):
            values = {"condition": "sessions", "reason": "Syy", "by": UserFactory(), "at": timezone.now()}
            grant_exception(enrolment=EnrolmentFactory(run=run), **values)
        trainer.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert trainer.get(path).status_code == 200
        return len(captured)

    assert cost(1) == cost(30) <= 10


def test_the_report_holds_every_sort_of_exception_on_the_page_and_in_the_files(trainer, run):
    """Extension, waiver, make-up and prior learning: one report (item by item the same in the file)."""
    until = timezone.localdate() + timedelta(days=9)
    for kind, condition in [("extension", "sessions"), ("waived", "activities"), ("recognized", "sessions")]:
        values = {"condition": condition, "kind": kind, "reason": f"=Syy {kind}", "by": trainer.user}
        day = until if kind == "extension" else None
        grant_exception(enrolment=EnrolmentFactory(run=run), until=day, at=timezone.now(), **values)
    absent, marked = EnrolmentFactory(run=run), EnrolmentFactory(run=run)
    first, second = run.sessions.all()[:2]
    MakeUp.objects.create(enrolment=absent, session=first, offered_at=timezone.now(), due_at=timezone.now())
    mark_present(marked, second, state="made_up")
    moved, elsewhere = EnrolmentFactory(run=run), EnrolmentFactory(run=make_run(course=run.course))
    transfer = {"source": elsewhere, "target": moved, "by": trainer.user, "at": timezone.now(), "reason": "Muutti"}
    earned = {"earned_in": elsewhere.run.sessions.first(), "transfer": Transfer.objects.create(**transfer)}
    SessionCredit.objects.create(enrolment=moved, session=first, minutes=180, **earned)
    path = reverse("courses:exceptions", kwargs={"run": run.slug})
    page = page_of(trainer.get(path))
    csv = trainer.get(reverse("courses:exceptions-file", kwargs={"run": run.slug, "ending": "csv"}))
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6
    for words in (
        "lisäaika",
        "vapautus",
        "hyväksiluku",
        "poissaolon korvaaminen",
        first.title,
        "'=Syy waived",
        "Muutti",
    ):
        assert any(words in line for line in lines)
    for person in (absent, marked, moved):
        assert person.user.get_full_name() in page
    assert "Poissaolojen korvaaminen" in page
    ended = reverse("courses:exceptions-file", kwargs={"run": run.slug, "ending": "xlsx"}) + "?tila=paattynyt"
    assert trainer.get(ended).content.startswith(b"PK")
    assert trainer.get(ended.replace("xlsx", "exe")).status_code == 404
