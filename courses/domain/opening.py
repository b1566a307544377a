"""When one activity opens for one trainee, and what to say while it is closed: date, other activities, group, role.

The same answer stands before the page, its sub-routes, its files and the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.conditions_base import Condition, condition_kinds
from courses.enums import Audience, OpensWhen, Standing
from courses.wording import session_time

if TYPE_CHECKING:
    from courses.models import ConditionState, CourseRun, Session
    from courses.outline import ActivityItem, Outline

GROUP_KIND = "group_state"  # declared above the core, by the app that knows the groups
GROUP_PREFIX = "own-group-"


@dataclass(frozen=True)
class Closure:
    """Why something is closed, how it opens, and when, where that is known."""

    reason: str
    link: str = ""
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Learner:
    """What the opening of an activity depends on in a person; a preview has done nothing and is of no background."""

    states: Mapping[str, ConditionState]
    done_ids: frozenset[int]
    background: str | None = None
    has_met_all: bool = False  # imagined by an author who wants to see what dates alone open


def group_conditions(outline: Outline) -> list[Condition]:
    """Return the conditions on the own group that the activities of a course wait for, each once."""
    levels = {item.opening.group for item in outline.by_pk.values() if item.opening.group}
    return [_group_condition(level) for level in sorted(levels)]


def _group_condition(level: str) -> Condition:
    return condition_kinds()[GROUP_KIND](id=f"{GROUP_PREFIX}{level}", params={"at_least": level})


def lacks_states(outline: Outline, states: Mapping[str, ConditionState]) -> bool:
    """Say whether a rule has been published that nobody has looked at for this person yet."""
    return any(condition.id not in states for condition in group_conditions(outline))


def is_shown(item: ActivityItem, learner: Learner | None) -> bool:
    """Say whether the person may know of the activity at all; what is for the staff is theirs alone."""
    return learner is None or item.opening.audience != Audience.STAFF


def opens_at(item: ActivityItem, session: Session) -> datetime | None:
    """Return the moment at which an activity opens, or None when it opens with its session."""
    days = timedelta(days=item.opening.days)
    moments = {
        OpensWhen.BEFORE: session.starts_at - days,
        OpensWhen.START: session.starts_at,
        OpensWhen.END: session.ends_at,
        OpensWhen.AFTER: session.ends_at + days,
    }
    return moments.get(OpensWhen(item.opening.when))


def closure_of_item(
    item: ActivityItem, *, session: Session, outline: Outline, learner: Learner, run: CourseRun, at: datetime
) -> Closure | None:
    """Return why an activity is closed although its session is open, or None when it is open (BR-02)."""
    moment = opens_at(item, session)
    found = [
        _for_others(item, learner),
        Closure(_("Avautuu %(time)s.") % {"time": session_time(moment)}, opens_at=moment)
        if moment and at < moment
        else None,
    ]
    if not learner.has_met_all:
        found += [_after_others(item, outline, learner, run), _with_group(item, learner, run)]
    closures = [closure for closure in found if closure]
    if not closures:
        return None
    link = next((closure.link for closure in closures if closure.link), "")
    return Closure(" ".join(closure.reason for closure in closures), link, moment if moment and at < moment else None)


def _for_others(item: ActivityItem, learner: Learner) -> Closure | None:
    if learner.background is None or item.is_for(learner.background):
        return None
    words = {
        Audience.ADVISOR: _("Tämä osio on yritysneuvojille. Se ei kuulu sinun suoritukseesi."),
        Audience.ENTREPRENEUR: _("Tämä osio on yrittäjille. Se ei kuulu sinun suoritukseesi."),
    }
    return Closure(words.get(Audience(item.opening.audience), _("Tämä osio on kouluttajille.")))


def _after_others(item: ActivityItem, outline: Outline, learner: Learner, run: CourseRun) -> Closure | None:
    waiting = [other for other in needed_by(item, outline) if other.pk not in learner.done_ids]
    waiting = [other for other in waiting if learner.background is None or other.is_for(learner.background)]
    if not waiting:
        return None
    titles = get_text_list([f"”{other.title}”" for other in waiting], _("ja"))
    text = ngettext(
        "Avautuu, kun olet tehnyt osion %(titles)s.", "Avautuu, kun olet tehnyt osiot %(titles)s.", len(waiting)
    )
    link = reverse("courses:activity", kwargs={"run": run.slug, "activity": waiting[0].slug})
    return Closure(text % {"titles": titles}, link)


def needed_by(item: ActivityItem, outline: Outline) -> Iterable[ActivityItem]:
    """Yield the live activities an activity waits for; in a copied course they are found by their address."""
    for pk, slug in item.opening.needed:
        other = outline.by_pk.get(pk) or outline.by_slug.get(slug)
        if other is not None and other.pk != item.pk:
            yield other


def _with_group(item: ActivityItem, learner: Learner, run: CourseRun) -> Closure | None:
    if not item.opening.group:
        return None
    condition = _group_condition(item.opening.group)
    state = learner.states.get(condition.id)
    if state and state.standing == Standing.MET:
        return None
    done, needed, facts = (state.done, state.needed, state.facts) if state else (0, 1, {})
    reason = condition.reason(standing=Standing.NOT_YET, done=done, needed=needed, facts=facts)
    return Closure(reason, condition.link(run=run, facts=facts))
