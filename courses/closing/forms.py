"""Forms of the page on which a run is closed. What is ticked in its lists is read by the views."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.closing.models import REASON_LENGTH


class LeaveForm(forms.Form):
    """Why the ticked things are left as they are."""

    prefix = "jatto"
    reason = forms.CharField(
        label=_("Miksi nämä jätetään näin?"),
        max_length=REASON_LENGTH,
        help_text=_("Yksi lause riittää. Se jää toteutuksen tietoihin; älä kirjoita ihmisistä."),
    )


class ReopenForm(forms.Form):
    """Why a closed run is opened again."""

    prefix = "avaus"
    reason = forms.CharField(label=_("Miksi toteutus avataan uudelleen?"), max_length=REASON_LENGTH)
