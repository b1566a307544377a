"""Hands out the file of a work as a download; the caller has asked who asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from courses.quotes.models import JointWork
from media.serving import protected_response


def hand_out(work: JointWork, request: HttpRequest) -> HttpResponseBase:
    """Return the file as a download that no browser runs, sniffs or keeps."""
    if not work.file:
        raise Http404
    response = protected_response(work.file, request, work.file_name, as_download=True)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    del response["Cache-Control"]
    patch_cache_control(response, private=True, no_store=True)
    return response
