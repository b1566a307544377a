"""A certificate as it would be printed now: drawn on demand, stored nowhere, and saying that it is a preview."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses import pdf
from courses.certificates.domain.pictures import UnableToFreeze, live_address_of
from courses.certificates.domain.printing import LOOK, certificate_html, print_context
from courses.certificates.domain.snapshot import NoTemplate, outcomes_of, take_snapshot, template_for, words_of
from courses.certificates.models import CertificateKind, CertificateTemplate
from courses.enums import Mode
from courses.models import CoursePage, Enrolment

SAMPLE = ("Töyhtö-Maria", "Žiga-Hyyppä")  # a bird with letters that a font may lack
WHOLE, ONLY_ATTENDED = CertificateKind.CERTIFICATE, CertificateKind.ATTENDANCE


class UnableToPreview(Exception):
    """There is nothing to show; the message says why."""


def preview_pdf(*, enrolment: Enrolment, at: datetime, kind: str = WHOLE) -> bytes:
    """Return the preview as a PDF. Raises UnableToPreview without a template or when a letter cannot be printed."""
    try:
        template = template_for(enrolment.run)
        snapshot = take_snapshot(enrolment=enrolment, template=template, number="", code="", at=at, kind=kind)
        return pdf.render_pdf(certificate_html(snapshot=snapshot, is_preview=True), look=LOOK)
    except NoTemplate as error:
        raise UnableToPreview(_("Koulutuksella ei ole todistuspohjaa. Luo se ensin sisällönhallinnassa.")) from error
    except UnableToFreeze as error:
        raise UnableToPreview(_("Todistuspohjan kuvaa ei voi lukea. Vaihda kuva sisällönhallinnassa.")) from error
    except pdf.GlyphsMissing as error:
        raise UnableToPreview(
            _("Todistuksen kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": str(error)}
        ) from error


def sample_html(*, template: CertificateTemplate, mode: str, at: datetime, on_screen: bool = False) -> str:
    """Return a template as the certificate of an invented person, saved or not: `mode` is a language or "attendance".

    On a screen the page names its style sheets and links to itself as a PDF.
    """
    pdf_link = _("Avaa PDF-esikatselu uuteen välilehteen")
    kind = ONLY_ATTENDED if mode == ONLY_ATTENDED else WHOLE
    language = mode if mode in ("fi", "sv", "en") else "fi"
    with translation.override(language):
        snapshot = _sample(template, language, kind, at)
        context = print_context(snapshot, is_preview=True)
        context |= {"logo": live_address_of(template.logo), "emblem": live_address_of(template.emblem)}
        context |= {"on_screen": on_screen, "mode": mode, "pdf_link": pdf_link}
        return render_to_string("certificates/pdf/certificate.html", context)


def _sample(template: CertificateTemplate, language: str, kind: str, at: datetime) -> dict[str, Any]:
    """Return the snapshot of somebody who does not exist, with the template's own words."""
    text, today = template.text_in(language), timezone.localdate(at)
    course = CoursePage.objects.filter(pk=template.course_id).first() or CoursePage(title=_("Koulutuksen nimi"))
    outcomes = outcomes_of(text, course) if kind == WHOLE else {"outcomes": [], "content_language": language}
    done = [] if kind == ONLY_ATTENDED else [{"kind": "", "title": _("Verkko-osiot"), "count": 26}]
    return {
        "language": language,
        "number": "",
        "code": "",
        "holder": " ".join(SAMPLE),
        "given_name": SAMPLE[0],
        "family_name": SAMPLE[1],
        "run": _("Esimerkkitoteutus"),
        "starts_on": (today - timedelta(days=120)).isoformat(),
        "ends_on": today.isoformat(),
        "issued_on": today.isoformat(),
        "minutes": 360,
        "sessions": [
            {"position": n, "title": title, "on": (today - timedelta(days=120 - 60 * n)).isoformat(), "minutes": 180,
             "mode": mode}
            for n, (title, mode) in enumerate(
                [(_("Ensimmäinen kerta"), Mode.ON_SITE), (_("Toinen kerta"), Mode.ONLINE)], start=1
            )
        ],
        "done": done,
        "meetings": 3 if kind == WHOLE else 0,
        **words_of(template, text, course, kind),
        **outcomes,
    }  # fmt: skip
