"""Forms of the course core."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.text_privacy import validate_no_identity_code
from courses.enums import Background
from courses.models import QUESTION_LENGTH

DAYS = ["%Y-%m-%d", "%d.%m.%Y"]  # as the date picker sends it, and as people here write it


class EnrolForm(forms.Form):
    """What an applicant tells of themselves."""

    background = forms.ChoiceField(
        label=_("Taustasi"), choices=Background.choices, widget=forms.RadioSelect, initial=Background.ENTREPRENEUR
    )
    motivation = forms.CharField(
        label=_("Mitä toivot koulutukselta?"),
        max_length=1000,
        required=False,
        validators=[validate_no_identity_code],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Muutama lause riittää. Koordinaattori lukee tämän."),
    )
    special_needs = forms.CharField(
        label=_("Tarvitsetko erityisjärjestelyjä?"),
        max_length=500,
        required=False,
        validators=[validate_no_identity_code],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Esimerkiksi tulkkaus tai esteettömyys. Vain koordinaattori näkee tämän, "
            "ja tieto poistetaan koulutuksen jälkeen."
        ),
    )
    key = forms.CharField(
        label=_("Ilmoittautumisavain"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Jos sait avaimen kouluttajalta tai koordinaattorilta, saat paikan heti. Muuten jätä tyhjäksi."),
    )
    accept = forms.BooleanField(
        label=_("Sitoudun kokoamaan ja ohjaamaan oman ryhmän koulutuksen aikana"),
        error_messages={"required": _("Oma ryhmä kuuluu koulutukseen. Rastita, jos sitoudut siihen.")},
    )

    def __init__(self, *args: Any, takes_key: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_key:
            del self.fields["key"]


class QuestionForm(forms.Form):
    """The own question for the next session; activity types that ask for one show it."""

    question = forms.CharField(
        label=_("Oma kysymyksesi seuraavalle kerralle"),
        help_text=_("Mitä jäit miettimään? Sinä ja kouluttajat näette kysymyksen."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kirjoita yksi oma kysymys. Se voi olla lyhyt ja keskeneräinen.")},
    )
