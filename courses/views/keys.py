"""The enrollment key of a run: making one, handing it out, revoking it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.people import signed_in
from courses import permissions
from courses.domain.keys import TAKING, UnableToMakeKey, make_key, revoke_key, shown_code
from courses.people_forms import KeyForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, run: str) -> HttpResponse:
    """Show the run's key with its link, and make a new one or revoke it."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    user, at = signed_in(request), timezone.now()
    if request.method == "POST" and request.POST.get("action") == "revoke":
        if revoke_key(run=found, by=user, at=at):
            messages.success(request, _("Avain ei enää toimi. Sillä jo tulleet ovat edelleen mukana."))
        return redirect("courses:key", run=found.slug)
    form = KeyForm(request.POST if request.method == "POST" else None, run=found, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            made = {"expires_at": form.expires_at(), "most_uses": form.cleaned_data["most_uses"]}
            make_key(run=found, by=user, at=at, **made)
        except UnableToMakeKey as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Uusi avain on tehty."))
            return redirect("courses:key", run=found.slug)
    known = found.keys.filter(revoked_at=None).select_related("made_by").first()
    link = reverse("courses:enrol", kwargs={"run": found.slug})
    context = {
        "run": found,
        "form": form,
        "is_taking": found.state in TAKING or form.is_bound,
        "key": known,
        "is_over": known is not None and known.expires_at <= at,
        "is_used_up": known is not None and known.most_uses is not None and known.uses >= known.most_uses,
        "code": shown_code(known.code) if known else "",
        "link": f"{settings.BASE_URL.rstrip('/')}{link}?{urlencode({'avain': shown_code(known.code)})}"
        if known
        else "",
    }
    return render(request, "courses/key.html", context, status=422 if form.is_bound else 200)
