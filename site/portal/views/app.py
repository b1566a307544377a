"""What lets Peili stand among a phone's own programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

PAPER, LAKE = "#fcfaf5", "#175a6b"


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"portal/icons/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the program: its name, its icons, and that it opens at the groups one facilitates."""
    described = {
        "id": "/ryhmat/",
        "name": _("Peili – vertaisryhmän ohjaajan työkalu"),
        "short_name": "Peili",
        "description": _("Kirjaa tapaaminen puhelimella, myös ilman verkkoa."),
        "lang": request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        "start_url": "/ryhmat/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": LAKE,
        "icons": [
            _icon("peili-192", 192, "any"),
            _icon("peili-512", 512, "any"),
            _icon("peili-mask-512", 512, "maskable"),
        ],
    }
    response = JsonResponse(described, content_type="application/manifest+json")
    response["Cache-Control"] = "private, max-age=3600"
    return response
