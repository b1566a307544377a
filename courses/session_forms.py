"""Forms about one session: its time and place, and the words that go along when it is changed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.domain.moves import Setting
from courses.enums import Mode
from courses.models import Session

TIMES = ["%Y-%m-%dT%H:%M", "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M"]
SHORTEST = 5  # minutes


def learn_of_changes(form: forms.BaseForm, session: Session) -> None:
    """Let a refused form know of the changes its reader is told of, so that going on is not refused once more."""
    form.data = {name: form.data.get(name) for name in form.data} | {"seen": session.sequence}


class SessionForm(forms.ModelForm):
    """Time, place and link of a session; whether a time that is over is meant is asked only when one was given."""

    starts_at = forms.DateTimeField(
        label=capfirst(_("alkaa")),
        input_formats=TIMES,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    link = forms.URLField(
        label=capfirst(_("etälinkki")),
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text=_("Osallistujat avaavat linkin Peilistä, joten sen vaihtamisesta ei lähetetä viestiä."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Session
        fields = ["title", "starts_at", "minutes", "mode", "place", "link", "support_phone"]

    def __init__(self, data: Any = None, *, instance: Session) -> None:
        super().__init__(data, instance=instance, initial={"seen": instance.sequence})
        self.fields["mode"].choices = Mode.choices  # type: ignore[attr-defined]  # it has one already
        self.fields["minutes"].validators.append(MinValueValidator(SHORTEST))
        self.fields["minutes"].widget.attrs["min"] = SHORTEST
        if data and "past" in data:
            self._ask_past()

    def _ask_past(self) -> None:
        self.fields["past"] = forms.BooleanField(label=_("Kerta todella pidettiin silloin"), required=False)

    def refuse_past(self, reason: str) -> None:
        """Put the question whether a time that is over is meant on the form, with why it is asked."""
        self._ask_past()
        self.add_error("past", reason)

    @property
    def past_is_meant(self) -> bool:
        """Whether the writer has said that the time which is over is meant."""
        return bool(self.cleaned_data.get("past"))

    def setting(self) -> Setting:
        """Return the time and place that were given."""
        data = self.cleaned_data
        return Setting(data["starts_at"], data["minutes"], data["mode"], data["place"])

    def details(self) -> dict[str, str]:
        """Return what nobody is told of."""
        return {name: self.cleaned_data[name] for name in ("title", "link", "support_phone")}


class ChangeForm(forms.Form):
    """The last step of a change: own words to those who are told, and what keeps it from being done twice."""

    words = forms.CharField(
        label=_("Oma viestisi"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Muutama lause riittää. Viesti tulee kaikille sellaisenaan."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def fresh(cls, session: Session, *, words: str = "") -> ChangeForm:
        """Return the form as it is first shown, with a key of its own."""
        return cls(initial={"key": uuid4(), "seen": session.sequence, "words": words})


class WordsForm(forms.Form):
    """Own words to those who are told that a whole run is called off, and a tick against doing it by mistake."""

    words = forms.CharField(
        label=_("Oma viestisi"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kerro syy ja mitä tapahtuu seuraavaksi. Viesti tulee kaikille sellaisenaan."),
    )
    sure = forms.BooleanField(
        label=_("Perun koko toteutuksen"),
        error_messages={"required": _("Merkitse rasti, jos haluat perua toteutuksen.")},
    )
