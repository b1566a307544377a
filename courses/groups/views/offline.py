"""Logging a meeting without a connection: an empty form that the browser may keep, and the worker that keeps it.

The form bears no name, no group and no token. What a person types is kept in the browser by `queue.js`, locked with a
key that only pages of the same person bring.
"""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from courses.groups.forms.logs import LogForm


def _shell_text(request: HttpRequest) -> str:
    nobody = {"user": AnonymousUser(), "navigation": [], "hats": [], "account_links": [], "footer_links": []}
    return render_to_string("groups/offline.html", {"form": LogForm(auto_id="id_%s"), **nobody}, request)


@require_safe
@never_cache
def shell(request: HttpRequest) -> HttpResponse:
    """Show the empty form that the browser keeps; the same for everybody who reads the language."""
    return HttpResponse(_shell_text(request))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker; its text changes when the form does, so that browsers fetch both anew."""
    version = sha256(_shell_text(request).encode()).hexdigest()[:12]
    context = {"version": version, "shell": reverse("groups:offline"), "scope": reverse("groups:mine")}
    response = render(request, "groups/worker.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Tell the queue that there is a connection, who is signed in, and the token its form needs."""
    user = request.user
    owner = str(user.public_id) if isinstance(user, User) else ""
    return JsonResponse({"owner": owner, "token": get_token(request) if owner else ""})
