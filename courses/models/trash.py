"""Where deleted course content lies until somebody wants it back."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class TrashPage(Page):
    """Holds session and activity pages that an author has deleted. It is on no site: nobody is shown it."""

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False
    preview_modes: ClassVar[list] = []

    class Meta:
        verbose_name = _("poistetut sivut")
        verbose_name_plural = _("poistetut sivut")
