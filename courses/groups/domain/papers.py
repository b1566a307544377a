"""What a facilitator hands over while gathering a group: invitation, notice and commitment, filled from data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from courses.groups.domain.price_plan import PriceInputs, calculate, quote
from courses.groups.enums import MeetingState, PriceModel
from courses.groups.models import GroupNotice, PeerGroup, PricePlan
from courses.groups.papers import notice_version, text_of
from courses.wording import day, euros, number, session_time

if TYPE_CHECKING:
    from accounts.models import User

MOST_WORDS = 120  # a busy reader sees in twenty seconds what it is about (session 2)
MONTH = range(25, 36)  # days between meetings that people call a month


@dataclass(frozen=True)
class Invitation:
    """An invitation ready to be copied, and what is still open in it."""

    title: str
    text: str
    is_priced: bool

    @property
    def words(self) -> int:
        """How many words there are in it."""
        return len(self.text.split())

    @property
    def is_long(self) -> bool:
        """Whether it is longer than what a busy reader takes in."""
        return self.words > MOST_WORDS


def invitation_of(*, group: PeerGroup, facilitator: User, language: str, at: datetime) -> Invitation:
    """Return the invitation of a group in a language: place, rhythm, first day and price as they are known now."""
    words = text_of("invitation", language)
    plan = PricePlan.objects.filter(group=group).first()
    first = group.meetings.filter(state=MeetingState.PLANNED, starts_at__gte=at).order_by("starts_at").first()
    with translation.override(language):
        text = words["body"].format(
            rhythm=_rhythm(group, words),
            where=words["mode"][group.mode].format(place=group.place_name),
            first=words["first"].format(when=session_time(first.starts_at, first.ends_at))
            if first
            else words["first_open"],
            price=_price(group, plan, words),
            facilitator=facilitator.get_full_name(),
        )
    return Invitation(words["title"], text, is_priced=plan is not None)


def _rhythm(group: PeerGroup, words: dict[str, Any]) -> str:
    if group.cadence_days in MONTH:
        return str(words["rhythm"]["month"])
    return str(words["rhythm"]["weeks"]).format(weeks=max(1, round(group.cadence_days / 7)))


def _price(group: PeerGroup, plan: PricePlan | None, words: dict[str, Any]) -> str:
    """Return the sum, what it covers, how many meetings and whether tax is in it; nothing is promised unreckoned."""
    if plan is None:
        return str(words["price"]["unknown"])
    row = calculate(inputs=PriceInputs.of(plan), members=plan.members or group.planned_size)
    amount = quote(row=row, model=plan.model, funding=plan.funding, meetings=plan.meetings).amount
    if not amount:
        return str(words["price"]["free"])
    tax = words["tax"]["without"]
    if plan.vat_percent is not None:
        tax = words["tax"]["plus"].format(percent=number(plan.vat_percent))
    return str(
        words["price"][PriceModel(plan.model).value].format(amount=euros(amount), meetings=plan.meetings, tax=tax)
    )


@dataclass(frozen=True)
class Paper:
    """A paper to hand over: its title, its parts, and what stands at its foot."""

    kind: str
    language: str
    title: str
    facts: list[tuple[str, str]]
    sections: list[dict[str, str]]
    foot: str
    is_complete: bool
    words: dict[str, Any]


def notice_of(*, group: PeerGroup, facilitator: User, language: str, at: datetime) -> Paper:
    """Return the information notice of a group in a language; incomplete while no controller has been named."""
    words = text_of("notice", language)
    controller = GroupNotice.load().in_language(language)
    filled = {
        "days": settings.GROUP_CARDS_KEPT_DAYS,
        "contact": f"{facilitator.get_full_name()}, {facilitator.email}",
        "controller": controller or words["open"],
    }
    sections = [{"head": part["head"], "text": part["text"].format(**filled)} for part in words["sections"]]
    with translation.override(language):
        foot = words["version"].format(version=notice_version(), day=day(at))
    facts = [(words["group"], group.name), (words["facilitator"], facilitator.get_full_name())]
    return Paper("notice", language, words["title"], facts, sections, foot, bool(controller), words)


def commitment_of(*, group: PeerGroup, facilitator: User, language: str, at: datetime) -> Paper:
    """Return the confidentiality commitment of a group in a language, with a line for each place in it."""
    words = text_of("commitment", language)
    facts = [(words["group"], group.name), (words["facilitator"], facilitator.get_full_name())]
    sections = [{"head": "", "text": words["text"]}]
    with translation.override(language):
        foot = f"{words['keep']} {day(at)}"
    return Paper("commitment", language, words["title"], facts, sections, foot, True, words)


def lines_for(group: PeerGroup) -> range:
    """Return the empty lines of the commitment: one for each who may come, and two to spare."""
    return range(min(group.planned_size + 2, 16))
