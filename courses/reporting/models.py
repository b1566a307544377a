"""What a facilitator states of a group's companies, and reports that a worker makes."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.groups.models import PeerGroup
from courses.groups.models.group import LARGEST
from courses.models import CourseRun, FundingProject
from media.storage import protected_storage


class CompanyCount(models.Model):
    """How many companies the members of a group have (R3): a number and nothing else, stated by its facilitator."""

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="company_count")
    companies = models.PositiveSmallIntegerField(_("yrityksiä"), validators=[MaxValueValidator(LARGEST)])
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("yritysten lukumäärä")
        verbose_name_plural = _("yritysten lukumäärät")
        constraints = [
            models.CheckConstraint(condition=models.Q(companies__lte=LARGEST), name="reporting_companies_fit_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.companies}"


class ToldTables(models.Model):
    """The tables that reports have told of one universe: what is told next must not differ from them by few.

    Blocks and their counts, each of nobody or of at least five; no rows, no names.
    """

    universe = models.CharField(max_length=40, unique=True)  # Universe.name
    version = models.PositiveIntegerField(default=0)
    tables = models.JSONField(default=dict)  # by table: as it is told, and since when
    known = models.JSONField(default=dict)  # by table: all that was ever told of it, or follows from what was
    weighed = models.JSONField(default=dict)  # by table: as it stood when it was last weighed

    class Meta:
        verbose_name = _("kerrotut luvut")
        verbose_name_plural = _("kerrotut luvut")

    def __str__(self) -> str:
        return self.universe


class OrderState(models.TextChoices):
    """Life cycle of a report that a worker makes."""

    WAITING = "waiting", pgettext_lazy("report", "tekeillä")
    READY = "ready", pgettext_lazy("report", "valmis")
    FAILED = "failed", pgettext_lazy("report", "ei valmistunut")


class OrderQuerySet(models.QuerySet["ReportOrder"]):
    """Filters on orders."""

    def waiting(self, at: datetime) -> OrderQuerySet:
        """Orders that nobody is working on at the moment: this is the queue of record."""
        return self.filter(state=OrderState.WAITING, next_try_at__lte=at)

    def open_to(self, user: object, at: datetime) -> OrderQuerySet:
        """Orders of the person that have not expired."""
        return self.filter(requested_by=user, expires_at__gt=at)


class ReportOrder(models.Model):
    """A long report somebody waits for: the row is the work to do, its steps are what is done."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_orders")
    project = models.ForeignKey(FundingProject, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    report = models.CharField(max_length=20)
    narrowed = models.CharField(max_length=120, blank=True)  # as in the address of the page
    ending = models.CharField(max_length=4)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=OrderState.choices, default=OrderState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    file = models.FileField(storage=protected_storage, max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)  # later while a worker is at it: its lease

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("raporttitilaus")
        verbose_name_plural = _("raporttitilaukset")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="reporting_orders_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(project__isnull=False, run=None) | models.Q(project=None, run__isnull=False),
                name="reporting_order_of_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | (models.Q(ready_at__isnull=False) & ~models.Q(file="")),
                name="reporting_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched."""
        return self.state == OrderState.READY

    @property
    def has_failed(self) -> bool:
        """Whether it was given up."""
        return self.state == OrderState.FAILED
