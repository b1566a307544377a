"""The lesson page, and the question a trainee leaves for the next session."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment
from media.blocks import BODY_BLOCKS

QUESTION_LENGTH = 500


class LessonPageForm(WagtailAdminPageForm):
    """Offers only the rules by which a lesson can be done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "completion_rule" in self.fields:
            self.fields["completion_rule"].choices = [
                (CompletionRule.MANUAL, _("kun osallistuja merkitsee sen luetuksi")),
                (CompletionRule.VIEW, _("kun sivu on avattu")),
            ]


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
    base_form_class = LessonPageForm
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
    search_fields = ActivityPage.search_fields + [index.SearchField("body")]

    class Meta:
        verbose_name = _("lukeminen")
        verbose_name_plural = _("lukemiset")

    def clean(self) -> None:
        super().clean()
        if self.asks_question and self.completion_rule == CompletionRule.VIEW:
            raise ValidationError(
                {"asks_question": _("Oma kysymys ja ”kun sivu on avattu” eivät sovi yhteen. Valitse toinen.")}
            )


class LessonQuestion(models.Model):
    """The trainee's own question for the next session; read by the trainee and the run's trainers."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lesson_questions")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(_("oma kysymys"), max_length=QUESTION_LENGTH)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("oma kysymys")
        verbose_name_plural = _("omat kysymykset")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_question_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="lesson_question_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson_id}"
