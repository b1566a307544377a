"""Writing a note, and looking for one."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.notebook.domain import LONGEST


class NoteForm(forms.Form):
    """A note; its key and version travel with it."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000)
    text = forms.CharField(
        label=_("Muistiinpano"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Vain sinä voit lukea tämän. Kirjoita silti ryhmästä ja itsestäsi, älä ryhmäläisten asioista."),
        error_messages={"required": _("Kirjoita muistiinpano.")},
    )

    def clean(self) -> dict[str, Any]:
        """A spoilt key or version begins a new note: nothing typed is refused for it."""
        data = super().clean() or {}
        for name in ("key", "version"):
            self.errors.pop(name, None)
        data["key"] = data.get("key") or uuid.uuid4()
        data["version"] = data.get("version") or 0
        return data


class SearchForm(forms.Form):
    """Words to look for in one's own notebook."""

    words = forms.CharField(label=_("Hae omasta muistikirjasta"), max_length=100)
