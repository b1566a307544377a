"""The universes that reports tell of: a funding project, or all runs without one; read from the database as units.

A person counts once in a project, in the run they took part in first; without a project each enrollment counts,
and one that went on in another run counts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from courses.certificates.models import Certificate
from courses.certificates.models.certificate import LIVE, CertificateKind
from courses.enums import AttendanceState, EnrolmentState, RunState, SessionState
from courses.groups.classifications import present_municipality
from courses.groups.domain.areas import municipality_of_people
from courses.groups.enums import MeetingState, MemberState
from courses.groups.models import GroupFacilitator, GroupMeeting, PeerGroup
from courses.models import Attendance, CourseRun, Enrolment, FundingProject
from courses.reporting.domain.counted import MONTH, MUNICIPALITY, ORGANISATION, RUN, YEAR, Counted, Unit
from courses.reporting.domain.held import Held
from courses.reporting.domain.ledger import StoredLedger
from courses.reporting.domain.taking_part import Participant, by_person, those_who_took_part
from courses.reporting.models import CompanyCount

ATTENDED = (AttendanceState.PRESENT, AttendanceState.PARTIAL, AttendanceState.MADE_UP)
DROPPED, ENROLLED, SESSIONS, GROUP, MEETINGS, CERTIFICATE = REACHES = (
    "0-dropped",
    "1-enrolled",
    "2-sessions",
    "3-group",
    "4-meetings",
    "5-certificate",
)
PEOPLE_CHAINS = ((YEAR, MONTH, RUN), (MUNICIPALITY,), (ORGANISATION,))
GROUP_CHAINS = ((YEAR, RUN), (MUNICIPALITY,), (ORGANISATION,))
MEETING_CHAINS = ((YEAR,), (RUN,), (MUNICIPALITY,), (ORGANISATION,))


class Universe:
    """All that is counted of one project, or of the runs without one, read when first asked for."""

    def __init__(self, project: FundingProject | None = None, *, at: datetime | None = None) -> None:
        self.project = project
        self.name = f"project {project.pk}" if project else "runs without a project"
        self.ledger = StoredLedger(self.name, at=at or timezone.now())
        runs = CourseRun.objects.filter(project=project).exclude(state="cancelled").order_by("starts_on", "pk")
        self.runs = {run.pk: run for run in runs}

    def held(self, name: str, units: Iterable[Unit], chains: Sequence[Sequence[str]]) -> Held:
        """Return units of one kind as they may be told after all that was told of them before."""
        return Held(name, Counted(units, chains, is_crossed=len(chains) > 1), self.ledger)

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """The enrollments of everybody who has taken part, the first of each person first."""
        rows = those_who_took_part().filter(run__in=self.runs).select_related("payer")
        found = list(rows.defer("motivation", "special_needs").order_by("run__starts_on", "run_id", "pk"))
        for row in found:
            row.run = self.runs[row.run_id]
        return found

    @cached_property
    def participants(self) -> list[Participant]:
        """Everybody who is counted, once."""
        reaches, days = self._reaches(), self._certificate_days()
        return [
            Participant(
                rows[0].user_id,
                rows[0],
                max(reaches[row.pk] for row in rows),
                next((days[row.pk] for row in rows if row.pk in days), None),
            )
            for rows in by_person(self.enrolments, once=self.project is not None)
        ]

    def still_training(self) -> set[int]:
        """Return who has a run that still goes on."""
        going_on = (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE)
        over = (RunState.ENDED, RunState.ARCHIVED)
        return {row.user_id for row in self.enrolments if row.state in going_on and row.run.state not in over}

    @cached_property
    def municipalities(self) -> dict[int, str]:
        """The municipality of each person."""
        return municipality_of_people(user_ids=[row.user for row in self.participants])

    @cached_property
    def people(self) -> Held:
        """The people, by how far they have come and from where."""
        return self.people_by({})

    def people_by(self, answers: dict[str, dict[int, str]]) -> Held:
        """Return the people with further variables: for each its value by person."""
        units = [
            Unit(
                {**row.places, MUNICIPALITY: self.municipalities.get(row.user, "")},
                {
                    "reach": row.reach,
                    "state": state_of(row.reach),
                    "background": row.enrolment.background,
                    **{key: values.get(row.user, "missing") for key, values in answers.items()},
                },
            )
            for row in self.participants
        ]
        return self.held("people", units, PEOPLE_CHAINS)

    @cached_property
    def group_rows(self) -> list[tuple[PeerGroup, Participant]]:
        """The groups that came to be, each with the person it is counted by."""
        by_enrolment = {row.enrolment.pk: row for row in self.participants}
        by_user = {row.user: row for row in self.participants}
        links = GroupFacilitator.objects.filter(enrolment__in=[row.pk for row in self.enrolments])
        links = links.filter(group__founded_at__isnull=False).select_related("group").order_by("since", "pk")
        found: dict[int, tuple[PeerGroup, Participant]] = {}
        for link in links:
            person = by_enrolment.get(link.enrolment_id or 0) or by_user.get(link.user_id)
            if person is not None:
                found.setdefault(link.group_id, (link.group, person))
        return list(found.values())

    def places_of(self, group: PeerGroup, person: Participant) -> dict[str, Any]:
        """Return where a group is counted: in its own municipality, else where its facilitator is."""
        return {**person.places, MUNICIPALITY: present_municipality(group.municipality)}

    @cached_property
    def groups(self) -> Held:
        """The groups by state, and by whether their companies were stated."""
        stated = self.stated_companies
        units = [
            Unit(
                self.places_of(group, person),
                {"group_state": group.state, "stated": "yes" if group.pk in stated else "no"},
            )
            for group, person in self.group_rows
        ]
        return self.held("groups", units, GROUP_CHAINS)

    @cached_property
    def members(self) -> Held:
        """The members of the groups, as numbers."""
        joined = dict(
            PeerGroup.objects.filter(pk__in=[group.pk for group, _person in self.group_rows])
            .annotate(n=Count("members", filter=Q(members__state__in=[MemberState.JOINED, MemberState.LEFT])))
            .values_list("pk", "n")
        )
        return self._weighted(
            "members", {group.pk: max(joined[group.pk], group.final_members or 0) for group in self._groups()}
        )

    @cached_property
    def stated_companies(self) -> dict[int, int]:
        """How many companies the facilitators have stated, by group."""
        rows = CompanyCount.objects.filter(group__in=[group.pk for group, _person in self.group_rows])
        return dict(rows.values_list("group_id", "companies"))

    @cached_property
    def group_companies(self) -> Held:
        """The companies of the groups' members."""
        return self._weighted("companies of groups", self.stated_companies)

    def _groups(self) -> Iterable[PeerGroup]:
        return (group for group, _person in self.group_rows)

    def _weighted(self, name: str, weights: dict[int, int]) -> Held:
        units = [
            Unit(self.places_of(group, person), {}, weights[group.pk])
            for group, person in self.group_rows
            if weights.get(group.pk)
        ]
        return self.held(name, units, GROUP_CHAINS)

    @cached_property
    def companies(self) -> Held:
        """The firms that trainees come from: one for each business ID, at the first person from there."""
        found: dict[str, Unit] = {}
        for row in self.participants:
            payer = row.enrolment.payer
            if payer is not None and payer.kind == payer.Kind.COMPANY:
                places = {**row.places, MUNICIPALITY: self.municipalities.get(row.user, "")}
                found.setdefault(payer.business_id or f"organisation {payer.pk}", Unit(places))
        return self.held("companies", found.values(), PEOPLE_CHAINS)

    @cached_property
    def meeting_rows(self) -> list[tuple[GroupMeeting, dict[str, Any]]]:
        """The logged meetings with their places; nothing of what the logs say."""
        places = {group.pk: self.places_of(group, person) for group, person in self.group_rows}
        rows = GroupMeeting.objects.filter(group__in=places, state=MeetingState.LOGGED).order_by("starts_at", "pk")
        rows = rows.only("group_id", "starts_at", "minutes", "kind", "mode")
        return [(row, {**places[row.group_id], YEAR: timezone.localdate(row.starts_at).year}) for row in rows]

    @cached_property
    def meetings(self) -> Held:
        """The meetings by kind, mode and month."""
        units = [
            Unit(
                places,
                {
                    "kind": row.kind,
                    "mode": row.mode,
                    "meeting_month": f"{timezone.localdate(row.starts_at):%Y-%m}",
                    "meeting_year": places[YEAR],
                },
            )
            for row, places in self.meeting_rows
        ]
        return self.held("meetings", units, MEETING_CHAINS)

    def _reaches(self) -> dict[int, str]:
        keys = [row.pk for row in self.enrolments]
        reached = dict.fromkeys(keys, ENROLLED)
        present = Attendance.objects.filter(enrolment__in=keys, state__in=ATTENDED, session__state=SessionState.LOCKED)
        links = GroupFacilitator.objects.filter(enrolment__in=keys, group__founded_at__isnull=False)
        logged = links.filter(group__meetings__state=MeetingState.LOGGED)
        issued = self._certificates()
        for rows, reach in ((present, SESSIONS), (links, GROUP), (logged, MEETINGS), (issued, CERTIFICATE)):
            reached.update(dict.fromkeys(rows.values_list("enrolment_id", flat=True), reach))
        dropped = (row.pk for row in self.enrolments if row.state == EnrolmentState.WITHDRAWN)
        return {**reached, **{key: DROPPED for key in dropped if reached[key] != CERTIFICATE}}

    def _certificates(self) -> Any:
        rows = Certificate.objects.filter(enrolment__in=[row.pk for row in self.enrolments], state__in=LIVE)
        return rows.filter(kind=CertificateKind.CERTIFICATE)

    def _certificate_days(self) -> dict[int, int]:
        starts = {row.pk: row.run.starts_on for row in self.enrolments}
        rows = self._certificates().order_by("-issued_at").values_list("enrolment_id", "issued_at")
        return {key: max(0, (issued_at.date() - starts[key]).days) for key, issued_at in rows}


def state_of(reach: Any) -> str:
    """Return the coarse state that a reach belongs to: dropped out, active or completed."""
    return "dropped" if reach == DROPPED else "completed" if reach == CERTIFICATE else "active"
