"""Questions and their versions. What an attempt met is never changed."""

import uuid
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.search import index

from assessments.questions.kinds import KINDS, Kind


class Question(index.Indexed, models.Model):
    """A question of the bank. What is asked stands in its versions; this row is what lists and searches look at."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(
        _("tunnus"),
        max_length=80,
        blank=True,
        help_text=_("Valinnainen. Jokaisella oma."),
    )
    category = models.CharField(
        _("luokka"), max_length=255, blank=True, db_index=True, help_text=_("Polku, esimerkiksi: Työpeili/Kerta 1")
    )
    tags = TaggableManager(verbose_name=_("asiasanat"), blank=True, related_name="+")
    kind = models.CharField(
        _("laji"), max_length=20, choices=[(name, kind.label) for name, kind in KINDS.items()], editable=False
    )
    name = models.CharField(_("nimi"), max_length=255, blank=True, editable=False)
    text = models.TextField(_("kysymys"), editable=False)
    current = models.ForeignKey(
        "QuestionVersion", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    is_archived = models.BooleanField(
        _("arkistoitu"),
        default=False,
        help_text=_("Arkistoitua ei tarjota uusiin tehtäviin."),
    )
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, editable=False)  # as it was imported
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    search_fields: ClassVar = [
        index.SearchField("text"),
        index.SearchField("name"),
        index.SearchField("category"),
        index.SearchField("code"),
        index.AutocompleteField("text"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("category"),
        index.FilterField("is_archived"),
    ]

    class Meta:
        verbose_name = _("kysymys")
        verbose_name_plural = _("kysymykset")
        ordering = ["category", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="questions_code_once"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="questions_kind_known"),
        ]

    def __str__(self) -> str:
        words = self.name or self.text
        start = words if len(words) <= 80 else f"{words[:79]}…"
        return f"{self.code} {start}".strip()


def moment_of(time: datetime) -> int:
    """Return a moment in microseconds, exactly."""
    since = time - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


class QuestionVersion(models.Model):
    """What a question said at one time. Never changed, never deleted while anything may have met it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kysymyksen versio")
        verbose_name_plural = _("kysymysten versiot")
        ordering = ["question_id", "number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="questions_version_once")]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version; an old one stays as it is."""
        if self.pk is not None and not self._state.adding:
            message = "a question version is never changed"
            raise TypeError(message)
        super().save(*args, **kwargs)

    @cached_property
    def parsed(self) -> Any:
        """The body as its kind reads it."""
        return self.sort.Body.model_validate(self.body)

    @property
    def made(self) -> int:
        """The moment it was made, in microseconds: with the id it tells one version from every other."""
        return moment_of(self.created_at)

    @property
    def sort(self) -> Kind:
        """The kind that knows how to read and mark this version."""
        return KINDS[self.kind]


from assessments.questions.exchange.models import ImportBatch  # noqa: E402, F401 -- found by Django through this module
