"""Sends one protected file: by the web server, by a signed address of S3, or in ranges by ourselves."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags

from media.ranges import BOUNDARY, TAIL, Span, in_parts, part_heads, wanted_spans

CHUNK = 64 * 1024
# Kinds a browser may show in place; anything else is always a download, so it never runs in our origin.
SHOWN_IN_PLACE = ("video/", "audio/", "image/png", "image/jpeg", "image/webp", "image/gif", "image/avif", "text/vtt")
mimetypes.add_type("text/vtt", ".vtt")
mimetypes.add_type("audio/mp4", ".m4a")


def protected_response(
    file: FieldFile, request: HttpRequest, download_name: str, *, as_download: bool = False, accel: bool = True
) -> HttpResponseBase:
    """This function will answer a request for a protected file. The caller has decided that the person may have it.

    `download_name` is what the file is called when it is saved; `accel` says that the web server may send it, which
    knows the folder of protected files alone. Raises Http404 when the file is gone.
    """
    name = file.name if file else None
    if not name:
        raise Http404
    storage = file.storage
    kind = content_type_of(download_name)
    in_place = not as_download and kind.startswith(SHOWN_IN_PLACE)
    disposition = content_disposition_header(not in_place, download_name) or "attachment"
    if not isinstance(storage, FileSystemStorage):
        return _signed(storage, name, kind, disposition)
    if not storage.exists(name):
        raise Http404
    if accel and is_handed_over(file):
        response: HttpResponseBase = HttpResponse(content_type=kind)
        hand_over(response, file)
    else:
        response = _ranged(storage, name, request, kind)
    return _guarded(response, disposition)


def is_handed_over(file: FieldFile) -> bool:
    """Say whether the web server in front of us sends files of this storage (PROTECTED_ACCEL_PREFIX)."""
    return bool(settings.PROTECTED_ACCEL_PREFIX) and isinstance(file.storage, FileSystemStorage)


def hand_over(response: HttpResponseBase, file: FieldFile) -> None:
    """Name the file for the web server to send in place of the answer's own, empty, content."""
    response["X-Accel-Redirect"] = settings.PROTECTED_ACCEL_PREFIX.rstrip("/") + "/" + quote(str(file.name))


def content_type_of(name: str) -> str:
    """Return the content type that a file name stands for; octets when it stands for none."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _guarded(response: HttpResponseBase, disposition: str) -> HttpResponseBase:
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _signed(storage: Any, name: str, kind: str, disposition: str) -> HttpResponseBase:
    """Send the browser to the bucket with an address that holds for a few minutes."""
    address = storage.url(name, parameters={"ResponseContentDisposition": disposition, "ResponseContentType": kind})
    response = HttpResponseRedirect(address)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _ranged(storage: FileSystemStorage, name: str, request: HttpRequest, kind: str) -> HttpResponseBase:
    size = storage.size(name)
    changed = storage.get_modified_time(name)
    etag = f'"{hashlib.sha256(f"{name}:{size}:{changed.timestamp()}".encode()).hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        takes_ranges = request.method == "GET" and request.headers.get("If-Range", etag) == etag
        header = request.headers.get("Range", "") if takes_ranges else ""
        spans = wanted_spans(header, size)
        if spans is None:
            response = FileResponse(storage.open(name), content_type=kind)
        else:
            response = _parts(storage, name, kind, size, spans)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _parts(storage: FileSystemStorage, name: str, kind: str, size: int, spans: list[Span]) -> HttpResponseBase:
    """Return the bytes asked for: one part, several in one answer, or 416 when the file has none of them."""
    if not spans:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{size}"
        return response
    read = partial(_read, storage, name)
    if len(spans) > 1:
        heads = part_heads(spans, kind, size)
        several = f"multipart/byteranges; boundary={BOUNDARY}"
        part = StreamingHttpResponse(in_parts(spans, heads, read), status=206, content_type=several)
        length = sum(span.length for span in spans) + sum(len(head) for head in heads) + len(TAIL)
    else:
        part = StreamingHttpResponse(read(spans[0].first, spans[0].length), status=206, content_type=kind)
        part["Content-Range"] = f"bytes {spans[0].first}-{spans[0].last}/{size}"
        length = spans[0].length
    part["Content-Length"] = str(length)
    return part


def _read(storage: FileSystemStorage, name: str, start: int, length: int) -> Iterator[bytes]:
    """Yield the bytes asked for. Opens when the first is read, so that a reader who has left holds nothing open."""
    with storage.open(name) as handle:
        handle.seek(start)
        while length > 0 and (chunk := handle.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
