"""Meetings of the invented groups: planned, held, logged, answered – by the verbs of courses.groups."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from accounts.models import User
from courses.groups.domain.logs import LogFacts, log_meeting
from courses.groups.domain.meetings import MeetingPlan, plan_meeting
from courses.groups.domain.reviewing import acknowledge_log, return_log
from courses.groups.models import GroupMeeting, MeetingLog, MeetingTemplate, PeerGroup
from courses.models import CourseRun, Enrolment
from demo.loading.pulses import take_pulse
from demo.loading.timeline import Timeline
from demo.loading.words import stable_id
from demo.sources import Demo
from demo.sources.people import GroupSource, MeetingSource

SERIES = (34, 62, 90, 112)  # the days on which an ordinary group of a finished run has met
TEMPLATES = {"start": "M1", "exchange": "M2", "wellbeing": "M3", "expert": "M4", "together": "M5", "closing": "M7"}
PARTS = {
    "start": ("peerness", "understanding"),
    "exchange": ("courage",),
    "wellbeing": ("understanding",),
    "expert": ("solutions", "networks"),
    "together": ("productivity",),
    "closing": ("peerness",),
}


@dataclass
class Making:
    """What the steps of making one group share."""

    demo: Demo
    source: GroupSource
    run: CourseRun
    facilitators: list[Enrolment]
    trainer: User
    timeline: Timeline
    number: int
    group: PeerGroup = field(init=False)

    @property
    def founder(self) -> User:
        """Who began the group and writes its logs."""
        return self.facilitators[0].user


def meetings_of(making: Making) -> list[MeetingSource]:
    """Return the meetings of the source, or as many ordinary ones as it asks for."""
    if not making.source.series:
        return making.source.meetings
    topics = making.demo.groups.topics
    rows = []
    for number, day in enumerate(SERIES[: making.source.series]):
        topic = topics[(making.number + number) % len(topics)]
        kind = "start" if number == 0 else topic.kind
        rows.append(
            MeetingSource(
                on_day=day,
                kind=kind,
                mode="outdoors" if kind == "wellbeing" else "face",
                template=TEMPLATES[kind],
                topic=topic.topic,
                present=making.source.members - number % 2,
                log="read",
                comment="Hyvä havainto ryhmästä. Mitä kokeilit sen jälkeen?",
                feeling=4 + number % 2,
            )
        )
    return rows


def hold_meeting(making: Making, source: MeetingSource) -> None:
    """Plan a meeting and, when it has been held and logged, log it and answer the log."""
    timeline = making.timeline
    starts_at = timeline.on(source.on_day, 17) if source.on_day is not None else timeline.ago(source.days_ago or 0)
    template = MeetingTemplate.objects.get(code=source.template)
    remote = {"link": f"https://kokous.example/{making.source.key}", "phone": "02 000 0000"}
    plan = MeetingPlan(
        starts_at, template.minutes, source.kind, source.mode, template, source.place,
        **(remote if source.mode == "online" else {}),
    )  # fmt: skip
    planned_at = min(starts_at - timedelta(days=9), timeline.now - timedelta(days=1))
    meeting = plan_meeting(group=making.group, plan=plan, by=making.founder, at=planned_at)
    if source.log == "none":
        return
    log = _log(making, source, meeting)
    if source.log in ("read", "returned"):
        answer = acknowledge_log if source.log == "read" else return_log
        answered_at = min(log.sent_at + timedelta(days=4), timeline.now - timedelta(hours=2))
        answer(log=log, by=making.trainer, comment=source.comment, revision=log.revision, at=answered_at)
    if source.kind == "start" and source in making.source.meetings:
        take_pulse(log.meeting, source.present)


def _log(making: Making, source: MeetingSource, meeting: GroupMeeting) -> MeetingLog:
    return log_meeting(
        group=making.group,
        author=making.founder,
        key=uuid.UUID(stable_id(f"{making.run.slug}/{making.source.key}/{meeting.starts_at:%Y-%m-%d}")),
        facts=_facts(making, source, meeting),
        at=min(meeting.starts_at + timedelta(hours=20), making.timeline.now - timedelta(hours=4)),
        meeting=meeting,
    )


def _facts(making: Making, source: MeetingSource, meeting: GroupMeeting) -> LogFacts:
    words = next((row for row in making.demo.groups.topics if row.kind == source.kind), making.demo.groups.topics[0])
    costs = {"place": Decimal("40.00"), "refreshments": Decimal(6) * source.present}
    return LogFacts(
        held_at=meeting.starts_at,
        minutes=meeting.minutes,
        kind=source.kind,
        mode=source.mode,
        present=source.present or making.source.members,
        total=making.source.members,
        topic=source.topic or words.topic,
        reminded=True,
        voice=source.voice,
        feeling=source.feeling,
        helped=words.helped,
        next_step=words.next_step,
        needs_help=bool(source.question),
        question=source.question,
        parts=frozenset(PARTS[source.kind]),
        costs={} if source.mode == "online" else costs,
    )
