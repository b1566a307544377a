"""The lesson page."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment
from media.blocks import BODY_BLOCKS


class LessonPage(ActivityPage):
    """Something to read."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("teksti"), blank=True)
    source_note = models.CharField(
        _("lähteet"), max_length=300, blank=True, help_text=_("Mihin teksti perustuu. Näkyy tekstin lopussa pienellä.")
    )
    asks_question = models.BooleanField(
        _("pyydä oma kysymys"),
        default=False,
        help_text=_("Osio on valmis, kun se on merkitty luetuksi ja osallistuja on kirjoittanut yhden kysymyksen."),
    )

    parent_page_types: ClassVar = ["courses.SessionPage"]
    subpage_types: ClassVar[list[str]] = []
    completion_rules = (CompletionRule.MANUAL, CompletionRule.VIEW)
    icon = "lesson"
    type_label = _("lukeminen")
    content_panels = Page.content_panels + [
        FieldPanel("body"),
        FieldPanel("source_note"),
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("required"),
                FieldPanel("completion_rule"),
                FieldPanel("asks_question"),
            ],
            heading=_("Suoritus"),
        ),
    ]
    searchable: ClassVar[tuple[str, ...]] = ("body", "source_note")

    class Meta:
        verbose_name = _("lukeminen")
        verbose_name_plural = _("lukemiset")

    def clean(self) -> None:
        super().clean()
        if self.asks_question and self.completion_rule == CompletionRule.VIEW:
            raise ValidationError(
                {"asks_question": _("Oma kysymys ja ”kun sivu on avattu” eivät sovi yhteen. Valitse toinen.")}
            )


class Reading(models.Model):
    """Where a trainee is in a lesson, and what they answered to its questions to themselves. Nobody else sees it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="readings")
    page = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="readings")
    block = models.CharField(max_length=64, blank=True)  # the block at the top of the screen
    answers = models.JSONField(default=dict)  # {block: option}, by the ids of the text
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lukukohta")
        verbose_name_plural = _("lukukohdat")
        constraints = [models.UniqueConstraint(fields=["enrolment", "page"], name="lesson_reading_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.page_id}"
