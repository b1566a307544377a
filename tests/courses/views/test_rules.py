"""The screens of a run's rules: in words, with what would follow, and nothing lost on the way."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.domain.completion import evaluate
from courses.domain.rule_versions import make_rule_version

pytestmark = pytest.mark.django_db

RULES = {
    "conditions": [
        {"id": "sessions", "kind": "attendance", "params": {"min_minutes": 300}},
        {"id": "first", "kind": "attendance", "params": {"positions": [1]}},
        {"id": "meetings", "kind": "meetings_logged", "params": {"count": 1}},
        {"id": "ok", "kind": "confirmation", "params": {}},
    ],
    "openings": [{"from_session": 2, "kind": "group_state", "params": {"at_least": "gathering"}}],
}


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run(rules=RULES, started_days_ago=90)


@pytest.fixture
def run(made):
    return deepcopy(made)


@pytest.fixture
def trainer(client, run):
    client.force_login(make_staff(run))
    return client


def path_to(run, name="rules-change") -> str:
    return reverse(f"courses:{name}", kwargs={"run": run.slug})


def filled(client, run, **changes) -> dict:
    """Return what the form would send, as it is drawn, with changes; None unticks."""
    form = client.get(path_to(run)).context["form"]
    data = {field.html_name: field.value() for field in form}
    data = {name: "" if value is None else value for name, value in data.items() if value is not False} | changes
    return {name: value for name, value in data.items() if value is not None}


def page_of(response) -> str:
    return response.content.decode()


def test_the_rules_are_told_in_words(trainer, run):
    page = page_of(trainer.get(path_to(run, "rules")))
    for words in (
        "Läsnäoloa vähintään (minuuttia): 300",
        "Koulutuskerrat 1",
        "Tapaamisia vähintään: 1",
        "Koordinaattorin vahvistus",
        "Kertojen avaaminen kerrasta 2 alkaen",
        "Oma ryhmä on vähintään: kootaan",
        "Voimassa on versio 1",
    ):
        assert words in page


def test_a_change_is_shown_before_it_is_saved(trainer, run):
    enrolment = EnrolmentFactory(run=run)
    evaluate(enrolment=enrolment, at=timezone.now())
    data = filled(trainer, run, **{"c-meetings-count": "4"})

    shown = page_of(trainer.post(path_to(run), data))
    assert "Häviäisivät (1)" in shown
    assert "puuttuvia 1, uusilla ehdoilla 4" in shown
    assert "Tapaamisia vaaditaan 4, mutta toteutus kestää vain 2 viikkoa" in shown
    assert f'id="s-{enrolment.public_id}">' in shown, "who would lose is not chosen beforehand"
    assert run.rule_sets.count() == 1

    saved = trainer.post(path_to(run), data | {"askel": "vahvista"}, follow=True)
    assert "Ehtojen versio 2 on voimassa." in page_of(saved)
    assert "1 osallistuja suorittaa vielä vanhoilla ehdoilla." in page_of(saved)
    made = run.rule_sets.get(version=2)
    assert made.rules["conditions"][1]["params"]["positions"] == [1], "what the form does not ask is kept"
    assert made.rules["conditions"][2]["params"] == {"count": 4, "acknowledged": False}


def test_whoever_gains_is_chosen_beforehand_and_moves(trainer, run):
    enrolment = EnrolmentFactory(run=run)
    evaluate(enrolment=enrolment, at=timezone.now())
    data = filled(trainer, run, **{"c-meetings-on": None})

    assert f'id="s-{enrolment.public_id}" checked>' in page_of(trainer.post(path_to(run), data))
    trainer.post(path_to(run), data | {"askel": "vahvista", "siirtyvat": [str(enrolment.public_id)]})

    enrolment.refresh_from_db()
    assert enrolment.rule_set.version == 2


def test_one_goes_back_to_the_form_with_what_was_written(trainer, run):
    data = filled(trainer, run, **{"c-meetings-count": "4", "askel": "vahvista", "muokkaa": "1"})
    page = page_of(trainer.post(path_to(run), data))
    assert 'name="c-meetings-count" value="4"' in page
    assert run.rule_sets.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "samat kuin ennen"),
        ({"c-meetings-count": ""}, "c-meetings-count_error"),
        ({"c-meetings-count": "0"}, "c-meetings-count_error"),
        ({"c-meetings-count": "61"}, "c-meetings-count_error"),
        ({"c-meetings-count": "<script>"}, "c-meetings-count_error"),
        ({"c-meetings-count": "😀"}, "c-meetings-count_error"),
        ({"c-meetings-count": "1\0"}, "c-meetings-count_error"),
        ({"c-sessions-min_minutes": "9" * 400}, "c-sessions-min_minutes_error"),
        ({"o-1-at_least": "nowhere"}, "o-1-at_least_error"),
        ({"present_percent": "101"}, "present_percent_error"),
        ({"seen": "99"}, "sillä välin uusi versio"),
        ({"seen": ""}, "form-errors-title"),
        ({f"c-{name}-on": None for name in ("sessions", "first", "meetings", "ok")}, "ainakin yksi ehto"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(trainer, run, changes, message):
    data = filled(trainer, run, **({"c-sessions-sessions": "2"} if changes else {}) | changes)
    response = trainer.post(path_to(run), data)
    page = page_of(response)
    assert response.status_code == 422
    assert message in page
    assert "<script>" not in page
    if changes:
        assert 'name="c-sessions-sessions" value="2"' in page
    assert run.rule_sets.count() == 1


def test_a_page_that_has_grown_old_changes_nothing(trainer, run):
    data = filled(trainer, run, **{"c-meetings-count": "2", "askel": "vahvista"})
    newer = {"conditions": RULES["conditions"][:1]}
    make_rule_version(run=run, rules=newer, seen=1, movers=set(), by=UserFactory(), at=timezone.now())
    response = trainer.post(path_to(run), data)
    assert response.status_code == 422
    assert "sillä välin uusi versio" in page_of(response)
    assert run.rule_sets.count() == 2


def test_saving_twice_makes_one_version(trainer, run):
    data = filled(trainer, run, **{"c-meetings-count": "2", "askel": "vahvista"})
    trainer.post(path_to(run), data)
    assert trainer.post(path_to(run), data).status_code == 422
    assert run.rule_sets.count() == 2


def test_those_under_old_rules_are_moved_by_choice(trainer, run):
    enrolment, stranger = EnrolmentFactory(run=run), EnrolmentFactory()
    evaluate(enrolment=enrolment, at=timezone.now())
    newer = {"conditions": RULES["conditions"][:1]}
    make_rule_version(run=run, rules=newer, seen=1, movers=set(), by=UserFactory(), at=timezone.now())
    assert "Hyötyisivät (1)" in page_of(trainer.get(path_to(run, "rules-move")))
    chosen = ["x", "", str(stranger.public_id), str(enrolment.public_id)]
    page = page_of(trainer.post(path_to(run, "rules-move"), {"siirtyvat": chosen}, follow=True))
    assert "Siirrettiin uusiin ehtoihin: 1." in page


def test_an_unchanged_condition_costs_no_query_per_person(trainer, run):
    def cost(size: int) -> int:
        for _ in range(size):
            evaluate(enrolment=EnrolmentFactory(run=run), at=timezone.now())
        data = filled(trainer, run, opens_days_before="3")
        with CaptureQueriesContext(connection) as captured:
            assert trainer.post(path_to(run), data).status_code == 200
        return len(captured)

    few = cost(2)
    assert cost(6) <= few + 6, "one query a person: the exceptions in force"
