"""Who may see what of experts, shared sessions and networks. What one may not know of does not exist: 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import OrganisationContact
from courses.enums import STUDYING, StaffRole
from courses.experts.domain.networks import networks_of
from courses.experts.enums import CardState, Hat
from courses.experts.models import Expert, ExpertSession, GroupNetwork, Notice, Reservation
from courses.groups.models import GroupFacilitator, PeerGroup
from courses.models import Enrolment, RunStaff


def is_facilitator(user: Any) -> bool:
    """Say whether the person facilitates or has facilitated a group, or is being trained to."""
    if not user.is_authenticated:
        return False
    if GroupFacilitator.objects.filter(user=user).exists():
        return True
    return Enrolment.objects.filter(user=user, state__in=STUDYING).exists()


def is_advisor(user: Any) -> bool:
    """Say whether the person is a contact of an organization now."""
    return user.is_authenticated and OrganisationContact.objects.filter(user=user, ended_at=None).exists()


def is_staff_member(user: Any, *roles: str) -> bool:
    """Say whether the person has one of the roles in some run now."""
    rows = RunStaff.objects.filter(ended_at=None, role__in=roles or StaffRole.values)
    return user.is_authenticated and rows.filter(user=user).exists()


def is_listed_expert(user: Any) -> bool:
    """Say whether the person has a card of their own in the register, tied to the account."""
    return user.is_authenticated and Expert.objects.filter(user=user, state=CardState.CONSENTED).exists()


def may_read_register(user: Any) -> bool:
    """Say whether the person sees the whole register; everybody else sees what experts have made public."""
    return is_facilitator(user) or is_staff_member(user) or is_advisor(user)


def facilitator_or_404(user: Any) -> None:
    """Let facilitators in; for everybody else the page does not exist."""
    if not is_facilitator(user):
        raise Http404


def coordinator_or_404(user: Any) -> None:
    """Let coordinators in; for everybody else the page does not exist."""
    if not is_staff_member(user, StaffRole.COORDINATOR):
        raise Http404


def hat_or_404(user: Any, hat: str) -> None:
    """Let in whoever may arrange sessions in this role."""
    holds = {Hat.FACILITATOR: is_facilitator, Hat.ADVISOR: is_advisor, Hat.EXPERT: is_listed_expert}[Hat(hat)]
    if not holds(user):
        raise Http404


def sessions_for(user: Any) -> QuerySet[ExpertSession]:
    """Return the sessions a facilitator sees: those for all, of own networks, reserved by own groups, arranged."""
    reserved = Reservation.objects.filter(group__in=PeerGroup.objects.facilitated_by(user)).values("session_id")
    networks = networks_of(user=user).values("pk")
    seen = Q(network=None) | Q(network__in=networks) | Q(pk__in=reserved) | Q(organizer=user, hat=Hat.FACILITATOR)
    return ExpertSession.objects.filter(seen).select_related("network", "expert", "organisation")


def session_or_404(user: Any, public_id: UUID) -> ExpertSession:
    """Return a session that a facilitator sees; 404 for everybody else."""
    facilitator_or_404(user)
    return _or_404(sessions_for(user).filter(public_id=public_id))


def desk_or_404(user: Any, hat: str, public_id: UUID) -> ExpertSession:
    """Return a session that the person arranges in this role."""
    hat_or_404(user, hat)
    rows = ExpertSession.objects.filter(organizer=user, hat=hat, public_id=public_id)
    return _or_404(rows.select_related("network", "expert", "organisation"))


def network_or_404(user: Any, region: str) -> GroupNetwork:
    """Return a network the person belongs to."""
    facilitator_or_404(user)
    return _or_404(networks_of(user=user).filter(region=region))


def notice_or_404(user: Any, region: str, public_id: UUID) -> Notice:
    """Return a notice on the board of a network the person belongs to; a hidden one is there for nobody."""
    network = network_or_404(user, region)
    rows = Notice.objects.filter(network=network, public_id=public_id, hidden_at=None)
    return _or_404(rows.select_related("network", "author"))


def expert_or_404(user: Any, public_id: UUID) -> Expert:
    """Return a card that a facilitator may write to."""
    facilitator_or_404(user)
    return _or_404(Expert.objects.filter(public_id=public_id, state=CardState.CONSENTED).prefetch_related("tags"))


def own_groups(user: Any) -> list[PeerGroup]:
    """Return the open groups the person facilitates, in the order they were made."""
    return [
        group for group in PeerGroup.objects.facilitated_by(user).order_by("created_at", "pk") if not group.is_closed
    ]


def own_group_or_404(user: Any, public_id: Any) -> PeerGroup:
    """Return a group the person facilitates, named by a form; 404 for any other."""
    try:
        key = UUID(str(public_id))
    except ValueError:
        raise Http404 from None
    return _or_404(PeerGroup.objects.facilitated_by(user).filter(public_id=key))


def _or_404(rows: QuerySet[Any]) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
