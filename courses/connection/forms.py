"""Forms of a meeting's connection."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestLinkForm(forms.Form):
    """What the guest's link shows."""

    shows_join = forms.BooleanField(
        label=_("Näytä vieraalle myös etälinkki"),
        required=False,
        help_text=_("Ilman tätä vieras näkee vain ajan, varapuhelimen ja tarkistuksen."),
    )


class NoteForm(forms.Form):
    """A note on the meeting's technical side."""

    text = forms.CharField(
        label=_("Muistiinpano"),
        max_length=300,
        help_text=_("Kirjoita tekniikasta, älä ihmisistä. Poistuu viikon kuluttua tapaamisesta."),
    )
