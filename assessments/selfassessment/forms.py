"""The statements as a form."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.selfassessment.domain import statements_of
from assessments.selfassessment.models import HIGHEST, LOWEST, SelfAssessmentPage, Statement

LONGEST_TEXT = 2000


class AssessmentForm(forms.Form):
    """One row of five choices a statement, and the open question at the end."""

    def __init__(self, *args: Any, page: SelfAssessmentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = statements_of(page)
        for statement in self.statements:
            self.fields[name_of(statement)] = forms.TypedChoiceField(
                label=statement.text,
                choices=[(number, str(number)) for number in range(LOWEST, HIGHEST + 1)],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Vastaa tähän."), "invalid_choice": _("Valitse luku 1–5.")},
            )
        if page.open_question:
            self.fields["open"] = WordsField(
                label=page.open_question,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={
                    "max_length": _("Teksti on liian pitkä: %(show_value)s merkkiä, enintään %(limit_value)s.")
                },
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return the fields under the headings of the statements."""
        return [
            (heading, [self[name_of(statement)] for statement in members])
            for heading, members in groupby(self.statements, key=lambda statement: statement.group)
        ]

    def values(self) -> dict[str, int]:
        """Return the answers by statement key."""
        return {str(statement.key): self.cleaned_data[name_of(statement)] for statement in self.statements}

    def open_answer(self) -> str:
        """Return the answer to the open question."""
        return self.cleaned_data.get("open", "")


def name_of(statement: Statement) -> str:
    """Return the name of the statement's field; it stays the same while the instrument is edited."""
    return f"s-{statement.key.hex[:12]}"


class WordsField(forms.CharField):
    """Text, without what no database keeps."""

    def to_python(self, value: Any) -> str:
        """Leave NUL out."""
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""
