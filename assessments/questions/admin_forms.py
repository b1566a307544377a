"""The form behind the question's page in the Wagtail admin."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import BlockField

from assessments.questions.block_values import beside_fields, to_body, to_value
from assessments.questions.blocks import question_block
from assessments.questions.domain import UnableToSaveQuestion, parse_body, store_version
from assessments.questions.wording import as_html

# What the editor for formatted text keeps as it is. Anything else is edited as it is stored, so nothing is lost.
KEPT_BY_EDITOR = frozenset(
    {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "embed", "sup", "sub", "code", "blockquote", "hr", "h4"}
)
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


def fits_editor(body: dict[str, Any]) -> bool:
    """Say whether the editor for formatted text can show the body's HTML without losing anything."""
    return {name.lower() for name in TAG.findall(str(body))} <= KEPT_BY_EDITOR


class QuestionForm(WagtailAdminModelForm):
    """Edits the newest version; saving a changed body makes the next one."""

    content = BlockField(
        block=question_block(), label=_("Kysymys"), help_text=_("Valitse ensin kysymyksen laji plusmerkistä.")
    )
    formatted = forms.BooleanField(
        label=_("Muotoiltu teksti ja kuvat"),
        required=False,
        help_text=_("Merkitse ja tallenna: sen jälkeen tekstejä voi muotoilla ja niihin voi lisätä kuvia."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = self.instance.current
        self.parsed: Any = None
        self.kind = ""
        self.rich = False
        if self.current is not None:
            is_html = self.current.body.get("format") == "html"
            self.rich = is_html and fits_editor(self.current.body)
            self._show(is_html)

    def _show(self, is_html: bool) -> None:
        field = BlockField(block=question_block(rich=self.rich), label=_("Kysymys"))
        if is_html and not self.rich:
            field.help_text = _("Teksteissä on muotoilua, jota muokkain ei tunne, joten näet ne HTML-merkintöinä.")
        self.fields["content"] = field
        self.initial["content"] = to_value(self.current.kind, self.current.body, rich=self.rich)
        self.initial["formatted"] = is_html
        self.fields["formatted"].disabled = is_html

    def clean_code(self) -> str:
        """Refuse a code that another question has, before the database does."""
        code: str = self.cleaned_data["code"].strip()
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        if code and others.filter(code=code).exists():
            raise ValidationError(_("Toisella kysymyksellä on jo tämä tunnus."))
        return code

    def clean_category(self) -> str:
        """Write the path without empty parts."""
        return "/".join(part.strip() for part in self.cleaned_data["category"].split("/") if part.strip())

    def clean_content(self) -> Any:
        """Check the body as its kind wants it; each fault is told beside its field."""
        value = self.cleaned_data["content"]
        if len(value) != 1:
            raise ValidationError(_("Valitse kysymyksen laji ja täytä sen kentät."))
        self.kind = value[0].block_type
        before = self.current.body if self.current is not None and self.current.kind == self.kind else None
        body = to_body(value[0].value, before=before)
        if self.current is not None and self.current.body.get("format") == "html":
            body["format"] = "html"
        try:
            self.parsed = parse_body(kind=self.kind, body=body)
        except UnableToSaveQuestion as error:
            if error.places:
                raise beside_fields(self.kind, error.places, rich=self.rich) from error
            raise ValidationError(error.messages) from error
        return value

    def clean(self) -> dict[str, Any]:
        """Turn plain texts into formatted ones when that was asked for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("formatted") and self.parsed is not None and self.parsed.format == "plain":
            self.parsed = parse_body(kind=self.kind, body=as_html(self.parsed.model_dump(mode="json")))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save the question, and a new version when its body has changed."""
        question = super().save(commit=False)
        store_version(question=question, kind=self.kind, parsed=self.parsed, at=timezone.now(), by=self.for_user)
        self.save_m2m()
        return question
