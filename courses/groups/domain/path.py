"""The way of a group, step by step: how far it has come, and what the next step takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.groups.domain.founding import Step
from courses.groups.enums import REACHED, GroupState

if TYPE_CHECKING:
    from courses.groups.models import PeerGroup


@dataclass(frozen=True)
class Stage:
    """One step of the way: done, where one is now, or ahead, and in words what it took or takes."""

    title: str
    state: str  # done, current, open
    note: str


def stages_of(group: PeerGroup, steps: Sequence[Step]) -> list[Stage]:
    """Return the stages of a group; `steps` is what founding takes, empty once it is founded. Asks nothing."""
    reached = GroupState(group.reached)
    here = REACHED.index(reached)
    stages = []
    for place, state in enumerate(REACHED):
        is_here = place == here and not group.is_closed
        mark = "current" if is_here else "done" if place <= here else "open"
        note = _note(group, state, steps, is_ahead=place > here)
        stages.append(Stage(str(GroupState(state).label), mark, _paused(note, group) if is_here else note))
    stages.append(_ending(group))
    return stages


def _paused(note: str, group: PeerGroup) -> str:
    return _("Tauolla.") if group.state == GroupState.PAUSED else note


def _note(group: PeerGroup, state: str, steps: Sequence[Step], *, is_ahead: bool) -> str:
    if not is_ahead or group.is_closed:
        return ""
    if state == GroupState.GATHERING:
        return _("Kun aloitat kokoamisen.")
    if state == GroupState.FOUNDED:
        left = sum(not step.is_done for step in steps)
        if not left:
            return _("Kaikki ehdot täyttyvät: voit perustaa ryhmän.")
        return ngettext("%(n)s ehto täyttymättä.", "%(n)s ehtoa täyttymättä.", left) % {"n": left}
    if state == GroupState.RUNNING:
        return _("Kun ensimmäinen tapaaminen on kirjattu.")
    return ""


def _ending(group: PeerGroup) -> Stage:
    if group.is_closed:
        return Stage(str(group.get_state_display()), "current", "")
    title = _("päättynyt tai jatkuu itsenäisesti")
    return Stage(title, "open", _("Kun jatko ja tiedot on sovittu ryhmän kanssa."))
