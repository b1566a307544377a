"""Sign-up, the profile and the language."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import terms
from accounts.domain import accept_terms
from accounts.models import User, normalize_email
from accounts.names import LONGEST, clean_name, validate_name

format_html_lazy = lazy(format_html, str)


class NameField(forms.CharField):
    """A given or family name, cleaned before it is checked and counted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "validators": [validate_name], "strip": False, **kwargs})

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")


class SignupForm(forms.Form):
    """What we ask beside the e-mail address and the password; allauth's own sign-up form builds on it."""

    field_order = ["email", "given_name", "family_name", "password1", "language", "terms"]

    given_name = NameField(label=_("Etunimi"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    family_name = NameField(label=_("Sukunimi"), widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    language = forms.ChoiceField(label=_("Kieli"), choices=settings.LANGUAGES)
    terms = forms.BooleanField(
        label=_("Hyväksyn käyttöehdot"),
        # In a tab of its own: what has been typed so far stays where it is.
        help_text=format_html_lazy(
            '<a href="/tili/ehdot/" target="_blank">{}</a>', _("Lue käyttöehdot (avautuu uuteen välilehteen)")
        ),
        error_messages={"required": _("Hyväksy käyttöehdot, niin voit jatkaa.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE

    def signup(self, request: HttpRequest, user: User) -> None:
        """Store which version of the terms was accepted, and when; called by allauth once the person is saved."""
        accept_terms(user=user, version=terms.CURRENT, at=timezone.now())


class EraseForm(forms.Form):
    """The confirmation that an account is to be erased: nobody does this by a slip of the hand."""

    email = forms.CharField(
        label=_("Sähköpostiosoitteesi"),
        max_length=254,
        help_text=_("Kirjoita osoite vahvistukseksi."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    understood = forms.BooleanField(
        label=_("Ymmärrän, ettei poistoa voi perua"),
        error_messages={"required": _("Rastita, että ymmärrät tämän.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = email

    def clean_email(self) -> str:
        typed = normalize_email(self.cleaned_data["email"])
        if typed != self._own:
            raise forms.ValidationError(_("Tämä ei ole tilisi osoite."))
        return typed


class ProfileForm(forms.ModelForm):
    """The person's own names and language."""

    given_name = NameField(label=_("Etunimi"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    family_name = NameField(label=_("Sukunimi"), widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    certificate_name = NameField(
        label=_("Nimi todistuksessa"),
        required=False,
        max_length=2 * LONGEST,
        help_text=_("Jätä tyhjäksi, jos etunimi ja sukunimi käyvät. Jo myönnetty todistus ei muutu."),
    )

    class Meta:
        model = User
        fields = ["given_name", "family_name", "certificate_name", "language"]


class LanguageForm(forms.Form):
    """One of the languages of the interface, and where to go back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=2000)
