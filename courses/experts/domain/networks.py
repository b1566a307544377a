"""Regional networks: joining, leaving, the notice board. No member of a group is ever named there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User as Account
from accounts.models import normalize_email
from courses.enums import StaffRole
from courses.experts.domain.refusals import ExpertRefusal
from courses.experts.models import GroupNetwork, NetworkMembership, Notice, NoticeAnswer, NoticeReport
from courses.experts.regions import region_of, regions
from courses.groups.models import GroupFacilitator, GroupMember
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

MOST_OPEN = 20  # notices of one person at a time
KEPT = timedelta(days=90)  # a notice that has ended is deleted so long after


class UnableToPost(ExpertRefusal):
    """It cannot be joined or written so; the message says why."""


def network_of(*, region: str, at: datetime) -> GroupNetwork:
    """Return the network of a region, made when it is first needed. Raises UnableToPost for no region of ours."""
    if region not in regions():
        raise UnableToPost(_("Valitse maakunta luettelosta."))
    return GroupNetwork.objects.get_or_create(region=region, defaults={"created_at": at})[0]


def join_network(*, region: str, user: User, at: datetime, added_by: User | None = None) -> GroupNetwork:
    """This function will make the person a member of a region's network; safe to repeat."""
    with transaction.atomic():
        network = network_of(region=region, at=at)
        NetworkMembership.objects.get_or_create(
            network=network, user=user, left_at=None, defaults={"joined_at": at, "added_by": added_by}
        )
    return network


def add_by_address(*, region: str, email: str, by: User, at: datetime) -> None:
    """This function will let a coordinator add a facilitator, who is told.

    Raises UnableToPost when no facilitator has the address.
    """
    with transaction.atomic():
        person = Account.objects.filter(email=normalize_email(email), is_active=True).first()
        if person is None or not GroupFacilitator.objects.filter(user=person).exists():
            raise UnableToPost(_("Tällä osoitteella ei ole ohjaajaa, jolla on ollut ryhmä."))
        network = join_network(region=region, user=person, at=at, added_by=by)
        notify(
            user=person,
            kind="network-added",
            subject=lambda: _("Sinut on lisätty ryhmäverkostoon %(name)s") % {"name": network.name},
            text=lambda: _("Koordinaattori lisäsi sinut alueesi ohjaajien verkostoon. Voit lähteä siitä milloin vain."),
            url=reverse("experts:networks"),
            at=at,
            in_digest=True,
        )


def leave_network(*, network: GroupNetwork, user: User, at: datetime) -> None:
    """This function will end the membership; the person's notices are taken off the board. Safe to repeat."""
    with transaction.atomic():
        NetworkMembership.objects.filter(network=network, user=user, left_at=None).update(left_at=at)
        Notice.objects.filter(network=network, author=user, closed_at=None).update(closed_at=at)


def networks_of(*, user: User) -> QuerySet[GroupNetwork]:
    """Return the networks the person belongs to now."""
    mine = NetworkMembership.objects.filter(user=user, left_at=None).values("network_id")
    return GroupNetwork.objects.filter(pk__in=mine)


def home_regions(*, user: User) -> list[str]:
    """Return the regions of the groups the person facilitates: where they would be at home."""
    places = GroupFacilitator.objects.filter(user=user).values_list("group__municipality", flat=True)
    return sorted({region for place in places if (region := region_of(place))})


def pseudonyms_of(*, user: User) -> tuple[str, ...]:
    """Return the pseudonyms in the groups the person facilitates: words that may not leave them."""
    groups = GroupFacilitator.objects.filter(user=user, ended_at=None).values("group_id")
    return tuple(GroupMember.objects.filter(group__in=groups).values_list("pseudonym", flat=True).distinct())


def post_notice(
    *, network: GroupNetwork, author: User, kind: str, title: str, text: str, days: int, at: datetime
) -> Notice:
    """This function will put a notice on the board; the same words twice in a row are one notice.

    Raises UnableToPost for those who are not members, and over the limit of open notices.
    """
    with transaction.atomic():
        _refuse_strangers(network, author)
        mine = Notice.objects.filter(network=network, author=author, closed_at=None, expires_at__gt=at)
        same = mine.filter(kind=kind, title=title.strip(), text=text.strip()).first()
        if same:
            return same
        if mine.count() >= MOST_OPEN:
            raise UnableToPost(_("Sinulla on jo monta ilmoitusta. Poista ensin vanhoja."))
        return Notice.objects.create(
            network=network,
            author=author,
            kind=kind,
            title=title.strip(),
            text=text.strip(),
            written_at=at,
            expires_at=at + timedelta(days=days),
        )


def _refuse_strangers(network: GroupNetwork, user: User) -> None:
    if not NetworkMembership.objects.filter(network=network, user=user, left_at=None).exists():
        raise UnableToPost(_("Liity ensin verkostoon."))


def answer_notice(*, notice: Notice, author: User, text: str, at: datetime) -> NoticeAnswer:
    """This function will answer a notice and tell its author; the same words twice in a row are one answer.

    Raises UnableToPost for a notice that has been closed or has expired.
    """
    with transaction.atomic():
        locked = Notice.objects.select_for_update(of=("self",)).select_related("author", "network").get(pk=notice.pk)
        _refuse_strangers(locked.network, author)
        if not locked.is_open(at):
            raise UnableToPost(_("Ilmoitus ei ole enää voimassa."))
        last = locked.answers.last()
        if last and last.author_id == author.pk and last.text == text.strip():
            return last
        row = NoticeAnswer.objects.create(notice=locked, author=author, text=text.strip(), written_at=at)
        if locked.author_id != author.pk:
            notify(
                user=locked.author,
                kind="network-answer",
                subject=lambda: _("Ilmoitukseesi on vastattu: %(title)s") % {"title": locked.title},
                text=lambda: _("Lue vastaus verkoston ilmoitustaululta."),
                url=reverse("experts:notice", kwargs={"region": locked.network.region, "notice": locked.public_id}),
                at=at,
                in_digest=True,
            )
    return row


def close_notice(*, notice: Notice, at: datetime) -> None:
    """This function will take a notice off the board; safe to repeat."""
    Notice.objects.filter(pk=notice.pk, closed_at=None).update(closed_at=at)


def report_notice(*, notice: Notice, reporter: User, at: datetime) -> None:
    """This function will ask the coordinators to look at a notice; they are told once, and no words are asked for."""
    with transaction.atomic():
        _row, is_new = NoticeReport.objects.get_or_create(
            notice=notice, reporter=reporter, defaults={"reported_at": at}
        )
        if not is_new or notice.reports.filter(handled_at=None).count() > 1:
            return
        staff = Account.objects.filter(run_staff__role=StaffRole.COORDINATOR, run_staff__ended_at=None, is_active=True)
        for person in staff.distinct():
            notify(
                user=person,
                kind="network-report",
                subject=lambda: _("Verkoston ilmoitus pyydettiin tarkistamaan"),
                text=lambda: _("Lue ilmoitus ja päätä, jääkö se taululle."),
                url=reverse("experts:coordination"),
                at=at,
            )


def settle_reports(*, notice: Notice, hide: bool, at: datetime) -> None:
    """This function will end the reports of a notice, which stays on the board or is hidden. Safe to repeat."""
    with transaction.atomic():
        notice.reports.filter(handled_at=None).update(handled_at=at)
        if hide:
            Notice.objects.filter(pk=notice.pk, hidden_at=None).update(hidden_at=at)


def delete_old_notices(*, at: datetime) -> int:
    """This function will delete notices whose time ended long ago, with their answers."""
    return Notice.objects.filter(expires_at__lt=at - KEPT).delete()[0]
