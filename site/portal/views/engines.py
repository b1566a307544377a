"""What search engines are told: which pages are public, and where not to look."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from courses.domain.catalog import open_runs
from courses.models import CoursePage
from portal.models import HomePage, InfoPage

PRIVATE = ["tili", "oppi", "ryhmat", "kouluttaja", "koordinaattori", "neuvoja", "cms", "mediat", "jaettu"]
PRIVATE += ["yhteys", "t"]
LISTS = ("directory:register", "experts:register", "publications:library", "events:list", "certificates:verify")
MOST = 5000
Row = tuple[str, datetime | None]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where there is nothing for search engines, and where the list of public pages is."""
    lines = ["User-agent: *", *(f"Disallow: /{part}/" for part in PRIVATE), f"Sitemap: {_whole('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages: those of editors, the registers, and the runs one can enroll in."""
    rows: list[Row] = [(reverse(name), None) for name in LISTS]
    site = Site.find_for_request(request)
    if site is not None:
        pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
        for page in pages.type(HomePage, InfoPage, CoursePage).order_by("path")[:MOST]:
            rows.append((page.url or "/", page.last_published_at))
    rows += [(reverse("courses:enrol", kwargs={"run": run.slug}), None) for run in open_runs()]
    return HttpResponse(_xml(rows), content_type="application/xml; charset=utf-8")


def _xml(rows: list[Row]) -> str:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for path, changed in rows:
        day = f"<lastmod>{timezone.localtime(changed):%Y-%m-%d}</lastmod>" if changed else ""
        parts.append(f"<url><loc>{escape(_whole(path))}</loc>{day}</url>")
    return "\n".join([*parts, "</urlset>"]) + "\n"


def _whole(path: str) -> str:
    return path if path.startswith("http") else settings.BASE_URL.rstrip("/") + path
