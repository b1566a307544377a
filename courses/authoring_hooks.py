"""What authors are told in the content admin: findings after saving, the checker in the preview; and files' gate."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from courses.content_checks import findings_of
from courses.domain.files import may_fetch


@hooks.register("before_serve_document")
def guard_documents(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Let a document through that is public or that a page open to the person shows; others do not know of it."""
    if document.is_public:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_fetch(user=request.user, file=document, at=timezone.now()):
        raise Http404
    return None


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_findings(request: HttpRequest, page: Page) -> None:
    """Tell after saving what is worth a second look; autosave stays silent."""
    if "application/json" in request.headers.get("Accept", ""):
        return
    found = findings_of(page)
    if found:
        messages.warning(request, _("Tallennettu. Tarkista vielä: %(findings)s") % {"findings": " ".join(found)})


class OurChecker(ContentCheckerItem):
    """Wagtail's checker with the rules our pages are held to: pictures, captions, tables, order of headings."""

    axe_include = ["main"]
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        *("image-alt", "video-caption", "table-fake-caption", "td-has-header", "th-has-data-cells", "list", "listitem"),
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": gettext_lazy("Kuvalta puuttuu vaihtoehtoteksti"),
            "help_text": gettext_lazy("Kerro, mitä kuva näyttää, tai merkitse se koristeeksi"),
        },
        "video-caption": {
            "error_name": gettext_lazy("Videolta puuttuu tekstitys"),
            "help_text": gettext_lazy("Lisää tekstitys tallenteen tietoihin"),
        },
        "th-has-data-cells": {
            "error_name": gettext_lazy("Taulukon otsikkosolulla ei ole soluja"),
            "help_text": gettext_lazy("Poista tyhjä sarake tai rivi"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def use_our_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checker in the place of the library's."""
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = OurChecker()
