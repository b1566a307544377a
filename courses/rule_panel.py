"""The rules of a delivery form in the editor: told in words, changed on a page of their own."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class DeliveryRulesPanel(Panel):
    """Shows what the rules ask for; they are no field of the form, so saving it never touches them."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one delivery form."""

        template_name = "courses/admin/delivery_rules_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the rules in words; a form that is being made has none yet."""
            from courses.rule_forms import RulesForm  # noqa: PLC0415 -- the models are not loaded when panels are
            from courses.rules import RuleBook  # noqa: PLC0415

            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance if self.instance.pk else None
            if saved is not None:
                context["form"] = RulesForm(book=RuleBook.parse(saved.rules), seen=1)
            return {**context, "saved": saved}
