"""Pictures, and recordings outside of activities: to everybody when public, to others as the pages that show them."""

from __future__ import annotations

import posixpath

from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from media.gates import is_public, may_fetch
from media.models import PictureRendition, Recording
from media.recordings import recording_part
from media.serving import content_type_of, protected_response

# Only renditions are shown. Original pictures and anything else under MEDIA_ROOT are not.
FOLDERS = ("images/",)
KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/avif")
ONE_YEAR = 365 * 24 * 3600
FIVE_MINUTES = 300


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a rendition of a picture: one on a public page to anybody, others to whom a page shows it; else 404.

    The name changes with the content, so that a public one may be kept for a year; others the browser alone keeps.
    """
    if posixpath.normpath(path) != path or not path.startswith(FOLDERS) or content_type_of(path) not in KINDS:
        raise Http404
    if "\0" in path:
        raise Http404
    rendition = PictureRendition.objects.select_related("image").filter(file=path).first()
    if rendition is None:
        raise Http404
    public = is_public(rendition.image)  # asked first: a page that anybody reads needs no session for its pictures
    if not public and not may_fetch(user=request.user, file=rendition.image, at=timezone.now()):
        raise Http404
    response = protected_response(rendition.file, request, path, accel=False)
    if public:
        del response["Cache-Control"]
        is_ours = isinstance(rendition.file.storage, FileSystemStorage)
        patch_cache_control(
            response,
            public=True,
            max_age=ONE_YEAR if is_ours else FIVE_MINUTES,
            **({"immutable": True} if is_ours else {}),
        )
    return response


@require_safe
def recording(request: HttpRequest, public_id: str, part: str = "") -> HttpResponseBase:
    """Send a part of a recording to editors and, when it is public, to anybody; 404 to others.

    Trainees get recordings through the activity that shows them, so that its opening rules hold; here only those that
    a question names, under the rule of the page that asks it.
    """
    found = get_object_or_404(Recording, public_id=public_id)
    if not is_public(found) and not may_fetch(user=request.user, file=found, at=timezone.now()):
        raise Http404
    return recording_part(request, found, part)
