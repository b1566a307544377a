"""Sends staff to set up a second factor before they see anything else."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.staff import has_second_factor, works_here

SEEN = "second_factor_seen"
# One must be able to set the factor up, confirm one's address, change the language and leave.
OPEN_PATHS = ("/tili/", settings.STATIC_URL)


class SecondFactorMiddleware:
    """Requires a second factor of staff where the settings say so.

    Once seen, the factor is remembered in the session: MFAAdapter lets no member of staff remove the last one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_to_be_asked(request):
            messages.info(request, _("Ota ensin käyttöön kaksivaiheinen kirjautuminen: se suojaa muiden tietoja."))
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_to_be_asked(self, request: HttpRequest) -> bool:
        if not settings.MFA_REQUIRED_FOR_STAFF or request.path_info.startswith(OPEN_PATHS):
            return False
        if not request.user.is_authenticated or request.session.get(SEEN) == request.user.pk:
            return False
        user = cast("User", request.user)
        if not works_here(user):
            return False
        if not has_second_factor(user):
            return True
        request.session[SEEN] = user.pk
        return False
