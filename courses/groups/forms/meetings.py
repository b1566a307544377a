"""Forms on agreements and meetings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.domain.meetings import MeetingPlan
from courses.groups.enums import GoalStyle, MeetingKind, MeetingMode
from courses.groups.forms.fields import ClockField, DayField, NoteField, WholeField
from courses.groups.forms.members import PastDayField
from courses.groups.models import GroupMeeting, MeetingTemplate
from courses.groups.models.meetings import LONGEST_MEETING

FARTHEST = timedelta(days=730)


class MeetingForm(forms.Form):
    """When and how the group meets."""

    day = DayField(label=gettext_lazy("Päivä"))
    start = ClockField(label=gettext_lazy("Alkaa klo"))
    minutes = WholeField(label=gettext_lazy("Kesto minuutteina"), min_value=15, max_value=LONGEST_MEETING, initial=120)
    kind = forms.ChoiceField(label=gettext_lazy("Laji"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=gettext_lazy("Missä"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    template = forms.ModelChoiceField(
        queryset=MeetingTemplate.objects.none(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Tapaamispohja"),
        empty_label=gettext_lazy("Ei pohjaa"),
    )
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=120, required=False)
    link = forms.URLField(label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = MeetingTemplate.objects.all()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(meeting: GroupMeeting) -> dict[str, Any]:
        """Return what the form shows of a stored meeting."""
        local = timezone.localtime(meeting.starts_at)
        names = ("minutes", "kind", "mode", "place", "link")
        values = {name: getattr(meeting, name) for name in names}
        slug = meeting.template.slug if meeting.template else ""
        return values | {"day": local.date(), "start": local.time(), "template": slug}

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
        names = ("minutes", "kind", "mode", "template", "place", "link")
        return MeetingPlan(starts_at=starts_at, **{name: data[name] for name in names})


class RulesForm(forms.Form):
    """The ground rules and who agreed on them, as numbers."""

    text = NoteField(label=gettext_lazy("Pelisäännöt"), rows=10, max_length=3000)
    agreed_on = PastDayField(label=gettext_lazy("Sovittu"))
    agreed = WholeField(label=gettext_lazy("Moniko hyväksyi"), min_value=0, max_value=60)
    members = WholeField(label=gettext_lazy("Montako ryhmässä oli"), min_value=1, max_value=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("agreed") is not None and data.get("members") and data["agreed"] > data["members"]:
            self.add_error("agreed", _("Hyväksyneitä voi olla enintään yhtä monta kuin ryhmäläisiä."))
        return data


class GoalForm(forms.Form):
    """How goal-oriented the group wants to be."""

    style = forms.ChoiceField(
        label=gettext_lazy("Millainen ryhmä on"),
        choices=GoalStyle.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Kaikki kolme sopivat malliin. Voit muuttaa tätä milloin vain; aiempi jää näkyviin."),
    )
    noted_on = PastDayField(label=gettext_lazy("Keskusteltu"))
