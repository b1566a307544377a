"""A ZIP too large to be sent at once: the row is the work to do, its parts are what has been done."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from courses.models import CourseRun
from media.storage import protected_storage


class BundleState(models.TextChoices):
    """Life cycle of a bundle."""

    WAITING = "waiting", pgettext_lazy("package", "kootaan")
    READY = "ready", pgettext_lazy("package", "valmis")
    FAILED = "failed", pgettext_lazy("package", "ei valmistunut")


class BundleQuerySet(models.QuerySet["CertificateBundle"]):
    """Filters on bundles."""

    def waiting(self, at: datetime) -> "BundleQuerySet":
        """Bundles that nobody is working on at the moment: this is the queue of record."""
        return self.filter(state=BundleState.WAITING, next_try_at__lte=at)

    def open_to(self, user: object, at: datetime) -> "BundleQuerySet":
        """Bundles that the person asked for and that have not expired."""
        return self.filter(requested_by=user, expires_at__gt=at)


class CertificateBundle(models.Model):
    """Certificates that one person wants as one ZIP, for an organization or as staff of a run."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="certificate_bundles"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    filters = models.JSONField(default=dict)
    members = models.JSONField()  # keys of the certificates, in the order of the list
    total = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=BundleState.choices, default=BundleState.WAITING)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)  # later while a worker is at it: its lease

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("todistuspaketti")
        verbose_name_plural = _("todistuspaketit")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="certificates_bundles_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, run=None)
                | models.Q(organisation=None, run__isnull=False),
                name="certificates_bundle_of_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(ready_at__isnull=False),
                name="certificates_bundle_ready_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched."""
        return self.state == BundleState.READY

    @property
    def has_failed(self) -> bool:
        """Whether it was given up."""
        return self.state == BundleState.FAILED


class BundlePart(models.Model):
    """Some of a bundle's files, one after another as they stand in the ZIP; `entries` says where each one is."""

    bundle = models.ForeignKey(CertificateBundle, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()  # certificates that were gone through, damaged ones too
    entries = models.JSONField()
    file = models.FileField(storage=protected_storage, max_length=200, editable=False)

    class Meta:
        ordering = ["bundle", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="certificates_bundle_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} / {self.number}"
