"""The exercise page, and what each trainee has answered for themselves."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment
from media.blocks import TEXT_FEATURES
from modules.exercise.blocks import EXERCISE_BLOCKS


class ExercisePage(ActivityPage):
    """Something to work out by oneself before the model is shown."""

    introduction = RichTextField(_("johdanto"), blank=True, features=TEXT_FEATURES)
    content_note = models.CharField(
        _("sisältöhuomautus"),
        max_length=200,
        blank=True,
        help_text=_("Jos tehtävä voi koskettaa, kerro mistä siinä on kyse. Näkyy ennen tehtävää."),
    )
    items = StreamField(EXERCISE_BLOCKS, verbose_name=_("tehtävät"))
    is_printable = models.BooleanField(
        _("tulostettava"), default=False, help_text=_("Tarjoa tulostuspainike; paperille jää tilaa vastauksille.")
    )

    parent_page_types: ClassVar = ["courses.SessionPage"]
    subpage_types: ClassVar[list[str]] = []
    completion_rules = (CompletionRule.SUBMIT,)
    icon = "exercise"
    type_label = _("harjoitus")
    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        FieldPanel("content_note"),
        FieldPanel("items"),
        FieldPanel("is_printable"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Suoritus")),
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("introduction")]

    class Meta:
        verbose_name = _("harjoitus")
        verbose_name_plural = _("harjoitukset")

    def clean(self) -> None:
        super().clean()
        if not any(block.block_type != "text" for block in self.items):
            raise ValidationError({"items": _("Lisää ainakin yksi kysymys, pari tai valinta.")})


class ExerciseResponse(models.Model):
    """A trainee's own answers, by the id of the block they answer. Nobody else sees them."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="exercise_responses")
    exercise = models.ForeignKey(ExercisePage, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("harjoituksen vastaus")
        verbose_name_plural = _("harjoitusten vastaukset")
        constraints = [models.UniqueConstraint(fields=["enrolment", "exercise"], name="exercise_response_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.exercise_id}"
