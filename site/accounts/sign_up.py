"""The sign-up form as allauth uses it, made safe against being sent twice."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User, normalize_email

SAME_ATTEMPT = timedelta(hours=1)


class SignupForm(AllauthSignupForm):
    """Creates the person, or goes on with the one whom a first click has just created."""

    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[User | None, Any]:
        """Return the person and, where no one could be made, the answer that does not tell why."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:  # another request was quicker
                self.account_already_exists = True
        same = self._just_created()
        return (same, None) if same is not None else super().try_save(request)

    def _just_created(self) -> User | None:
        """Return the person made by this same form a moment ago.

        It is the same if the password is the same and the address is not confirmed yet; then the second click
        gets a code too, instead of the first click's browser session being lost.
        """
        email = normalize_email(self.cleaned_data["email"])
        user = User.objects.filter(email=email, created_at__gt=timezone.now() - SAME_ATTEMPT).first()
        if user is None or EmailAddress.objects.filter(email=email, verified=True).exists():
            return None
        return user if user.check_password(self.cleaned_data["password1"]) else None
