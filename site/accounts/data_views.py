"""One's own data: a copy to take away, and the end of the account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import leaving
from accounts.forms import EraseForm
from accounts.models import User
from accounts.people import signed_in
from accounts.personal_data import zip_of

SALT = "accounts.own-data"
VALID = timedelta(hours=24)


@login_required
@require_POST
def order_copy(request: HttpRequest) -> HttpResponse:
    """Make a link to one's own data: it works for a day, and for nobody else."""
    return redirect("accounts:copy", token=signing.dumps(str(signed_in(request).public_id), salt=SALT))


@never_cache
@login_required
@require_safe
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the copy holds and until when its link works."""
    made = _made_at(request, token)
    if made is None:
        return render(request, "accounts/copy_ended.html", status=404)
    return render(request, "accounts/copy.html", {"token": token, "until": made + VALID})


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out everything stored about the person, as a ZIP."""
    if _made_at(request, token) is None:
        return render(request, "accounts/copy_ended.html", status=404)
    packed = zip_of(signed_in(request), at=timezone.now())
    return FileResponse(packed, as_attachment=True, filename="peili-omat-tiedot.zip", content_type="application/zip")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def erase(request: HttpRequest) -> HttpResponse:
    """Tell what goes, what stays and why; erase the account when the person confirms."""
    user = signed_in(request)
    duties = leaving.duties_of(user)
    form = EraseForm(request.POST if request.method == "POST" else None, email=user.email)
    if request.method == "POST" and form.is_valid() and not duties:
        try:
            _erase(user)
        except leaving.UnableToLeave as error:
            duties = error.duties
        else:
            logout(request)
            return redirect("accounts:erased")
    context: dict[str, Any] = {
        "form": form,
        "duties": duties,
        "kept": leaving.kept_of(user),
        "ways_out": leaving.ways_out_of(user),
    }
    is_refused = request.method == "POST"
    return render(request, "accounts/erase.html", context, status=422 if is_refused else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say good-bye; the page knows nobody."""
    return render(request, "accounts/erased.html")


def _erase(user: User) -> None:
    """Erase the account and tell its last known address, in the person's own language."""
    email, language = user.email, user.language
    with transaction.atomic():
        leaving.erase_account(user=user, at=timezone.now())
        with translation.override(language):
            get_adapter().send_mail("account/email/account_erased", email, {})


def _made_at(request: HttpRequest, token: str) -> datetime | None:
    """Return when the person made this link; None for a link of somebody else, an old one and a made-up one."""
    try:
        owner = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    if owner != str(signed_in(request).public_id):
        return None
    made = signing.b62_decode(token.rsplit(":", 2)[1])
    return datetime.fromtimestamp(made, tz=timezone.get_current_timezone())
