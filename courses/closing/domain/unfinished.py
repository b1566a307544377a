"""What is unfinished in a run, and what was decided on it. Whatever is neither handled nor left stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courses.closing.models import Becomes, GroupOutcome, LeftOpen, PersonOutcome
from courses.endings import OpenEnd, open_ends_of
from courses.enums import EnrolmentState
from courses.groups.enums import CLOSED_STATES
from courses.groups.models import GroupFacilitator, PeerGroup
from courses.models import CourseRun, Enrolment

if TYPE_CHECKING:
    from accounts.models import User

UNFINISHED = (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE)
MOST_SHOWN = 50  # of one kind, or of people; the rest come when these are handled


class UnableToLeave(Exception):
    """Nothing was left as it is; the message says why."""


@dataclass(frozen=True)
class Kind:
    """The open things of one sort: those to decide on, and those left on purpose."""

    sort: str
    kind: str
    ends: list[OpenEnd]
    left: list[tuple[OpenEnd, LeftOpen]]

    @property
    def shown(self) -> list[OpenEnd]:
        """The first of those to decide on."""
        return self.ends[:MOST_SHOWN]

    @property
    def all_key(self) -> str:
        """What stands for all of them in the form."""
        return f"{self.kind}:*"

    @property
    def count(self) -> int:
        """How many are still to be decided on."""
        return len(self.ends)


def kinds_of(*, run: CourseRun, at: datetime) -> list[Kind]:
    """Return what is open, by kind; queries do not grow with the number."""
    left = {row.key: row for row in LeftOpen.objects.filter(run=run).select_related("left_by")}
    found: dict[str, Kind] = {}
    for end in open_ends_of(run=run, at=at):
        kind = found.setdefault(end.kind, Kind(end.sort, end.kind, [], []))
        if end.key in left:
            kind.left.append((end, left[end.key]))
        else:
            kind.ends.append(end)
    return list(found.values())


def leave_open(*, run: CourseRun, keys: set[str], reason: str, by: User, at: datetime) -> int:
    """This function will note that open things are left as they are, and why; return how many were not left before.

    `register:*` means all of a kind. Raises UnableToLeave without a choice or a reason.
    """
    reason = reason.replace("\x00", "").strip()
    if not keys:
        raise UnableToLeave(_("Valitse ainakin yksi kohta."))
    if not reason:
        raise UnableToLeave(_("Kirjoita, miksi kohdat jätetään näin."))
    with transaction.atomic():
        CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        kinds = kinds_of(run=run, at=at)
        chosen = [end for kind in kinds for end in kind.ends if end.key in keys or f"{kind.kind}:*" in keys]
        LeftOpen.objects.bulk_create(
            LeftOpen(run=run, key=end.key, reason=reason, left_by=by, left_at=at) for end in chosen
        )
    return len(chosen)


def take_back(*, run: CourseRun, key: str) -> None:
    """This function will put something that was left back among what is to be decided on."""
    LeftOpen.objects.filter(run=run, key=key).delete()


def unfinished_people(run: CourseRun) -> QuerySet[Enrolment]:
    """Return the trainees who have not finished and on whom nothing was decided, those nearest to the end first."""
    decided = decided_people(run).values("enrolment")
    rows = Enrolment.objects.filter(run=run, state__in=UNFINISHED).exclude(pk__in=decided)
    return rows.select_related("user").order_by("-percent", "pk")


def decided_people(run: CourseRun) -> QuerySet[PersonOutcome]:
    """Return what was decided on people and still holds: somebody may have come back to the run since."""
    holds = (
        Q(becomes=Becomes.LEFT, enrolment__state__in=UNFINISHED)
        | Q(becomes=Becomes.ENDED, enrolment__state=EnrolmentState.WITHDRAWN)
        | Q(becomes=Becomes.MOVED, enrolment__state=EnrolmentState.MOVED)
    )
    return PersonOutcome.objects.filter(holds, run=run).select_related("enrolment__user", "to_run").order_by("pk")


def groups_of(run: CourseRun) -> QuerySet[PeerGroup]:
    """Return the run's groups that have not ended; each counts once, however many facilitate it."""
    here = GroupFacilitator.objects.filter(enrolment__run=run, ended_at=None)
    return (
        PeerGroup.objects.filter(pk__in=here.values("group_id")).exclude(state__in=CLOSED_STATES).order_by("name", "pk")
    )


def undecided_groups(run: CourseRun) -> QuerySet[PeerGroup]:
    """Return the open groups on which nothing was decided."""
    return groups_of(run).exclude(pk__in=GroupOutcome.objects.filter(run=run).values("group_id"))


def decided_groups(run: CourseRun) -> QuerySet[GroupOutcome]:
    """Return what was decided on groups."""
    return GroupOutcome.objects.filter(run=run).select_related("group").order_by("group__name", "pk")


def facilitators_of(groups: list[int]) -> dict[int, list[str]]:
    """Return the names of those who facilitate the groups now, in one query."""
    names: dict[int, list[str]] = {}
    for link in GroupFacilitator.objects.filter(Q(group_id__in=groups), ended_at=None).select_related("user"):
        names.setdefault(link.group_id, []).append(link.user.get_full_name())
    return names
