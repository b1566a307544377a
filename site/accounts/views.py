"""The person's own details, the language, the terms, and the door to the Wagtail admin."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import domain, terms
from accounts.forms import LanguageForm, ProfileForm
from accounts.people import signed_in
from accounts.profile_links import links_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's names and language."""
    user = signed_in(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Tiedot on tallennettu."))
        return _with_language(redirect("accounts:profile"), form.cleaned_data["language"])
    if form.errors:
        user.refresh_from_db()  # the page around the form shows the names as they are stored
    return render(request, "accounts/profile.html", {"form": form, "links": links_of(user)})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the interface: in a cookie, and on the person if one is signed in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("/")
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        domain.set_language(user=signed_in(request), language=language)
    return _with_language(redirect(_safe_path(request, form.cleaned_data["next"], fallback="/")), language)


@require_safe
def terms_of_use(request: HttpRequest) -> HttpResponse:
    """Show the terms of use that are in force."""
    return render(request, "accounts/terms.html", {"version": terms.CURRENT})


@require_http_methods(["GET", "HEAD", "POST"])
def admin_door(request: HttpRequest) -> HttpResponse:
    """Stand in for Wagtail's own sign-in pages, which know no second factor.

    Hands visitors to the one sign-in page. Someone signed in who may not enter gets 403 and is not sent round in
    circles between the two.
    """
    target = _safe_path(request, request.GET.get("next", ""), fallback=reverse("wagtailadmin_home"))
    if not request.user.is_authenticated:
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': target})}")
    if target.startswith(reverse("wagtailadmin_home")) and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect(target)


def _safe_path(request: HttpRequest, path: str, *, fallback: str) -> str:
    """Return the path if it stays on this site and is no sign-in page, else the fallback."""
    is_ours = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_path = path.startswith("/") and "\x00" not in path  # what is no path would be taken for the name of a view
    return path if is_ours and is_path and not path.startswith("/cms/login") else fallback


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
    )
    return response
