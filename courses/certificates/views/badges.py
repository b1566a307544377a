"""Badges for anybody: the issuer, its keys, each badge at its stable address, and the list of those that have ended.

Like the verification pages these need no sign-in, set no cookie and are not indexed. A badge is found by the
certificate's whole code alone. Other sites' validators may read the documents (CORS), as the specification wants.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.certificates.badges import issuer as issuers
from courses.certificates.badges.credential import baked, contents_of
from courses.certificates.badges.keys import published_keys
from courses.certificates.domain import badges
from courses.certificates.domain.codes import BadCode
from courses.certificates.models import Badge
from courses.certificates.views.public import page, public_page
from courses.certificates.views.twin import twin_context

PICTURE = Path(__file__).resolve().parents[1] / "badges" / "badge.svg"
JWT = "application/vc+jwt"
FORMS = {"jwt": JWT, "json": "application/vc+ld+json", "svg": "image/svg+xml"}
ASKS_FOR_JWT = (JWT, "application/jwt", "application/vc+ld+json+jwt")
ASKS_FOR_JSON = ("application/vc+ld+json", "application/ld+json", "application/json", "application/vc")


@require_safe
@public_page
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Show a badge at its own address: to people as a page, to programs in the form they ask for."""
    found = _badge_or_404(code)
    if form := _asked_form(request):
        return _document(found, form)
    return page(request, "certificates/badge.html", {"verdict": found.certificate.state, **_context(found)})


@require_safe
@public_page
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Send the badge as a file: the signed credential, what it says, or the picture with the credential inside."""
    if form not in FORMS:
        raise Http404
    found = _badge_or_404(code)
    response = _document(found, form)
    response["Content-Disposition"] = f'attachment; filename="{found.certificate.number}.{form}"'
    return response


@require_safe
@public_page
def status(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the list that tells which badges have ended, as it is at this moment."""
    token = badges.status_list(number=number, at=timezone.now())
    if token is None:
        raise Http404
    return _open(HttpResponse(token, content_type=JWT))


@require_safe
@public_page
def issuer(request: HttpRequest) -> HttpResponse:
    """Answer the issuer's profile."""
    return _json(issuers.profile(badges.issuer_name()))


@require_safe
@public_page
def did_document(request: HttpRequest) -> HttpResponse:
    """Answer the issuer's DID document, with old keys too."""
    if not (keys := published_keys()):
        raise Http404
    return _json(issuers.did_document(keys), "application/did+json")


@require_safe
@public_page
def key_set(request: HttpRequest) -> HttpResponse:
    """Answer the issuer's public keys."""
    return _json(issuers.key_set(published_keys()), "application/jwk-set+json")


@require_safe
@public_page
def picture(request: HttpRequest) -> HttpResponse:
    """Answer the picture of the badges; its address never changes, as badges name it."""
    return _open(HttpResponse(PICTURE.read_bytes(), content_type="image/svg+xml"))


def _badge_or_404(code: str) -> Badge:
    try:
        found = badges.find_badge(code[:200])
    except BadCode as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _asked_form(request: HttpRequest) -> str:
    """Return the form a program asks for, or "" for people: browsers say that they take anything."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("Accept", "").split(",")]
    if "text/html" in accepted:
        return ""
    if any(kind in ASKS_FOR_JWT for kind in accepted):
        return "jwt"
    return "json" if any(kind in ASKS_FOR_JSON for kind in accepted) else ""


def _document(found: Badge, form: str) -> HttpResponse:
    if form == "jwt":
        return _open(HttpResponse(found.credential, content_type=JWT))
    if form == "svg":
        return _open(HttpResponse(baked(PICTURE.read_bytes(), found.credential), content_type=FORMS["svg"]))
    return _json(contents_of(found.credential), FORMS["json"])


def _context(found: Badge) -> dict[str, Any]:
    said = contents_of(found.credential)
    return {"badge": found, "issuer_id": said["issuer"]["id"], **twin_context(found.certificate)}


def _json(document: dict[str, Any], content_type: str = "application/json") -> HttpResponse:
    return _open(
        JsonResponse(document, content_type=content_type, json_dumps_params={"ensure_ascii": False, "indent": 1})
    )


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response
