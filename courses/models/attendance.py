"""The attendance register: marks, every change of them, closing and reopening, make-up work, codes, imports."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.enums import AttendanceState
from courses.models.enrolment import Enrolment
from courses.models.runs import Session
from media.storage import protected_storage

REASON_LENGTH = 400


class Method(models.TextChoices):
    """How a presence became known."""

    TRAINER = "trainer", _("kouluttaja")
    SELF = "self", _("oma kirjaus koodilla")
    IMPORT = "import", _("kokouksen osallistujaluettelo")
    MAKE_UP = "make_up", _("korvaava tehtävä")


class Attendance(models.Model):
    """The register's row for one trainee at one session. `revision` counts the changes, so that none is lost."""

    Method = Method

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(
        _("läsnäolo"), max_length=10, choices=AttendanceState.choices, default=AttendanceState.UNMARKED
    )
    minutes = models.PositiveSmallIntegerField(_("minuutit"), default=0, validators=[MaxValueValidator(1440)])
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.TRAINER)
    remark = models.CharField(_("huomautus"), max_length=200, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("läsnäolo")
        verbose_name_plural = _("läsnäolot")
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="courses_attendance_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} @ {self.session_id}: {self.state}"


class AttendanceChange(models.Model):
    """One change of a mark: who, when, from what to what, and why. Only ever added to.

    Once the register has been closed a change needs its reason; the database holds to that.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.TRAINER)
    from_state = models.CharField(max_length=10, choices=AttendanceState.choices)
    to_state = models.CharField(max_length=10, choices=AttendanceState.choices)
    from_minutes = models.PositiveSmallIntegerField(default=0)
    to_minutes = models.PositiveSmallIntegerField(default=0)
    from_remark = models.CharField(max_length=200, blank=True)
    to_remark = models.CharField(max_length=200, blank=True)
    after_lock = models.BooleanField(default=False)
    reason = models.CharField(_("syy"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("läsnäolon muutos")
        verbose_name_plural = _("läsnäolojen muutokset")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendance", "revision"], name="courses_change_revision_once"),
            models.CheckConstraint(
                condition=models.Q(after_lock=False) | ~models.Q(reason=""), name="courses_change_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance_id} r{self.revision}: {self.from_state} → {self.to_state}"


class RegisterEvent(models.Model):
    """A register was closed, or opened again for a reason."""

    class Kind(models.TextChoices):
        """What happened to the register."""

        LOCKED = "locked", _("lukittu")
        REOPENED = "reopened", _("avattu")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="register_events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("syy"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("läsnäololistan tapahtuma")
        verbose_name_plural = _("läsnäololistojen tapahtumat")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="reopened") | ~models.Q(reason=""), name="courses_reopening_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.kind}"


class ConferenceList(models.Model):
    """A conference's list of attendees between its upload and the trainer's confirmation; then it goes away.

    It names people who are nothing to the run, so it is deleted when confirmed, dropped or a day old.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="conference_lists")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(db_index=True)
    guests = models.JSONField(default=list)  # [{"name", "email", "stays": [[start, end], …]}]

    class Meta:
        verbose_name = _("kokouksen osallistujaluettelo")
        verbose_name_plural = _("kokousten osallistujaluettelot")

    def __str__(self) -> str:
        return f"{self.session_id}: {self.uploaded_at:%Y-%m-%d %H:%M}"


class CheckInCode(models.Model):
    """The code with which trainees mark themselves present; it holds for a few minutes only."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="check_in")
    code = models.CharField(max_length=6)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("läsnäolokoodi")
        verbose_name_plural = _("läsnäolokoodit")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("opened_at")), name="courses_code_expires_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} until {self.expires_at:%H:%M}"


class MakeUp(models.Model):
    """The work that makes up for an absence: offered when the register is closed, sent, returned or accepted."""

    class State(models.TextChoices):
        """Where the work is."""

        OFFERED = "offered", _("tekemättä")
        SENT = "sent", _("odottaa kuittausta")
        RETURNED = "returned", _("täydennettävä")
        ACCEPTED = "accepted", pgettext_lazy("make-up", "hyväksytty")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="make_ups")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="make_ups")
    state = models.CharField(_("tila"), max_length=8, choices=State.choices, default=State.OFFERED, db_index=True)
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField(_("määräaika"))
    text = models.TextField(_("vastaus"), max_length=8000, blank=True)
    file = models.FileField(
        _("tiedosto"), storage=protected_storage, upload_to="korvaavat/%Y", max_length=200, blank=True
    )
    file_name = models.CharField(max_length=160, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("kouluttajan kommentti"), max_length=1200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("korvaava tehtävä")
        verbose_name_plural = _("korvaavat tehtävät")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="courses_make_up_once"),
            models.CheckConstraint(
                condition=models.Q(state="offered") | models.Q(sent_at__isnull=False), name="courses_make_up_sent"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["returned", "accepted"]) | models.Q(answered_at__isnull=False),
                name="courses_make_up_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} @ {self.session_id}: {self.state}"
