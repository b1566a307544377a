"""What becomes of the run's groups: most go on with their facilitator, who is an alumna or alumnus from now on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.closing.domain.unfinished import undecided_groups
from courses.closing.models import GroupGoes, GroupOutcome
from courses.groups.domain.lifecycle import end_group
from courses.groups.models import GroupFacilitator, PeerGroup
from courses.models import CourseRun
from courses.wording import day
from notifications.domain import notify

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User


def decide_on_groups(*, run: CourseRun, goes: dict[UUID, str], by: User, at: datetime) -> int:
    """This function will note what becomes of groups, by public id; return how many were decided on.

    Facilitators of a group to be handed over are asked to do it now. One that ends does so when the run is closed.
    """
    with transaction.atomic():
        CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        rows = list(undecided_groups(run).filter(public_id__in=[key for key, value in goes.items() if value]))
        for group in rows:
            way = goes[group.public_id]
            GroupOutcome.objects.create(run=run, group=group, goes=way, decided_by=by, decided_at=at)
            if way == GroupGoes.HANDED_OVER:
                _ask_to_hand_over(group, run, at=at)
    return len(rows)


def take_group_back(*, run: CourseRun, group: UUID) -> None:
    """This function will take back what was decided on a group, while the run is open."""
    GroupOutcome.objects.filter(run=run, group__public_id=group).delete()


def end_groups(*, run: CourseRun, at: datetime) -> int:
    """This function will end the groups that were decided to end (BR-19); the caller is closing the run."""
    rows = GroupOutcome.objects.filter(run=run, goes=GroupGoes.ENDED).select_related("group")
    for row in rows:
        end_group(group=row.group, at=at)
        _tell_ended(row.group, run, at=at)
    return len(rows)


def _tell_ended(group: PeerGroup, run: CourseRun, *, at: datetime) -> None:
    goes = timezone.localdate(at) + timedelta(days=settings.GROUP_CARDS_KEPT_DAYS)
    for link in GroupFacilitator.objects.filter(group=group, ended_at=None).select_related("user"):
        notify(
            user=link.user,
            kind="group-ended",
            subject=gettext_lazy("Ryhmäsi on merkitty päättyneeksi"),
            text=lambda: (
                _(
                    "Koulutus %(run)s suljettiin, ja ryhmä %(group)s merkittiin samalla päättyneeksi. "
                    "Ryhmäläisten kortit poistetaan %(day)s. Jos tieto on väärä, ota yhteys koordinaattoriin."
                )
                % {"run": run.name, "group": group.name, "day": day(goes)}
            ),
            values=lambda: {"toteutus": run.name, "ryhma": group.name, "paiva": day(goes)},
            url=reverse("groups:group", kwargs={"group": group.public_id}),
            at=at,
        )


def _ask_to_hand_over(group: PeerGroup, run: CourseRun, *, at: datetime) -> None:
    for link in GroupFacilitator.objects.filter(group=group, ended_at=None).select_related("user"):
        notify(
            user=link.user,
            kind="group-hand-over",
            subject=gettext_lazy("Luovuta ryhmäsi uudelle ohjaajalle"),
            text=lambda: (
                _(
                    "Koulutus %(run)s päättyy, ja ryhmälle %(group)s on sovittu uusi ohjaaja. "
                    "Kutsu hänet ryhmän sivulla ja luovuta ryhmä, kun ryhmäläiset ovat suostuneet."
                )
                % {"run": run.name, "group": group.name}
            ),
            values={"toteutus": run.name, "ryhma": group.name},
            url=reverse("groups:facilitators", kwargs={"group": group.public_id}),
            at=at,
        )
