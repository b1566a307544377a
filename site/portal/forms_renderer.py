"""Every Django form drawn with Peili's own field: label, hint, error, control."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    MultiWidget,
    RadioSelect,
    SelectDateWidget,
)


class PeiliBoundField(BoundField):
    """A field in a form, with what its template must know."""

    @property
    def kind(self) -> str:
        """Which of the field's shapes fits its control: `tick`, `choices`, `parts` or `plain`."""
        widget = self.field.widget
        if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
            return "choices"
        if isinstance(widget, CheckboxInput):
            return "tick"
        return "parts" if isinstance(widget, (MultiWidget, SelectDateWidget)) else "plain"

    @property
    def target_id(self) -> str:
        """The id a link from the error summary leads to: the first control of a group."""
        if self.kind in ("choices", "parts"):
            return f"{self.auto_id}_0"
        return self.auto_id

    @property
    def is_optional(self) -> bool:
        """An optional field says so, unless the form has said it of all of them at once (`says_optional = False`)."""
        if not getattr(self.field, "says_optional", True):
            return False
        return not self.field.required and self.kind != "tick" and not isinstance(self.field.widget, forms.HiddenInput)

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        """Draws the control without `maxlength`: a browser would cut what is pasted and say nothing."""
        drawn = widget or self.field.widget
        if not isinstance(drawn, ClearableFileInput):
            drawn.attrs.pop("maxlength", None)
        drawn.attrs.pop("placeholder", None)  # the label says it, and stays when one types
        return super().as_widget(widget=widget, attrs=attrs, only_initial=only_initial)


class PeiliRenderer(TemplatesSetting):
    """The renderer named in the settings; templates come from the ordinary template engine."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
    bound_field_class = PeiliBoundField
