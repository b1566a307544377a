"""The editor of an activity: what it is on the first screen, when it opens on the second, the rest behind it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface


def tabs_of(page_class: Any) -> TabbedInterface:
    """Return the editor's tabs for a type of activity."""
    return TabbedInterface(
        [
            ObjectList(page_class.content_panels, heading=_("Sisältö")),
            ObjectList(page_class.opening_panels, heading=_("Avautuminen")),
            ObjectList(page_class.promote_panels, heading=_("Osoite ja haku")),
            ObjectList(page_class.settings_panels, heading=_("Asetukset")),
        ],
        base_form_class=page_class.base_form_class,
    )
