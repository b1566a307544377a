"""Passkeys: allauth's forms in our words; a malformed key gets a message and never an error page."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
LONGEST_KEY_NAME = 80


class KeyField(forms.JSONField):
    """What the browser says of a key; JSON nested deeper than any key is malformed and nothing worse."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return None


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):
    """A new passkey; it signs in by itself unless the person wants otherwise."""

    credential = KeyField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Avaimen nimi"), required=False, max_length=LONGEST_KEY_NAME)
    passwordless = forms.BooleanField(
        label=_("Kirjaudun pelkällä avaimella, ilman salasanaa"),
        required=False,
        initial=True,
        help_text=_("Laite varmistaa sinut sormenjäljellä, kasvoilla tai PIN-koodilla."),
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class RenamePasskeyForm(allauth_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Avaimen nimi"), max_length=LONGEST_KEY_NAME)


class _PasskeyForm(allauth_forms.AuthenticateWebAuthnForm):
    credential = KeyField(widget=forms.HiddenInput)

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SecondStepForm(_PasskeyForm):
    """A passkey as the second step."""


class PasskeySignInForm(_PasskeyForm, allauth_forms.LoginWebAuthnForm):
    """A passkey instead of a password."""


class ConfirmPasskeyForm(_PasskeyForm, allauth_forms.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""
