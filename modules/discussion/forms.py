"""Forms of a discussion."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.discussion.models import POST_LENGTH, REASON_LENGTH


class PostForm(forms.Form):
    """A post. The hidden key is made with the form, so that sending it twice gives one post."""

    text = forms.CharField(
        label=_("Viesti"),
        max_length=POST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Kirjoita viesti.")},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, label: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        if data is not None and not _is_uuid(data.get("key")):
            data = {**data.dict(), "key": str(uuid.uuid4())}
        super().__init__(data, **kwargs)
        if label:
            self.fields["text"].label = label


class ReasonForm(forms.Form):
    """Why a post is reported or hidden."""

    reason = forms.CharField(
        label=_("Perustelu"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Kirjoita lyhyt perustelu.")},
    )

    def __init__(self, *args: Any, is_required: bool = True, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required
        if label:
            self.fields["reason"].label = label


def _is_uuid(value: Any) -> bool:
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True
