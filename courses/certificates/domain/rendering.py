"""Makes the file of an issued certificate, once: drawn, with its badge inside, signed, then stored with its hash.

The queued row is the work to do; whoever is woken looks there.
"""

from __future__ import annotations

import hashlib
import logging
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import pdf
from courses.certificates.domain.badges import DraftBadge, draft_badge, keep_badge
from courses.certificates.domain.enclosing import enclosure
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.models import Certificate, CertificateState
from courses.certificates.signing import pades
from notifications.domain import notify

if TYPE_CHECKING:
    from django.core.files.storage import Storage

logger = logging.getLogger(__name__)

PAUSES = (1, 5, 30, 120)  # minutes before the next try; the last one for all further tries
MISSING = "letters:"


def render_pending(certificate_id: int, *, at: datetime) -> bool:
    """This function will make and store the file of a queued certificate and tell the holder; return whether it did.

    Safe to run twice and by two workers at once: only the first one's file is kept. When it fails, the certificate
    stays queued with the error, and is tried again later.
    """
    certificate = Certificate.objects.waiting_for_file(at).filter(pk=certificate_id).first()
    if certificate is None:
        return False
    try:
        badge = draft_badge(certificate=certificate)
        content = signed_pdf(snapshot=certificate.snapshot, badge=badge, at=certificate.issued_at)
    except pdf.GlyphsMissing as error:
        _note_failure(certificate, f"{MISSING}{error}", at=at)
        return False
    except Exception as error:
        logger.exception("Certificate %s could not be rendered", certificate.number)
        _note_failure(certificate, type(error).__name__, at=at)
        return False
    return _keep(certificate, content, badge, at=at)


def signed_pdf(*, snapshot: dict[str, Any], badge: DraftBadge | None, at: datetime) -> bytes:
    """Return the certificate's file: two pages, the machine-readable twin inside, the issuer's signature over all.

    Raises UnableToDraw (GlyphsMissing) and UnableToSign.
    """
    twin = enclosure(snapshot=snapshot, credential=badge.credential if badge else "", at=at)
    drawn = pdf.render_pdf(certificate_html(snapshot=snapshot), look=LOOK, enclosures=[twin])
    with translation.override(snapshot["language"]):
        label = _("Myöntäjän sähköinen allekirjoitus")
    return pades.sign(
        drawn,
        name=snapshot["issuer"],
        reason=f"{snapshot['heading']} {snapshot['number']}",
        place=snapshot["place"],
        field_label=label,
    )


def _keep(certificate: Certificate, content: bytes, badge: DraftBadge | None, *, at: datetime) -> bool:
    """Store the bytes first and the row after: a row never points at a file that is not whole."""
    storage: Storage = certificate.pdf.storage
    wanted = f"todistukset/{certificate.year}/{certificate.public_id}.pdf"
    try:
        name = storage.save(wanted, ContentFile(content))
        _flush(storage, name)
    except OSError as error:
        logger.exception("The file of certificate %s could not be stored", certificate.number)
        _note_failure(certificate, type(error).__name__, at=at)
        return False
    kept = False
    try:
        with transaction.atomic():
            kept = _enter(certificate, name, content, badge, at=at)
    except IntegrityError as error:  # the badge's place in its list was taken meanwhile: the next try draws another
        _note_failure(certificate, type(error).__name__, at=at)
    finally:
        if not kept:
            storage.delete(name)
    return kept


def _enter(certificate: Certificate, name: str, content: bytes, badge: DraftBadge | None, *, at: datetime) -> bool:
    """Enter the stored file into the row, with its badge, and tell the holder; return whether the row still waited."""
    waited = Certificate.objects.filter(pk=certificate.pk, state=CertificateState.QUEUED).update(
        state=CertificateState.ISSUED,
        pdf=name,
        pdf_sha256=hashlib.sha256(content).hexdigest(),
        pdf_size=len(content),
        rendered_at=at,
        render_error="",
    )
    if waited and badge:
        keep_badge(badge, certificate=certificate, at=at)
    if waited:
        _tell(certificate, at=at)
    return bool(waited)


def _flush(storage: Storage, name: str) -> None:
    """Make sure that the bytes are on the disk before the database says that they are."""
    if not isinstance(storage, FileSystemStorage):
        return  # an object store answers when it has stored
    handle = os.open(storage.path(name), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _note_failure(certificate: Certificate, error: str, *, at: datetime) -> None:
    pause = timedelta(minutes=PAUSES[min(certificate.attempts, len(PAUSES) - 1)])
    Certificate.objects.filter(pk=certificate.pk, state=CertificateState.QUEUED).update(
        render_error=error[:300], attempts=F("attempts") + 1, next_try_at=at + pause
    )


def _tell(certificate: Certificate, *, at: datetime) -> None:
    notify(
        user=certificate.enrolment.user,
        kind="certificate-issued",
        subject=gettext_lazy("Todistuksesi on valmis"),
        text=gettext_lazy(
            "Onneksi olkoon! Voit nyt ladata todistuksesi Peilistä ja jakaa sen valitsemillesi organisaatioille."
        ),
        url=reverse("certificates:detail", kwargs={"public_id": certificate.public_id}),
        about=f"run-{certificate.enrolment.run_id}",
        at=at,
    )
