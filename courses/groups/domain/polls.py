"""The needs poll: opening, answering by link without an account, and taking an answer or oneself back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.domain.members import remove_member, set_wishes
from courses.groups.domain.poll_links import ANSWER, CARD, EVERYBODY, Link, read_token
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import MemberState
from courses.groups.models import GroupFacilitator, GroupMember, NeedsPoll, PeerGroup, PollAnswer, PollWish
from notifications.domain import notify

LONGEST = timedelta(days=60)
MOST_ANSWERS = 60  # as many as a group takes cards: nobody can fill the database through a link


class UnableToPoll(GroupRefusal):
    """The poll cannot be opened or answered; the message says why."""


@dataclass(frozen=True)
class Visit:
    """Somebody who has come by a link that holds: which poll, and what is theirs in it."""

    link: Link
    poll: NeedsPoll
    member: GroupMember | None = None
    answer: PollAnswer | None = None

    @property
    def wishes(self) -> list[str]:
        """What the visitor has answered before."""
        own = self.member or self.answer
        return sorted(own.wishes.values_list("wish", flat=True)) if own else []

    @property
    def has_answered(self) -> bool:
        """Whether there is something of the visitor's to change."""
        return bool(self.answer or (self.member and self.member.wishes_asked_on))


def open_poll(*, group: PeerGroup, closes_on: date, at: datetime) -> NeedsPoll:
    """This function will open the group's poll until the end of a day, or move that day; links given out stay good.

    Raises UnableToPoll for a day that has passed or lies too far ahead.
    """
    closes_at = timezone.make_aware(datetime.combine(closes_on + timedelta(days=1), time.min))
    if closes_at <= at:
        raise UnableToPoll(_("Valitse päivä, joka ei ole vielä mennyt."))
    if closes_at - at > LONGEST + timedelta(days=1):
        raise UnableToPoll(_("Kysely voi olla auki enintään %(days)s päivää.") % {"days": LONGEST.days})
    with transaction.atomic():
        locked = lock_open_group(group)
        values = {"closes_at": closes_at}
        poll, _new = NeedsPoll.objects.update_or_create(
            group=locked, defaults=values, create_defaults={**values, "opened_at": at}
        )
    return poll


def close_poll(*, poll: NeedsPoll, at: datetime) -> None:
    """This function will end the poll now; safe to repeat."""
    NeedsPoll.objects.filter(pk=poll.pk, closes_at__gt=at).update(closes_at=at)


def change_links(*, poll: NeedsPoll) -> None:
    """This function will make every link given out so far lead nowhere, and let new ones be given."""
    with transaction.atomic():
        locked = NeedsPoll.objects.select_for_update().get(pk=poll.pk)
        locked.generation += 1
        locked.save(update_fields=["generation"])


def find_visit(*, token: str) -> Visit | None:
    """Return whose link this is, or None for one that was never made or holds no longer."""
    link = read_token(token)
    if link is None:
        return None
    polls = NeedsPoll.objects.select_related("group")
    visit = None
    if link.kind == EVERYBODY:
        poll = polls.filter(public_id=link.key).first()
        visit = Visit(link, poll) if poll else None
    elif link.kind == CARD:
        member = GroupMember.objects.filter(public_id=link.key).exclude(state=MemberState.LEFT).first()
        poll = polls.filter(group_id=member.group_id).first() if member else None
        visit = Visit(link, poll, member=member) if poll else None
    elif link.kind == ANSWER:
        answer = PollAnswer.objects.filter(public_id=link.key).select_related("poll__group").first()
        visit = Visit(link, answer.poll, answer=answer) if answer else None
    return visit if visit and link.fits(visit.poll.generation) else None


def answer_poll(*, visit: Visit, wishes: Iterable[str], at: datetime) -> PollAnswer | None:
    """This function will store what the visitor wishes: on their card, or as an answer of nobody's.

    Returns the answer that belongs to no card, None when it went to a card. Raises UnableToPoll when the poll has
    ended or has all the answers it takes.
    """
    with transaction.atomic():
        poll = NeedsPoll.objects.select_for_update().select_related("group").get(pk=visit.poll.pk)
        if not poll.is_open(at):
            raise UnableToPoll(_("Kysely on päättynyt, joten vastausta ei enää tallennettu."))
        if visit.member:
            set_wishes(visit.member, wishes)
            GroupMember.objects.filter(pk=visit.member.pk).update(wishes_asked_on=timezone.localdate(at))
            return None
        answer = visit.answer or _new_answer(poll, at)
        answer.wishes.all().delete()
        PollWish.objects.bulk_create(PollWish(answer=answer, wish=wish) for wish in sorted(set(wishes)))
    return answer


def _new_answer(poll: NeedsPoll, at: datetime) -> PollAnswer:
    if poll.answers.count() >= MOST_ANSWERS:
        raise UnableToPoll(_("Kyselyyn ei mahdu enempää vastauksia. Kerro toiveesi suoraan ohjaajalle."))
    return PollAnswer.objects.create(poll=poll, answered_on=timezone.localdate(at))


def take_back(*, visit: Visit, at: datetime) -> None:
    """This function will delete what the visitor has here for real: an answer, or a card with all that hangs on it.

    The facilitators are told that somebody asked for it, never who.
    """
    if visit.answer:
        visit.answer.delete()
    if visit.member is None:
        return
    with transaction.atomic():
        remove_member(member=visit.member, at=at)
        group = visit.poll.group
        for row in GroupFacilitator.objects.filter(group=group, ended_at=None).select_related("user"):
            notify(
                user=row.user,
                kind="card-withdrawn",
                subject=gettext_lazy("Yksi ryhmäläinen poisti korttinsa"),
                text=gettext_lazy("Kortti ja sen toiveet on poistettu pysyvästi ryhmäläisen omasta pyynnöstä."),
                url=reverse("groups:poll", kwargs={"group": group.public_id}),
                at=at,
            )
