"""What somebody was sending when their session had ended. It is there again when they have signed in.

A form that asks for it bears a signed word on whose page it was drawn (`{% keeps_text %}`). When such a form comes
from somebody who is no longer signed in, what was typed is put into the browser's new session, sealed with a key that
only the same person's next page opens: whoever else signs in at that computer finds nothing, and the row says
nothing of a person. Files and codes are not kept. An activity shows the text in its own form (`take`); what other
forms brought is shown on a page of its own, to be sent from there (`courses.views.unsent`).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import salted_hmac

SALT = "courses.unsent"
FIELD = "drawn_for"
KEY = "unsent"
TOKEN_AGE = 3 * 24 * 3600  # seconds a drawn page may lie open
KEPT_FOR = 24 * 3600  # seconds what was typed waits for its owner
LONGEST = 200_000
NEVER_KEPT = {"csrfmiddlewaretoken", FIELD}
SECRETS = ("password", "otp", "secret")  # a form that asks for one of these is not kept at all

Fields = dict[str, list[str]]


def word_for(user: Any) -> str:
    """Return the signed word that says for whom a form was drawn."""
    return signing.dumps(str(user.public_id), salt=SALT)


def keep(request: HttpRequest, landing: str) -> bool:
    """This function will keep what a form brought, for the person it was drawn for; return whether it could."""
    try:
        owner = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return False
    if any(secret in name for name in request.POST for secret in SECRETS):
        return False
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NEVER_KEPT}
    plain = json.dumps(fields).encode()
    if len(plain) > LONGEST:
        return False
    request.session[KEY] = {"landing": landing, "sealed": _seal(owner).encrypt(plain).decode()}
    if not request.user.is_authenticated:
        request.session.set_expiry(KEPT_FOR)
    return True


def take(request: HttpRequest, landing: str) -> Fields | None:
    """This function will give back, once, what the person typed on this page before the session ended."""
    kept = request.session.get(KEY)
    if not kept or kept["landing"] != landing:
        return None
    del request.session[KEY]
    try:
        plain = _seal(str(request.user.public_id)).decrypt(kept["sealed"].encode())  # type: ignore[union-attr]
    except InvalidToken:  # somebody else has signed in here
        return None
    fields: Fields = json.loads(plain)
    return fields


def peek(request: HttpRequest) -> tuple[str, Fields] | None:
    """Return the address and the fields of what the person was sending elsewhere than in an activity, if anything."""
    kept = request.session.get(KEY)
    if not kept or landing_of(kept["landing"]):
        return None
    try:
        plain = _seal(str(request.user.public_id)).decrypt(kept["sealed"].encode())  # type: ignore[union-attr]
    except InvalidToken:  # somebody else has signed in here
        del request.session[KEY]
        return None
    return kept["landing"], json.loads(plain)


def landing_of(path: str) -> str:
    """Return the page of the activity that a form's address belongs to; nothing for other addresses."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.view_name not in ("courses:activity", "courses:activity-route"):
        return ""
    return reverse("courses:activity", kwargs={name: match.kwargs[name] for name in ("run", "activity")})


def signed_in_or_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask to sign in like `login_required`, but keep what a form brought and lead to the page it was on."""
    guarded = login_required(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            landing = landing_of(request.path)
            keep(request, landing)
            return redirect_to_login(landing or request.path)
        return guarded(request, *args, **kwargs)

    return asked


def _seal(owner: str) -> Fernet:
    digest = salted_hmac(SALT, owner, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
