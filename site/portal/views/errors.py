"""Error pages in the visitor's language; they say what to do next and nothing of what is hidden."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courses.unsent import keep, landing_of

LONGEST_SHOWN = 50_000
# Words that begin the addresses which are sent to people; after them comes a long text that mail programs may cut.
SENT = ("kutsu", "jaettu", "pulssi", "yhteys", "sitaatti", "toiveet", "tapahtumaan", "kooste-pois", "kalenteri", "t")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page for this visitor; an address that was sent to somebody may have come in part only."""
    context = {"was_sent": request.path.split("/")[1].lower() in SENT}
    return render(request, "404.html", context, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The visitor may not do this."""
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return render(request, "500.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was drawn before the person signed in anew: nothing was done, and nothing typed is lost."""
    landing = landing_of(request.path)
    if request.user.is_authenticated and keep(request, landing or request.get_full_path()):
        messages.info(request, _("Sivu oli avattu ennen kirjautumista. Tarkista teksti ja lähetä se uudelleen."))
        return redirect(landing or "courses:unsent")
    names = [name for name in request.POST if not any(part in name for part in ("csrf", "password", "code"))]
    typed = [value[:LONGEST_SHOWN] for name in names for value in request.POST.getlist(name) if " " in value.strip()]
    return render(request, "403_csrf.html", {"typed": typed[:50], "path": request.path}, status=403)
