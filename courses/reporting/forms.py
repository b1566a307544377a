"""Forms of projects, and of the one number a facilitator states."""

from __future__ import annotations

import zlib
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.forms import DAYS
from courses.groups.models.group import LARGEST
from courses.models import Counting, CourseRun, FundingProject, Indicator
from courses.models.funding import MOST_PLANNED
from courses.reporting.permissions import coordinated_runs

FACTS = (
    *("code", "name", "programme", "starts_on", "ends_on", "archive_until", "eura_url", "logo_text"),
    *("asks_background", "training_counts", "groups_count"),
)


def _day(label: Any, **values: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **values)


class ProjectForm(forms.Form):
    """A project: what it is, how it counts, what it promised, which runs it funds."""

    code = forms.CharField(label=_("Hankekoodi"), max_length=20, help_text=_("Esimerkiksi S20983."))
    name = forms.CharField(label=_("Nimi"), max_length=120)
    programme = forms.CharField(
        label=_("Ohjelma"), max_length=120, required=False, help_text=_("Esimerkiksi ESR+ 2021–2027.")
    )
    starts_on = _day(_("Alkaa"))
    ends_on = _day(_("Päättyy"))
    archive_until = _day(
        _("Aineisto säilytetään"), required=False, help_text=_("Rahoituspäätöksen mukainen viimeinen säilytyspäivä.")
    )
    eura_url = forms.URLField(
        label=_("Osallistujan osoite EURA-järjestelmässä"), max_length=300, required=False, assume_scheme="https"
    )
    logo_text = forms.CharField(
        label=_("Rahoittajan logoteksti"),
        max_length=200,
        required=False,
        help_text=_("Näkyy raporteissa, esimerkiksi ”Euroopan unionin osarahoittama”."),
    )
    asks_background = forms.BooleanField(
        label=_("Osallistujilta kysytään taustatiedot rahoittajaa varten"), required=False
    )
    training_counts = forms.ChoiceField(
        label=_("Koulutuksesta lasketaan"),
        choices=Counting.choices,
        widget=forms.RadioSelect,
        initial=Counting.PEOPLE,
        help_text=_("Rahoittaja ei laske samasta ihmisestä sekä henkilöä että yritystä."),
    )
    groups_count = forms.ChoiceField(
        label=_("Ryhmätoiminnasta lasketaan"),
        choices=Counting.choices,
        widget=forms.RadioSelect,
        initial=Counting.PEOPLE,
    )
    runs = forms.ModelMultipleChoiceField(
        label=_("Toteutukset"),
        queryset=CourseRun.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Toteutus voi kuulua yhteen hankkeeseen."),
    )

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # how the project stood when the form was drawn

    def __init__(self, data: Any = None, *, user: Any, project: FundingProject | None = None) -> None:
        self.project = project
        initial: dict[str, Any] = {name: getattr(project, name) for name in FACTS} if project else {}
        self.among = coordinated_runs(user).filter(Q(project=None) | Q(project=project)).order_by("-starts_on", "pk")
        if project:
            initial["runs"] = [run.pk for run in self.among if run.project_id == project.pk]
        planned = dict(project.planned.values_list("indicator", "planned")) if project else {}
        self.mark = zlib.crc32(repr([sorted(initial.items(), key=str), sorted(planned.items())]).encode())
        super().__init__(data, initial={**initial, "seen": self.mark})
        for value, label in Indicator.choices:
            self.fields[f"planned_{value}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_PLANNED, required=False, initial=planned.get(value)
            )
        self.fields["runs"].queryset = self.among  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Refuse a code that another project has."""
        code: str = self.cleaned_data["code"].strip()
        others = FundingProject.objects.filter(code__iexact=code)
        if (others.exclude(pk=self.project.pk) if self.project else others).exists():
            raise forms.ValidationError(_("Hankekoodi on jo käytössä. Tarkista koodi."))
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        data = super().clean() or {}
        starts, ends, kept = (data.get(name) for name in ("starts_on", "ends_on", "archive_until"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Hanke ei voi päättyä ennen kuin se alkaa."))
        elif ends and kept and kept < ends:
            self.add_error("archive_until", _("Aineistoa säilytetään vähintään hankkeen loppuun."))
        if self.project and data.get("seen") != self.mark:
            self.add_error(None, _("Joku on muuttanut hanketta sillä välin. Avaa sivu uudelleen ja tee muutoksesi."))
        return data

    def basics(self) -> list[forms.BoundField]:
        """Give the fields of what the project is."""
        return [self[name] for name in FACTS[:8]]

    def figures(self) -> list[forms.BoundField]:
        """Give the fields of what was promised."""
        return [self[f"planned_{value}"] for value in Indicator.values]

    def counting(self) -> list[forms.BoundField]:
        """Give the fields of what is counted, and of which runs."""
        return [self[name] for name in (*FACTS[8:], "runs")]

    def facts(self) -> dict[str, Any]:
        """Return the fields of the project itself."""
        return {name: self.cleaned_data[name] for name in FACTS}

    def planned(self) -> dict[str, int | None]:
        """Return what was promised by indicator, None where nothing was."""
        return {value: self.cleaned_data[f"planned_{value}"] for value in Indicator.values}


class CompaniesForm(forms.Form):
    """How many companies a group's members have."""

    companies = forms.IntegerField(
        label=_("Yrityksiä ryhmässä"),
        min_value=0,
        max_value=LARGEST,
        help_text=_("Laske kukin yritys kerran. Nimiä ja Y-tunnuksia ei kysytä."),
    )
