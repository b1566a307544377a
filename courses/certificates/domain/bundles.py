"""Large ZIPs: asked for, put together by a worker part by part, fetched by who asked, forgotten after some days.

The row of the bundle is the work to do and its parts are what is done: a killed worker loses the part it was at. What
may be fetched is asked anew at each download, so a share that was withdrawn meanwhile ends for a ready bundle too.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from courses.certificates.domain import packing
from courses.certificates.domain.selection import Selection, of_run, shared_with
from courses.certificates.models import BundlePart, BundleState, CertificateBundle
from courses.models import CourseRun
from notifications.background import wake
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

STREAMED_AT_MOST = 200  # more than this is put together by a worker
LARGEST = 10_000  # certificates
PART = 25  # certificates: some two megabytes
LEASE = timedelta(minutes=1)  # a worker that has not finished a part in this time is dead
KEPT = timedelta(days=3)
MOST_ATTEMPTS = 5


class UnableToBundle(Exception):
    """There is nothing to put together, or too much; the message says which."""


@dataclass(frozen=True)
class Source:
    """Whose certificates: an organization's shared ones, or a run's. Exactly one of the two."""

    organisation: Organisation | None = None
    run: CourseRun | None = None

    def certificates(self, selection: Selection | None = None, *, at: datetime) -> QuerySet[Any]:
        """Return what may be seen at the moment."""
        if self.organisation is not None:
            return shared_with(organisation=self.organisation, selection=selection, at=at)
        if self.run is not None:
            return of_run(run=self.run, selection=selection)
        raise ValueError("A bundle is of an organization or of a run.")


def source_of(bundle: CertificateBundle) -> Source:
    """Return whose certificates a bundle holds."""
    return Source(bundle.organisation, bundle.run)


def count_files(certificates: QuerySet[Any]) -> int:
    """Return how many files a ZIP of these would hold."""
    return certificates.order_by().filter(state="issued").exclude(pdf_sha256="").count()


def order_bundle(*, source: Source, selection: Selection, by: User, at: datetime) -> CertificateBundle:
    """This function will queue a bundle of all that is selected; asked for twice, it is the same one.

    Raises UnableToBundle when no certificate is in force, or there are too many.
    """
    from courses.certificates.tasks import put_bundle_together  # noqa: PLC0415 -- the task calls back into the domain

    found = source.certificates(selection, at=at)
    if not count_files(found):
        raise UnableToBundle(nothing_to_pack())
    members = list(found.values_list("pk", flat=True)[: LARGEST + 1])
    if len(members) > LARGEST:
        raise UnableToBundle(_("Yhteen pakettiin mahtuu %(most)s todistusta. Rajaa hakua.") % {"most": LARGEST})
    asked = {"requested_by": by, "organisation": source.organisation, "run": source.run, "filters": selection.asked()}
    with transaction.atomic():
        open_ones = CertificateBundle.objects.filter(**asked, expires_at__gt=at).exclude(state=BundleState.FAILED)
        known = next((bundle for bundle in open_ones if bundle.members == members), None)
        if known is not None:
            return known
        bundle = CertificateBundle.objects.create(
            **asked, members=members, total=len(members), created_at=at, expires_at=at + KEPT, next_try_at=at
        )
        wake(put_bundle_together, bundle.pk)
    return bundle


def nothing_to_pack() -> str:
    """Return what is said when a ZIP would be empty."""
    return _("Valinnassa ei ole yhtään voimassa olevaa todistusta, joten ZIP-tiedostoa ei tehty.")


def progress_of(bundle: CertificateBundle) -> int:
    """Return how many certificates have been gone through: only what is stored counts."""
    return bundle.parts.aggregate(done=Sum("count"))["done"] or 0


def put_together(bundle_id: int, *, at: datetime) -> bool:
    """This function will do the parts of a bundle that are missing; return whether it is ready now.

    Safe to run twice: a lease keeps other workers away, and where two are at it nevertheless, each part is kept once.
    """
    claimed = CertificateBundle.objects.waiting(at).filter(pk=bundle_id)
    if not claimed.update(next_try_at=at + LEASE, attempts=F("attempts") + 1):
        return False
    bundle = CertificateBundle.objects.select_related("organisation", "run", "requested_by").get(pk=bundle_id)
    try:
        while make_next_part(bundle):
            CertificateBundle.objects.filter(pk=bundle.pk).update(next_try_at=timezone.now() + LEASE)
    except Exception:
        logger.exception("A bundle of certificates could not be put together")
        _note_failure(bundle, at=at)
        return False
    return _finish(bundle, at=at)


def make_next_part(bundle: CertificateBundle) -> bool:
    """This function will store the first part that is missing; return whether there was one."""
    number = bundle.parts.count()
    wanted = bundle.members[number * PART : (number + 1) * PART]
    if not wanted:
        return False
    entries, content = _pack_part(bundle, wanted)
    part = BundlePart(bundle=bundle, number=number, count=len(wanted), entries=entries)
    part.file.save(f"paketit/{bundle.public_id}/{number:04d}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError:  # another worker was first
        part.file.delete(save=False)
    return True


def _pack_part(bundle: CertificateBundle, wanted: list[int]) -> tuple[list[list[int]], bytes]:
    """Return the files of some certificates one after another, and for each its key, place and size."""
    source = source_of(bundle)
    found = {row.pk: row for row in source.certificates(at=timezone.now()).filter(pk__in=wanted)}
    entries: list[list[int]] = []
    content = bytearray()
    for pk in wanted:
        certificate = found.get(pk)
        data = packing.read_file(certificate) if certificate and packing.is_packed(certificate) else None
        if data is not None:
            entries.append([pk, len(content), len(data)])
            content += data
    return entries, bytes(content)


def _finish(bundle: CertificateBundle, *, at: datetime) -> bool:
    with transaction.atomic():
        waiting = CertificateBundle.objects.filter(pk=bundle.pk, state=BundleState.WAITING)
        done = waiting.update(state=BundleState.READY, ready_at=at, expires_at=at + KEPT)
        if done:
            notify(
                user=bundle.requested_by,
                kind="certificate-bundle",
                subject=gettext_lazy("Todistuspaketti on valmis"),
                text=gettext_lazy("Lataa pyytämäsi todistukset Peilistä. Paketti on tarjolla kolme päivää."),
                url=address_of(bundle),
                at=at,
            )
    return bool(done)


def _note_failure(bundle: CertificateBundle, *, at: datetime) -> None:
    """Leave it for another try, with longer and longer pauses; after some tries give it up."""
    failed = CertificateBundle.objects.filter(pk=bundle.pk, state=BundleState.WAITING)
    failed.update(next_try_at=at + LEASE * (bundle.attempts + 1))
    failed.filter(attempts__gte=MOST_ATTEMPTS).update(state=BundleState.FAILED)


def address_of(bundle: CertificateBundle) -> str:
    """Return where a bundle is waited for and fetched."""
    if bundle.organisation is not None:
        kwargs = {"organisation": bundle.organisation.slug, "bundle": bundle.public_id}
        return reverse("certificates:advisor-bundle", kwargs=kwargs)
    assert bundle.run is not None  # noqa: S101 -- the database sees to it
    return reverse("certificates:run-bundle", kwargs={"run": bundle.run.slug, "bundle": bundle.public_id})


def remove_expired(*, at: datetime, most: int = 50) -> int:
    """This function will forget bundles whose time is over, with their files; return how many there were."""
    expired = list(CertificateBundle.objects.filter(expires_at__lte=at)[:most])
    for bundle in expired:
        remove(bundle)
    return len(expired)


def remove(bundle: CertificateBundle) -> None:
    """This function will delete a bundle and its files."""
    for part in bundle.parts.all():
        part.file.delete(save=False)
    bundle.delete()
