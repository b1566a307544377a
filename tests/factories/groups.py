"""Peer groups, their cards and logs, made the way the domain makes them."""

import uuid
from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run

from courses.groups.domain.agreements import agree_ground_rules, note_goal_style
from courses.groups.domain.lifecycle import GroupPlan, found_group, plan_group, start_gathering
from courses.groups.domain.logs import LogFacts, log_meeting
from courses.groups.domain.meetings import MeetingPlan, plan_meeting
from courses.groups.domain.members import Card, add_candidate, confirm_member
from courses.groups.domain.offers import make_offer
from courses.groups.domain.price_plan import save_price_plan
from courses.groups.models import GroupMeeting, GroupMember, MeetingLog, MeetingTemplate, MemberWish, TemplateStep
from courses.groups.notices import NOTICE_VERSION

numbers = count(1)
BIRDS = ["Peippo", "Pääsky", "Kiuru", "Tiira", "Tikka", "Varpunen", "Kurki", "Haikara", "Sorsa", "Lokki"]
PLACES = ["609", "091", "837", "853", "564", "297", "167", "905", "698", "405"]  # none borders on another

CARD_FIELDS = ("pseudonym", "line", "municipality", "size_class", "years_band", "wishes_asked_on")

GROUP_RULES = {
    "conditions": [
        {"id": "group", "kind": "group_founded", "params": {"min_members": 4}},
        {"id": "meetings", "kind": "meetings_logged", "params": {"count": 2}},
        {"id": "price", "kind": "price_plan", "params": {}},
    ],
    "openings": [{"from_session": 2, "kind": "group_state", "params": {"at_least": "gathering"}}],
}


def make_group_run(**values):
    """Return a run whose rules look at the own group."""
    return make_run(rules=values.pop("rules", GROUP_RULES), **values)


def make_trainee(run=None):
    """Return an enrollment in a run whose rules look at the own group."""
    return EnrolmentFactory(run=run or make_group_run())


def make_group(*, user=None, enrolment=None, gathering=True, **values):
    """Return a group of the person, gathered unless told otherwise."""
    at = timezone.now()
    user = user or (enrolment.user if enrolment else UserFactory())
    plan = GroupPlan(
        **{"name": f"Aamukahvi {next(numbers)}", "municipality": "609", "mode": "on_site", "planned_size": 6, **values}
    )
    group = plan_group(user=user, plan=plan, enrolment=enrolment, at=at)
    return start_gathering(group=group, at=at) if gathering else group


def make_card(**values) -> Card:
    """Return the facts of a card that competes with nobody made before it."""
    number = next(numbers)
    base = {
        "pseudonym": f"{BIRDS[number % 10]} {number}",
        "line": "ACFGIJMPQS"[number % 10],
        "municipality": PLACES[(number // 10) % 10],
        "size_class": "solo",
        "years_band": "3-5",
        "wishes": frozenset({"coping"}),
        "wishes_asked_on": timezone.localdate(),
    }
    return Card(**{**base, **values})


def add_member(group, *, joined=True, **values) -> GroupMember:
    """Add a card to the group, confirmed unless told otherwise."""
    at = timezone.now()
    member = add_candidate(group=group, card=make_card(**values), at=at)
    if joined:
        today = timezone.localdate()
        member = confirm_member(member=member, wishes_asked_on=today, agreed_on=today, at=at)
    return member


def _plant_members(group, size, *, at) -> None:
    """Write what so many calls of `add_member` would: founding looks at the conditions anyway, not after each one."""
    today, cards = timezone.localdate(), [make_card() for _number in range(size)]
    joined = {"state": "joined", "agreed_on": today, "joined_on": today, "notice_version": NOTICE_VERSION}
    rows = GroupMember.objects.bulk_create(
        GroupMember(group=group, created_at=at, **joined, **{name: getattr(card, name) for name in CARD_FIELDS})
        for card in cards
    )
    MemberWish.objects.bulk_create(
        MemberWish(member=row, wish=wish) for row, card in zip(rows, cards, strict=True) for wish in card.wishes
    )


def make_founded_group(*, members=4, **values):
    """Return a founded group with so many members, all of different lines or places."""
    group = make_group(**values)
    at, user = timezone.now(), group.facilitators.first().user
    _plant_members(group, members, at=at)
    rules = {"text": "Puhe jää ryhmään.", "agreed_on": timezone.localdate()}
    agree_ground_rules(group=group, agreed=members, members=members, by=user, at=at, **rules)
    note_goal_style(group=group, style="free", noted_on=timezone.localdate(), by=user, at=at)
    return found_group(group=group, at=at)


def make_meeting(group, *, days=7, **values):
    """Plan a meeting so many days from now, at six in the evening."""
    at = timezone.now()
    starts_at = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(18)))
    plan = MeetingPlan(**{"starts_at": starts_at, "minutes": 120, "kind": "exchange", "mode": "face", **values})
    return plan_meeting(group=group, plan=plan, by=group.facilitators.first().user, at=at)


def make_facts(*, days_ago=1, **values) -> LogFacts:
    """Return a log as the form gives it, of an evening so many days ago."""
    held_at = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days_ago), time(18)))
    base = {
        "held_at": held_at,
        "minutes": 120,
        "kind": "exchange",
        "mode": "face",
        "present": 4,
        "total": 5,
        "topic": "ajankäyttö",
        "reminded": True,
        "voice": "yes",
        "feeling": 4,
    }
    return LogFacts(**{**base, **values})


def make_log(group, *, author=None, meeting=None, key=None, **values):
    """Log a meeting of the group."""
    author = author or group.facilitators.first().user
    return log_meeting(
        group=group,
        author=author,
        key=key or uuid.uuid4(),
        facts=make_facts(**values),
        meeting=meeting,
        at=timezone.now(),
    )


def make_template(code="M1", slug="aloitus", kind="start") -> MeetingTemplate:
    """Return a template of three steps, in the place of the curriculum's own where migrations have put that in."""
    MeetingTemplate.objects.filter(code=code).delete()
    template = MeetingTemplate.objects.create(code=code, slug=slug, title="Aloitus", kind=kind)
    for minutes, text in ((15, "saapuminen"), (85, "kuka olen"), (20, "seuraava kerta")):
        TemplateStep.objects.create(template=template, minutes=minutes, text=text)
    return template


def fill_group(group, size):
    """Put so many cards, logged meetings and planned meetings into a group at once, past the domain: for counting."""
    now, today, author = timezone.now(), timezone.localdate(), group.facilitators.first().user
    card = {"line": "S", "municipality": "609", "size_class": "solo", "years_band": "3-5", "created_at": now}
    dates = {"wishes_asked_on": today, "agreed_on": today, "joined_on": today}
    members = GroupMember.objects.bulk_create(
        GroupMember(group=group, pseudonym=f"Parvi {number}", state="joined", **card, **dates) for number in range(size)
    )
    MemberWish.objects.bulk_create(MemberWish(member=member, wish="time") for member in members)
    held = GroupMeeting.objects.bulk_create(
        GroupMeeting(group=group, starts_at=now - timedelta(days=number + 1), state="logged", created_at=now)
        for number in range(size)
    )
    GroupMeeting.objects.bulk_create(
        GroupMeeting(group=group, starts_at=now + timedelta(days=number + 1), created_at=now) for number in range(size)
    )
    facts = {"minutes": 120, "kind": "exchange", "mode": "face", "present": 4, "total": 5, "topic": "lepo"}
    facts |= {"reminded": True, "voice": "yes", "feeling": 4, "sent_at": now, "changed_at": now}
    MeetingLog.objects.bulk_create(
        MeetingLog(meeting=row, author=author, key=uuid.uuid4(), held_on=row.starts_at.date(), **facts) for row in held
    )


def log_form_data(*, days_ago=1, **values) -> dict:
    """Return the log form filled in, as a browser posts it."""
    day = timezone.localdate() - timedelta(days=days_ago)
    base = {
        "key": str(uuid.uuid4()),
        "token": "",
        "day": day.isoformat(),
        "start": "18:00",
        "minutes": "120",
        "kind": "exchange",
        "mode": "outdoors",
        "present": "4",
        "total": "5",
        "topic": "ajankäyttö",
        "parts": ["courage"],
        "reminded": "on",
        "voice": "yes",
        "helped": "Kierros, jossa sai ohittaa.",
        "next_step": "Parikeskustelu ensin.",
        "feeling": "4",
        "cost_place": "40,50",
    }
    return {key: value for key, value in {**base, **values}.items() if value is not None}


def make_priced_offer(group):
    """Save a price plan and make an offer of it."""
    user, at = group.facilitators.first().user, timezone.now()
    values = {
        "meetings": 8,
        "place": 40,
        "refreshments": 6,
        "hours": 3,
        "hourly_rate": 55,
        "experts": 0,
        "expert_fee": 0,
    }
    save_price_plan(group=group, values=values, by=user, at=at)
    return make_offer(group=group, receiver="", valid_until=timezone.localdate(), by=user, at=at)
