"""What founding a group takes, as a checklist that the page shows and the rule asks (BR-03…BR-08, C4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.groups.domain.competition import Hint, find_hints, notes_among, separations_among
from courses.groups.domain.credit import members_needed
from courses.groups.enums import MemberState
from courses.groups.models import GroundRules, GroupMember, PeerGroup

SOFT_BAND = (4, 8)  # BR-03: advice, never a block


@dataclass(frozen=True)
class Step:
    """One thing founding takes: its key names the page that takes care of it."""

    key: str
    title: str
    is_done: bool
    reason: str


def founding_steps(group: PeerGroup) -> list[Step]:
    """Return the steps of a group, asked from the database."""
    members = list(group.members.all())
    hints = find_hints(members=members, separations=separations_among([group]), notes=notes_among([group]))
    return steps_from(
        group=group, members=members, hints=hints, rules=group.ground_rules.first(), needed=members_needed(group)
    )


def steps_from(
    *, group: PeerGroup, members: list[GroupMember], hints: list[Hint], rules: GroundRules | None, needed: int
) -> list[Step]:
    """Return the steps when the facts are at hand already."""
    return [
        _members_step(members, needed),
        _wishes_step(members),
        _competition_step(hints),
        _rules_step(rules),
        _goal_step(group),
    ]


def _goal_step(group: PeerGroup) -> Step:
    reason = group.get_goal_style_display()
    if not group.goal_style:
        reason = _("Kysy ryhmältä: tavoitteellinen, vapaa vai sovitaan myöhemmin?")
    return Step("goal_style", _("Tavoitteellisuus kirjattu"), bool(group.goal_style), reason)


def _members_step(members: list[GroupMember], needed: int) -> Step:
    joined = sum(member.state == MemberState.JOINED for member in members)
    reason = ngettext(
        "%(joined)s/%(needed)s ryhmäläinen vahvistettu.", "%(joined)s/%(needed)s ryhmäläistä vahvistettu.", needed
    ) % {"joined": joined, "needed": needed}
    if joined < needed:
        reason += " " + _("Jos ryhmä jää pienemmäksi, sovi siitä kouluttajan kanssa.")
    return Step("members", _("Ryhmäläiset koolla"), joined >= needed, reason)


def _wishes_step(members: list[GroupMember]) -> Step:
    present = [member for member in members if member.is_present]
    unasked = sum(member.wishes_asked_on is None for member in present)
    if unasked:
        reason = ngettext(
            "%(count)s ehdokkaan toiveet ovat kysymättä.", "%(count)s ehdokkaan toiveet ovat kysymättä.", unasked
        ) % {"count": unasked}
    else:
        reason = _("Kaikkien toiveet on kysytty.") if present else _("Lisää ensin ehdokkaat.")
    return Step("wishes", _("Toiveet kysytty"), bool(present) and not unasked, reason)


def _competition_step(hints: list[Hint]) -> Step:
    undecided = sum(not hint.is_decided for hint in hints)
    conflicts = sum(hint.is_in_conflict for hint in hints)
    if undecided:
        reason = ngettext(
            "%(count)s mahdollinen kilpailuasetelma odottaa päätöstä.",
            "%(count)s mahdollista kilpailuasetelmaa odottaa päätöstä.",
            undecided,
        ) % {"count": undecided}
    elif conflicts:
        reason = _("Ryhmässä on kaksi, joiden olet päättänyt olevan eri ryhmissä.")
    else:
        reason = _("Ei avoimia kilpailuasetelmia.")
    return Step("competition", _("Kilpailuasetelmat ratkaistu"), not undecided and not conflicts, reason)


def _rules_step(rules: GroundRules | None) -> Step:
    if rules is None:
        reason = _("Pelisäännöt sovitaan ensimmäisessä tapaamisessa.")
    else:
        reason = _("%(agreed)s/%(members)s hyväksynyt.") % {"agreed": rules.agreed, "members": rules.members}
        if not rules.is_agreed_by_all:
            reason += " " + _("Kaikkien on hyväksyttävä.")
    return Step("rules", _("Pelisäännöt sovittu"), bool(rules and rules.is_agreed_by_all), reason)


def size_hint(count: int) -> str:
    """Return advice on the size of the group when it is outside what usually works, else an empty string (BR-03)."""
    least, most = SOFT_BAND
    if count < least:
        return _(
            "Pienessä ryhmässä jokainen poissaolo tuntuu. Suositus on %(least)s–%(most)s; "
            "kutsu yksi enemmän kuin uskallat."
        ) % {"least": least, "most": most}
    if count > most:
        return _("Isossa ryhmässä puheaika jää lyhyeksi. Suositus on %(least)s–%(most)s; mieti kahta ryhmää.") % {
            "least": least,
            "most": most,
        }
    return ""
