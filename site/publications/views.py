"""The library of publications, for everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publications.domain import publications_shown
from publications.enums import Kind, Language

PAGE_SIZE = 30


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List publications; what is unknown narrows nothing."""
    kind, language = request.GET.get("laji", ""), request.GET.get("kielella", "")
    kind = kind if kind in Kind.values else ""
    language = language if language in Language.values else ""
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page_obj": Paginator(publications_shown(kind=kind, language=language), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "kinds": Kind.choices,
        "languages": Language.choices,
        "kind": kind,
        "language": language,
        "query": asked.urlencode(),
    }
    return render(request, "publications/library.html", context)
