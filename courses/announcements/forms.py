"""The form of an announcement, and the filter of the outbox."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.announcements.domain.writing import Content
from courses.announcements.enums import Audience, Pace
from courses.announcements.models import LONGEST, Announcement
from courses.session_forms import TIMES
from notifications.models import OutgoingMail


class WordsForm(forms.Form):
    """The words: all that can be changed of an announcement that has been sent."""

    title = forms.CharField(label=_("Otsikko"), max_length=120)
    text = forms.CharField(
        label=_("Teksti"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Tyhjä rivi erottaa kappaleet, viivalla alkavat rivit ovat luettelo, ja verkko-osoitteista tulee linkkejä."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, announcement: Announcement | None = None) -> None:
        row = announcement
        values: dict[str, Any] = {"key": row.key if row else uuid4()}
        if row:
            values |= {name: getattr(row, name) for name in ("title", "text", "audience", "pace", "send_at")}
        super().__init__(data, initial=values)
        self.announcement = row

    def content(self) -> Content:
        """Return what was written."""
        data, row = self.cleaned_data, self.announcement
        kept = {name: getattr(row, name) for name in ("audience", "pace", "send_at")} if row else {}
        return Content(**(kept | {name: data[name] for name in data if name != "key"}))


class AnnouncementForm(WordsForm):
    """An announcement that nobody has been told of."""

    audience = forms.ChoiceField(
        label=_("Kenelle"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.ALL
    )
    pace = forms.ChoiceField(label=_("Sähköposti"), choices=Pace.choices, widget=forms.RadioSelect, initial=Pace.NOW)
    send_at = forms.DateTimeField(
        label=_("Lähetysaika"),
        required=False,
        input_formats=TIMES,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Jätä tyhjäksi, jos tiedote lähtee heti, kun lähetät sen."),
    )
    field_order = ("title", "text", "audience", "pace", "send_at", "key")

    def __init__(self, data: Any = None, *, announcement: Announcement | None = None) -> None:
        super().__init__(data, announcement=announcement)
        for name, first in (("audience", Audience.ALL), ("pace", Pace.NOW)):
            self.initial.setdefault(name, first)
            choices = [(value, capfirst(label)) for value, label in self.fields[name].choices]  # type: ignore[attr-defined]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_send_at(self) -> Any:
        """Refuse a time that is over: it would go at once, which nobody has said."""
        value = self.cleaned_data["send_at"]
        if value is not None and value <= timezone.now():
            raise forms.ValidationError(_("Aika on jo mennyt. Anna tuleva aika, tai jätä tyhjäksi."))
        return value


class MailFilter(forms.Form):
    """What of the outbox is shown; anything strange shows all."""

    tila = forms.ChoiceField(
        label=_("Tila"),
        required=False,
        choices=[
            ("", _("Kaikki")),
            ("stuck", _("Tarvitsevat sinua")),
            *((value, capfirst(label)) for value, label in OutgoingMail.State.choices),
        ],
    )
    haku = forms.CharField(label=_("Vastaanottajan osoite"), required=False, max_length=100)
