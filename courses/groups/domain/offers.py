"""An offer: the price as it was given, kept as numbers and drawn as a page and as a PDF that is accessible."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import pdf
from courses.groups.domain.price_plan import PriceInputs, calculate, quote, with_vat
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.domain.shares import split, to_cent
from courses.groups.enums import Funding, MemberState, PriceModel
from courses.groups.models import Offer, PeerGroup, PricePlan

if TYPE_CHECKING:
    from accounts.models import User

HERE = Path(__file__).resolve().parents[1]
FONTS = HERE.parent / "certificates/fonts"
LOOK = pdf.Look(
    stylesheet=HERE / "templates/groups/pdf/offer.css",
    folders=(FONTS,),
    faces=(FONTS / "PeiliSans-Regular.ttf", FONTS / "PeiliSans-Semibold.ttf", FONTS / "PeiliSerif-Regular.ttf"),
)


class UnableToOffer(GroupRefusal):
    """The offer cannot be made or drawn; the message says why."""


def size_of(*, group: PeerGroup, plan: PricePlan | None) -> int:
    """Return for how many the price is reckoned: as the plan says, else the group's own size."""
    joined = group.members.filter(state=MemberState.JOINED).count()
    return (plan.members if plan else None) or joined or group.final_members or group.planned_size


def make_offer(*, group: PeerGroup, receiver: str, valid_until: date, by: User, at: datetime) -> Offer:
    """This function will make an offer of the saved price plan; its numbers stay. The same again the same day is one.

    Raises UnableToOffer without a saved plan.
    """
    with transaction.atomic():
        plan = PricePlan.objects.select_for_update(of=("self",)).filter(group=group).first()
        if plan is None:
            raise UnableToOffer(_("Tallenna ensin hintalaskelma."))
        facts = _facts(group, plan, by)
        last = Offer.objects.filter(group=group).first()
        if last and (last.receiver, last.valid_until, last.facts) == (receiver.strip(), valid_until, facts):
            return last
        plan.valid_until = valid_until
        plan.save(update_fields=["valid_until"])
        return Offer.objects.create(
            group=group, made_by=by, made_at=at, receiver=receiver.strip(), valid_until=valid_until, facts=facts
        )


def _facts(group: PeerGroup, plan: PricePlan, by: User) -> dict[str, Any]:
    """Return everything the offer says, as numbers and the facilitator's own words."""
    inputs, members = PriceInputs.of(plan), size_of(group=group, plan=plan)
    row = calculate(inputs=inputs, members=members)
    asked = quote(row=row, model=plan.model, funding=plan.funding, meetings=plan.meetings)
    experts = split(plan.expert_fee * plan.experts, plan.sharing_groups)[0]
    lines = {
        "place": plan.place * plan.meetings,
        "refreshments": plan.refreshments * members * plan.meetings,
        "facilitation": row.all_meetings - (plan.place + plan.refreshments * members) * plan.meetings,
        "experts": experts,
        "margin": row.per_group - row.with_experts,
    }
    money = {**lines, "total": row.per_group, "amount": asked.amount, "from_others": asked.from_others}
    money["from_members"] = asked.from_members
    return {
        "money": {name: str(to_cent(value)) for name, value in money.items()},
        "members": members,
        "meetings": plan.meetings,
        "hours": str(plan.hours),
        "experts": plan.experts,
        "sharing_groups": plan.sharing_groups,
        "model": plan.model,
        "funding": plan.funding,
        "vat_percent": None if plan.vat_percent is None else str(plan.vat_percent),
        "sentence": plan.sentence,
        "sender": by.get_full_name(),
        "email": by.email,
        "municipality": group.municipality,
        "mode": group.mode,
    }


def offer_face(*, offer: Offer) -> dict[str, Any]:
    """Return what the page and the PDF show of an offer, in words of the reader's language."""
    facts = offer.facts
    money = {name: Decimal(value) for name, value in facts["money"].items()}
    percent = None if facts["vat_percent"] is None else Decimal(facts["vat_percent"])
    titles = {
        "place": _("Tila"),
        "refreshments": _("Tarjoilu"),
        "facilitation": _("Ohjaus"),
        "experts": _("Osuus asiantuntijoista"),
        "margin": _("Kate"),
    }
    return {
        "offer": offer,
        "facts": facts,
        "lines": [(title, money[name]) for name, title in titles.items() if money[name] or name != "margin"],
        "money": money,
        "unit": _unit(facts["model"], facts["funding"]),
        "model": PriceModel(facts["model"]).label,
        "vat_percent": percent,
        "gross": with_vat(money["amount"], percent),
        "place": PeerGroup(municipality=facts["municipality"]).place_name,
        "mode": PeerGroup(mode=facts["mode"]).get_mode_display(),
        "language": (get_language() or "fi")[:2],
    }


def _unit(model: str, funding: str) -> str:
    if model == PriceModel.GROUP:
        return str(_("koko ryhmältä kaudelta"))
    if model == PriceModel.VISIT:
        return str(_("ryhmäläiseltä kerralta"))
    if model == PriceModel.FUNDED and funding == Funding.EVERYTHING:
        return str(_("ryhmäläisille maksuton"))
    return str(_("ryhmäläiseltä kaudelta"))


def as_pdf(*, offer: Offer) -> bytes:
    """Return the offer as a PDF. Raises UnableToOffer naming a letter that no font has."""
    html = render_to_string("groups/pdf/offer.html", offer_face(offer=offer))
    try:
        return pdf.render_pdf(html, look=LOOK)
    except pdf.GlyphsMissing as error:
        raise UnableToOffer(_("Kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": str(error)}) from error
