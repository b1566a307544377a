"""Public pictures, and recordings outside of activities (public ones, and all for editors)."""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, storages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from media.models import Recording
from media.recordings import recording_part
from media.serving import content_type_of

# Only renditions are public. Original pictures and anything else under MEDIA_ROOT are not.
PUBLIC_FOLDERS = ("images/",)
PUBLIC_KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/avif")
ONE_YEAR = 365 * 24 * 3600


@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a rendition of a picture; its name changes with its content, so it may be kept for a year."""
    kind = content_type_of(path)
    if posixpath.normpath(path) != path or not path.startswith(PUBLIC_FOLDERS) or kind not in PUBLIC_KINDS:
        raise Http404
    if not isinstance(storages["default"], FileSystemStorage):
        raise Http404
    try:
        full = safe_join(settings.MEDIA_ROOT, path)
        response = FileResponse(open(full, "rb"), content_type=kind)  # noqa: SIM115 -- the response closes it
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def recording(request: HttpRequest, public_id: str, part: str = "") -> HttpResponseBase:
    """Send a part of a recording to editors and, when it is public, to anybody; 404 to others.

    Trainees get recordings through the activity that shows them, so that its opening rules hold.
    """
    found = get_object_or_404(Recording, public_id=public_id)
    if not found.is_public and not _may_edit(request.user):
        raise Http404
    return recording_part(request, found, part)


def _may_edit(user: object) -> bool:
    return not isinstance(user, AnonymousUser) and user.has_perm("wagtailadmin.access_admin")  # type: ignore[attr-defined]
