"""Forms of the course in the Wagtail editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.enums import CompletionRule


class ActivityPageForm(WagtailAdminPageForm):
    """Offers only the rules by which this type of activity can be done; no activity waits for itself in a circle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("completion_rule")
        if field is None:
            return
        rules = self._meta.model.completion_rules
        field.choices = [(rule, CompletionRule(rule).label) for rule in rules]
        if self.initial.get("completion_rule") not in rules:
            self.initial["completion_rule"] = rules[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for needed in self._needed():
            if needed.pk == self.instance.pk or self.instance.pk in _waited_for(needed):
                text = _("Osio ei voi odottaa osiota ”%(title)s”: kumpikaan ei koskaan avautuisi.")
                self.add_error(None, text % {"title": needed.title})
        return cleaned

    def _needed(self) -> Iterator[Any]:
        """Yield the activities the author wants this one to wait for."""
        formset = self.formsets.get("prerequisites")
        for form in formset.forms if formset is not None and self.instance.pk else ():
            if form.is_valid() and not form.cleaned_data.get("DELETE") and form.cleaned_data.get("needed"):
                yield form.cleaned_data["needed"]


def _waited_for(activity: Any) -> set[int]:
    """Return the activities that an activity waits for, directly or through others."""
    found: set[int] = set()
    ahead = {activity.pk}
    rows = type(activity).prerequisites.rel.related_model.objects
    while ahead:
        ahead = set(rows.filter(activity__in=ahead).values_list("needed_id", flat=True)) - found
        found |= ahead
    return found
