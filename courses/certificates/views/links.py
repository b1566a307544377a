"""A certificate behind a link of the holder's: for whoever has the link, until it expires or is withdrawn.

No sign-in, no cookie, not indexed, throttled. A wrong link, a withdrawn one and an expired one get the same answer.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.certificates.domain.accesses import record_look
from courses.certificates.domain.reading import Seen
from courses.certificates.domain.sharing import find_by_token
from courses.certificates.models import AccessHat, CertificateShare
from courses.certificates.views.files import send_file
from courses.certificates.views.public import page, public_page
from courses.certificates.views.twin import twin_context
from courses.wording import day


@require_safe
@public_page
def shared_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the certificate that the link leads to; the holder sees that it was looked at."""
    share = find_by_token(token, at=timezone.now())
    if share is None or not share.certificate.pdf_sha256:
        return _not_there(request)
    if request.method == "GET":
        record_look(certificate=share.certificate, hat=AccessHat.LINK, share=share, at=timezone.now())
    words = _("Linkki on voimassa %(until)s asti. Haltija voi perua sen milloin tahansa.") % {
        "until": day(share.expires_at)
    }
    context = {"share_words": words, "token": token, **twin_context(share.certificate)}
    return page(request, "certificates/linked.html", context)


@require_safe
@public_page
def download_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Send the stored file to whoever has the link; the holder sees that it was fetched."""
    share = find_by_token(token, at=timezone.now())
    if share is None or not _has_file(share):
        return _not_there(request)
    return send_file(request, Seen(share.certificate, AccessHat.LINK, share=share), at=timezone.now())  # type: ignore[return-value]


def _has_file(share: CertificateShare) -> bool:
    return share.certificate.is_current and bool(share.certificate.pdf_sha256)


def _not_there(request: HttpRequest) -> HttpResponse:
    return page(request, "certificates/link_ended.html", {}, status=404)
