"""Forms of import and export in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.questions.exchange.decoding import MOST_BYTES
from assessments.questions.exchange.exporting import ENDINGS
from assessments.questions.exchange.reading import READERS
from assessments.questions.models import Question

FORMAT_NAMES = {
    "moodle-xml": _("Moodle XML"),
    "gift": _("GIFT"),
    "aiken": _("Aiken"),
    "json": _("Peilin oma JSON (säilyttää kaiken)"),
}


class ImportForm(forms.Form):
    """A file, and where its questions go."""

    file = forms.FileField(
        label=_("Kysymystiedosto"),
        help_text=_("Moodle XML, GIFT, Aiken tai Peilin oma JSON. Mitään ei tallenneta ennen kuin vahvistat."),
        error_messages={"required": _("Valitse tiedosto."), "empty": _("Tiedosto on tyhjä. Valitse toinen tiedosto.")},
    )
    category = forms.CharField(
        label=_("Luokka"),
        required=False,
        max_length=200,
        help_text=_(
            "Polku, esimerkiksi: Työpeili/Kerta 1. Tiedoston omat luokat tulevat tämän alle. Voit jättää tyhjäksi."
        ),
    )
    format = forms.ChoiceField(
        label=_("Tiedostomuoto"),
        required=False,
        choices=[("", _("Tunnista sisällöstä")), *[(name, FORMAT_NAMES[name]) for name in READERS]],
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is stored."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(_("Tiedosto on liian suuri: enintään %(limit)s Mt.") % {"limit": limit})
        return file

    def clean_category(self) -> str:
        """Take a path without blanks around its parts."""
        parts = [" ".join(part.split()) for part in self.cleaned_data["category"].split("/")]
        return "/".join(part for part in parts if part)


class ExportForm(forms.Form):
    """Which questions, in which format."""

    format = forms.ChoiceField(
        label=_("Tiedostomuoto"),
        choices=[(name, FORMAT_NAMES[name]) for name in ("json", *[n for n in ENDINGS if n != "json"])],
    )
    category = forms.ChoiceField(label=_("Luokka"), required=False, help_text=_("Alaluokat tulevat mukaan."))
    archived = forms.BooleanField(label=_("Myös arkistoidut"), required=False)
    ids = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paths: set[str] = set()
        for category in Question.objects.order_by().values_list("category", flat=True).distinct():
            parts = category.split("/")
            paths |= {"/".join(parts[: place + 1]) for place in range(len(parts)) if parts[place]}
        field = self.fields["category"]
        field.choices = [("", _("Kaikki luokat")), *[(path, path) for path in sorted(paths)]]  # type: ignore[attr-defined]

    def clean_ids(self) -> list[int]:
        """Take the numbers of chosen questions; anything else counts for nothing."""
        parts = self.cleaned_data["ids"].split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 12][:5000]
