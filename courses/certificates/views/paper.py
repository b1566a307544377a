"""The paper itself: the certificate's own style sheet, drawings and fonts on a screen, for the editor's preview."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses import pdf
from courses.certificates.domain.pictures import UnableToFreeze
from courses.certificates.domain.previewing import sample_html
from courses.certificates.domain.printing import LOOK
from courses.certificates.models import CertificateTemplate

AS_FILE = "pdf-"
SHOWN = (".css", ".svg", ".ttf")


@login_required
@require_safe
def look_file(request: HttpRequest, name: str) -> Any:
    """Send one of the files that the paper is made of; there is nothing personal in them."""
    for folder in LOOK.folders:
        path = folder / name
        if path.parent == folder and path.suffix in SHOWN and path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "font/ttf"
            if path.suffix == ".css":
                return HttpResponse(path.read_text(encoding="utf-8").replace(pdf.SCHEME, ""), content_type=kind)
            return FileResponse(path.open("rb"), content_type=kind)
    raise Http404


def show_template(request: HttpRequest, template: CertificateTemplate, mode: str) -> HttpResponse:
    """Answer with a template as a certificate for an invented person: a page, or the file it would become."""
    wanted = mode.removeprefix(AS_FILE)
    try:
        if not mode.startswith(AS_FILE):
            return HttpResponse(sample_html(template=template, mode=wanted, at=timezone.now(), on_screen=True))
        content = pdf.render_pdf(sample_html(template=template, mode=wanted, at=timezone.now()), look=LOOK)
    except (pdf.UnableToDraw, UnableToFreeze) as error:
        with translation.override(request.LANGUAGE_CODE):
            reason = _("Esikatselua ei voi piirtää: %(error)s") % {"error": error}
        return HttpResponse(render_to_string("certificates/pdf/unable.html", {"reason": reason}), status=422)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="esikatselu.pdf"'
    return response
