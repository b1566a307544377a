"""The form of a survey, made from its questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.survey.models import SurveyPage, SurveyQuestion

LONGEST_TEXT = 2000
Kind = SurveyQuestion.Kind
HINTS = {
    Kind.SCALE: _("1 = täysin eri mieltä, 5 = täysin samaa mieltä"),
    Kind.NPS: _("0 = en lainkaan todennäköisesti, 10 = erittäin todennäköisesti"),
}


class SurveyForm(forms.Form):
    """One field a question, and one more for each follow-up."""

    def __init__(self, *args: Any, page: SurveyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(page.questions.order_by("sort_order", "pk"))
        before = ""
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question, says_scale=question.kind != before)
            before = question.kind
            if question.follow_up:
                self.fields[f"{name_of(question)}-more"] = text_field(question.follow_up, required=False, rows=2)
        self._say_once_what_is_optional()

    def _say_once_what_is_optional(self) -> None:
        """Mark the few required questions instead of each optional one; the page says the rest once."""
        self.has_required = any(question.is_required for question in self.questions)
        self.has_optional = any(not question.is_required for question in self.questions)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]
            if field.required and self.has_optional:
                field.label = gettext("%(question)s (pakollinen)") % {"question": field.label}

    def answers(self) -> dict[str, Any]:
        """Return what was answered by question key; what was left out is left out."""
        found = {}
        for question in self.questions:
            value = self.cleaned_data.get(name_of(question))
            more = self.cleaned_data.get(f"{name_of(question)}-more", "")
            if question.kind in (Kind.SCALE, Kind.NPS) and value:
                value = int(value)
            answer = {"value": value} if value not in ("", [], None) else {}
            if more:
                answer["more"] = more
            if answer:
                found[str(question.key)] = answer
        return found


def name_of(question: SurveyQuestion) -> str:
    """Return the name of the question's field; it stays the same while the survey is edited."""
    return f"q-{question.key.hex[:12]}"


def field_of(question: SurveyQuestion, *, says_scale: bool = True) -> forms.Field:
    """Return the form field a question is answered in; of questions on one scale in a row the first explains it."""
    if question.kind == Kind.TEXT:
        return text_field(question.text, required=question.is_required, rows=4)
    kind = forms.MultipleChoiceField if question.kind == Kind.MULTIPLE else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if question.kind == Kind.MULTIPLE else forms.RadioSelect
    field = kind(
        label=question.text,
        choices=[(choice, choice) for choice in question.choices],
        widget=widget,
        required=question.is_required,
        help_text=HINTS.get(Kind(question.kind), "") if says_scale else "",
        error_messages={"required": _("Vastaa tähän."), "invalid_choice": _("Valitse jokin vaihtoehdoista.")},
    )
    field.is_scale = question.kind in (Kind.SCALE, Kind.NPS)  # type: ignore[attr-defined]
    return field


def text_field(label: str, *, required: bool, rows: int) -> forms.CharField:
    """Return a field for free text."""
    return WordsField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("Vastaa tähän."),
            "max_length": _("Teksti on liian pitkä: %(show_value)s merkkiä, enintään %(limit_value)s."),
        },
    )


class WordsField(forms.CharField):
    """Text, without what no database keeps."""

    def to_python(self, value: Any) -> str:
        """Leave NUL out."""
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""
