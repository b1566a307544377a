"""A group is not left without a facilitator: it is handed over or ended first (see accounts.leaving)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.leaving import Duty, Kept
from courses.groups.enums import CLOSED_STATES, GroupState
from courses.groups.models import GroupFacilitator, MeetingLog

if TYPE_CHECKING:
    from accounts.models import User


def duties(*, user: User, enrolment: Any = None) -> list[Duty]:
    """Return the groups that the person facilitates alone: all, or those that count for one enrollment."""
    mine = GroupFacilitator.objects.filter(user=user, ended_at=None)
    mine = mine.exclude(group__state__in=[*CLOSED_STATES, GroupState.PLANNED])
    if enrolment is not None:
        mine = mine.filter(enrolment=enrolment)
    others = GroupFacilitator.objects.filter(ended_at=None, user__is_active=True).exclude(user=user)
    alone = mine.exclude(group__in=others.values("group")).select_related("group").order_by("group__name", "pk")
    return [
        Duty(
            _("Ohjaat yksin ryhmää %(group)s. Luovuta se toiselle ohjaajalle tai päätä se.")
            % {"group": link.group.name},
            reverse("groups:facilitators", kwargs={"group": link.group.public_id}),
            _("Avaa ryhmä"),
        )
        for link in alone
    ]


def kept(*, user: User) -> list[Kept]:
    """Return what stays of the groups: numbers, without a word that anybody wrote."""
    if not MeetingLog.objects.filter(author=user).exists():
        return []
    return [
        Kept(
            _("Tapaamisten päivät, kestot ja osallistujamäärät"),
            _("Ilman nimeäsi ja tekstejäsi: niistä lasketaan koulutuksen vaikutus."),
        )
    ]
