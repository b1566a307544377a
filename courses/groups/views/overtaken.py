"""What two versions of a log say differently, for the person who has to choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from courses.groups.forms.logs import LogForm


@dataclass(frozen=True)
class Difference:
    """One field and what the stored version says in it."""

    label: str
    stored: str


def differences(typed: dict[str, Any], stored: dict[str, Any]) -> list[Difference]:
    """Return the fields in which the stored version differs from what was typed, in the order of the form."""
    rows = []
    for name, field in LogForm.base_fields.items():
        if name in ("key", "token"):
            continue
        mine, theirs = _words(field, typed.get(name)), _words(field, stored.get(name))
        if mine != theirs:
            rows.append(Difference(str(field.label), theirs or _("(tyhjä)")))
    return rows


def _words(field: forms.Field, value: Any) -> str:
    """Return a value as a person reads it, whether it was typed or stored."""
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("kyllä") if value else _("ei")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(sorted(labels.get(str(one), str(one)) for one in values))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return str(value).strip()
