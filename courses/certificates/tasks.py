"""Wakes the making of one certificate's file, and of one bundle of many."""

from django.utils import timezone

from courses.certificates.domain.batches import work_on
from courses.certificates.domain.bundles import put_together
from courses.certificates.domain.rendering import render_pending
from notifications.background import task


@task()
def render_certificate(certificate_id: int) -> bool:
    """Make the file if the certificate still waits for it."""
    return render_pending(certificate_id, at=timezone.now())


@task()
def put_bundle_together(bundle_id: int) -> bool:
    """Do the parts of a ZIP that are missing."""
    return put_together(bundle_id, at=timezone.now())


@task()
def issue_batch(batch_id: int) -> int:
    """Issue what a coordinator has asked for and is not issued yet."""
    return work_on(batch_id, at=timezone.now())
