"""A run while it is being planned: the forms of the guided page together, and what they amount to (K1)."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.domain.funding import covers, not_covered
from courses.domain.holidays import day_note
from courses.domain.overlaps import overlaps
from courses.domain.run_bases import Base, base_for
from courses.domain.runs import Plan, PlannedSession, UnableToPlan, free_slug, moment, what_rules_say
from courses.enums import Mode
from courses.models import FundingProject
from courses.rule_forms import RulesForm
from courses.rules import RuleBook
from courses.run_forms import STARTS, RowForm, RunForm, placed, prefix_of, shifted

RULES_OF = "rules_of"


class Planning:
    """The page's forms. `see_dates` and `check` fill them in; `plan` is what came of it."""

    def __init__(self, data: QueryDict | None, *, user: User, initial: dict[str, Any], at: datetime) -> None:
        self.user, self.at = user, at
        self.data = data.copy() if data is not None else None
        self.form = RunForm(self.data, user=user, initial=initial)
        self.rows: list[RowForm] = []
        self.has_moved = False
        self.never: list[str] = []
        self.doubts: list[str] = []
        self.left_out: Any = None  # the project of the copied run, where it does not cover the new days

    @cached_property
    def base(self) -> Base | None:
        """What the run is made from, as far as it is known."""
        key, count = self._value("base"), self._value("count")
        number = int(count) if isinstance(count, int) or (count and count.isdigit() and len(count) < 4) else 5
        return base_for(str(key or ""), user=self.user, count=number)

    def see_dates(self) -> bool:
        """Place the sessions from the first day, as they were typed if they were; say whether there is anything."""
        starts_on = (
            self.form.cleaned_data.get(STARTS) if self.form.is_bound and not self.form.errors.get(STARTS) else None
        )
        if self.base is None or starts_on is None or self.data is None:
            return False
        key = f"{self.base.key}/{len(self.base.rows)}"
        before = self.form.cleaned_data.get("placed_from")
        if self.form.cleaned_data.get("placed_base") != key or before is None:
            self._fill(placed(self.base, starts_on))
            self.has_moved = True
        elif before != starts_on:
            self._fill(shifted(self.data, rows=len(self.base.rows), days=(starts_on - before).days))
            self.has_moved = True
        self._fill({"placed_base": key, "placed_from": starts_on.isoformat()})
        numbers = range(1, len(self.base.rows) + 1)
        self.rows = [RowForm(self.data, prefix=prefix_of(number)) for number in numbers]
        self._look_at_rows(starts_on)
        if self.has_moved:
            self._leave_out_project()
        return True

    def _leave_out_project(self) -> None:
        """Take over the copied run's project only while it covers the days of the new one."""
        chosen = self.form.cleaned_data.get("project")
        if chosen and self.base and chosen == self.base.settings.get("project") and not self._is_covered(chosen):
            self.left_out = chosen
            self._fill({"project": ""})

    def _is_covered(self, project: FundingProject) -> bool:
        days = [timezone.localdate(row.cleaned_data["starts_at"]) for row in self.rows if row.is_valid()]
        return not days or covers(project, min(days), max(days))

    def _fill(self, values: dict[str, str]) -> None:
        assert self.data is not None  # noqa: S101 -- only asked of a page that was sent
        for name, value in values.items():
            self.data[name] = value

    def _look_at_rows(self, starts_on: date) -> None:
        """Note what speaks against each day, and refuse sessions that are out of order."""
        people = {self.user.pk, *(person.pk for person in self.form.people())}
        end: datetime | None = None
        for number, row in enumerate(self.rows, start=1):
            if not row.is_valid():
                continue
            starts_at = row.cleaned_data["starts_at"]
            row.note = day_note(timezone.localdate(starts_at))
            row.overlaps = tuple(overlaps(people=people, starts_at=starts_at, ends_at=row.ends_at or starts_at))
            if end and starts_at < end:
                row.add_error("day", _("Kerta %(n)s alkaisi ennen kuin edellinen kerta on ohi.") % {"n": number})
            end = row.ends_at

    @cached_property
    def rules(self) -> RulesForm | None:
        """The rules as a form: as they were typed for this base, else as the base has them."""
        if self.base is None:
            return None
        book = RuleBook.model_validate(self.base.rules)
        typed = self.data if self.data is not None and self.data.get(RULES_OF) == self.base.key else None
        return RulesForm(typed, book=book, seen=1)

    @property
    def rules_in_words(self) -> RulesForm | None:
        """The rules as they would be, to be read in plain words."""
        if self.rules is None:
            return None
        if not self.rules.is_bound or not self.rules.is_valid():
            return self.rules
        return RulesForm(book=RuleBook.model_validate(self.rules.rules()), seen=1)

    @property
    def minutes(self) -> int:
        """How long all sessions are together, as far as they are known."""
        return sum(row.cleaned_data.get("minutes") or 0 for row in self.rows if hasattr(row, "cleaned_data"))

    @property
    def hours_differ(self) -> bool:
        """Whether the sessions do not add up to the extent (BR-01)."""
        return bool(self.base and self.rows and self.minutes != self.base.extent_minutes)

    def check(self) -> bool:
        """Say whether all is filled in and fits together; errors stand on the forms."""
        if self.hours_differ and not self.form.cleaned_data.get("hours_ok"):
            self.form.add_error("hours_ok", _("Tunnit eivät täsmää laajuuteen. Korjaa kestot tai merkitse rasti."))
        project = self.form.cleaned_data.get("project")
        if project and not self._is_covered(project):
            self.form.add_error("project", not_covered(project))
        rules_fit = self.rules is not None and (not self.rules.is_bound or self.rules.is_valid())
        rows_fit = bool(self.rows) and all(not row.errors for row in self.rows)
        return not self.form.errors and rows_fit and rules_fit

    def errors(self) -> list[tuple[str, str]]:
        """Return every error of the page with the field it stands at, or "" for the page as a whole."""
        found = [(str(text), "") for text in self.form.non_field_errors()] if self.form.is_bound else []
        asked: list[tuple[forms.Form, str]] = [(self.form, "")]
        asked += [(row, _("Kerta %(number)s") % {"number": n}) for n, row in enumerate(self.rows, start=1)]
        if self.rules is not None:
            found += [(str(text), "") for text in self.rules.non_field_errors()]
            asked.append((self.rules, _("Ehdot")))
        for form, where in asked:
            for field in form:
                label = ", ".join(part for part in (where, str(field.label)) if part)
                found += [(f"{label}: {text}" if label else str(text), field.id_for_label) for text in field.errors]
        return found

    def plan(self) -> Plan:
        """Return what was planned; only of forms that fit (`check`), or whose rows do (`judge_rules`)."""
        base, data = self.base, self.form.cleaned_data
        assert base is not None  # noqa: S101 -- rows are there, so the base is
        rules = self.rules.rules() if self.rules is not None and self.rules.is_bound else base.rules
        closes_on = data.get("closes_on") or data[STARTS]
        return Plan(
            base=base,
            name=data.get("name") or _("luonnos"),
            slug=data.get("slug") or free_slug(data.get("name") or ""),
            sessions=[self._session(number, row) for number, row in enumerate(self.rows)],
            rules=rules,
            trainers=self.form.people(),
            capacity=data.get("capacity") or 14,
            language=data.get("language") or "fi",
            price=data.get("price") or "",
            project=data.get("project"),
            enrolment_closes_at=moment(closes_on, time(23, 59)),
        )

    def _session(self, number: int, row: RowForm) -> PlannedSession:
        assert self.base is not None  # noqa: S101 -- see plan
        data, pattern, general = row.cleaned_data, self.base.rows[number], self.form.cleaned_data
        at_place, online = data["mode"] != Mode.ONLINE, data["mode"] != Mode.ON_SITE
        return PlannedSession(
            title=data["title"],
            mode=data["mode"],
            starts_at=data["starts_at"],
            minutes=data["minutes"],
            place=data["place"] or (general.get("place") or "" if at_place else ""),
            link=data["link"] or (general.get("link") or "" if online else ""),
            support_phone=pattern.support_phone,
            page_ids=pattern.page_ids,
        )

    def judge_rules(self) -> None:
        """Find out what of the rules can never come true with these dates, or hardly."""
        if not self.rows or any(row.errors for row in self.rows):
            return
        if self.rules is None or (self.rules.is_bound and not self.rules.is_valid()):
            return
        try:
            self.never, self.doubts = what_rules_say(plan=self.plan(), by=self.user, at=self.at)
        except (UnableToPlan, ValidationError) as error:
            self.never = [str(error)]

    def _value(self, name: str) -> Any:
        if self.data is not None:
            return self.data.get(name, "")
        return self.form.get_initial_for_field(self.form.fields[name], name)
