"""How the own group opens sessions and counts for the certificate, for each of its facilitators once."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from factories.courses import make_staff
from factories.groups import GROUP_RULES, make_founded_group, make_group, make_group_run, make_log, make_trainee

from courses.domain.completion import evaluate
from courses.domain.learning import plan_for
from courses.groups.domain.facilitators import answer_invitation, invite_facilitator, leave_group, link_to_run
from courses.groups.domain.lifecycle import end_group, start_gathering
from courses.groups.domain.price_plan import save_price_plan
from courses.groups.domain.reviewing import acknowledge_log, return_log
from courses.rules import RuleBook

pytestmark = pytest.mark.django_db
PRICES = {
    "meetings": 8,
    "place": 40,
    "refreshments": 6,
    "hours": 3,
    "hourly_rate": 55,
    "experts": 2,
    "expert_fee": 400,
    "sharing_groups": 4,
    "model": "season",
    "vat_percent": None,
    "sentence": "",
}


def checklist(enrolment):
    enrolment.refresh_from_db()
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=timezone.now())
    return {row["id"]: row for row in plan.checklist()}


def opening(enrolment):
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=timezone.now())
    return plan.session_at(2).closure


def test_a_session_opens_when_the_group_is_being_gathered():
    enrolment = make_trainee()
    evaluate(enrolment=enrolment, at=timezone.now())
    closure = opening(enrolment)
    assert "koota omaa ryhmääsi" in closure.reason
    assert closure.link == "/ryhmat/uusi/"
    group = make_group(enrolment=enrolment, gathering=False)
    assert opening(enrolment).link == f"/ryhmat/{group.public_id}/"
    start_gathering(group=group, at=timezone.now())
    assert opening(enrolment) is None
    end_group(group=group, at=timezone.now())
    assert opening(enrolment) is not None  # a group that was never founded opens nothing any more


def test_the_founded_group_counts_and_stays_counted():
    enrolment = make_trainee()
    group = make_founded_group(enrolment=enrolment)
    assert checklist(enrolment)["group"]["is_met"]
    end_group(group=group, at=timezone.now())
    assert checklist(enrolment)["group"]["is_met"]


def test_a_gathering_group_says_what_it_lacks():
    enrolment = make_trainee()
    evaluate(enrolment=enrolment, at=timezone.now())
    assert checklist(enrolment)["group"]["link"] == "/ryhmat/uusi/"
    make_group(enrolment=enrolment)
    row = checklist(enrolment)["group"]
    assert row["reason"] == "0/4 ryhmäläistä vahvistettu, pelisäännöt sopimatta, tavoitteellisuus kirjaamatta."


def test_a_small_group_from_outside_does_not_meet_the_runs_number():
    enrolment = make_trainee()
    group = make_founded_group(user=enrolment.user, members=2)
    link_to_run(group=group, user=enrolment.user, enrolment=enrolment, at=timezone.now())
    assert not checklist(enrolment)["group"]["is_met"]
    link_to_run(group=group, user=enrolment.user, enrolment=None, at=timezone.now())
    assert "members" not in checklist(enrolment)["group"]["reason"]


def test_meetings_count_when_logged_and_not_while_returned():
    enrolment = make_trainee()
    trainer = make_staff(enrolment.run)
    group = make_founded_group(enrolment=enrolment)
    logs = [make_log(group, days_ago=days) for days in (2, 4)]
    assert checklist(enrolment)["meetings"]["is_met"]
    return_log(log=logs[0], by=trainer, comment="Lisää.", revision=1, at=timezone.now())
    row = checklist(enrolment)["meetings"]
    assert (row["done"], row["is_met"]) == (1, False)
    assert row["reason"] == "1/2 tapaamista kirjattu. 1 on täydennettävä."
    assert row["link"] == f"/ryhmat/{group.public_id}/"


def test_a_run_may_ask_for_acknowledged_logs():
    rules = {"conditions": [{"id": "m", "kind": "meetings_logged", "params": {"count": 1, "acknowledged": True}}]}
    enrolment = make_trainee(make_group_run(rules=rules))
    trainer = make_staff(enrolment.run)
    group = make_founded_group(enrolment=enrolment)
    log = make_log(group)
    row = checklist(enrolment)["m"]
    assert row["reason"] == "0/1 tapaaminen kuitattu. 1 odottaa kuittausta."
    assert row["link"] == f"/ryhmat/{group.public_id}/kirjaa/"
    acknowledge_log(log=log, by=trainer, comment="", revision=1, at=timezone.now())
    assert checklist(enrolment)["m"]["is_met"]


def test_two_facilitators_are_credited_once_each_from_the_day_they_came():
    first, second = make_trainee(), make_trainee()
    group = make_founded_group(enrolment=first)
    make_log(group, days_ago=5)
    now = timezone.now()
    invitation = invite_facilitator(group=group, email=second.user.email, by=first.user, at=now)
    answer_invitation(invitation=invitation, user=second.user, accept=True, enrolment=second, at=now)
    assert (checklist(first)["meetings"]["done"], checklist(second)["meetings"]["done"]) == (1, 0)
    assert checklist(second)["group"]["is_met"]
    make_log(group, author=second.user, days_ago=0, held_at=timezone.now().replace(microsecond=0))
    assert (checklist(first)["meetings"]["done"], checklist(second)["meetings"]["done"]) == (2, 1)


def test_leaving_before_the_founding_takes_the_group_away():
    first, second = make_trainee(), make_trainee()
    group = make_group(enrolment=first)
    now = timezone.now()
    invitation = invite_facilitator(group=group, email=second.user.email, by=first.user, at=now)
    answer_invitation(invitation=invitation, user=second.user, accept=True, enrolment=second, at=now)
    leave_group(group=group, user=first.user, at=now)
    assert opening(first) is not None
    assert opening(second) is None


def test_the_price_plan_counts_when_saved():
    enrolment = make_trainee()
    group = make_group(enrolment=enrolment)
    assert not checklist(enrolment)["price"]["is_met"]
    save_price_plan(group=group, values=PRICES, by=enrolment.user, at=timezone.now())
    assert checklist(enrolment)["price"]["is_met"]


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "group_founded", "params": {"min_members": 0}},
        {"kind": "group_founded", "params": {"colour": "red"}},
        {"kind": "meetings_logged", "params": {"count": 0}},
        {"kind": "group_state", "params": {"at_least": "famous"}},
    ],
)
def test_rules_that_cannot_be_held_are_refused(params):
    with pytest.raises(ValidationError):
        RuleBook.parse({"conditions": [{"id": "x", **params}]})


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_reason_and_title_speaks_each_language(language):
    book = RuleBook.parse(GROUP_RULES)
    with translation.override(language):
        for condition in book.all_conditions():
            for standing in ("met", "not_yet"):
                for facts in ({}, {"group": "x"}, {"group": "x", "members": 1, "rules": False, "goal": False}):
                    assert condition.title()
                    assert condition.reason(standing=standing, done=0, needed=1, facts=facts)
