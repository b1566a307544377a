"""Forms on agreements and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.groups.domain.meetings import MeetingPlan
from courses.groups.domain.series import FEWEST, MONTHLY, MOST, WEEKS
from courses.groups.enums import MeetingKind, MeetingMode
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import ClockField, DayField, WholeField
from courses.groups.meeting_kit import in_own_language
from courses.groups.models import GroupMeeting, MeetingTemplate
from courses.groups.models.meetings import LONGEST_MEETING

FARTHEST = timedelta(days=730)
SCOPES = [("one", gettext_lazy("vain tätä tapaamista")), ("following", gettext_lazy("tätä ja sarjan seuraavia"))]
PHONE = r"^\+?[\d\s()\-\u00a0]{5,40}$"


class TemplateField(forms.ModelChoiceField):
    """A meeting template, named in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"to_field_name": "slug", "required": False, "empty_label": gettext_lazy("Ei pohjaa")}
        super().__init__(**{**defaults, "queryset": MeetingTemplate.objects.all(), **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {in_own_language(obj.title)}"


class MeetingForm(AskingMixin, forms.Form):
    """When and how the group meets."""

    day = DayField(label=gettext_lazy("Päivä"))
    start = ClockField(label=gettext_lazy("Alkaa klo"))
    minutes = WholeField(label=gettext_lazy("Kesto minuutteina"), min_value=15, max_value=LONGEST_MEETING, initial=120)
    kind = forms.ChoiceField(label=gettext_lazy("Laji"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=gettext_lazy("Missä"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    template = TemplateField(label=gettext_lazy("Tapaamispohja"))
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=120, required=False)
    link = forms.URLField(
        label=gettext_lazy("Etälinkki"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Minkä tahansa palvelun linkki käy. Valitse palvelu, jossa voi puhua luottamuksella."),
    )
    phone = forms.RegexField(
        PHONE,
        label=gettext_lazy("Varapuhelin etätapaamiseen"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Numero, johon voi soittaa, jos yhteys ei toimi."),
        error_messages={"invalid": gettext_lazy("Kirjoita puhelinnumero, esimerkiksi 044 555 0100.")},
    )
    bring = forms.CharField(
        label=gettext_lazy("Mukaan"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Esimerkiksi ulkovaatteet tai oma kuppi. Ryhmäläisten ei tarvitse valmistautua."),
    )

    watched_fields = ("bring",)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra_names = names

    @staticmethod
    def initial_of(meeting: GroupMeeting) -> dict[str, Any]:
        """Return what the form shows of a stored meeting."""
        local = timezone.localtime(meeting.starts_at)
        names = ("minutes", "kind", "mode", "place", "link", "phone", "bring")
        values = {name: getattr(meeting, name) for name in names}
        slug = meeting.template.slug if meeting.template else ""
        shown = {"day": local.date(), "start": local.time(), "template": slug, "seen": meeting.sequence}
        return values | shown

    def clean_link(self) -> str:
        """Take web addresses only."""
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Linkin on alettava https://."), code="scheme")
        return link

    def clean_day(self) -> Any:
        """Refuse days that are a slip of the finger."""
        day = self.cleaned_data["day"]
        if abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("Tarkista vuosi."), code="far")
        return day

    def plan(self) -> MeetingPlan:
        """Return what was filled in; the time is Helsinki's, whatever daylight saving does."""
        data = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(data["day"], data["start"]))
        names = ("minutes", "kind", "mode", "template", "place", "link", "phone", "bring")
        return MeetingPlan(starts_at=starts_at, **{name: data[name] for name in names})


class ChangeMeetingForm(MeetingForm):
    """A stored meeting, changed alone or with those that follow in its series."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("Mitä muutetaan"),
        choices=[
            ("one", gettext_lazy("vain tätä tapaamista")),
            ("following", gettext_lazy("tätä ja sarjan seuraavia")),
        ],
        widget=forms.RadioSelect,
        initial="one",
        required=False,
        help_text=gettext_lazy("Seuraaviin siirtyvät aika, paikka ja yhteys; niiden laji, pohja ja kulku pysyvät."),
    )

    def __init__(self, *args: Any, has_following: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_following:
            del self.fields["scope"]

    def is_stale(self, meeting: GroupMeeting) -> bool:
        """Say whether somebody else has changed the meeting since this form was drawn, and to something else."""
        seen = self.cleaned_data.get("seen")
        return seen is not None and seen != meeting.sequence and self.plan() != MeetingPlan.of(meeting)

    @property
    def following(self) -> bool:
        """Whether the later meetings of the series go along."""
        return self.cleaned_data.get("scope") == "following"


class SeriesForm(MeetingForm):
    """A row of meetings: the first one, how often, how many."""

    rhythm = forms.ChoiceField(label=gettext_lazy("Kuinka usein"), initial="4")
    count = WholeField(label=gettext_lazy("Montako tapaamista"), min_value=FEWEST, max_value=MOST, initial=6)

    field_order = ["day", "start", "minutes", "rhythm", "count"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Ensimmäinen päivä")
        weeks = [(str(n), ngettext("%(n)s viikon välein", "%(n)s viikon välein", n) % {"n": n}) for n in WEEKS]
        monthly = (MONTHLY, _("kerran kuussa samana viikonpäivänä, esimerkiksi joka kuun ensimmäinen tiistai"))
        self.fields["rhythm"].choices = [*weeks, monthly]  # type: ignore[attr-defined]


class ChecklistForm(AskingMixin, forms.Form):
    """One more thing for the checklist."""

    text = forms.CharField(
        label=gettext_lazy("Lisää hoidettava asia"),
        max_length=120,
        help_text=gettext_lazy("Kirjoita asioista, älä ihmisistä."),
    )
    watched_fields = ("text",)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra_names = names


class FeedForm(forms.Form):
    """What the calendar that members get shows."""

    shows_place = forms.BooleanField(
        label=gettext_lazy("Näytä paikka, etälinkki, varapuhelin ja mukaan otettavat"),
        required=False,
        help_text=gettext_lazy("Ilman tätä kalenterissa näkyvät vain aika ja tapaamisen laji."),
    )
