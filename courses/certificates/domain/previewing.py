"""A certificate as it would be printed now: drawn on demand, stored nowhere, and saying that it is a preview."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from courses import pdf
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.domain.snapshot import NoTemplate, take_snapshot, template_for
from courses.models import Enrolment


class UnableToPreview(Exception):
    """There is nothing to show; the message says why."""


def preview_pdf(*, enrolment: Enrolment, at: datetime) -> bytes:
    """Return the preview as a PDF. Raises UnableToPreview without a template or when a letter cannot be printed."""
    try:
        template = template_for(enrolment.run)
        snapshot = take_snapshot(enrolment=enrolment, template=template, number="", code="", at=at)
        return pdf.render_pdf(certificate_html(snapshot=snapshot, is_preview=True), look=LOOK)
    except NoTemplate as error:
        raise UnableToPreview(_("Koulutuksella ei ole todistuspohjaa. Luo se ensin sisällönhallinnassa.")) from error
    except pdf.GlyphsMissing as error:
        raise UnableToPreview(
            _("Todistuksen kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": str(error)}
        ) from error
