"""The forms of proposing a candidate and deciding of one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.names import clean_name, validate_name
from courses.candidates.models import WHY_LENGTH
from courses.domain.text_privacy import ConcernKind, find_privacy_concerns
from courses.models import CoursePage, CourseRun
from courses.wording import day


class ProposalForm(forms.Form):
    """Whom an advisor proposes, for which course, and why."""

    course = forms.ModelChoiceField(label=_("Koulutus"), queryset=CoursePage.objects.none(), empty_label=None)
    name = forms.CharField(label=_("Ehdokkaan nimi"), max_length=120)
    email = forms.EmailField(label=_("Ehdokkaan sähköposti"), max_length=254)
    why = forms.CharField(
        label=_("Miksi ehdotat häntä?"),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lause tai kaksi riittää. Älä kirjoita terveydestä, taloudesta tai muusta yksityisestä."),
    )
    consents = forms.BooleanField(
        label=_("Olen kysynyt häneltä: hän on antanut luvan välittää nimensä ja osoitteensa kutsua varten"),
        help_text=_("Kutsussa kerrotaan, että sinä ehdotit häntä."),
        error_messages={"required": _("Kysy ensin ehdokkaalta itseltään. Ehdottaa voi vain luvalla.")},
    )

    def __init__(self, *args: Any, courses: QuerySet[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[CoursePage]", self.fields["course"])
        field.queryset = courses
        self.only = courses[0] if len(courses) == 1 else None
        self.has_course = len(courses) > 0
        if self.only:
            del self.fields["course"]

    def course_chosen(self) -> CoursePage:
        """Return the course: the one that was chosen, or the only one there is."""
        return self.only or self.cleaned_data["course"]

    def clean_name(self) -> str:
        """Refuse what can be no name."""
        name = clean_name(self.cleaned_data["name"])
        validate_name(name)
        return name

    def clean_why(self) -> str:
        """Refuse identity codes; nobody needs them here."""
        text: str = self.cleaned_data["why"]
        if any(concern.kind == ConcernKind.IDENTITY_CODE for concern in find_privacy_concerns(text=text)):
            raise ValidationError(_("Poista henkilötunnus. Sitä ei tarvita."))
        return text


class RunField(forms.ModelChoiceField):
    """A run by its name and first day."""

    def label_from_instance(self, obj: CourseRun) -> str:  # type: ignore[override]
        """Return how the run reads in the list."""
        return f"{obj.name} ({day(obj.starts_on)})"


class DecisionForm(forms.Form):
    """To which run a candidate is invited."""

    run = RunField(
        label=_("Toteutus, johon kutsutaan"),
        queryset=CourseRun.objects.none(),
        empty_label=None,
        error_messages={"required": _("Valitse toteutus."), "invalid_choice": _("Valitse toteutus luettelosta.")},
    )

    def __init__(self, *args: Any, runs: QuerySet[CourseRun], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[CourseRun]", self.fields["run"]).queryset = runs
