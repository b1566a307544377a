"""Forms of the attendance register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.attendance import Mark
from courses.domain.credits import credited_at
from courses.enums import AttendanceState
from courses.models import Attendance, Enrolment, Session
from courses.models.attendance import REASON_LENGTH

NO_TIME = (AttendanceState.UNMARKED, AttendanceState.ABSENT)


class MarkForm(forms.Form):
    """One row of the register. `seen` is the revision of the mark that the page showed."""

    state = forms.ChoiceField(label=_("Läsnäolo"), choices=AttendanceState.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("Minuutit"), required=False, min_value=0, max_value=1440)
    remark = forms.CharField(label=_("Huomautus"), max_length=200, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, length: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length = length
        self.theirs: Attendance | None = None  # what another person has marked meanwhile
        self.fields["minutes"].widget.attrs.update({"inputmode": "numeric", "max": length})
        for name in ("minutes", "remark"):
            if self.is_bound and self.errors.get(name):
                described = {"aria-invalid": "true", "aria-describedby": f"{self[name].auto_id}_error"}
                self.fields[name].widget.attrs.update(described)

    def clean_minutes(self) -> int | None:
        """Refuse more minutes than the session had."""
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes > self.length:
            raise forms.ValidationError(_("Kerta kesti %(length)s minuuttia."), params={"length": self.length})
        return minutes

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes of somebody who was there partly."""
        data = super().clean() or {}
        if (
            data.get("state") == AttendanceState.PARTIAL
            and data.get("minutes") is None
            and "minutes" not in self.errors
        ):
            self.add_error("minutes", _("Kirjoita, montako minuuttia hän oli paikalla."))
        return data

    @property
    def is_given(self) -> bool:
        """Whether the page that was sent had this row: somebody may have joined the run since it was opened."""
        return self.add_prefix("state") in self.data

    def mark(self) -> Mark:
        """Return what was entered. "Present" without minutes means the whole session.

        When only the state was changed, minutes left over from the earlier state mean nothing.
        """
        data = self.cleaned_data
        minutes = data["minutes"]
        left_over = minutes is not None and minutes == self.initial.get("minutes")
        if data["state"] == AttendanceState.PRESENT and data["state"] != self.initial.get("state") and left_over:
            minutes = None
        return Mark(state=data["state"], minutes=minutes, remark=" ".join(data["remark"].split()))


class Register:
    """The register of one session as forms, one per trainee, in the order of names."""

    def __init__(
        self, *, session: Session, people: list[Enrolment], known: dict[int, Attendance], data: Any = None
    ) -> None:
        self.session, self.people = session, people
        self.credited = credited_at(session)  # who attended the session in another run need not be here
        self.rows: list[tuple[Enrolment, MarkForm]] = [
            (person, self._form(person, known.get(person.pk), data)) for person in people
        ]

    def _form(self, person: Enrolment, row: Attendance | None, data: Any = None, typed: Mark | None = None) -> MarkForm:
        initial = {
            "state": row.state if row else AttendanceState.UNMARKED,
            "minutes": row.minutes if row and (row.minutes or row.state not in NO_TIME) else None,
            "remark": row.remark if row else "",
            "seen": row.revision if row else 0,
        }
        if typed:
            initial |= {"state": typed.state, "minutes": typed.minutes, "remark": typed.remark}
        return MarkForm(data, prefix=f"p{person.pk}", initial=initial, length=self.session.minutes)

    def is_valid(self) -> bool:
        """Check every row, so that all errors are shown at once."""
        checked = [form.is_valid() for _person, form in self.rows if form.is_given]
        return all(checked)

    def marks(self, *, rest_present: bool = False) -> dict[int, Mark]:
        """Return the marks by enrollment id; with `rest_present` whoever is still unmarked was there.

        Except for those who brought the session along: they may have stayed at home.
        """
        given = {person.pk: form.mark() for person, form in self.rows if form.is_given}
        if not rest_present:
            return given
        unmarked = AttendanceState.UNMARKED  # on the page, and in the register still: a colleague's mark stands
        for person, form in self.rows:
            mark = given.get(person.pk) if person.pk not in self.credited else None
            if mark and mark.state == unmarked and form.initial["state"] == unmarked:
                given[person.pk] = Mark(AttendanceState.PRESENT, mark.minutes, mark.remark)
        return given

    def seen(self) -> dict[int, int]:
        """Return the revision of each mark that the page showed."""
        return {person.pk: form.cleaned_data.get("seen") or 0 for person, form in self.rows if form.is_given}

    def show_conflicts(self, conflicts: dict[int, Attendance], *, known: dict[int, Attendance]) -> None:
        """Show what the register says now, but keep what was typed where another person's mark stands."""
        marks = self.marks()
        for number, (person, _form) in enumerate(self.rows):
            theirs = conflicts.get(person.pk)
            form = self._form(person, known.get(person.pk), typed=marks[person.pk] if theirs else None)
            form.theirs = theirs
            self.rows[number] = (person, form)

    @property
    def errors(self) -> list[tuple[Enrolment, MarkForm]]:
        """The rows that have errors."""
        return [(person, form) for person, form in self.rows if form.is_bound and form.is_given and form.errors]

    @property
    def conflicts(self) -> list[tuple[Enrolment, MarkForm]]:
        """The rows where another person's mark stands beside what was typed."""
        return [(person, form) for person, form in self.rows if form.theirs]


class ReasonForm(forms.Form):
    """Why a closed register is opened again, or why a mark is changed after it was closed."""

    reason = forms.CharField(
        label=_("Syy"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Jää talteen nimesi ja ajan kanssa. Osallistuja voi nähdä sen. Älä kirjoita terveystietoja."),
    )
