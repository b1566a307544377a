"""Conditions that look at the own group: how far it is (BR-02), founded (C4), meetings logged (C5), price (C7)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from courses.conditions_base import Condition, Params, Verdict
from courses.enums import Standing
from courses.groups.domain.credit import links_that_count, logs_that_count
from courses.groups.enums import GroupState, LogState, MemberState
from courses.groups.models import GroundRules, GroupMember, PeerGroup, PricePlan

if TYPE_CHECKING:
    from courses.models import CourseRun, Enrolment

LARGEST = 8  # members: a larger group is less than most trainees can gather (BR-03)


def _groups(enrolment: Enrolment) -> list[PeerGroup]:
    return [link.group for link in links_that_count(enrolment)]


def _group_facts(groups: list[PeerGroup]) -> dict[str, Any]:
    """Name the group the link leads to: the newest one that is still open, else the newest."""
    still_open = [group for group in groups if not group.is_closed]
    chosen = (still_open or groups)[-1:] or None
    return {"group": str(chosen[0].public_id)} if chosen else {}


class GroupCondition(Condition):
    """What all conditions on the own group share: the link leads to the group, or to making one."""

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        if facts.get("group"):
            return reverse("groups:group", kwargs={"group": facts["group"]})
        return reverse("groups:new")


class GroupStateCondition(GroupCondition):
    """The own group has come far enough (BR-02)."""

    kind = "group_state"
    looks_at = frozenset({"group"})

    class Params(Params):
        """`at_least`: the state the group has to have reached."""

        at_least: Literal["planned", "gathering", "founded", "running"] = "gathering"

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        reached = [GroupState(value) for value in ("planned", "gathering", "founded", "running")]
        return {
            "at_least": forms.ChoiceField(
                label=gettext_lazy("Oma ryhmä on vähintään"), choices=[(state.value, state.label) for state in reached]
            )
        }

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        groups = _groups(enrolment)
        there = any(group.has_reached(self.parsed.at_least) for group in groups)
        return Verdict.counted(int(there), 1, **_group_facts(groups))

    def title(self) -> str:
        return _("Oma ryhmä")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if standing == Standing.MET:
            return _("Oma ryhmäsi on koossa.")
        if self.parsed.at_least in (GroupState.PLANNED, GroupState.GATHERING):
            if facts.get("group"):
                return _("Avautuu, kun aloitat oman ryhmäsi kokoamisen.")
            return _("Avautuu, kun alat koota omaa ryhmääsi. Luo ensin ryhmä.")
        if self.parsed.at_least == GroupState.FOUNDED:
            return _("Avautuu, kun oma ryhmäsi on perustettu.")
        return _("Avautuu, kun oma ryhmäsi on tavannut ensimmäisen kerran.")


class GroupFoundedCondition(GroupCondition):
    """The own group has been founded with enough members, ground rules and a goal style (C4)."""

    kind = "group_founded"
    looks_at = frozenset({"group"})

    class Params(Params):
        """`min_members`: how many confirmed members; `ground_rules`, `goal_style`: whether they are asked for."""

        min_members: int = Field(default=4, ge=1, le=30)
        ground_rules: bool = True
        goal_style: bool = True

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        return {
            "min_members": forms.IntegerField(
                label=gettext_lazy("Vahvistettuja ryhmäläisiä vähintään"), min_value=1, max_value=30
            ),
            "ground_rules": forms.BooleanField(label=gettext_lazy("Pelisäännöt on sovittava"), required=False),
            "goal_style": forms.BooleanField(label=gettext_lazy("Tavoitteellisuus on kirjattava"), required=False),
        }

    def doubts(self, *, run: CourseRun) -> list[str]:
        if self.parsed.min_members <= LARGEST:
            return []
        return [_("Ryhmästä tulisi suurempi kuin suositus (4–8): moni osallistuja ei saisi sitä kokoon.")]

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        groups = _groups(enrolment)
        verdicts = [self._of(group) for group in groups]
        met = next((verdict for verdict in verdicts if verdict["founded"]), None)
        facts = met or (verdicts[-1] if verdicts else {})
        return Verdict(Standing.MET if met else Standing.NOT_YET, 1 if met else 0, 1, _group_facts(groups) | facts)

    def _of(self, group: PeerGroup) -> dict[str, Any]:
        """Return how one group stands. Founded once is founded for good: a member who leaves takes nothing away."""
        now = GroupMember.objects.filter(group=group, state=MemberState.JOINED).count()
        members = max(now, group.founded_members or 0, group.final_members or 0)
        rules = GroundRules.objects.filter(group=group).exists() or not self.parsed.ground_rules
        goal = bool(group.goal_style) or not self.parsed.goal_style
        founded = bool(group.founded_at and rules and goal and members >= self.parsed.min_members)
        return {"founded": founded, "members": members, "rules": rules, "goal": goal}

    def title(self) -> str:
        return _("Oma ryhmä perustettu")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if standing == Standing.MET:
            return _("Ryhmäsi on perustettu.")
        if "members" not in facts:
            return _("Luo oma ryhmä, kun olet käynyt kerrat, joilla sen kokoamista opetellaan.")
        parts = [
            _("%(members)s/%(needed)s ryhmäläistä vahvistettu")
            % {"members": facts["members"], "needed": self.parsed.min_members}
        ]
        if not facts["rules"]:
            parts.append(_("pelisäännöt sopimatta"))
        if not facts["goal"]:
            parts.append(_("tavoitteellisuus kirjaamatta"))
        if len(parts) == 1 and facts["members"] >= self.parsed.min_members:
            parts.append(_("ryhmää ei ole vielä merkitty perustetuksi"))
        return ", ".join(parts) + "."


class MeetingsLoggedCondition(GroupCondition):
    """Meetings of the own group held and logged, and acknowledged when the run asks so (C5)."""

    kind = "meetings_logged"
    looks_at = frozenset({"meetings", "group"})

    class Params(Params):
        """`count`: how many meetings; `acknowledged`: whether a trainer must have acknowledged each log."""

        count: int = Field(default=3, ge=1, le=60)
        acknowledged: bool = False

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        return {
            "count": forms.IntegerField(label=gettext_lazy("Tapaamisia vähintään"), min_value=1, max_value=60),
            "acknowledged": forms.BooleanField(
                label=gettext_lazy("Kouluttajan on kuitattava jokainen kirjaus"), required=False
            ),
        }

    def impossible(self, *, run: CourseRun) -> list[str]:
        """Refuse more meetings than there are weeks: the last of them would be after the end."""
        weeks = (run.ends_on - run.starts_on).days // 7
        if self.parsed.count <= weeks:
            return []
        values = {"count": self.parsed.count, "weeks": weeks}
        return [_("Tapaamisia vaaditaan %(count)s, mutta toteutus kestää vain %(weeks)s viikkoa.") % values]

    def doubts(self, *, run: CourseRun) -> list[str]:
        """Warn of more than about one meeting a month (BR-09)."""
        weeks = (run.ends_on - run.starts_on).days // 7
        values = {"count": self.parsed.count, "weeks": weeks}
        if max(1, weeks // 3) < self.parsed.count <= weeks:
            return [
                _("%(count)s tapaamista %(weeks)s viikossa on tiiviimmin kuin noin kerran kuussa. Moni ei ehdi.")
                % values
            ]
        return []

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        logs = logs_that_count(enrolment)
        waiting = sum(log.state == LogState.SENT for log in logs)
        returned = sum(log.state == LogState.RETURNED for log in logs)
        read = sum(log.state == LogState.READ for log in logs)
        done = read if self.parsed.acknowledged else len(logs) - returned
        facts = _group_facts(_groups(enrolment))
        return Verdict.counted(done, self.parsed.count, waiting=waiting, returned=returned, **facts)

    def title(self) -> str:
        return _("Ryhmätapaamiset kirjattu")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if not facts.get("group"):
            return _("Luo ensin oma ryhmä. Tapaamiset kirjataan sen sivulla.")
        if self.parsed.acknowledged:
            text = ngettext(
                "%(done)s/%(needed)s tapaaminen kuitattu.", "%(done)s/%(needed)s tapaamista kuitattu.", needed
            )
        else:
            text = ngettext(
                "%(done)s/%(needed)s tapaaminen kirjattu.", "%(done)s/%(needed)s tapaamista kirjattu.", needed
            )
        parts = [text % {"done": done, "needed": needed}]
        if self.parsed.acknowledged and facts.get("waiting"):
            waiting = ngettext("%(count)s odottaa kuittausta.", "%(count)s odottaa kuittausta.", facts["waiting"])
            parts.append(waiting % {"count": facts["waiting"]})
        if facts.get("returned"):
            returned = ngettext("%(count)s on täydennettävä.", "%(count)s on täydennettävä.", facts["returned"])
            parts.append(returned % {"count": facts["returned"]})
        return " ".join(parts)

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        if not facts.get("group"):
            return reverse("groups:new")
        if facts.get("returned"):
            return reverse("groups:group", kwargs={"group": facts["group"]})
        return reverse("groups:log-new", kwargs={"group": facts["group"]})


class PricePlanCondition(GroupCondition):
    """The price of the own group has been reckoned and saved (C7)."""

    kind = "price_plan"
    looks_at = frozenset({"price_plan", "group"})

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        groups = _groups(enrolment)
        saved = PricePlan.objects.filter(group__in=groups).exists()
        return Verdict.counted(int(saved), 1, **_group_facts(groups))

    def title(self) -> str:
        return _("Hintalaskelma")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if standing == Standing.MET:
            return _("Ryhmäsi hintalaskelma on tallennettu.")
        if not facts.get("group"):
            return _("Luo ensin oma ryhmä, niin voit laskea sen hinnan.")
        return _("Laske ja tallenna oman ryhmäsi hinta.")

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        if facts.get("group"):
            return reverse("groups:price", kwargs={"group": facts["group"]})
        return reverse("groups:new")
