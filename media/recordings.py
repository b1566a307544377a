"""Answers requests for the parts of a recording. The caller has decided that the person may see it."""

from __future__ import annotations

from pathlib import PurePath

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import slugify

from media.models import Recording
from media.serving import protected_response


def recording_part(request: HttpRequest, recording: Recording, part: str = "") -> HttpResponseBase:
    """This function will send the recording itself (""), its cover ("kansi") or one of its tracks (a number).

    Raises Http404 when the recording has no such part.
    """
    if not part:
        return protected_response(recording.file, request, _name(recording, recording.file.name))
    if part == "kansi":
        return protected_response(recording.thumbnail, request, _name(recording, recording.thumbnail.name))
    track = recording.tracks.filter(pk=int(part)).first() if part.isascii() and part.isdigit() else None
    if track is None or len(part) > 18:
        raise Http404
    return protected_response(track.file, request, f"{track.srclang}.vtt")


def _name(recording: Recording, stored: str | None) -> str:
    return f"{slugify(recording.title) or 'tallenne'}{PurePath(stored or '').suffix.lower()}"
