"""The form behind the question's page in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import BlockField

from assessments.questions.blocks import QuestionBlock, to_body, to_value
from assessments.questions.domain import UnableToSaveQuestion, parse_body, store_version


class QuestionForm(WagtailAdminModelForm):
    """Edits the newest version; saving a changed body makes the next one."""

    content = BlockField(block=QuestionBlock(), label=_("Kysymys"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.instance.current if self.instance.pk else None
        if current is not None:
            self.initial["content"] = to_value(current.kind, current.body)
        self.parsed: Any = None
        self.kind = ""

    def clean_code(self) -> str:
        """Refuse a code that another question has, before the database does."""
        code = self.cleaned_data["code"].strip()
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        if code and others.filter(code=code).exists():
            raise ValidationError(_("Toisella kysymyksellä on jo tämä tunnus."))
        return code

    def clean_content(self) -> Any:
        """Check the body as its kind wants it."""
        value = self.cleaned_data["content"]
        if len(value) != 1:
            raise ValidationError(_("Valitse kysymyksen laji ja täytä sen kentät."))
        self.kind = value[0].block_type
        try:
            self.parsed = parse_body(kind=self.kind, body=to_body(value[0].value))
        except UnableToSaveQuestion as error:
            raise ValidationError(error.messages) from error
        return value

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save the question, and a new version when its body has changed."""
        question = super().save(commit=False)
        store_version(question=question, kind=self.kind, parsed=self.parsed, at=timezone.now())
        self.save_m2m()
        return question
