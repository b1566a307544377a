"""Wakes the making of one certificate's file."""

from django.utils import timezone

from courses.certificates.domain.rendering import render_pending
from notifications.background import task


@task()
def render_certificate(certificate_id: int) -> bool:
    """Make the file if the certificate still waits for it."""
    return render_pending(certificate_id, at=timezone.now())
