"""What a trainee has done, and how the conditions of the certificate stand."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import PASSING, ExceptionKind, Standing
from courses.models.enrolment import Enrolment
from courses.models.pages import ActivityPage


class ActivityCompletion(models.Model):
    """The trainee has done the activity. Remembers which revision of the page that was."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    activity = models.ForeignKey(ActivityPage, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()
    revision_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("suoritus")
        verbose_name_plural = _("suoritukset")
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="courses_completion_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"


class ConditionState(models.Model):
    """How one condition of the rule set stands for one trainee, as last evaluated."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="condition_states")
    condition = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.NOT_YET)
    done = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)  # what the reason is made of, in no language
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("suoritusehdon tila")
        verbose_name_plural = _("suoritusehtojen tilat")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "condition"], name="courses_condition_state_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.condition}: {self.standing}"


class ConditionExceptionQuerySet(models.QuerySet["ConditionException"]):
    """Filters on exceptions."""

    def open(self) -> "ConditionExceptionQuerySet":
        """Exceptions that nobody has ended, those that wait for a second person among them."""
        return self.filter(ended_at=None)

    def in_force(self, day: date) -> "ConditionExceptionQuerySet":
        """Exceptions that count on a day: confirmed where that is asked for, and not past their last day."""
        lasting = models.Q(until=None) | models.Q(until__gte=day) | models.Q(fulfilled_at__isnull=False)
        confirmed = models.Q(needs_second=False) | models.Q(confirmed_at__isnull=False)
        return self.open().filter(lasting & confirmed)


class ConditionException(models.Model):
    """A condition or an opening rule made lighter for one person: who, why, when. Never deleted, only ended."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="exceptions")
    condition = models.CharField(max_length=40)
    kind = models.CharField(_("laji"), max_length=10, choices=ExceptionKind.choices, default=ExceptionKind.WAIVED)
    reason = models.CharField(_("perustelu"), max_length=400)
    until = models.DateField(_("viimeinen päivä"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    # An exception that leaves nothing of the rules but exceptions counts when a second person has agreed.
    needs_second = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Make-up work counts when somebody has accepted it.
    fulfilled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fulfilled_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ConditionExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("poikkeus")
        verbose_name_plural = _("poikkeukset")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "condition"], condition=models.Q(ended_at=None), name="courses_exception_once"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("granted_by")),
                name="courses_exception_second_is_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["make_up", "extension"]) | models.Q(until__isnull=False),
                name="courses_exception_time_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.condition}"

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has to agree before it counts."""
        return self.needs_second and self.confirmed_at is None and self.ended_at is None

    @property
    def lets_pass(self) -> bool:
        """Whether the condition counts as met because of it."""
        return self.kind in PASSING or self.fulfilled_at is not None


class OutlineVersion(models.Model):
    """Counts up whenever a page of the course is published, moved or taken away; names the cached outline."""

    course = models.OneToOneField("courses.CoursePage", on_delete=models.CASCADE, related_name="outline_version")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.course_id} v{self.version}"
