"""Marking a lesson as read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.lesson.models import QUESTION_LENGTH, LessonPage


class ReadForm(forms.Form):
    """The own question, where the lesson asks for one, and the version that is on the screen."""

    question = forms.CharField(
        label=_("Oma kysymyksesi seuraavalle kerralle"),
        help_text=_("Mitä jäit miettimään? Sinä ja kouluttajat näette kysymyksen."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kirjoita yksi oma kysymys. Se voi olla lyhyt ja keskeneräinen.")},
    )
    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lesson: LessonPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lesson.asks_question:
            del self.fields["question"]

    def clean_revision(self) -> int | None:
        """Take a number, and nothing else a browser might send."""
        value = self.cleaned_data.get("revision") or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
