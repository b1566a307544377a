"""Forms of bringing a conference's list of attendees into the register."""

from __future__ import annotations

from datetime import timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.conference import Decision, Preview
from courses.domain.conference_files import MAX_BYTES
from courses.models import Enrolment
from courses.models.attendance import REASON_LENGTH

ZONES = [
    ("Europe/Helsinki", _("Suomen aika")),
    ("Europe/Stockholm", _("Ruotsin aika")),
    ("Europe/London", _("Britannian aika")),
    ("UTC", _("UTC")),
]
CERTAIN = ("email", "name")


class ConferenceForm(forms.Form):
    """The file, and how its clock differs."""

    file = forms.FileField(
        label=_("Osallistujaluettelo"),
        max_length=200,
        help_text=_("Teamsin tai Zoomin CSV-tiedosto, enintään 2 Mt. Mitään ei kirjata ennen kuin vahvistat."),
        error_messages={"empty": _("Tiedosto on tyhjä. Valitse toinen tiedosto.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    zone = forms.ChoiceField(label=_("Tiedoston kellonajat"), choices=ZONES, initial="Europe/Helsinki")
    shift = forms.IntegerField(
        label=_("Kellon korjaus minuutteina"),
        required=False,
        initial=0,
        min_value=-1440,
        max_value=1440,
        help_text=_("Jos kokouksen kello oli väärässä: 10 siirtää ajat kymmenen minuuttia myöhemmiksi, -10 aiemmiksi."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Tiedosto on liian suuri: enintään %(limit)s Mt."), params={"limit": 2})
        return file

    def clock(self) -> tuple[tzinfo, timedelta]:
        """Return the zone of the file's clock and how much its times are moved."""
        return ZoneInfo(self.cleaned_data["zone"]), timedelta(minutes=self.cleaned_data["shift"] or 0)


class MatchForm(forms.Form):
    """The preview: who each line is, and what becomes of marks made before and of those who are not on the list."""

    replace = forms.BooleanField(label=_("Korvaa myös aiemmin tehdyt merkinnät"), required=False)
    rest_absent = forms.BooleanField(label=_("Merkitse poissa oleviksi ne, joita luettelossa ei ole"), required=False)
    reason = forms.CharField(
        label=_("Muutoksen syy"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, preview: Preview, people: list[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(person.pk): person for person in people}
        nobody: tuple[str, Any] = ("", _("Ei osallistuja"))
        everybody = [nobody, *(self._choice(person) for person in people)]
        for line in preview.lines:
            # Whoever is certain needs no list of all names: a large run would fill the page with them.
            is_certain = line.person is not None and line.how in CERTAIN
            choices = [nobody, self._choice(line.person)] if line.person and is_certain else everybody
            initial = str(line.person.pk) if line.person else ""
            self.fields[f"line{line.number}"] = forms.ChoiceField(
                label=line.name, choices=choices, required=False, initial=initial
            )

    @staticmethod
    def _choice(person: Enrolment) -> tuple[str, Any]:
        return str(person.pk), f"{person.user.family_name}, {person.user.given_name}"

    def line(self, number: int) -> Any:
        """Return the choice of who a line is."""
        return self[f"line{number}"]

    def decision(self) -> Decision:
        """Return what was decided."""
        data = self.cleaned_data
        chosen = {
            int(name.removeprefix("line")): self.by_pk.get(value)
            for name, value in data.items()
            if name.startswith("line")
        }
        return Decision(chosen, data["replace"], data["rest_absent"], data["reason"])
