"""Marking a lesson as read."""

from __future__ import annotations

from typing import Any

from django import forms

from courses.forms import QuestionForm
from modules.lesson.models import LessonPage


class ReadForm(QuestionForm):
    """The own question, where the lesson asks for one, and the version that is on the screen."""

    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lesson: LessonPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lesson.asks_question:
            del self.fields["question"]

    def clean_revision(self) -> int | None:
        """Take a number, and nothing else a browser might send."""
        value = self.cleaned_data.get("revision") or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
