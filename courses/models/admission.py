"""How people come into a run, and how they go on to another: keys, steps, transfers, sessions brought along."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.enrolment import Enrolment
from courses.models.runs import CourseRun, Session

NOTE_LENGTH = 400


class EnrolmentKey(models.Model):
    """A word that gives a place in the run without a decision. Ends by itself, is used up, or is revoked.

    It is kept as it is written, so that staff can hand it out again: it opens an application form and nothing else.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="keys")
    code = models.CharField(_("ilmoittautumisavain"), max_length=20, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("voimassa"))
    most_uses = models.PositiveSmallIntegerField(
        _("käyttökertoja enintään"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    uses = models.PositiveSmallIntegerField(_("käytetty"), default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ilmoittautumisavain")
        verbose_name_plural = _("ilmoittautumisavaimet")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=models.Q(revoked_at=None), name="courses_key_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(most_uses=None) | models.Q(uses__lte=models.F("most_uses")),
                name="courses_key_not_overused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.uses}"  # never the key: this text gets into logs


class EnrolmentStep(models.Model):
    """One step of an enrollment: what happened, who did it, when and why. Only ever added to."""

    class Kind(models.TextChoices):
        """What happened."""

        APPLIED = "applied", _("ilmoittautui")
        QUEUED = "queued", _("pääsi jonoon")
        APPROVED = "approved", _("hyväksyttiin jonoon")
        MOVED_UP = "moved_up", _("nousi jonosta")
        ACCEPTED = "accepted", _("sai paikan")
        DECLINED = "declined", _("ei hyväksytty")
        CANCELLED = "cancelled", _("perui ilmoittautumisen")
        WITHDRAWN = "withdrawn", _("keskeytti")
        MOVED_OUT = "moved_out", _("siirtyi toiseen toteutukseen")
        MOVED_IN = "moved_in", _("siirtyi toisesta toteutuksesta")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("syy"), max_length=NOTE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("ilmoittautumisen vaihe")
        verbose_name_plural = _("ilmoittautumisen vaiheet")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["moved_out", "moved_in"]) | ~models.Q(note=""),
                name="courses_moving_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"


class Transfer(models.Model):
    """A trainee went on from one run to another. The enrollment that was left keeps what was done in it."""

    source = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="transfers_out")
    target = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="transfers_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(pgettext_lazy("transfer", "syy"), max_length=NOTE_LENGTH)

    class Meta:
        verbose_name = _("siirto toiseen toteutukseen")
        verbose_name_plural = _("siirrot toiseen toteutukseen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="courses_transfer_leads_elsewhere"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="courses_transfer_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class SessionCredit(models.Model):
    """A session that counts in this run because it was attended in another; each counts once (K10)."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="credits")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="credits")
    earned_in = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minuutit"))
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="credits")

    class Meta:
        verbose_name = _("hyväksiluettu koulutuskerta")
        verbose_name_plural = _("hyväksiluetut koulutuskerrat")
        ordering = ["session__position"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="courses_credit_once_for_session"),
            models.UniqueConstraint(fields=["enrolment", "earned_in"], name="courses_credit_once_of_session"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.earned_in_id} → {self.session_id}"
