"""The discussion page, the posts of each run, and reports about posts."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from accounts.models import User
from courses.enums import CompletionRule
from courses.models import ActivityPage, CourseRun, Enrolment
from media.blocks import TEXT_FEATURES

POST_LENGTH = 3000
REASON_LENGTH = 300


class DiscussionPage(ActivityPage):
    """A topic to talk about."""

    opening = RichTextField(_("avaus"), features=TEXT_FEATURES, help_text=_("Mistä keskustellaan ja miten."))
    posts_needed = models.PositiveSmallIntegerField(_("avauksia"), default=1, validators=[MaxValueValidator(20)])
    replies_needed = models.PositiveSmallIntegerField(
        _("vastauksia toisille"), default=1, validators=[MaxValueValidator(20)]
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("muokkausaika minuutteina"),
        default=30,
        validators=[MaxValueValidator(10_080)],
        help_text=_("Niin kauan viestin kirjoittaja voi muuttaa viestiään."),
    )

    parent_page_types: ClassVar = ["courses.SessionPage"]
    subpage_types: ClassVar[list[str]] = []
    completion_rules = (CompletionRule.SUBMIT,)
    icon = "discussion"
    type_label = _("keskustelu")
    content_panels = Page.content_panels + [
        FieldPanel("opening"),
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("required"),
                FieldPanel("posts_needed"),
                FieldPanel("replies_needed"),
                FieldPanel("edit_minutes"),
            ],
            heading=_("Suoritus"),
        ),
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("opening")]

    class Meta:
        verbose_name = _("keskustelu")
        verbose_name_plural = _("keskustelut")


class PostQuerySet(models.QuerySet["Post"]):
    """Filters on posts."""

    def in_thread(self, *, run: CourseRun, discussion: DiscussionPage) -> PostQuerySet:
        """The posts of one activity in one run; nobody outside the run ever sees them."""
        return self.filter(run=run, discussion=discussion)

    def counted(self) -> PostQuerySet:
        """Posts that count towards the completion of their author."""
        return self.filter(deleted_at=None, hidden_at=None)


class Post(models.Model):
    """An opening, or a reply to one (`parent`), by a trainee or by a trainer of the run (`staff`).

    The author is gone when the author is erased; that it was a trainer stays (`is_by_staff`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    discussion = models.ForeignKey(DiscussionPage, on_delete=models.PROTECT, related_name="posts")
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="discussion_posts"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_by_staff = models.BooleanField(default=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    text = models.TextField(_("viesti"), max_length=POST_LENGTH, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(_("perustelu"), max_length=REASON_LENGTH, blank=True)

    objects = PostQuerySet.as_manager()
    answers: list[Post]  # set by domain.reading on openings
    is_editable: bool  # set by domain.reading for the moment of reading
    is_left_out: bool  # set by domain.reading on openings of which only a reply was reported

    class Meta:
        verbose_name = _("viesti")
        verbose_name_plural = _("viestit")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["run", "discussion", "parent", "created_at"], name="discussion_post_thread")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(deleted_at__isnull=False), name="discussion_post_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(is_by_staff=True, enrolment=None) | models.Q(is_by_staff=False, staff=None),
                name="discussion_post_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"

    @property
    def is_gone(self) -> bool:
        """Whether trainees see a note in place of the text."""
        return self.deleted_at is not None or self.hidden_at is not None

    def is_by(self, writer: Enrolment | User | None) -> bool:
        """Whether this trainee, or this trainer, wrote it."""
        if isinstance(writer, Enrolment):
            return self.enrolment_id == writer.pk
        return writer is not None and self.is_by_staff and self.staff_id == writer.pk

    @property
    def author(self) -> User | None:
        """The person who wrote it, while there is one."""
        return self.staff if self.is_by_staff else self.enrolment.user if self.enrolment else None

    def editable_until(self) -> datetime:
        """The moment up to which the author may change the text."""
        return self.created_at + timedelta(minutes=self.discussion.edit_minutes)


class Report(models.Model):
    """A trainee's notice to the trainers that a post needs a look."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("mikä viestissä on vialla"), max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ilmoitus viestistä")
        verbose_name_plural = _("ilmoitukset viesteistä")
        constraints = [models.UniqueConstraint(fields=["post", "reporter"], name="discussion_report_once")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reporter_id}"
