"""A trainee in a run."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.enums import STUDYING, Background, EnrolmentState, Way
from courses.models.runs import CourseRun, RuleSet


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Filters on enrollments."""

    def studying(self) -> "EnrolmentQuerySet":
        """Trainees who take part or have finished."""
        return self.filter(state__in=STUDYING)


class Enrolment(models.Model):
    """One trainee (osallistuja) in one run. Carries the stored figures that lists are made of."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    state = models.CharField(
        _("tila"), max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.APPLIED, db_index=True
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    came_by = models.CharField(_("tulotapa"), max_length=10, choices=Way.choices, default=Way.OPEN)
    background = models.CharField(_("tausta"), max_length=14, choices=Background.choices, default=Background.OTHER)
    payer = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("maksaja")
    )
    motivation = models.TextField(_("mitä toivot koulutukselta"), max_length=1000, blank=True)
    special_needs = models.TextField(_("erityistarpeet"), max_length=500, blank=True)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Written by courses.domain.completion alone; read by every list.
    conditions_met = models.PositiveSmallIntegerField(default=0, editable=False)
    conditions_total = models.PositiveSmallIntegerField(default=0, editable=False)
    activities_done = models.PositiveSmallIntegerField(default=0, editable=False)
    activities_total = models.PositiveSmallIntegerField(default=0, editable=False)
    # How far along, 0–100; what is begun counts by its share, and 100 is everything met.
    percent = models.PositiveSmallIntegerField(default=0, editable=False)
    progressed_at = models.DateTimeField(null=True, blank=True, editable=False)  # when the percentage last rose
    ready_at = models.DateTimeField(null=True, blank=True, editable=False)
    evaluated_at = models.DateTimeField(null=True, blank=True, editable=False)
    recheck_since = models.DateTimeField(null=True, blank=True, editable=False)  # a register changed for many at once

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("ilmoittautuminen")
        verbose_name_plural = _("ilmoittautumiset")
        constraints = [
            models.UniqueConstraint(fields=["run", "user"], name="courses_enrolment_once"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="courses_enrolment_percent"),
        ]
        indexes = [
            models.Index(fields=["run", "percent", "id"], name="courses_enrolment_stuck"),
            models.Index(
                fields=["run", "id"], name="courses_enrolment_recheck", condition=models.Q(recheck_since__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.run_id}"
