"""Delivery forms: the ways a course is given, as templates that runs are made from (BR-01)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from courses.enums import Mode
from courses.models.pages import CoursePage, SessionPage
from courses.rule_panel import DeliveryRulesPanel


class DeliveryForm(ClusterableModel):
    """One way to give a course: so many sessions of such lengths, and the rules that go with them."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="forms", verbose_name=_("koulutus"))
    name = models.CharField(_("nimi"), max_length=120)
    slug = models.SlugField(_("tunnus"), max_length=80, unique=True)
    extent_minutes = models.PositiveIntegerField(_("laajuus minuutteina"), default=720)
    rules = models.JSONField(_("suoritusehdot"), default=dict, blank=True)

    panels: ClassVar = [
        FieldPanel("course"),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("extent_minutes"),
        InlinePanel("sessions", label=_("Kerta")),
        DeliveryRulesPanel(heading=_("suoritusehdot")),
    ]

    class Meta:
        verbose_name = _("toteutusmuoto")
        verbose_name_plural = _("toteutusmuodot")
        ordering = ["course_id", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse rules that no run could be held to."""
        from courses.rules import RuleBook  # noqa: PLC0415 -- the rule book knows the condition kinds of all apps

        super().clean()
        RuleBook.parse(self.rules)


class DeliverySession(ClusterableModel):
    """One session of a delivery form, placed relative to the day the run begins."""

    form = ParentalKey(DeliveryForm, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField(
        _("järjestys"), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    title = models.CharField(_("nimi"), max_length=160)
    mode = models.CharField(_("muoto"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    minutes = models.PositiveSmallIntegerField(_("kesto minuutteina"), validators=[MaxValueValidator(1440)])
    offset_days = models.PositiveSmallIntegerField(_("päiviä alusta"), validators=[MaxValueValidator(1000)])
    start_time = models.TimeField(_("alkaa klo"))
    pages = ParentalManyToManyField(SessionPage, blank=True, related_name="+", verbose_name=_("sisältö"))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["form", "position"], name="courses_form_position_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"
