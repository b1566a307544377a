"""A member's own page on a quote, by link and without an account. Looking changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.throttle import is_throttled
from courses.quotes.domain.links import find_quote
from courses.quotes.domain.quotes import withdraw
from courses.quotes.forms import WithdrawForm

TRIES = 30  # a minute from one device


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what has been consented to, and take consents back."""
    if is_throttled(request, "quote-consent", limit=TRIES, seconds=60):
        response = render(request, "quotes/consent.html", {"what": "busy"}, status=429)
        response["Retry-After"] = "60"
    else:
        response = _answer(request, token)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    quote = find_quote(token)
    if quote is None:
        return render(request, "quotes/consent.html", {"what": "unknown"}, status=404)
    consents = list(quote.consents.all())
    left = [row.use for row in consents if row.withdrawn_at is None]
    form = WithdrawForm(request.POST or None, left=left, initial={"uses": left})
    if request.method == "POST" and left and form.is_valid():
        withdraw(quote=quote, uses=form.cleaned_data["uses"], at=timezone.now())
        return redirect("quotes:consent", token=token)
    context = {"what": "quote" if left else "withdrawn", "quote": quote, "consents": consents, "form": form}
    return render(request, "quotes/consent.html", context, status=422 if request.method == "POST" and left else 200)
