"""A participant's own answers and flags: the copy handed out, and what goes when the person goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.background.domain.answering import take_back
from courses.background.domain.reading import own_record
from courses.background.enums import ITEMS
from courses.background.models import BackgroundLink, EuraFlag
from courses.models import FundingProject

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the answers by project while they can still be told to be the person's, and the flags."""
    flags = EuraFlag.objects.filter(user=user).order_by("project")
    return {
        "background": [_answers(user, project) for project in _answered(user)],
        "entry_and_exit_data": list(
            flags.values("project__code", "entry_at", "exit_at", "entry_reminded_at", "exit_reminded_at")
        ),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the answers with their link. The flags stay: the funder may audit them until the archive day."""
    for project in _answered(user):
        take_back(user=user, project=project, at=at)


def _answered(user: User) -> list[FundingProject]:
    rows = BackgroundLink.objects.filter(user=user).select_related("project").order_by("project")
    return [row.project for row in rows]


def _answers(user: User, project: FundingProject) -> dict[str, Any]:
    record = own_record(user=user, project=project)
    answers = {name: getattr(record, name) for name in (*ITEMS, "obstacles_text")} if record else {}
    return {"project": project.code, **answers}
