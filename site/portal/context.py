"""What the frame of every page shows: navigation, roles, account links, footer. Makes no queries of its own."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import hats

FOOTER_KEY = "portal-footer"
THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables; a person's roles come along with the person (portal.backends)."""
    theme = request.COOKIES.get("theme", "")
    values: dict[str, Any] = {
        "theme": theme if theme in THEMES else "",
        "footer_links": footer_links(),
        "navigation": [],
        "hats": [],
        "account_links": [],
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        values["navigation"] = [
            _item(request, reverse("directory:register"), _("Etsi ohjaaja")),
            _item(request, reverse("events:list"), _("Tapahtumat")),
            _item(request, reverse("certificates:verify"), _("Tarkista todistus")),
        ]
        return values
    rows = _hats(request, user)
    values["hats"] = rows if len(rows) > 1 else []
    values["navigation"] = _navigation(request, user)
    values["account_links"] = _account_links(request, user)
    return values


def hat_of(request: HttpRequest) -> str:
    """Return the role in which the page is used; it is in the address, never in the session.

    Coordinators work on the same pages of a run as trainers do; who is no trainer does so as a coordinator.
    """
    path = request.path
    if path.startswith("/kouluttaja/") and not getattr(request.user, "is_trainer", False):
        return "coordinator"
    for hat, prefix in (("trainer", "/kouluttaja/"), ("coordinator", "/koordinaattori/"), ("advisor", "/neuvoja/")):
        if path.startswith(prefix):
            return hat
    return "trainee" if path.startswith(("/oppi/", "/ryhmat/", "/todistukset/", "/tiedotteet/", "/rahoittaja/")) else ""


def _item(request: HttpRequest, url: str, title: str, count: int = 0) -> dict[str, Any]:
    current = request.path == url or (url.count("/") > 2 and request.path.startswith(url))
    return {"url": url, "title": title, "current": current, "count": count}


def _hats(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    hat = hat_of(request)
    rows = []
    for name, flag, title, url in (
        ("trainee", "is_trainee", _("Osallistuja"), reverse("portal:trainee")),
        ("trainer", "is_trainer", _("Kouluttaja"), reverse("portal:trainer")),
        ("coordinator", "is_coordinator", _("Koordinaattori"), reverse("portal:coordinator")),
        ("advisor", "is_advisor", _("Yritysneuvoja"), reverse("certificates:advisor-home")),
    ):
        if getattr(user, flag, False):
            asks = name if name in hats.HOMES and hats.has_both(user) else ""
            rows.append({"title": title, "url": url, "current": hat == name, "asks": asks})
    return rows


def _navigation(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    hat = hat_of(request)
    if hat == "trainer":
        return [
            _item(request, reverse("portal:trainer"), _("Työpöytä")),
            _item(request, reverse("portal:inbox"), _("Odottaa sinua")),
            _item(request, reverse("areas:staff"), _("Alueen luvut")),
        ]
    if hat == "coordinator":
        return [
            _item(request, reverse("portal:coordinator"), _("Työpöytä")),
            _item(request, reverse("experts:coordination"), _("Verkostot")),
            _item(request, reverse("reporting:projects"), _("Hankkeet")),
            _item(request, reverse("areas:staff"), _("Alueen luvut")),
            _item(request, reverse("events:desk-list"), _("Tapahtumat")),
            _item(request, reverse("feedback:desk"), _("Yhteydenotot")),
        ]
    if hat == "advisor":
        return [
            _item(request, reverse("certificates:advisor-home"), _("Todistukset")),
            _item(request, reverse("experts:advisor-sessions"), _("Asiantuntijaosuudet")),
            _item(request, reverse("areas:home"), _("Alueen luvut")),
            _item(request, reverse("candidates:advisor-home"), _("Ehdota koulutukseen")),
            _item(request, reverse("certificates:verify"), _("Tarkista todistus")),
        ]
    rows = []
    if getattr(user, "is_trainee", False):
        rows = [
            _item(request, reverse("portal:trainee"), _("Koti")),
            _item(request, reverse("groups:mine"), _("Oma ryhmä")),
            _item(request, reverse("experts:sessions"), _("Asiantuntijaosuudet")),
            _item(request, reverse("certificates:mine"), _("Todistukset")),
        ]
    elif hat == "trainee" or not _hats(request, user):
        rows = [_item(request, reverse("portal:home"), _("Koti"))]
    return rows


def _account_links(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    rows = [
        _item(request, reverse("notifications:list"), _("Ilmoitukset"), getattr(user, "unread", 0)),
        _item(request, reverse("accounts:profile"), _("Omat tiedot")),
    ]
    if user.is_superuser or user.is_staff:
        rows.append(_item(request, reverse("wagtailadmin_home"), _("Sisällönhallinta")))
    return rows


def footer_links() -> list[dict[str, str]]:
    """Return the footer's links in the reader's language, kept in the cache for a minute."""
    language = (get_language() or "fi")[:2]
    key = f"{FOOTER_KEY}-{language}"
    links = cache.get(key)
    if links is None:
        links = [
            {"url": reverse("directory:register"), "title": _("Ohjaajat")},
            {"url": reverse("experts:register"), "title": _("Asiantuntijat")},
            {"url": reverse("publications:library"), "title": _("Julkaisut")},
            {"url": reverse("events:list"), "title": _("Tapahtumat")},
            *_pages_in_footer(language),
            {"url": reverse("feedback:feedback"), "title": _("Saavutettavuuspalaute")},
            {"url": reverse("feedback:request"), "title": _("Tietopyyntö")},
        ]
        cache.set(key, links, 60)
    return links


def _pages_in_footer(language: str) -> list[dict[str, str]]:
    from portal.models import InfoPage  # noqa: PLC0415 -- read only when the cache is cold

    pages = InfoPage.objects.live().filter(in_footer=True).order_by("path").defer_streamfields()
    titles = f"title_{language}"
    return [{"url": page.url or "", "title": getattr(page, titles, "") or page.title} for page in pages]
