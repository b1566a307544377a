"""Texts of messages that editors have written in place of the built-in ones."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin

from notifications.kinds import all_kinds
from notifications.wording import problems_of


class MessageTemplate(PreviewableMixin, RevisionMixin, models.Model):
    """The subject and text of one kind of message in one language; without it the built-in text is used."""

    kind = models.SlugField(_("mikä viesti"), max_length=60)
    language = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES, default="fi")
    subject = models.CharField(_("otsikko"), max_length=200)
    text = models.TextField(_("teksti"), max_length=5000)
    updated_at = models.DateTimeField(_("muutettu"), auto_now=True)

    is_half_written = False  # in the live preview, which tells what is wrong itself

    preview_modes: ClassVar = [("", _("Sähköposti")), ("text", _("Pelkkä teksti"))]

    class Meta:
        verbose_name = _("viestipohja")
        verbose_name_plural = _("viestipohjat")
        ordering: ClassVar = ["kind", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="notifications_one_template_each",
                violation_error_message=_("Tälle viestille on jo pohja tällä kielellä. Muokkaa sitä."),
            )
        ]

    def __str__(self) -> str:
        kind = all_kinds().get(self.kind)
        return f"{kind.title if kind else self.kind} ({self.language})"

    def clean(self) -> None:
        """Raise ValidationError beside the field that a message could not be made from."""
        kind = all_kinds().get(self.kind)
        if self.is_half_written:
            return
        if kind is None:
            raise ValidationError({"kind": _("Tällaista viestiä ei ole.")})
        found = problems_of(kind, subject=self.subject, text=self.text)
        if found:
            raise ValidationError(found)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the mail as it would arrive, made from examples; what is wrong is said in its place."""
        from notifications.previewing import preview_context  # noqa: PLC0415 -- it needs the models

        context: dict[str, Any] = preview_context(self)
        name = "text" if mode_name == "text" else "html"
        page = "notifications/mail/problem.html" if context["problem"] else f"notifications/mail/preview_{name}.html"
        return render(request, page, context)
