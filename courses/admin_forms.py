"""Forms of the course in the Wagtail editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from courses.enums import CompletionRule


class ActivityPageForm(WagtailAdminPageForm):
    """Offers only the rules by which this type of activity can be done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("completion_rule")
        if field is None:
            return
        rules = self._meta.model.completion_rules
        field.choices = [(rule, CompletionRule(rule).label) for rule in rules]
        if self.initial.get("completion_rule") not in rules:
            self.initial["completion_rule"] = rules[0]
