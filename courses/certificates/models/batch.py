"""A coordinator's decision to issue many certificates: its rows are the work to do, whoever does it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.certificates.models.certificate import Certificate, CertificateKind
from courses.models import CourseRun, Enrolment


class RequestState(models.TextChoices):
    """Life cycle of one request to issue."""

    WAITING = "waiting", _("odottaa")
    DONE = "done", _("myönnetty")
    REFUSED = "refused", _("ei myönnetty")


class IssueBatch(models.Model):
    """What a coordinator asked for at one moment. Made once, however often the button is pressed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="issue_batches")
    kind = models.CharField(max_length=12, choices=CertificateKind.choices, default=CertificateKind.CERTIFICATE)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("myöntämiserä")
        verbose_name_plural = _("myöntämiserät")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.asked_at:%Y-%m-%d %H:%M}"


class IssueRequest(models.Model):
    """One certificate asked for, with the name as the coordinator saw it."""

    batch = models.ForeignKey(IssueBatch, on_delete=models.CASCADE, related_name="requests")
    position = models.PositiveIntegerField()
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="issue_requests")
    name = models.CharField(max_length=170)
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.WAITING)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refusal = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("myöntämispyyntö")
        verbose_name_plural = _("myöntämispyynnöt")
        ordering = ["batch_id", "position"]
        indexes = [models.Index(fields=["state", "batch", "position"], name="certificates_request_queue")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "enrolment"], name="certificates_request_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(state="waiting"), name="certificates_one_request_waits"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(certificate__isnull=False),
                name="certificates_done_has_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.position}: {self.state}"
