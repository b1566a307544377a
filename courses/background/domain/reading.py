"""What is read of the background data: a person's own, and rows for reports, which name nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.background.enums import ITEMS
from courses.background.models import BackgroundLink, BackgroundRecord, EuraFlag

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import FundingProject

FEWEST_TEXTS = 5  # what people wrote is shown when at least so many have told of obstacles


@dataclass(frozen=True)
class Answered:
    """The answers of one participant: a code, "declined" or, where missing, "". No person once the tie is cut."""

    user_id: int | None
    project_id: int
    gender: str
    age_band: str
    municipality: str
    work: str
    company_size: str
    exit_work: str
    obstacles: str


@dataclass(frozen=True)
class Flags:
    """When a participant said to have given the entry and exit data in EURA."""

    entry_on: date | None
    exit_on: date | None


def answers_of(*, project_ids: Collection[int]) -> list[Answered]:
    """Return all answers of the projects, in two queries. For reports: they count and suppress."""
    owners = dict(BackgroundLink.objects.filter(project__in=project_ids).values_list("token", "user_id"))
    rows = BackgroundRecord.objects.filter(project__in=project_ids).order_by("token")
    return [Answered(owners.get(token), *values) for token, *values in rows.values_list("token", "project_id", *ITEMS)]


def eura_flags(*, project_ids: Collection[int]) -> dict[tuple[int, int], Flags]:
    """Return the flags of the projects by project and person."""
    rows = EuraFlag.objects.filter(project__in=project_ids).values_list("project_id", "user_id", "entry_at", "exit_at")
    return {(project, user): Flags(_day(entry), _day(left)) for project, user, entry, left in rows}


def own_record(*, user: User, project: FundingProject) -> BackgroundRecord | None:
    """Return what the person has answered in the project, or None."""
    token = BackgroundLink.objects.filter(user=user, project=project).values("token")
    return BackgroundRecord.objects.filter(token__in=token).first()


def own_flag(*, user: User, project: FundingProject) -> EuraFlag | None:
    """Return what the person has ticked in the project, or None."""
    return EuraFlag.objects.filter(user=user, project=project).first()


def obstacles_told(*, project: FundingProject) -> list[str]:
    """Return what participants wrote of obstacles, in the order of the words; nothing while they are few."""
    rows = BackgroundRecord.objects.filter(project=project).exclude(obstacles_text="")
    texts = sorted(rows.values_list("obstacles_text", flat=True))
    return texts if len(texts) >= FEWEST_TEXTS else []


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None
