"""Forms that anybody may send without an account: kept from machines by a trap and a clock, and sent once.

No third party is asked and nothing is stored of the visitor. How often one device may send is `accounts.throttle`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT = "accounts.visitors"
LONGEST = 24 * 3600  # seconds from opening a form to sending it


class TrapField(forms.CharField):
    """A field that is not seen and not reached by the Tab key; machines fill it in."""

    def __init__(self) -> None:
        out_of_the_way = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        super().__init__(label=gettext_lazy("Jätä tämä tyhjäksi"), required=False, widget=out_of_the_way)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """Return the field as drawn, marked to be hidden."""
        bound = super().get_bound_field(form, field_name)
        bound.css_classes = lambda extra_classes=None: "hidden-visually"  # type: ignore[method-assign]
        return bound


class VisitorFormMixin:
    """Adds a trap, a clock and a key to a form; mix in before `forms.Form`, draw the fields with the form as usual.

    `sending_key` is the same however often the same page is sent, so that a double click makes one row.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"] = forms.CharField(required=False, widget=forms.HiddenInput)  # type: ignore[attr-defined]
        self.fields["homepage"] = TrapField()  # type: ignore[attr-defined]
        self.initial["opened"] = new_opening()  # type: ignore[attr-defined]

    @property
    def sending_key(self) -> UUID:
        """The key of this page's sending, from a valid form."""
        return self.cleaned_data["opened"]  # type: ignore[attr-defined]

    def clean_homepage(self) -> str:
        """Refuse what only a machine fills in; a person whose browser did so is told what to do."""
        if self.cleaned_data.get("homepage"):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Jätä tämä kohta tyhjäksi ja lähetä uudelleen."), code="trap")
        return ""

    def clean_opened(self) -> UUID:
        """Return the key of the sending; refuse a form that was sent at once, or was open for more than a day."""
        word = self.cleaned_data.get("opened") or ""  # type: ignore[attr-defined]
        try:
            key = UUID(signing.loads(word, salt=SALT, max_age=LONGEST))
        except (signing.BadSignature, ValueError, TypeError):
            self._open_anew()
            raise forms.ValidationError(_("Sivu on ollut auki pitkään. Lähetä uudelleen."), code="stale") from None
        has_other_faults = bool(self.errors)  # type: ignore[attr-defined]
        if not has_other_faults and _is_younger(word, settings.VISITOR_FORM_SECONDS):
            raise forms.ValidationError(_("Odota hetki ja lähetä uudelleen."), code="quick")
        return key

    def _open_anew(self) -> None:
        """Give the page a fresh opening, so that sending it again works."""
        self.data = self.data.copy()  # type: ignore[attr-defined,has-type]
        self.data[self.add_prefix("opened")] = new_opening()  # type: ignore[attr-defined]


def new_opening() -> str:
    """Return the word that says when a form was opened, and its key."""
    return signing.dumps(str(uuid4()), salt=SALT)


def _is_younger(word: str, seconds: int) -> bool:
    """Say whether a sound word was made less than so many seconds ago."""
    try:
        signing.loads(word, salt=SALT, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True
