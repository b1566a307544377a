"""Sends a ready bundle: the files that the person may have at this moment, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from courses.certificates.domain import packing
from courses.certificates.domain.accesses import record_many
from courses.certificates.domain.bundles import PART, Source, source_of
from courses.certificates.domain.manifest import Line, line_of
from courses.certificates.domain.zipping import Packed, pack
from courses.certificates.models import AccessHat, Certificate, CertificateBundle, CertificateState


def stream_bundle(bundle: CertificateBundle, *, at: datetime) -> Iterator[bytes]:
    """Yield the ZIP of a ready bundle, without what has been withdrawn, revoked or replaced since.

    Each part asks again what may be seen, so that even a withdrawal in the middle of a long download counts.
    """
    source, names = source_of(bundle), packing.Names()
    files: list[Packed] = []
    lines: list[Line] = []
    gone: list[int] = []
    for part in bundle.parts.order_by("number").iterator(chunk_size=1):
        wanted = bundle.members[part.number * PART : (part.number + 1) * PART]
        found = {row.pk: row for row in source.certificates(at=timezone.now()).filter(pk__in=wanted)}
        gone += [pk for pk in wanted if pk not in found]
        packed = {entry[0]: entry for entry in part.entries if entry[0] in found}
        _record(bundle, [pk for pk in packed if packing.is_packed(found[pk])])
        with part.file.open("rb") as file:
            for pk in (pk for pk in wanted if pk in found):
                yield from _one(found[pk], packed.get(pk), file, names, files, lines)
    yield from packing.closing(files, lines, replaced=_replaced(source, gone, at=at), at=at)


def _one(
    certificate: Any, entry: list[int] | None, file: Any, names: packing.Names, files: list[Packed], lines: list[Line]
) -> Iterator[bytes]:
    """Yield one file of the ZIP, or only note why it is not there."""
    if not packing.is_packed(certificate):
        lines.append(line_of(certificate, file=packing.left_out(certificate)))
        return
    if entry is None:
        lines.append(line_of(certificate, file=packing.damaged()))
        return
    _pk, place, size = entry
    file.seek(place)
    content = file.read(size)
    packed = pack(names.of(certificate), content, at=certificate.issued_at)
    files.append(packed)
    lines.append(line_of(certificate, file=packed.name))
    yield packed.head
    yield content


def _record(bundle: CertificateBundle, certificate_ids: list[int]) -> None:
    hat = AccessHat.ORGANISATION if bundle.organisation else AccessHat.STAFF
    record_many(certificate_ids, hat=hat, user=bundle.requested_by, organisation=bundle.organisation, at=timezone.now())


def _replaced(source: Source, gone: list[int], *, at: datetime) -> list[str]:
    """Return the numbers of certificates that were replaced since, where the new version may be seen."""
    old = Certificate.objects.filter(pk__in=gone, state=CertificateState.SUPERSEDED).values("number")
    return list(source.certificates(at=at).filter(number__in=old).values_list("number", flat=True))
