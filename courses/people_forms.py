"""Forms for the people of a run: the key, taking somebody off, going on in another run."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.runs import moment
from courses.domain.transfer import Credit, Earned
from courses.forms import DAYS
from courses.models import NOTE_LENGTH, CourseRun, Session
from courses.wording import short_day

SHOWN_DAYS = timedelta(days=30)
NONE = "ei"  # what is chosen for a session that is not credited


class KeyForm(forms.Form):
    """How long a new key opens the run, and for how many."""

    until = forms.DateField(
        label=_("Viimeinen päivä"),
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Avain lakkaa toimimasta tämän päivän jälkeen, ja viimeistään, kun ilmoittautuminen päättyy."),
    )
    most_uses = forms.IntegerField(
        label=_("Käyttökertoja enintään"),
        min_value=1,
        max_value=20_000,
        required=False,
        help_text=_("Jos tyhjä, avainta voi käyttää niin moni kuin paikkoja on. Muut pääsevät jonoon."),
    )

    def __init__(self, *args: Any, run: CourseRun, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = min(timezone.localdate(run.enrolment_closes_at), timezone.localdate(at) + SHOWN_DAYS)
        self.fields["until"].initial = max(last, timezone.localdate(at))

    def expires_at(self) -> datetime:
        """Return the end of the last day."""
        return moment(self.cleaned_data["until"], time(23, 59))


class ReasonWhyForm(forms.Form):
    """Why a trainee is taken off the run."""

    reason = forms.CharField(
        label=_("Syy"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Osallistuja saa syyn viestissä. Älä kirjoita terveystietoja."),
        error_messages={"required": _("Kirjoita syy. Osallistuja näkee sen.")},
    )


class TransferForm(forms.Form):
    """Which sessions count in the new run, and why the trainee goes on there."""

    reason = forms.CharField(
        label=_("Siirron syy"),
        max_length=NOTE_LENGTH // 2,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Jää talteen nimesi ja ajan kanssa. Älä kirjoita terveystietoja."),
        error_messages={"required": _("Kirjoita siirron syy.")},
    )

    def __init__(self, *args: Any, earned: list[Earned], sessions: list[Session], is_full: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earned, self.sessions = earned, {str(session.pk): session for session in sessions}
        choices = [(NONE, _("Ei hyväksilueta")), *((key, str(row)) for key, row in self.sessions.items())]
        credits = {}
        for row in earned:
            credits[f"credit_{row.session.pk}"] = forms.ChoiceField(
                label=f"{row.session} ({short_day(row.session.starts_at)})",
                choices=choices,
                initial=str(row.target.pk) if row.target else NONE,
            )
        self.fields = {**credits, **self.fields}
        if is_full:
            self.fields["over_capacity"] = forms.BooleanField(
                label=_("Toteutus on täynnä: otan osallistujan mukaan yli paikkamäärän"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Let each session of the new run count because of one session only."""
        data = super().clean() or {}
        taken: set[str] = set()
        for row in self.earned:
            key = data.get(f"credit_{row.session.pk}")
            if key != NONE and key in taken:
                self.add_error(f"credit_{row.session.pk}", _("Tämä kerta on valittu jo toisesta kerrasta."))
            taken.add(key or "")
        return data

    def credits(self) -> list[Credit]:
        """Return what was chosen."""
        chosen = ((row.session, self.cleaned_data.get(f"credit_{row.session.pk}")) for row in self.earned)
        return [Credit(session, self.sessions[key]) for session, key in chosen if key in self.sessions]
