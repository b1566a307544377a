"""How allauth's sign-in meets our people."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User, normalize_email
from accounts.staff import works_here

KIND_HEADER = "X-Peili-Kind"
LONGEST_EMAIL = 254
# What an editor's text of a mail may tell, and where allauth has it. The kinds are listed in notifications.
VALUES = {
    "login-code": {"koodi": "code"},
    "email-confirmation": {"koodi": "code"},
    "email-confirmation-signup": {"koodi": "code"},
    "password-reset-key": {"linkki": "password_reset_url"},
    "account-already-exists": {"linkki": "password_reset_url"},
    "unknown-account": {"linkki": "signup_url"},
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by e-mail and names; each mail says which kind it is."""

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_EMAIL:  # the forms of Django allow 320, the column does not
            raise ValidationError(_("Sähköpostiosoite on liian pitkä."), code="max_length")
        return normalize_email(super().clean_email(email))

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        user.given_name = form.cleaned_data["given_name"]
        user.family_name = form.cleaned_data["family_name"]
        user.language = form.cleaned_data["language"]
        return cast("User", super().save_user(request, user, form, commit))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        kind = template_prefix.rsplit("/", 1)[-1].replace("_", "-")
        context = {**context, "base_url": settings.BASE_URL}
        mail = super().render_mail(template_prefix, email, context, headers={**(headers or {}), KIND_HEADER: kind})
        mail.values = {name: str(context.get(key, "")) for name, key in VALUES.get(kind, {}).items()}
        return cast("EmailMessage", mail)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: named in our words, and kept by those who need one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Tehtäväsi vaatii kaksivaiheisen kirjautumisen. Lisää ensin toinen tapa."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let staff remove a factor only while another one stays."""
        if not settings.MFA_REQUIRED_FOR_STAFF or not works_here(authenticator.user):
            return True
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds).exclude(pk=authenticator.pk)
        return others.exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.WAGTAIL_SITE_NAME}
