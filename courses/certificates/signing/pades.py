"""Signs a certificate's PDF (PAdES) and reads the signature of one. The only room, beside keys.py, that knows pyHanko.

B-B with the key alone; B-T when a time-stamp service is set; B-LT when, in addition, long-term data is asked for.
The signature is invisible, certifies the document and allows no change after it; the bytes before it stay as they
are, so what was PDF/UA and PDF/A stays so.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from courses.certificates.signing import keys
from courses.certificates.signing.keys import UnableToSign

FIELD = "Allekirjoitus"
ROOM = 16 * 1024  # bytes kept for a signature without a time-stamp: else pyHanko signs twice to learn the size
Result = TypeVar("Result")


@dataclass(frozen=True)
class Signature:
    """What a file's signature says."""

    signer: str
    is_intact: bool
    """Neither the signed bytes nor the signature have been changed, and nothing was added after it."""
    is_trusted: bool
    """The certificate is our own, or leads to one of the operator's roots."""
    signed_at: datetime | None
    stamped_at: datetime | None
    """The time by an independent service, when there is one."""


def sign(content: bytes, *, name: str, reason: str, place: str, field_label: str) -> bytes:
    """Return the PDF with the issuer's signature; the PDF as it is where there is no key.

    Raises UnableToSign when the key, the time-stamp service or the revocation data cannot be had.
    """
    if not keys.has_key():
        return content
    try:
        with keys.signer() as signer:
            return _apart(lambda: _sign(content, signer, name, reason, place, field_label))
    except UnableToSign:
        raise
    except Exception as error:  # pyHanko, the network and drivers raise many kinds; none may leave half a file
        raise UnableToSign(f"{type(error).__name__}: {error}") from error


def read(content: bytes) -> Signature | None:
    """Return the signature of a PDF, or None when it has none or cannot be read as a PDF."""
    return _apart(lambda: _read(content))


def _sign(content: bytes, signer: Any, name: str, reason: str, place: str, field_label: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- slow to import
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415

    stamper, extra = _timestamper(), {}
    if stamper and settings.CERTIFICATE_SIGNING["LONG_TERM"]:
        extra = {"embed_validation_info": True, "validation_context": _context(signer, fetches=True)}
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        name=name,
        reason=reason,
        location=place or None,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        signer_key_usage={"non_repudiation", "digital_signature"},
        **extra,
    )
    field = SigFieldSpec(FIELD, readable_field_name=field_label)
    work = PdfSigner(metadata, signer, timestamper=stamper, new_field_spec=field)
    signed = work.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), bytes_reserved=None if stamper else ROOM)
    return signed.getvalue()


def _timestamper() -> Any:
    """Return the client of the time-stamp service, or None. A user and password may stand in its address."""
    address = settings.CERTIFICATE_SIGNING["TIMESTAMP_URL"]
    if not address:
        return None
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper  # noqa: PLC0415

    parts = urlsplit(address)
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    auth = (parts.username, parts.password or "") if parts.username else None
    return RequestsHTTPTimeStamper(plain, auth=auth, timeout=20)


def _context(signer: Any, *, fetches: bool) -> Any:
    """Return what certificates are checked against; a revoked or uncheckable one is refused where one may ask."""
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    return ValidationContext(
        trust_roots=keys.roots(),
        other_certs=list(signer.cert_registry),
        allow_fetching=fetches,
        revocation_mode="hard-fail" if fetches else "soft-fail",
    )


def _read(content: bytes) -> Signature | None:
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    try:
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        if not found:
            return None
        trusted = [*keys.roots(), *([keys.own_certificate()] if keys.has_key() else [])]
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        status = validate_pdf_signature(found[0], signer_validation_context=context)
    except (PdfError, ValueError, OSError):
        return None
    stamp = status.timestamp_validity
    return Signature(
        signer=_name_of(found[0].signer_cert),
        is_intact=bool(status.intact and status.valid and status.docmdp_ok and _reaches_the_end(status)),
        is_trusted=bool(status.trusted),
        signed_at=status.signer_reported_dt,
        stamped_at=stamp.timestamp if stamp else None,
    )


def _reaches_the_end(status: Any) -> bool:
    """Say whether nothing follows what was signed but the long-term data that we add ourselves."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415

    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.modification_level == ModificationLevel.LTA_UPDATES


def _name_of(certificate: Any) -> str:
    names: dict[str, Any] = certificate.subject.native
    return str(names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly)


def _apart(work: Callable[[], Result]) -> Result:
    """Run what starts an event loop of its own, also where one is running already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(max_workers=1) as room:
        return room.submit(work).result()
