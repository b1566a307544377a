"""How a group counts for its facilitators: every enrollment behind it, each person credited once (BR-18)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from courses.domain.completion import evaluate
from courses.enums import EnrolmentState
from courses.groups.enums import LogState
from courses.groups.models import GroupFacilitator, MeetingLog, PeerGroup
from courses.models import ConditionException, Enrolment
from courses.rules import RuleBook

STUDYING_NOW = (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE)
FEWEST = 2  # a group outside any course may be this small; a course's rules ask for more


def reevaluate(*, group: PeerGroup, about: set[str], at: datetime) -> None:
    """This function will bring the conditions of everybody who facilitates the group up to date.

    Call it in the transaction that changed the group, with the group locked; enrollments are locked in the order
    of their keys, so that two groups of the same people never wait for each other.
    """
    links = GroupFacilitator.objects.filter(group=group, enrolment__isnull=False).select_related("enrolment")
    enrolments = {link.enrolment.pk: link.enrolment for link in links if link.enrolment}
    for key in sorted(enrolments):
        evaluate(enrolment=enrolments[key], at=at, about=about)


def links_that_count(enrolment: Enrolment) -> list[GroupFacilitator]:
    """Return the enrollment's groups; one left before it was founded counts for nothing."""
    links = GroupFacilitator.objects.filter(enrolment=enrolment).select_related("group").order_by("since", "pk")
    return [
        link
        for link in links
        if link.ended_at is None or (link.group.founded_at is not None and link.group.founded_at <= link.ended_at)
    ]


def logs_that_count(enrolment: Enrolment) -> list[MeetingLog]:
    """Return the logs of meetings the person facilitated, from the day they joined to the day they left."""
    links = {link.group_id: link for link in GroupFacilitator.objects.filter(enrolment=enrolment)}
    logs = (
        MeetingLog.objects.filter(meeting__group_id__in=links)
        .select_related("meeting")
        .defer("private_sealed", "helped", "next_step", "question", "trainer_comment")
    )
    return [log for log in logs if _is_within(log, links[log.meeting.group_id])]


def _is_within(log: MeetingLog, link: GroupFacilitator) -> bool:
    if link.credited_from and log.held_on < link.credited_from:
        return False
    return link.ended_at is None or log.held_on <= timezone.localdate(link.ended_at)


def first_state_of_log(group: PeerGroup) -> str:
    """Return where a log goes when sent: to the trainers while somebody studies, else only to the group's own list."""
    studying = GroupFacilitator.objects.filter(group=group, ended_at=None, enrolment__state__in=STUDYING_NOW)
    return LogState.SENT if studying.exists() else LogState.KEPT


def members_needed(group: PeerGroup) -> int:
    """Return how many confirmed members founding takes: the rules of the facilitators' runs say (C4).

    A trainer's exception to that condition lets a smaller group through.
    """
    links = GroupFacilitator.objects.filter(group=group, ended_at=None, enrolment__isnull=False)
    enrolments = [link.enrolment for link in links.select_related("enrolment__rule_set")]
    needed: list[int] = []
    for enrolment in enrolments:
        for rule in RuleBook.model_validate(enrolment.rule_set.rules).conditions:  # type: ignore[union-attr]
            if rule.kind == "group_founded":
                today = timezone.localdate()
                excepted = ConditionException.objects.in_force(today).filter(enrolment=enrolment, condition=rule.id)
                asked = rule.condition().parsed.min_members
                needed.append(FEWEST if excepted.exists() else max(FEWEST, asked))
    return min(needed, default=FEWEST)
