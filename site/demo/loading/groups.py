"""Makes the own groups of trainees: members, rules, prices – by the verbs of courses.groups."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from courses.enums import StaffRole
from courses.groups.domain.agreements import agree_ground_rules, note_goal_style
from courses.groups.domain.facilitators import answer_invitation, invite_facilitator
from courses.groups.domain.lifecycle import GroupPlan, found_group, plan_group, start_gathering
from courses.groups.domain.members import Card, add_candidate, confirm_member, mark_invited
from courses.groups.domain.price_plan import save_price_plan
from courses.groups.models import GroupMember, PeerGroup
from courses.models import CourseRun, Enrolment
from demo.loading.meetings import Making, hold_meeting, meetings_of
from demo.loading.timeline import Timeline
from demo.loading.traces import leave_traces
from demo.sources import Demo
from demo.sources.people import RunSource


def make_groups(
    source: RunSource, *, demo: Demo, run: CourseRun, enrolments: dict[str, Enrolment], timeline: Timeline
) -> None:
    """Make the groups that the run's trainees have; two who name the same group facilitate it together."""
    sources = {group.key: group for group in demo.groups.groups}
    trainer = User.objects.filter(run_staff__run=run, run_staff__role=StaffRole.TRAINER).order_by("pk")[0]
    by_group: dict[str, list[Enrolment]] = {}
    for trainee in source.trainees:
        if trainee.group:
            by_group.setdefault(trainee.group, []).append(enrolments[trainee.person])
    for number, (key, facilitators) in enumerate(by_group.items()):
        make_group(Making(demo, sources[key], run, facilitators, trainer, timeline, number))


def make_group(making: Making) -> PeerGroup:
    """Make one group and bring it to where its source says it is."""
    source, timeline = making.source, making.timeline
    founded_on = source.founded_on_day or source.gathering_on_day or 24
    began_at = timeline.past(founded_on - 12, 18)
    making.group = _gather(making, began_at)
    members = _add_candidates(making, began_at)
    if source.stage != "gathering":
        _found(making, members, timeline.past(founded_on, 19))
    for meeting in meetings_of(making):
        hold_meeting(making, meeting)
    if source.price_plan:
        _price(making)
    leave_traces(making, members)
    return PeerGroup.objects.get(pk=making.group.pk)


def _gather(making: Making, at: datetime) -> PeerGroup:
    """Plan the group, begin to gather it, and let a second facilitator join."""
    source, first = making.source, making.facilitators[0]
    plan = GroupPlan(source.name, source.municipality, source.mode, source.size)
    group = plan_group(user=first.user, plan=plan, enrolment=first, at=at)
    start_gathering(group=group, at=at + timedelta(minutes=10))
    for other in making.facilitators[1:]:
        invitation = invite_facilitator(group=group, email=other.user.email, by=first.user, at=at)
        later = at + timedelta(hours=2)
        answer_invitation(invitation=invitation, user=other.user, accept=True, enrolment=other, at=later)
    return group


def _add_candidates(making: Making, at: datetime) -> list[GroupMember]:
    """Add the cards, each group beginning at another place of the list; some of a gathering group are only asked."""
    pool = making.demo.groups.members
    members = []
    for number in range(making.source.members):
        card = pool[(making.number * 3 + number) % len(pool)]
        asked = making.source.stage != "gathering" or number % 2 == 0
        member = add_candidate(
            group=making.group,
            card=Card(
                pseudonym=card.pseudonym,
                line=card.line,
                municipality=card.municipality,
                size_class=card.size,
                years_band=card.years,
                wishes=frozenset(card.wishes),
                wishes_asked_on=timezone.localdate(at) if asked else None,
            ),
            at=at + timedelta(hours=number),
        )
        members.append(mark_invited(member=member) if asked else member)
    if making.source.rival and members:
        _add_rival(making, members[0], at)
    return members


def _add_rival(making: Making, first: GroupMember, at: datetime) -> None:
    """Add a candidate of the same line and municipality: a hint that waits for the facilitator's decision (BR-04)."""
    card = Card(
        making.source.rival, first.line, first.municipality, first.size_class, first.years_band, frozenset({"network"})
    )
    add_candidate(group=making.group, card=card, at=at + timedelta(days=2))


def _found(making: Making, members: list[GroupMember], at: datetime) -> None:
    day = timezone.localdate(at)
    for member in members:
        asked = member.wishes_asked_on or day
        confirm_member(member=member, wishes_asked_on=asked, agreed_on=day, at=at, joined_on=day)
    rules = making.demo.curriculum.groups.ground_rules.rules
    text = "\n".join(f"{number}. {rule}" for number, rule in enumerate(rules, start=1))
    agree_ground_rules(
        group=making.group,
        text=text,
        agreed_on=day,
        agreed=len(members),
        members=len(members),
        by=making.founder,
        at=at,
    )
    note_goal_style(group=making.group, style=making.source.style or "later", noted_on=day, by=making.founder, at=at)
    found_group(group=making.group, at=at + timedelta(minutes=5))


def _price(making: Making) -> None:
    """Save the price plan, with the numbers of the worked example."""
    example = making.demo.curriculum.prices.inputs
    values = {
        "meetings": example.meetings,
        "place": example.place_per_meeting,
        "refreshments": example.refreshments_per_person,
        "hours": example.facilitation_hours,
        "hourly_rate": example.facilitation_per_hour,
        "experts": example.experts,
        "expert_fee": example.expert_fee,
        "sharing_groups": example.groups_sharing,
        "model": "season",
        "vat_percent": None,
        "sentence": making.demo.texts.price_sentence,
    }
    save_price_plan(group=making.group, values=values, by=making.founder, at=making.timeline.past(70, 20))
