"""The machine-readable form of a certificate: an Open Badges 3.0 credential, signed once and kept as it was signed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.certificates.models.certificate import Certificate, CertificateFrozen, CertificateState

ENDED = (CertificateState.SUPERSEDED, CertificateState.REVOKED)


class BadgeQuerySet(models.QuerySet["Badge"]):
    """Filters on badges."""

    def ended(self, status_list: int) -> "BadgeQuerySet":
        """Badges of one status list whose certificate is no longer in force."""
        return self.filter(status_list=status_list, certificate__state__in=ENDED)


class Badge(models.Model):
    """A badge (digitaalinen osaamismerkki) of one certificate, with its place in a status list."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="badge")
    status_list = models.PositiveSmallIntegerField(_("tilaluettelo"))
    status_index = models.PositiveIntegerField(_("paikka tilaluettelossa"))
    credential = models.TextField(editable=False)
    signed_at = models.DateTimeField(_("allekirjoitettu"))

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("osaamismerkki")
        verbose_name_plural = _("osaamismerkit")
        constraints = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="certificates_badge_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.status_list}/{self.status_index}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new badge; refuse to change one that is stored."""
        if not self._state.adding:
            raise CertificateFrozen("A badge is not changed; its certificate is replaced or revoked.")
        super().save(*args, **kwargs)
