"""Verification for anybody: no sign-in, no cookie, not indexed, three languages, throttled.

The language comes with the address (`?lang=sv`), so that nothing has to be remembered of the visitor. The page that
takes a file to the server, for browsers without JavaScript, has no token and so no cookie: it changes nothing and
looks at nothing of the visitor's, so there is nothing to forge.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import is_throttled
from courses.certificates.domain import verification
from courses.certificates.domain.codes import BadCode, SlipOfTheHand, grouped, normalize
from courses.certificates.domain.verification import Comparison, FileVerdict
from courses.certificates.forms import CodeForm, FileForm
from courses.certificates.models import Certificate
from courses.certificates.views.twin import twin_context

LANGUAGE = "lang"  # of this page alone; the site's own `kieli` is remembered in a cookie
TRIES = 40  # a minute, of one visitor: a desk with a pile of papers gets by, guessing does not
View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Give a view of this module its language, its limit and its headers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if chosen := _chosen(request):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen  # type: ignore[attr-defined]
        asks = request.method == "POST" or bool(kwargs) or any(key in request.GET for key in ("koodi", "tiiviste"))
        if asks and is_throttled(request, "verify", limit=TRIES, seconds=60):
            response = page(request, "certificates/busy.html", {}, status=429)
            response["Retry-After"] = "60"
        else:
            response = view(request, *args, **kwargs)
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"  # tells no other site; without any, our own forms would be refused
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


@require_safe
@public_page
def verify(request: HttpRequest) -> HttpResponse:
    """Take a code, or the hash of a file that the browser has read by itself."""
    if "tiiviste" in request.GET:
        digest, code = request.GET["tiiviste"].lower()[:64], request.GET.get("merkki", "")[:64]
        is_locked = request.GET.get("suojattu") == "1"
        return _answer_file(request, verification.compare_hash(digest=digest, code=code, is_locked=is_locked))
    form = CodeForm(request.GET if "koodi" in request.GET else None, initial={LANGUAGE: _chosen(request)})
    if form.is_bound and form.is_valid():
        return redirect(reverse("certificates:result", kwargs={"code": form.cleaned_data["koodi"]}) + _query(request))
    return page(request, "certificates/verify.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@public_page
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what the certificate with this code is."""
    try:
        found = verification.find_by_code(code[:200])
    except BadCode as error:
        verdict = "mistyped" if isinstance(error, SlipOfTheHand) else "unknown"
        return page(request, "certificates/result.html", {"verdict": verdict, "typed": code[:60]}, status=404)
    if found is None:
        context = {"verdict": "unknown", "typed": grouped(normalize(code))}
        return page(request, "certificates/result.html", context, status=404)
    return page(request, "certificates/result.html", {"verdict": found.state, **twin_context(found)})


@csrf_exempt  # nothing is changed and no session is read; a token would set a cookie, and these pages set none
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Compare a file on the server, for browsers without JavaScript. The file is not kept."""
    if request.method != "POST":
        form = FileForm(initial={"koodi": request.GET.get("koodi", "")[:60]})
        return page(request, "certificates/compare.html", {"form": form})
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["tiedosto"]
        try:
            found = verification.compare_file(
                chunks=file.chunks(), certificate=_certificate(form.cleaned_data["koodi"])
            )
        except verification.NotAPdf:
            form.add_error("tiedosto", _("Tiedosto ei ole PDF. Valitse todistuksen PDF-tiedosto."))
        except verification.FileTooLarge:
            form.add_error("tiedosto", _("Tiedosto on liian suuri. Todistus on aina alle 20 Mt."))
        else:
            return _answer_file(request, found)
    return page(request, "certificates/compare.html", {"form": form}, status=422)


def _answer_file(request: HttpRequest, found: Comparison) -> HttpResponse:
    context: dict[str, Any] = {"file": found.verdict, "file_words": _file_words(found.verdict)}
    if found.certificate is not None:
        context |= {"verdict": found.certificate.state, **twin_context(found.certificate)}
    return page(request, "certificates/file_result.html", context)


def _certificate(code: str) -> Certificate | None:
    try:
        return verification.find_by_code(code) if code else None
    except BadCode:
        return None


def _file_words(verdict: FileVerdict) -> str:
    return {
        FileVerdict.SAME: _("Tiedosto on sama kuin myönnetty"),
        FileVerdict.ALTERED: _("Tiedostoa on muutettu"),
        FileVerdict.OTHER: _("Tiedosto on aito, mutta se on toinen todistus"),
        FileVerdict.LOCKED: _("Tiedosto on suojattu salasanalla"),
        FileVerdict.NOT_OURS: _("Tiedosto ei ole meiltä"),
    }[verdict]


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page for everybody, with its choice of languages."""
    current = translation.get_language() or settings.LANGUAGE_CODE
    languages = [
        {"code": code, "name": name, "current": code == current, "url": f"{_path(request)}?{LANGUAGE}={code}"}
        for code, name in settings.LANGUAGES
    ]
    frame = {"languages": languages, "language": current, "check_url": reverse("certificates:verify") + _query(request)}
    return render(request, template, {**frame, **context}, status=status)


def _path(request: HttpRequest) -> str:
    """Return where this page is in another language: answers to a question lead back to the question."""
    if request.method == "POST" or "tiiviste" in request.GET:
        return reverse("certificates:verify")
    return request.path


def _chosen(request: HttpRequest) -> str:
    code = request.GET.get(LANGUAGE, "")
    return code if code in dict(settings.LANGUAGES) else ""


def _query(request: HttpRequest) -> str:
    chosen = _chosen(request)
    return f"?{LANGUAGE}={chosen}" if chosen else ""
