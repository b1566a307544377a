"""New versions of the rules: who would gain or lose, what cannot come true, and who stays on the old one (BR-20)."""

from copy import deepcopy

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, mark_present

from courses.domain.completion import evaluate
from courses.domain.exceptions import grant_exception
from courses.domain.rule_versions import (
    UnableToChangeRules,
    current_rules,
    doubts_about,
    effects_of,
    make_rule_version,
    move_to_version,
    versions_of,
)
from courses.enums import EnrolmentState, SessionState
from courses.models import ConditionState
from courses.rules import RuleBook

pytestmark = pytest.mark.django_db

SESSIONS = {"id": "sessions", "kind": "attendance", "params": {"sessions": 1}}
MEETINGS = {"id": "meetings", "kind": "meetings_logged", "params": {"count": 2}}
OK = {"id": "ok", "kind": "confirmation"}
RULES = {"conditions": [SESSIONS, OK]}


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run(rules=RULES, started_days_ago=90)


@pytest.fixture
def run(made):
    return deepcopy(made)


def person_in(run, *, sessions=0, confirmed=False):
    enrolment = EnrolmentFactory(run=run, confirmed_at=timezone.now() if confirmed else None)
    for session in run.sessions.order_by("position")[:sessions]:
        mark_present(enrolment, session)
    evaluate(enrolment=enrolment, at=timezone.now())
    return enrolment


def effect_on(enrolment, rules):
    effects = effects_of(run=enrolment.run, book=RuleBook.parse(rules), at=timezone.now())
    return next(row for row in effects.people if row.enrolment == enrolment)


def with_params(rule, **params):
    return rule | {"params": params}


@pytest.mark.parametrize(
    ("sessions", "rules", "direction", "words"),
    [
        (1, [with_params(SESSIONS, sessions=2), OK], "loses", "Koulutuskerrat: ei enää täyttyisi"),
        (0, [with_params(SESSIONS, sessions=2), OK], "loses", "Koulutuskerrat: puuttuvia 1, uusilla ehdoilla 2"),
        (1, [SESSIONS, MEETINGS, OK], "loses", "Ryhmätapaamiset kirjattu: uusi ehto, joka ei vielä täyty"),
        (0, [OK], "gains", "Koulutuskerrat: ei enää vaadita"),
        (1, [OK], "same", ""),
        (2, [with_params(SESSIONS, sessions=2), OK], "same", ""),
        (1, [SESSIONS, OK], "same", ""),
    ],
)
def test_what_would_change_is_told_for_each_person_and_stored_for_nobody(run, sessions, rules, direction, words):
    enrolment = person_in(run, sessions=sessions)
    before = list(ConditionState.objects.values_list("condition", "standing", "done", "needed"))

    effect = effect_on(enrolment, {"conditions": rules})

    assert effect.direction == direction
    assert words in " ".join(effect.losses + effect.gains)
    assert list(ConditionState.objects.values_list("condition", "standing", "done", "needed")) == before


@pytest.mark.parametrize(
    ("sessions", "rules", "ready"),
    [(1, [with_params(SESSIONS, sessions=2), OK], (True, False)), (0, [OK], (False, True)), (1, [OK], (True, True))],
)
def test_who_would_become_or_cease_to_be_ready_is_told(run, sessions, rules, ready):
    enrolment = person_in(run, sessions=sessions, confirmed=True)

    effect = effect_on(enrolment, {"conditions": rules})

    assert (effect.was_ready, effect.is_ready) == ready


def test_an_exception_counts_under_the_new_rules_too(run):
    enrolment = person_in(run)
    values = {"condition": "sessions", "reason": "Sovittu", "by": UserFactory(), "at": timezone.now()}
    run.rule_sets.update(rules={"conditions": [SESSIONS, MEETINGS, OK]})
    enrolment.refresh_from_db()
    grant_exception(enrolment=enrolment, **values)

    rules = {"conditions": [with_params(SESSIONS, sessions=2), MEETINGS, OK]}

    assert effect_on(enrolment, rules).direction == "same"


def test_closing_sessions_is_a_loss_and_the_last_day_may_be_one(run):
    enrolment = person_in(run)
    opening = {"from_session": 2, "kind": "group_state", "params": {}}

    closed = effect_on(enrolment, RULES | {"openings": [opening]})
    late = effect_on(enrolment, RULES | {"closes_days_after": 0})

    assert closed.losses == ["Kertojen avaaminen kerrasta 2 alkaen: uusi ehto, joka ei vielä täyty"]
    assert late.direction == "loses"


def test_only_those_who_study_are_asked_about(run):
    for state in (EnrolmentState.APPLIED, EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED):
        EnrolmentFactory(run=run, state=state)
    EnrolmentFactory()

    assert effects_of(run=run, book=RuleBook.parse(RULES), at=timezone.now()).people == []


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([with_params(SESSIONS, sessions=3), OK], "enemmän kuin toteutuksessa on (2)"),
        ([with_params(SESSIONS, positions=[1, 2, 3]), OK], "enemmän kuin toteutuksessa on (2)"),
        ([with_params(SESSIONS, min_minutes=361), OK], "kertojen pituus on yhteensä 360 minuuttia"),
        ([with_params(MEETINGS, count=3), OK], "mutta toteutus kestää vain 2 viikkoa"),
        ([with_params(MEETINGS, count=2), OK], "Moni ei ehdi"),
        ([{"id": "g", "kind": "group_founded", "params": {"min_members": 9}}, OK], "suurempi kuin suositus"),
        (
            [{"id": "a", "kind": "activities", "params": {"count": 1}}, OK],
            "Vaaditaan 1, mutta toteutuksessa on niitä 0",
        ),
        ([SESSIONS], "koordinaattorin vahvistus puuttuu"),
        ([SESSIONS, OK], ""),
    ],
)
def test_rules_that_cannot_come_true_are_doubted(run, rules, words):
    doubts = " ".join(doubts_about(RuleBook.parse({"conditions": rules}), run=run))

    assert words in doubts
    assert bool(words) == bool(doubts)


def test_an_opening_of_a_session_that_is_not_there_is_doubted(run):
    rules = RULES | {"openings": [{"from_session": 3, "kind": "group_state", "params": {}}]}

    assert "Kertaa 3 ei ole" in " ".join(doubts_about(RuleBook.parse(rules), run=run))


def test_cancelled_sessions_do_not_count_as_possible(run):
    run.sessions.filter(position=2).update(state=SessionState.CANCELLED)

    assert doubts_about(RuleBook.parse({"conditions": [with_params(SESSIONS, sessions=2), OK]}), run=run)


class TestMaking:
    NEW = {"conditions": [with_params(SESSIONS, sessions=2), OK]}

    def make(self, run, rules=None, *, seen=1, movers=()):
        return make_rule_version(
            run=run, rules=rules or self.NEW, seen=seen, movers=set(movers), by=UserFactory(), at=timezone.now()
        )

    def test_only_whom_one_chooses_comes_under_the_new_version(self, run):
        stays, moves = person_in(run, sessions=1), person_in(run, sessions=1)

        made = self.make(run, movers=[moves.pk])

        stays.refresh_from_db()
        moves.refresh_from_db()
        assert (stays.rule_set.version, moves.rule_set) == (1, made)
        assert (stays.conditions_met, moves.conditions_met) == (1, 0)
        assert [(row.version, row.people) for row in versions_of(run)] == [(2, 1), (1, 1)]

    def test_one_can_be_moved_later_and_only_within_the_run(self, run):
        later, stranger = person_in(run, sessions=1), EnrolmentFactory()
        made = self.make(run)

        assert move_to_version(rule_set=made, movers={later.pk, stranger.pk}, at=timezone.now()) == 1
        assert move_to_version(rule_set=made, movers={later.pk}, at=timezone.now()) == 0
        stranger.refresh_from_db()
        assert stranger.rule_set.run_id == stranger.run_id

    @pytest.mark.parametrize(
        ("rules", "seen", "message"),
        [
            (None, 7, "sillä välin"),
            (RULES, 1, "samat kuin ennen"),
            ({"conditions": [SESSIONS | {"params": {"sessions": 1, "min_minutes": 0}}, OK]}, 1, "samat kuin ennen"),
            ({"conditions": []}, 1, "ainakin yksi ehto"),
            ({"conditions": [{"id": "x", "kind": "no-such"}]}, 1, "no-such"),
        ],
    )
    def test_a_refusal_says_why_and_stores_nothing(self, run, rules, seen, message):
        with pytest.raises(UnableToChangeRules, match=message):
            self.make(run, rules, seen=seen)
        assert current_rules(run).version == 1

    def test_new_applicants_get_the_newest(self, run):
        self.make(run)

        assert current_rules(run).version == 2
