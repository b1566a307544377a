"""The rhythm of a group: about monthly, and a friendly word to its facilitators when it has been quiet (BR-09)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.groups.domain.reading import ROUTINE
from courses.groups.enums import GroupState, MeetingState
from courses.groups.models import CadenceNudge, GroupFacilitator, GroupMeeting
from notifications.domain import notify

AT_ONCE = 50


def nudge_quiet_groups(*, at: datetime) -> int:
    """This function will remind the facilitators of groups that have not met for 45 days and have nothing planned.

    Once for each silence and facilitator, and nobody else: the trainer sees the group after 60 days. A group on
    pause is left in peace. Returns how many were told.
    """
    links: Any = _untold(at)[:AT_ONCE]
    for link in links:
        with transaction.atomic():
            told = {"group": link.group, "user": link.user, "quiet_since": link.quiet_since}
            _nudge, is_new = CadenceNudge.objects.get_or_create(**told, defaults={"told_at": at})
            if is_new:
                _tell(link, at)
    return len(links)


def _untold(at: datetime) -> Any:
    """Return who facilitates a quiet group and has not been told of this silence."""
    met = GroupMeeting.objects.filter(group=OuterRef("group")).exclude(state=MeetingState.CANCELLED)
    last = met.order_by("-starts_at").values("starts_at")[:1]
    told = CadenceNudge.objects.filter(
        group=OuterRef("group"), user=OuterRef("user"), quiet_since__gte=OuterRef("quiet_since")
    )
    return (
        GroupFacilitator.objects.filter(
            ended_at=None, group__state__in=[GroupState.FOUNDED, GroupState.RUNNING], group__founded_at__lt=at - ROUTINE
        )
        .filter(~Exists(met.filter(starts_at__gte=at - ROUTINE)))
        .annotate(quiet_since=TruncDate(Coalesce(Subquery(last), F("group__founded_at"))))
        .filter(~Exists(told))
        .select_related("group", "user")
        .order_by("pk")
    )


def _tell(link: GroupFacilitator, at: datetime) -> None:
    notify(
        user=link.user,
        kind="group-quiet",
        subject=_("Olisiko ryhmän aika tavata?"),
        text=_("Edellisestä tapaamisesta on jo yli kuusi viikkoa. Noin kerran kuussa on hyvä rytmi."),
        url=reverse("groups:meeting-new", kwargs={"group": link.group.public_id}),
        at=at,
        in_digest=True,
    )
