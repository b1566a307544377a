"""The guided page for a new run: what it is made from, its sessions one by one, and the run itself (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, normalize_email
from courses.domain.funding import covers, not_covered, projects_to_choose
from courses.domain.run_bases import MOST_SESSIONS, Base, choices_for
from courses.enums import Mode, StaffRole
from courses.forms import DAYS
from courses.models import CourseRun, FundingProject
from courses.session_forms import SHORTEST

CLOCKS = ["%H:%M", "%H.%M", "%H"]
MOST_PEOPLE = 200
STARTS = "starts_on"


def _date_field(label: Any, **values: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **values)


class RunForm(forms.Form):
    """Everything of a run but its sessions and rules."""

    base = forms.ChoiceField(label=gettext_lazy("Pohja"), widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=gettext_lazy("Kertoja"),
        min_value=1,
        max_value=MOST_SESSIONS,
        required=False,
        initial=5,
        help_text=gettext_lazy("Vain omassa toteutusmuodossa. Sisällöt jaetaan kerroille järjestyksessä."),
    )
    starts_on = _date_field(
        gettext_lazy("Ensimmäinen päivä"), help_text=gettext_lazy("Muut kerrat sijoittuvat tästä pohjan mukaan.")
    )
    name = forms.CharField(
        label=gettext_lazy("Nimi"), max_length=120, help_text=gettext_lazy("Esimerkiksi ”Syksy 2027”.")
    )
    place = forms.CharField(
        label=gettext_lazy("Lähikertojen paikka"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tulee niille kerroille, joille et anna omaa paikkaa."),
    )
    link = forms.URLField(
        label=gettext_lazy("Verkkokertojen linkki"), required=False, assume_scheme="https", max_length=200
    )
    capacity = forms.IntegerField(label=gettext_lazy("Paikkoja"), min_value=1, max_value=20_000, initial=14)
    closes_on = _date_field(
        gettext_lazy("Ilmoittautuminen päättyy"),
        required=False,
        help_text=gettext_lazy("Jos jätät tyhjäksi, ilmoittautua voi ensimmäiseen päivään asti."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Kieli"), choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")], initial="fi"
    )
    price = forms.CharField(label=gettext_lazy("Hinta"), max_length=120, required=False)
    slug = forms.SlugField(
        label=gettext_lazy("Osoitteen osa"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Pieniä kirjaimia, numeroita ja yhdysmerkkejä. Jos tyhjä, osoite tulee nimestä."),
    )
    project = forms.ModelChoiceField(
        FundingProject.objects.none(),
        label=gettext_lazy("Hanke"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("Ei hanketta"),
    )
    trainers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Kouluttajat"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    trainer_mail = forms.EmailField(
        label=gettext_lazy("Muun kouluttajan sähköposti"),
        required=False,
        help_text=gettext_lazy("Hänellä on oltava tili Peilissä."),
    )
    hours_ok = forms.BooleanField(label=gettext_lazy("Tunnit saavat poiketa laajuudesta"), required=False)
    placed_from = _date_field("", required=False)
    placed_base = forms.CharField(required=False, max_length=120)

    def __init__(self, data: Any = None, *, user: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.user = user
        wanted = str((data or initial or {}).get("base", ""))
        self.fields["base"].choices = choices_for(user, wanted=wanted)  # type: ignore[attr-defined]
        self.fields["placed_from"].widget = forms.HiddenInput()
        self.fields["placed_base"].widget = forms.HiddenInput()
        fields: Any = self.fields
        fields["project"].queryset = projects_to_choose(user, kept=self.initial.get("project"))
        staff = User.objects.filter(run_staff__isnull=False, is_active=True).distinct()
        fields["trainers"].queryset = staff.order_by("family_name", "given_name", "pk")

    def clean_trainer_mail(self) -> User | None:
        """Return the person with this address."""
        address = self.cleaned_data["trainer_mail"]
        if not address:
            return None
        person = User.objects.filter(email=normalize_email(address), is_active=True).first()
        if person is None:
            raise ValidationError(_("Tällä osoitteella ei ole tiliä Peilissä. Pyydä kouluttajaa luomaan tili ensin."))
        return person

    def clean(self) -> dict[str, Any]:
        """Refuse an enrollment that ends after the run began."""
        data = super().clean() or {}
        if data.get("closes_on") and data.get(STARTS) and data["closes_on"] > data[STARTS]:
            self.add_error("closes_on", _("Ilmoittautumisen on päätyttävä viimeistään ensimmäisenä päivänä."))
        return data

    def forgive_but(self, *names: str) -> None:
        """Keep only the errors of these fields: the dates are shown before all is filled in."""
        for name in [name for name in self.errors if name not in names]:
            del self.errors[name]

    def people(self) -> list[User]:
        """Return the trainers that were chosen, each once."""
        data = self.cleaned_data
        other = data.get("trainer_mail")
        chosen = {person.pk: person for person in [*data.get("trainers", []), *([other] if other else [])]}
        return list(chosen.values())


class RunSettingsForm(RunForm):
    """What of a run may change after it was made; its sessions and rules have pages of their own."""

    ONLY_NEW = ("base", "count", STARTS, "place", "link", "slug", "hours_ok", "placed_from", "placed_base")

    def __init__(self, data: Any = None, *, user: User, run: CourseRun) -> None:
        self.run = run
        initial = {name: getattr(run, name) for name in ("name", "capacity", "language", "price", "project")}
        trainers = run.staff.filter(role=StaffRole.TRAINER, ended_at=None).values_list("user_id", flat=True)
        initial |= {"closes_on": timezone.localdate(run.enrolment_closes_at), "trainers": list(trainers)}
        super().__init__(data, user=user, initial=initial)
        for name in self.ONLY_NEW:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse an enrollment that ends after the run began; without a day it ends on the first."""
        data = super().clean() or {}
        if "closes_on" in data:
            data["closes_on"] = data["closes_on"] or self.run.starts_on
            if data["closes_on"] > self.run.starts_on:
                self.add_error("closes_on", _("Ilmoittautumisen on päätyttävä viimeistään ensimmäisenä päivänä."))
        project = data.get("project")
        if project and project.pk != self.run.project_id and not covers(project, self.run.starts_on, self.run.ends_on):
            self.add_error("project", not_covered(project))
        return data


class RowForm(forms.Form):
    """One session of the planned run."""

    title = forms.CharField(label=gettext_lazy("Nimi"), max_length=160)
    day = _date_field(gettext_lazy("Päivä"))
    clock = forms.TimeField(
        label=gettext_lazy("Alkaa klo"),
        input_formats=CLOCKS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Kesto, min"), min_value=SHORTEST, max_value=1440)
    mode = forms.ChoiceField(label=gettext_lazy("Muoto"), choices=Mode.choices)
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=200, required=False)
    link = forms.URLField(label=gettext_lazy("Etälinkki"), required=False, assume_scheme="https", max_length=200)

    note = ""  # why one would not choose the day
    overlaps: tuple[Any, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Put day and time together; an hour that the change of daylight saving skips is refused."""
        data = super().clean() or {}
        if data.get("day") and data.get("clock"):
            try:
                data["starts_at"] = from_current_timezone(datetime.combine(data["day"], data["clock"]))
            except ValidationError:
                self.add_error("clock", _("Tätä kellonaikaa ei ole sinä päivänä, koska kelloja siirretään."))
        return data

    @property
    def ends_at(self) -> datetime | None:
        """The moment the session would end, if enough is known."""
        data = getattr(self, "cleaned_data", {})
        if data.get("starts_at") and data.get("minutes"):
            return data["starts_at"] + timedelta(minutes=data["minutes"])
        return None

    def main_fields(self) -> Iterator[forms.BoundField]:
        """Give the fields that are always in sight."""
        return (self[name] for name in ("day", "clock", "minutes", "mode"))

    def other_fields(self) -> Iterator[forms.BoundField]:
        """Give the fields that seldom need a change."""
        return (self[name] for name in ("title", "place", "link"))

    @property
    def has_other_errors(self) -> bool:
        """Whether a field that is folded away has an error."""
        return any(name in self.errors for name in ("title", "place", "link"))


def prefix_of(number: int) -> str:
    """Return the prefix of the fields of one session."""
    return f"k{number}"


def placed(base: Base, starts_on: date) -> dict[str, str]:
    """Return what the fields of the sessions hold when the base is placed from its first day."""
    data: dict[str, str] = {}
    for number, row in enumerate(base.rows, start=1):
        values = {
            "title": row.title,
            "day": (starts_on + timedelta(days=row.offset_days)).isoformat(),
            "clock": f"{row.start_time:%H:%M}",
            "minutes": str(row.minutes),
            "mode": row.mode,
            "place": row.place,
            "link": row.link,
        }
        data |= {f"{prefix_of(number)}-{name}": value for name, value in values.items()}
    return data


def shifted(data: Any, *, rows: int, days: int) -> dict[str, str]:
    """Return the days of the sessions moved by so many days; what is no day stays as it was typed."""
    moved = {}
    for number in range(1, rows + 1):
        name = f"{prefix_of(number)}-day"
        try:
            day = forms.DateField(input_formats=DAYS).clean(data.get(name, ""))
            moved[name] = (day + timedelta(days=days)).isoformat()
        except (ValidationError, OverflowError):
            continue
    return moved
