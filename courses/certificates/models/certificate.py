"""An issued certificate: every printed value, the stored file and its hash. Nothing here changes once issued.

The database refuses it too (courses.certificates.guard): the columns of this table are sorted there into those that
never change, those that change while the file is being made, and those that an end changes.
"""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.certificates import file_names
from courses.certificates.models.register import Register
from courses.certificates.models.template import LANGUAGES, CertificateTemplate
from courses.models import Enrolment
from media.storage import protected_storage


class CertificateState(models.TextChoices):
    """Life cycle of a certificate."""

    QUEUED = "queued", _("jonossa")
    ISSUED = "issued", _("myönnetty")
    SUPERSEDED = "superseded", pgettext_lazy("certificate", "korvattu")
    REVOKED = "revoked", _("mitätöity")


class CertificateKind(models.TextChoices):
    """What is certified: the whole training, or having been there."""

    CERTIFICATE = "certificate", _("todistus")
    ATTENDANCE = "attendance", _("osallistumistodistus")


LIVE = (CertificateState.QUEUED, CertificateState.ISSUED)
PUBLISHED = (CertificateState.ISSUED, CertificateState.SUPERSEDED, CertificateState.REVOKED)


class CertificateFrozen(Exception):
    """Somebody tried to change or delete a certificate."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Filters on certificates."""

    def live(self) -> "CertificateQuerySet":
        """Certificates that stand: issued, or on their way."""
        return self.filter(state__in=LIVE)

    def issued(self) -> "CertificateQuerySet":
        """Certificates that are in force and whose file is there."""
        return self.filter(state=CertificateState.ISSUED)

    def of_holder(self, user: Any) -> "CertificateQuerySet":
        """Certificates of one person."""
        return self.filter(enrolment__user=user)

    def waiting_for_file(self, at: datetime) -> "CertificateQuerySet":
        """Certificates whose file is to be made now: this is the queue of record."""
        return self.filter(state=CertificateState.QUEUED, next_try_at__lte=at)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: a certificate is revoked, never deleted."""
        raise CertificateFrozen("A certificate is revoked, never deleted.")


class Certificate(models.Model):
    """A certificate (todistus) of one trainee. A corrected one is a new row with the same number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("numero"), max_length=24, db_index=True)
    version = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(_("vahvistuskoodi"), max_length=40, unique=True)
    kind = models.CharField(
        _("laji"), max_length=12, choices=CertificateKind.choices, default=CertificateKind.CERTIFICATE
    )
    language = models.CharField(_("kieli"), max_length=2, choices=LANGUAGES)
    snapshot = models.JSONField()
    exceptions = models.JSONField(default=list)  # those it rests on; kept in the register, printed nowhere
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="certificates")
    template_revision = models.PositiveIntegerField()
    issued_at = models.DateTimeField(_("myönnetty"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    state = models.CharField(
        _("tila"), max_length=12, choices=CertificateState.choices, default=CertificateState.QUEUED
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("syy"), max_length=400, blank=True)  # never shown publicly

    pdf = models.FileField(storage=protected_storage, max_length=200, blank=True, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pdf_size = models.PositiveIntegerField(default=0)
    rendered_at = models.DateTimeField(null=True, blank=True)
    render_error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("todistus")
        verbose_name_plural = _("todistukset")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="certificates_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="certificates_number_version_once"),
            models.UniqueConstraint(
                fields=["register", "year", "sequence", "version"], name="certificates_sequence_version_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(state__in=LIVE), name="certificates_one_live"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued")
                | (~models.Q(pdf_sha256="") & models.Q(pdf_size__gt=0, rendered_at__isnull=False)),
                name="certificates_issued_has_file",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=LIVE, ended_at=None)
                | models.Q(state__in=("superseded", "revoked"), ended_at__isnull=False, ended_by__isnull=False),
                name="certificates_end_is_told",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new certificate; refuse to change one that is stored."""
        if not self._state.adding:
            raise CertificateFrozen("A certificate is not changed; it is replaced or revoked.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: a certificate is revoked, never deleted."""
        raise CertificateFrozen("A certificate is revoked, never deleted.")

    @property
    def is_current(self) -> bool:
        """Whether it is in force and its file is there."""
        return self.state == CertificateState.ISSUED

    @property
    def holder_name(self) -> str:
        """The name that is printed on it."""
        return self.snapshot["holder"]

    @property
    def file_name(self) -> str:
        """What the file is called when it is saved: the surname first, so that a folder of them is in order."""
        names = self.__dict__ if "family_name" in self.__dict__ else self.snapshot  # annotated, or as printed
        given, family = names["given_name"], names["family_name"]
        return file_names.file_name(family_name=family, given_name=given, number=self.number, version=self.version)


class NameCheck(models.Model):
    """The holder has looked at the name that will be printed. A later change of name makes it worth nothing."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="name_check")
    asked_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(_("nimi"), max_length=170, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("nimen tarkistus")
        verbose_name_plural = _("nimien tarkistukset")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.name}"

    def is_valid_for(self, name: str) -> bool:
        """Say whether the name that was confirmed is the one that would be printed."""
        return self.confirmed_at is not None and self.name == name
