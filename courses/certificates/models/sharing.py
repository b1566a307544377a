"""Whom the holder has let see a certificate, and who has looked at it or fetched it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from courses.certificates.models.certificate import Certificate


class ShareQuerySet(models.QuerySet["CertificateShare"]):
    """Filters on shares."""

    def in_force(self, at: datetime) -> "ShareQuerySet":
        """Shares that hold at the moment: not withdrawn, not expired, not resting."""
        unexpired = models.Q(expires_at=None) | models.Q(expires_at__gt=at)
        return self.filter(unexpired, withdrawn_at=None, frozen_at=None)


class CertificateShare(models.Model):
    """The holder lets one organization, or whoever has a link, fetch the certificate. Withdrawn, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="certificate_shares"
    )
    token_hash = models.CharField(max_length=64, blank=True)  # of a link; the link itself is stored nowhere
    label = models.CharField(_("kenelle"), max_length=80, blank=True)  # the holder's own note on a link
    # Where the holder says to be facilitating: given with the share, as it stands on no certificate.
    area = models.CharField(_("kunta"), max_length=3, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Since the organization had no contact: whoever becomes one later sees nothing until the holder says so again.
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    address = ""  # of a link, where its holder looks at it

    class Meta:
        verbose_name = _("todistuksen jako")
        verbose_name_plural = _("todistusten jaot")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, token_hash="")
                | (models.Q(organisation=None) & ~models.Q(token_hash="")),
                name="certificates_share_with_one",
            ),
            models.CheckConstraint(
                condition=models.Q(token_hash="") | models.Q(expires_at__isnull=False),
                name="certificates_link_expires",
            ),
            models.UniqueConstraint(
                fields=["certificate", "organisation"],
                condition=models.Q(withdrawn_at=None, organisation__isnull=False),
                name="certificates_shared_once",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="certificates_share_token_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} → {self.organisation_id or 'link'}"

    @property
    def is_link(self) -> bool:
        """Whether it is a link, as opposed to an organization."""
        return self.organisation_id is None


class AccessHat(models.TextChoices):
    """In which role somebody fetched a certificate."""

    HOLDER = "holder", _("sinä itse")
    STAFF = "staff", _("toteutuksen henkilökunta")
    ORGANISATION = "organisation", _("organisaatio, jolle olet jakanut")
    LINK = "link", _("joku, jolla on linkki")


class AccessKind(models.TextChoices):
    """What was done."""

    VIEW = "view", pgettext_lazy("certificate access", "katsottu")
    DOWNLOAD = "download", pgettext_lazy("certificate access", "ladattu")
    BUNDLE = "bundle", pgettext_lazy("certificate access", "ladattu ZIP-paketissa")
    EXPORT = "export", pgettext_lazy("certificate access", "viety organisaatiolle")


class CertificateAccess(models.Model):
    """One look at a certificate, or one download; the holder sees all of them."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="accesses")
    at = models.DateTimeField()
    hat = models.CharField(max_length=12, choices=AccessHat.choices)
    kind = models.CharField(max_length=10, choices=AccessKind.choices, default=AccessKind.DOWNLOAD)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    share = models.ForeignKey(CertificateShare, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("todistuksen lataus")
        verbose_name_plural = _("todistusten lataukset")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["certificate", "-at"], name="certificates_accesses")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.at}"


class ConfidentialityAcceptance(models.Model):
    """That a contact of an organization promised to keep others' data confidential: which text, and when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confidentiality_acceptances"
    )
    version = models.CharField(_("ehtojen versio"), max_length=20)
    accepted_at = models.DateTimeField(_("hyväksytty"))

    class Meta:
        verbose_name = _("salassapitositoumus")
        verbose_name_plural = _("salassapitositoumukset")
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="certificates_confidentiality_once")]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.version}"
