"""Fields that understand how people write: comma or point in sums, a blank between thousands, days and times."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_SUM = Decimal("99999.99")


class SumField(forms.DecimalField):
    """A sum of money or another decimal number, with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        short = {"inputmode": "decimal", "class": "input--short", "autocomplete": "off"}
        defaults = {"min_value": 0, "max_value": LARGEST_SUM, "decimal_places": 2, "max_digits": 9}
        super().__init__(**{**defaults, "widget": forms.TextInput(attrs=short), **kwargs})
        self.error_messages["invalid"] = _("Kirjoita luku, esimerkiksi 40 tai 12,50.")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0€]", "", value).replace("−", "-").replace(",", ".")
            if len(value) > 20 or "e" in value.lower():
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


class WholeField(forms.IntegerField):
    """A whole number, typed with the number keys."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input--tiny", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.strip()
            if len(value) > 9:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayField(forms.DateField):
    """A day; the browser's own calendar, or typed the Finnish way."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
        super().__init__(**{"widget": widget, "input_formats": formats, **kwargs})
        self.error_messages["invalid"] = _("Kirjoita päivä, esimerkiksi 24.11.2026.")


class ClockField(forms.TimeField):
    """A time of day; `18`, `18.30` and `18:30` are all understood."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(**{"widget": widget, "input_formats": ["%H:%M", "%H.%M", "%H:%M:%S", "%H"], **kwargs})
        self.error_messages["invalid"] = _("Kirjoita kellonaika, esimerkiksi 18.00.")


class TextArea(forms.Textarea):
    """A text area of so many rows."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows})


class NoteField(forms.CharField):
    """A few lines of text; a line end counts as one sign, as it does for the writer."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(**{"widget": TextArea(rows), **kwargs})

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""
