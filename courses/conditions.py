"""Condition kinds whose facts the course core holds: attendance, activities, reflections, surveys, confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.conditions_base import Condition, Params, Verdict
from courses.domain.activity_exceptions import agreements_of, facts_of
from courses.domain.completion import done_activity_ids, outline_for, required_activity_ids
from courses.domain.credits import with_credits
from courses.enums import AttendanceState, SessionState, Standing
from courses.models import Attendance, CourseRun, Enrolment, Session

if TYPE_CHECKING:
    from courses.outline import ActivityItem

COUNTS = (AttendanceState.PRESENT, AttendanceState.MADE_UP)
AWAY = (AttendanceState.ABSENT, AttendanceState.PARTIAL)


class AttendanceCondition(Condition):
    """Sessions attended or made up, and enough live minutes (C1, C2). Only closed registers count."""

    kind = "attendance"
    looks_at = frozenset({"attendance"})

    class Params(Params):
        """`sessions`: how many are needed (all when absent); `positions`: which ones count; `min_minutes`: live."""

        sessions: int | None = None
        positions: tuple[int, ...] = ()
        min_minutes: int = 0

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        planned = self._sessions(enrolment)
        sessions = [s for s in planned if s.state != SessionState.CANCELLED]
        closed = Attendance.objects.filter(enrolment=enrolment, session__state=SessionState.LOCKED)
        marks = with_credits(enrolment, {mark.session_id: mark for mark in closed})
        there = [s for s in sessions if s.pk in marks and marks[s.pk].state in COUNTS]
        missed = [s.position for s in sessions if s.pk in marks and marks[s.pk].state in AWAY]
        needed = self.parsed.sessions or len(sessions)
        if 0 < len(sessions) < len(planned):  # a cancelled session must not keep anybody from the certificate (K4)
            needed = min(needed, len(sessions))
        min_minutes = self._minutes_needed(planned, sessions)
        minutes = sum(marks[s.pk].minutes for s in sessions if s.pk in marks)
        left = sum(s.minutes for s in sessions if s.pk not in marks or marks[s.pk].state == AttendanceState.UNMARKED)
        upcoming = next((s for s in sessions if s.pk not in marks and s.starts_at >= at), None)
        facts = {
            "missed": missed,
            "minutes": minutes,
            "min_minutes": min_minutes,
            "next": upcoming.position if upcoming else None,
        }
        if len(there) >= needed and minutes >= min_minutes:
            standing = Standing.MET
        elif minutes + left < min_minutes:
            standing = Standing.IMPOSSIBLE
        else:
            standing = Standing.NOT_YET
        return Verdict(standing, min(len(there), needed), needed, facts)

    def _sessions(self, enrolment: Enrolment) -> list[Any]:
        rows = Session.objects.filter(run_id=enrolment.run_id).annotate(extent=F("run__form__extent_minutes"))
        if self.parsed.positions:
            rows = rows.filter(position__in=self.parsed.positions)
        return list(rows.order_by("position"))

    def _minutes_needed(self, planned: list[Any], sessions: list[Any]) -> int:
        """Return the live minutes asked for: with sessions cancelled, one may still miss as much as was planned."""
        asked: int = self.parsed.min_minutes
        if len(planned) == len(sessions) or not planned:
            return asked
        may_miss = max(0, planned[0].extent - asked)
        return min(asked, max(0, sum(s.minutes for s in sessions) - may_miss))

    def title(self) -> str:
        if self.parsed.positions:
            return _("Koulutuskerrat %(numbers)s") % {"numbers": ", ".join(str(n) for n in self.parsed.positions)}
        return _("Koulutuskerrat")

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        return {
            "sessions": forms.IntegerField(
                label=gettext_lazy("Kertoja vähintään"),
                min_value=1,
                max_value=100,
                required=False,
                help_text=gettext_lazy("Läsnä tai korvattuna. Jos tyhjä, kaikki kerrat."),
            ),
            "min_minutes": forms.IntegerField(
                label=gettext_lazy("Läsnäoloa vähintään (minuuttia)"),
                min_value=0,
                max_value=100_000,
                help_text=gettext_lazy("Paikalla oltu aika yhteensä, ilman korvattuja kertoja. Nolla, jos ei rajaa."),
            ),
        }

    def impossible(self, *, run: CourseRun) -> list[str]:
        held = Session.objects.filter(run=run).exclude(state=SessionState.CANCELLED)
        if self.parsed.positions:
            held = held.filter(position__in=self.parsed.positions)
        lengths = list(held.values_list("minutes", flat=True))
        found = []
        if len(lengths) < max(self.parsed.sessions or 0, len(self.parsed.positions)):
            found.append(_("Kertoja vaaditaan enemmän kuin toteutuksessa on (%(count)s).") % {"count": len(lengths)})
        if self.parsed.min_minutes > sum(lengths):
            found.append(
                _("Läsnäoloa vaaditaan %(wanted)s minuuttia, mutta kertojen pituus on yhteensä %(sum)s minuuttia.")
                % {"wanted": self.parsed.min_minutes, "sum": sum(lengths)}
            )
        return found

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if standing == Standing.IMPOSSIBLE:
            return _("Läsnäolotunnit eivät enää riitä. Ota yhteys kouluttajaan: sovitaan, miten jatkat.")
        text = ngettext("%(done)s/%(needed)s kerta kirjattu.", "%(done)s/%(needed)s kertaa kirjattu.", needed) % {
            "done": done,
            "needed": needed,
        }
        if facts.get("missed"):
            numbers = ", ".join(str(number) for number in facts["missed"])
            text += " " + _("Korvattavana kerta %(numbers)s.") % {"numbers": numbers}
        if facts.get("next"):
            text += " " + _("Seuraavaksi kerta %(number)s.") % {"number": facts["next"]}
        return text

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        position = (facts.get("missed") or [facts.get("next")])[0]
        if not position:
            return reverse("courses:learn", kwargs={"run": run.slug})
        return reverse("courses:session", kwargs={"run": run.slug, "position": position})


class ActivitiesCondition(Condition):
    """Required activities done. Subclasses count one sort only."""

    kind = "activities"
    looks_at = frozenset({"activities"})
    sort = "activity"

    class Params(Params):
        """`count`: how many are needed (all when absent); `optional`: slugs that this run does not require."""

        count: int | None = None
        optional: tuple[str, ...] = ()

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        items = self._items(enrolment)
        done = done_activity_ids(enrolment)
        missing = [item for item in items if item.pk not in done]
        needed = len(items) if self.parsed.count is None else self.parsed.count
        first = missing[0] if missing else None
        facts = {"next_slug": first.slug if first else "", "next_title": first.title if first else ""}
        agreed = facts_of(agreements_of(enrolment), (item.pk for item in items))
        return Verdict.counted(len(items) - len(missing), needed, **facts, **({"agreed": agreed} if agreed else {}))

    def _items(self, enrolment: Enrolment) -> list[ActivityItem]:
        """Return the activities of this sort that the run asks for."""
        outline = outline_for(enrolment)
        items = [outline.by_pk[pk] for pk in required_activity_ids(enrolment) if pk in outline.by_pk]
        return [item for item in items if item.counts_as == self.sort and item.slug not in self.parsed.optional]

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        return {
            "count": forms.IntegerField(
                label=gettext_lazy("Vähintään"),
                min_value=1,
                max_value=1000,
                required=False,
                help_text=gettext_lazy("Jos tyhjä, kaikki pakolliset."),
            )
        }

    def doubts(self, *, run: CourseRun) -> list[str]:
        there = len(self._items(Enrolment(run=run)))
        if (self.parsed.count or 0) <= there:
            return []
        return [
            _("Vaaditaan %(count)s, mutta toteutuksessa on niitä %(there)s.")
            % {"count": self.parsed.count, "there": there}
        ]

    def title(self) -> str:
        return _("Verkko-osiot")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        text = _("%(done)s/%(needed)s tehty.") % {"done": done, "needed": needed}
        if standing != Standing.MET and facts.get("next_title"):
            text += " " + _("Seuraavaksi: %(title)s.") % {"title": facts["next_title"]}
        return text

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        if facts.get("next_slug"):
            return reverse("courses:activity", kwargs={"run": run.slug, "activity": facts["next_slug"]})
        return reverse("courses:learn", kwargs={"run": run.slug})


class ReflectionsCondition(ActivitiesCondition):
    """Reflections accepted by a trainer (C6)."""

    kind = "reflections"
    sort = "reflection"

    def title(self) -> str:
        return _("Reflektiot")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        text = _("%(done)s/%(needed)s hyväksytty.") % {"done": done, "needed": needed}
        if standing != Standing.MET and facts.get("next_title"):
            text += " " + _("Seuraavaksi: %(title)s.") % {"title": facts["next_title"]}
        return text


class SurveysCondition(ActivitiesCondition):
    """Surveys and self-assessments sent; what was answered is no business of this rule (C8)."""

    kind = "surveys"
    sort = "survey"

    def title(self) -> str:
        return _("Kyselyt ja itsearvioinnit")


class ConfirmationCondition(Condition):
    """A human being has looked at the whole: no fully automatic decision (C9)."""

    kind = "confirmation"
    looks_at = frozenset({"confirmation"})
    may_be_waived = False
    has_deadline = False

    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        facts = {"at": timezone.localtime(enrolment.confirmed_at).isoformat()} if enrolment.confirmed_at else {}
        return Verdict.counted(1 if enrolment.confirmed_at else 0, 1, **facts)

    def title(self) -> str:
        return _("Koordinaattorin vahvistus")

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        if standing == Standing.MET:
            return _("Koordinaattori on käynyt suorituksesi läpi.")
        return _("Koordinaattori vahvistaa, kun muut ehdot täyttyvät. Sinun ei tarvitse tehdä mitään.")
