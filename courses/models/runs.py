"""A course that is being given: its sessions, its staff and its rules, as data."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import Mode, RunState, SessionState, StaffRole
from courses.models.delivery import DeliveryForm
from courses.models.funding import FundingProject
from courses.models.pages import CoursePage, SessionPage


class CourseRunQuerySet(models.QuerySet["CourseRun"]):
    """Filters on runs."""

    def public(self) -> "CourseRunQuerySet":
        """Runs that anybody may know of."""
        return self.filter(state__in=[RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING])

    def open_for_enrolment(self, at: datetime) -> "CourseRunQuerySet":
        """Runs one may enroll in at the given moment."""
        return self.filter(state=RunState.ENROLLING, enrolment_opens_at__lte=at, enrolment_closes_at__gt=at)

    def staffed_by(self, user: object, roles: tuple[str, ...] = ()) -> "CourseRunQuerySet":
        """Runs in which the person has one of the roles (any role when none is named)."""
        wanted = {"staff__user": user, "staff__ended_at": None}
        if roles:
            wanted["staff__role__in"] = roles
        return self.filter(**wanted).distinct()


class CourseRun(models.Model):
    """A run (toteutus) of a course."""

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="runs", verbose_name=_("koulutus"))
    form = models.ForeignKey(
        DeliveryForm, on_delete=models.PROTECT, related_name="runs", verbose_name=_("toteutusmuoto")
    )
    name = models.CharField(_("nimi"), max_length=120)
    slug = models.SlugField(_("osoitteen osa"), max_length=80, unique=True)
    state = models.CharField(_("tila"), max_length=12, choices=RunState.choices, default=RunState.DRAFT)
    language = models.CharField(
        _("kieli"), max_length=2, choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")], default="fi"
    )
    starts_on = models.DateField(_("alkaa"))
    ends_on = models.DateField(_("päättyy"))
    capacity = models.PositiveSmallIntegerField(
        _("paikkoja"), default=14, validators=[MinValueValidator(1), MaxValueValidator(20_000)]
    )
    enrolment_opens_at = models.DateTimeField(_("ilmoittautuminen alkaa"))
    enrolment_closes_at = models.DateTimeField(_("ilmoittautuminen päättyy"))
    price = models.CharField(_("hinta"), max_length=120, blank=True)
    project = models.ForeignKey(
        FundingProject, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("hanke")
    )
    closed_on = models.DateField(_("suljettu"), null=True, blank=True, editable=False)  # the clocks count from it
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("toteutus")
        verbose_name_plural = _("toteutukset")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="courses_run_ends_last"
            ),
            models.CheckConstraint(
                condition=models.Q(enrolment_closes_at__gte=models.F("enrolment_opens_at")),
                name="courses_run_enrolment_closes_last",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A course session (koulutuskerta) of a run, with its own time and place."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField(_("järjestys"), validators=[MinValueValidator(1)])
    title = models.CharField(_("nimi"), max_length=160)
    mode = models.CharField(_("muoto"), max_length=10, choices=Mode.choices)
    starts_at = models.DateTimeField(_("alkaa"))
    minutes = models.PositiveSmallIntegerField(_("kesto minuutteina"), validators=[MaxValueValidator(1440)])
    place = models.CharField(_("paikka"), max_length=200, blank=True)
    link = models.URLField(_("etälinkki"), blank=True)
    support_phone = models.CharField(_("tekninen tuki, puhelin"), max_length=40, blank=True)
    state = models.CharField(_("tila"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What calendar programs know the session by, and how often its time, place or cancelling has changed.
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)  # when it was to begin before the move
    pages = models.ManyToManyField(SessionPage, through="SessionContent", related_name="+")

    class Meta:
        verbose_name = _("koulutuskerta")
        verbose_name_plural = _("koulutuskerrat")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="courses_session_position_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def ends_at(self) -> datetime:
        """The moment the session ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class SessionContent(models.Model):
    """Which session pages a session of a run works through, in order."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="contents")
    page = models.ForeignKey(SessionPage, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["session", "page"], name="courses_session_content_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.page_id}"


class RunStaff(models.Model):
    """A person's membership in the staff of one run."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="run_staff")
    role = models.CharField(_("rooli"), max_length=12, choices=StaffRole.choices)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("toteutuksen henkilö")
        verbose_name_plural = _("toteutuksen henkilöt")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "user", "role"], condition=models.Q(ended_at=None), name="courses_staff_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.run_id}"


class RuleSet(models.Model):
    """A version of a run's rules; never changed once made (BR-20). Read through `courses.rules.RuleBook`."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="rule_sets")
    version = models.PositiveSmallIntegerField()
    rules = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("suoritusehdot")
        verbose_name_plural = _("suoritusehdot")
        ordering: ClassVar = ["run_id", "version"]
        constraints = [models.UniqueConstraint(fields=["run", "version"], name="courses_rule_version_once")]

    def __str__(self) -> str:
        return f"{self.run_id} v{self.version}"
