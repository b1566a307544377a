"""Where a category is typed: the ones there are can be chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from assessments.questions.models import Question

MOST = 500


class CategoryInput(forms.TextInput):
    """A text field that offers the categories there are."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        """Draw the field with its choices, read when the field is drawn."""
        known = f"{(attrs or {}).get('id') or name}-luokat"
        field = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        rows = Question.objects.exclude(category="").order_by("category").values_list("category").distinct()[:MOST]
        options = format_html_join("", '<option value="{}"></option>', rows)
        return format_html('{}<datalist id="{}">{}</datalist>', field, known, options)
