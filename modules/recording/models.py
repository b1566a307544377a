"""The page of a video or a sound, and what each trainee has seen of it."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtailmedia.edit_handlers import MediaChooserPanel

from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment
from media.blocks import SHORT_FEATURES
from media.models import Recording


class RecordingPage(ActivityPage):
    """Something to watch or to listen to."""

    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="+", verbose_name=_("tallenne"))
    introduction = RichTextField(_("johdanto"), blank=True, features=SHORT_FEATURES)
    watched_percent = models.PositiveSmallIntegerField(
        _("katsottava osuus, %"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Kun näin suuri osa on oikeasti toistettu, osio on suoritettu. Loppuun kelaaminen ei riitä."),
    )

    asks_question = models.BooleanField(
        _("pyydä oma kysymys"),
        default=False,
        help_text=_(
            "Osio on valmis, kun se on katsottu tai tekstivastine luettu ja osallistuja on kirjoittanut kysymyksen."
        ),
    )

    parent_page_types: ClassVar = ["courses.SessionPage"]
    subpage_types: ClassVar[list[str]] = []
    completion_rules = (CompletionRule.PASS,)
    icon = "recording"
    type_label = _("video tai ääni")
    content_panels = Page.content_panels + [
        MediaChooserPanel("recording"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("required"),
                FieldPanel("watched_percent"),
                FieldPanel("asks_question"),
            ],
            heading=_("Suoritus"),
        ),
    ]

    class Meta:
        verbose_name = _("video tai ääni")
        verbose_name_plural = _("videot ja äänet")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(watched_percent__gte=1, watched_percent__lte=100), name="recording_percent_in_bounds"
            )
        ]

    def searchable_text(self) -> str:
        """Add what is said in the recording."""
        return " ".join([super().searchable_text(), *self.recording.transcript.split()]).strip()

    def clean(self) -> None:
        super().clean()
        recording = Recording.objects.filter(pk=self.recording_id).first()
        if recording is not None and not recording.transcript.strip():
            raise ValidationError(
                {"recording": _("Tallenteelta puuttuu tekstivastine. Kirjoita se ensin tallenteen tietoihin.")}
            )


class Viewing(models.Model):
    """Which stretches of a recording a trainee has played, and where to go on."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="viewings")
    page = models.ForeignKey(RecordingPage, on_delete=models.PROTECT, related_name="viewings")
    intervals = models.JSONField(default=list)  # [[from, to], …] in seconds: merged, in order
    position = models.FloatField(default=0)
    read_transcript_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("katselu")
        verbose_name_plural = _("katselut")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "page"], name="recording_viewing_once"),
            models.CheckConstraint(condition=models.Q(position__gte=0), name="recording_position_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.page_id}"
