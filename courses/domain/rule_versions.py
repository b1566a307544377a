"""New versions of a run's rules: what would change for whom, what cannot come true, and making one (BR-20).

A version is never changed. A trainee keeps the version they began with unless somebody chooses the new one for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from courses.conditions_base import Condition, Verdict
from courses.domain.completion import evaluate, exceptions_in_force, lock, verdict_on
from courses.enums import STUDYING, Standing
from courses.models import ConditionState, CourseRun, Enrolment, RuleSet
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User

CONFIRMATION = "confirmation"
OPENING = "opening-"
Named = tuple[str, Condition]


class UnableToChangeRules(Exception):
    """The new version cannot be made; the message says why."""


@dataclass
class Effect:
    """What new rules would mean for one trainee."""

    enrolment: Enrolment
    was_ready: bool = False
    is_ready: bool = False
    gains: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    @property
    def direction(self) -> str:
        """Whether the trainee would lose, gain, or stay as they are; whoever would do both, loses."""
        return "loses" if self.losses else "gains" if self.gains else "same"


@dataclass
class Effects:
    """What new rules would mean for all trainees of the run, those who would lose first."""

    people: list[Effect]

    def of(self, direction: str) -> list[Effect]:
        """Return the trainees of one direction."""
        return [row for row in self.people if row.direction == direction]


def current_rules(run: CourseRun) -> RuleSet:
    """Return the newest version of the run's rules."""
    return run.rule_sets.select_related("made_by").latest("version")


def effects_of(*, run: CourseRun, book: RuleBook, at: datetime) -> Effects:
    """Return what the rules would mean for each trainee, without storing anything.

    Conditions that stay the same are read from their stored states; the others are looked at anew.
    """
    people = Enrolment.objects.filter(run=run, state__in=STUDYING).select_related("user", "rule_set", "run")
    states: dict[int, dict[str, ConditionState]] = {}
    for state in ConditionState.objects.filter(enrolment__run=run):
        states.setdefault(state.enrolment_id, {})[state.condition] = state
    ordered = people.order_by("user__family_name", "user__given_name", "pk")
    return Effects([_effect(person, book, states.get(person.pk, {}), at) for person in ordered])


def _effect(enrolment: Enrolment, book: RuleBook, states: dict[str, ConditionState], at: datetime) -> Effect:
    old = RuleBook.model_validate(enrolment.rule_set.rules)
    before, after = _named(old), _named(book)
    known = {key: _stored(states[key]) for key in before if key in states}
    excepted = exceptions_in_force(enrolment, at=at)
    was_due, due = old.due_on(enrolment.run), book.due_on(enrolment.run)
    coming: dict[str, Verdict] = {}
    for key, (_title, condition) in after.items():
        if key in known and was_due == due and _is_same(before[key][1], condition):
            coming[key] = known[key]
        else:
            limit = None if key.startswith(OPENING) else due
            coming[key] = verdict_on(condition, enrolment=enrolment, at=at, excepted=excepted, due=limit)
    effect = Effect(enrolment, was_ready=_all_met(before, known), is_ready=_all_met(after, coming))
    for key in [*before, *(key for key in after if key not in before)]:
        _compare(effect, before.get(key), after.get(key), known.get(key), coming.get(key))
    return effect


def _named(book: RuleBook) -> dict[str, Named]:
    """Return the conditions and the opening rules by id, each with what it is called."""
    found = {rule.id: (rule.condition().title(), rule.condition()) for rule in book.conditions}
    for rule in book.openings:
        title = _("Kertojen avaaminen kerrasta %(number)s alkaen") % {"number": rule.from_session}
        found[rule.condition().id] = (title, rule.condition())
    return found


def _stored(state: ConditionState) -> Verdict:
    return Verdict(state.standing, state.done, state.needed, state.facts)


def _is_same(old: Condition, new: Condition) -> bool:
    return (old.kind, old.parsed) == (new.kind, new.parsed)


def _all_met(conditions: dict[str, Named], verdicts: dict[str, Verdict]) -> bool:
    needed = [key for key in conditions if not key.startswith(OPENING)]
    return bool(needed) and all(key in verdicts and verdicts[key].standing == Standing.MET for key in needed)


def _compare(effect: Effect, old: Named | None, new: Named | None, was: Verdict | None, will: Verdict | None) -> None:
    """Put one condition's change into words, as a gain or as a loss."""
    met, stays = was is not None and was.standing == Standing.MET, will is not None and will.standing == Standing.MET
    if old and not new:
        if not met:
            effect.gains.append(_("%(title)s: ei enää vaadita") % {"title": old[0]})
    elif new and not old:
        if not stays:
            effect.losses.append(_("%(title)s: uusi ehto, joka ei vielä täyty") % {"title": new[0]})
    elif new and will:
        title, now, later = new[0], _left(was), _left(will)
        if met and not stays:
            effect.losses.append(_("%(title)s: ei enää täyttyisi") % {"title": title})
        elif stays and not met:
            effect.gains.append(_("%(title)s: täyttyisi") % {"title": title})
        elif not met and (later, will.standing) != (now, was.standing if was else will.standing):
            values = {"title": title, "now": now, "later": later}
            harder = later > now or will.standing == Standing.IMPOSSIBLE
            text = _("%(title)s: puuttuvia %(now)s, uusilla ehdoilla %(later)s") % values
            (effect.losses if harder else effect.gains).append(text)


def _left(verdict: Verdict | None) -> int:
    return verdict.needed - verdict.done if verdict else 0


def impossible_in(book: RuleBook, *, run: CourseRun) -> list[str]:
    """Return what of the rules can never come true in this run, each in one sentence."""
    conditions = book.all_conditions()
    return [f"{condition.title()}: {text}" for condition in conditions for text in condition.impossible(run=run)]


def doubts_about(book: RuleBook, *, run: CourseRun) -> list[str]:
    """Return what about the rules cannot come true in this run, or hardly, each in one sentence."""
    found = impossible_in(book, run=run)
    for condition in book.all_conditions():
        found += [f"{condition.title()}: {text}" for text in condition.doubts(run=run)]
    last = run.sessions.order_by("position").values_list("position", flat=True).last() or 0
    for rule in book.openings:
        if rule.from_session > last:
            found.append(
                _("Kertaa %(number)s ei ole: avaamisen ehto ei koske mitään kertaa.") % {"number": rule.from_session}
            )
    if CONFIRMATION not in {rule.kind for rule in book.conditions}:
        found.append(_("Kukaan ei kävisi suorituksia läpi: koordinaattorin vahvistus puuttuu ehdoista."))
    return found


def make_rule_version(
    *, run: CourseRun, rules: dict[str, Any], seen: int, movers: set[int], by: User, at: datetime
) -> RuleSet:
    """This function will make the next version of the run's rules and move the chosen enrollments to it.

    `seen` is the version that the writer started from. Raises UnableToChangeRules when another version was made
    meanwhile, when nothing changes, without conditions, or when the rules cannot be held.
    """
    try:
        book = RuleBook.parse(rules)
    except ValidationError as error:
        raise UnableToChangeRules(" ".join(error.messages)) from error
    if not book.conditions:
        raise UnableToChangeRules(_("Valitse ainakin yksi ehto: ilman ehtoja kukaan ei voi saada todistusta."))
    with transaction.atomic():
        CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        newest = current_rules(run)
        if newest.version != seen:
            raise UnableToChangeRules(_("Ehdoista on tehty sillä välin uusi versio. Katso se ja aloita alusta."))
        if book.says_the_same_as(RuleBook.model_validate(newest.rules)):
            raise UnableToChangeRules(_("Ehdot ovat samat kuin ennen. Muuta ensin jotakin."))
        made = RuleSet.objects.create(
            run=run, version=seen + 1, rules=book.model_dump(mode="json"), made_by=by, made_at=at
        )
        move_to_version(rule_set=made, movers=movers, at=at)
    return made


def move_to_version(*, rule_set: RuleSet, movers: set[int], at: datetime) -> int:
    """This function will put enrollments of the run under a version of its rules and evaluate them; return how many."""
    people = Enrolment.objects.filter(run_id=rule_set.run_id, pk__in=movers, state__in=STUDYING)
    moved = 0
    with transaction.atomic():
        for enrolment in people.exclude(rule_set=rule_set).order_by("pk"):
            locked = lock(enrolment)
            Enrolment.objects.filter(pk=locked.pk).update(rule_set=rule_set)
            evaluate(enrolment=locked, at=at)
            moved += 1
    return moved


def versions_of(run: CourseRun) -> list[Any]:
    """Return the versions of the run's rules, newest first, each with `people`: how many are under it now."""
    studying = Enrolment.objects.filter(run=run, state__in=STUDYING).order_by()
    counts = dict(studying.values_list("rule_set").annotate(n=Count("pk")))
    versions: list[Any] = list(run.rule_sets.select_related("made_by").order_by("-version"))
    for version in versions:
        version.people = counts.get(version.pk, 0)
    return versions
