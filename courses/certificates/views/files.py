"""Sends the stored file of a certificate, and records who fetched it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from accounts.models import User
from courses.certificates.domain.accesses import record_access
from courses.certificates.domain.keeping import FileDamaged, confirm_stored, stored_bytes
from courses.certificates.domain.reading import Seen
from courses.certificates.models import AccessHat, Certificate
from media.serving import hand_over, is_handed_over

logger = logging.getLogger(__name__)

PRECONDITION_FAILED = 412
ONLY_IN_FORCE = (AccessHat.ORGANISATION, AccessHat.LINK)  # to whom a revoked certificate shows its state, no file


def send_file(request: HttpRequest, seen: Seen, *, at: datetime) -> HttpResponseBase:
    """Answer with the bytes that were issued. 404 when there are none that this role may have."""
    certificate = seen.certificate
    if not certificate.pdf_sha256 or (seen.hat in ONLY_IN_FORCE and not certificate.is_current):
        raise Http404
    etag = f'"{certificate.pdf_sha256}"'
    try:
        response = get_conditional_response(request, etag=etag) or _file(certificate)
    except FileDamaged:
        logger.exception("The stored file of certificate %s is damaged or gone", certificate.number)
        return render(request, "certificates/damaged.html", {"certificate": certificate}, status=503)
    if request.method == "GET" and response.status_code != PRECONDITION_FAILED:
        user = None if seen.hat == AccessHat.LINK else cast("User", request.user)
        record_access(
            certificate=certificate, hat=seen.hat, user=user, organisation=seen.organisation, share=seen.share, at=at
        )
    return private(response, etag)


def _file(certificate: Certificate) -> HttpResponse:
    """Return the stored file, or what lets the web server in front of us send it. Raises FileDamaged."""
    if is_handed_over(certificate.pdf):
        confirm_stored(certificate)
        response = HttpResponse(content_type="application/pdf")
        hand_over(response, certificate.pdf)
    else:
        response = HttpResponse(stored_bytes(certificate), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, certificate.file_name) or "attachment"
    return response


def private(response: HttpResponseBase, etag: str = "") -> HttpResponseBase:
    """Ask browsers to ask again each time, so that a withdrawn share ends at once."""
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache" if etag else "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
