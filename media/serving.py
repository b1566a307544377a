"""Sends one protected file: by the web server, by a signed address of S3, or in ranges by ourselves."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags

CHUNK = 64 * 1024
# Kinds a browser may show in place; anything else is always a download, so it never runs in our origin.
SHOWN_IN_PLACE = ("video/", "audio/", "image/png", "image/jpeg", "image/webp", "image/gif", "text/vtt")
RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
mimetypes.add_type("text/vtt", ".vtt")
mimetypes.add_type("audio/mp4", ".m4a")


def protected_response(
    file: FieldFile, request: HttpRequest, download_name: str, *, as_download: bool = False
) -> HttpResponseBase:
    """This function will answer a request for a protected file. The caller has decided that the person may have it.

    `download_name` is what the file is called when it is saved. Raises Http404 when the file is gone.
    """
    if not file:
        raise Http404
    kind = content_type_of(download_name)
    in_place = not as_download and kind.startswith(SHOWN_IN_PLACE)
    disposition = content_disposition_header(not in_place, download_name) or "attachment"
    if not isinstance(file.storage, FileSystemStorage):
        return _signed(file, kind, disposition)
    if not file.storage.exists(file.name):
        raise Http404
    prefix = getattr(settings, "PROTECTED_ACCEL_PREFIX", "")
    if prefix:
        response: HttpResponseBase = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = prefix.rstrip("/") + "/" + quote(file.name)
    else:
        response = _ranged(file, request, kind)
    return _guarded(response, disposition)


def content_type_of(name: str) -> str:
    """Return the content type that a file name stands for; octets when it stands for none."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _guarded(response: HttpResponseBase, disposition: str) -> HttpResponseBase:
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _signed(file: FieldFile, kind: str, disposition: str) -> HttpResponseBase:
    """Send the browser to the bucket with an address that holds for a few minutes."""
    storage: Any = file.storage
    address = storage.url(
        file.name, parameters={"ResponseContentDisposition": disposition, "ResponseContentType": kind}
    )
    response = HttpResponseRedirect(address)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _ranged(file: FieldFile, request: HttpRequest, kind: str) -> HttpResponseBase:
    size = file.storage.size(file.name)
    changed = file.storage.get_modified_time(file.name)
    etag = f'"{hashlib.sha256(f"{file.name}:{size}:{changed.timestamp()}".encode()).hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _body(file, request, kind, size, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _body(file: FieldFile, request: HttpRequest, kind: str, size: int, etag: str) -> HttpResponseBase:
    """Return the part asked for, or all of it when no single part is (several ranges are not worth their code)."""
    match = RANGE.match(request.headers.get("Range", "").strip())
    if not match or request.headers.get("If-Range", etag) != etag or not _is_sensible(*match.groups()):
        return FileResponse(file.storage.open(file.name), content_type=kind)
    first, last = _bounds(*match.groups(), size)
    if first >= size or last < first:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{size}"
        return response
    part = StreamingHttpResponse(_read(file, first, last - first + 1), status=206, content_type=kind)
    part["Content-Length"] = str(last - first + 1)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _is_sensible(first: str, last: str) -> bool:
    """Whether a range says anything and does not end before it begins."""
    return bool(first or last) and not (first and last and int(last) < int(first))


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and last byte; `-n` means the last n bytes, and no end means to the end."""
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


def _read(file: FieldFile, start: int, length: int) -> Iterator[bytes]:
    """Yield the bytes asked for. Opens when the first is read, so that a reader who has left holds nothing open."""
    with file.storage.open(file.name) as handle:
        handle.seek(start)
        while length > 0 and (chunk := handle.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
