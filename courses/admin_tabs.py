"""The editor of an activity: what it is on the first screen, when it opens on the second, the rest behind it."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

OPENING_PANELS = [
    HelpPanel(
        content=_(
            "Osio on auki, kun sen kerta on auki. Tässä voit lisätä ehtoja: kaikkien pitää täyttyä. "
            "Osallistuja näkee suljetusta osiosta aina syyn ja avautumishetken."
        )
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("opens_when"), FieldPanel("opens_days")])], heading=_("Aika")),
    InlinePanel("prerequisites", heading=_("Kun nämä osiot on tehty"), label=_("Osio"), max_num=10),
    MultiFieldPanel([FieldPanel("opens_group"), FieldPanel("audience")], heading=_("Ryhmä ja rooli")),
]


class FindingsPanel(Panel):
    """Tells the author what is worth a second look; it is not there when nothing is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/findings.html"

        @cached_property
        def findings(self) -> list[str]:
            """What was found in the page as it was saved last."""
            from courses.content_checks import findings_of  # noqa: PLC0415 -- reading content stands above the models

            return findings_of(self.instance) if self.instance is not None and self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(self.findings) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "findings": self.findings}


def tabs_of(page_class: Any) -> TabbedInterface:
    """Return the editor's tabs for a type of activity."""
    return TabbedInterface(
        [
            ObjectList([FindingsPanel(), *page_class.content_panels], heading=_("Sisältö")),
            ObjectList(OPENING_PANELS, heading=_("Avautuminen")),
            ObjectList(page_class.promote_panels, heading=_("Osoite ja haku")),
            ObjectList(page_class.settings_panels, heading=_("Asetukset")),
        ],
        base_form_class=page_class.base_form_class,
    )
