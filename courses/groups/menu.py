"""The pages of a group in one calm menu, so that many pages find their place.

Each app with pages of a group offers `PAGES`, a list of `MenuPage`, in its `group_menu.py`; those of this app are there
too. An app that is taken out takes its entries with it. Pages extend `groups/page.html` and put `group` in the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.discovery import modules_named
from courses.section_menu import Entry, Part

if TYPE_CHECKING:
    from courses.groups.models import PeerGroup


class Section(models.TextChoices):
    """The parts of the menu, in their order."""

    OVERVIEW = "overview", _("Yleiskuva")
    MEMBERS = "members", _("Ryhmäläiset")
    MEETINGS = "meetings", _("Tapaamiset")
    AGREED = "agreed", _("Yhdessä sovittu")
    MONEY = "money", _("Kulut ja hinta")
    TRACES = "traces", pgettext_lazy("what a group has left behind", "Jäljet")
    FACILITATING = "facilitating", _("Ohjaaminen")


@dataclass(frozen=True)
class MenuPage:
    """One entry: the name of its address (`group` is its first argument) and of the addresses below it."""

    section: Section
    title: Any  # a lazy text
    name: str
    below: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()  # further arguments of the address
    while_open: bool = False  # of no use once the group has ended
    order: int = 50


@cache
def menu_pages() -> tuple[MenuPage, ...]:
    """Return the pages of all apps, in the order of the menu."""
    pages = [page for _label, module in modules_named("group_menu") for page in module.PAGES]
    sections = list(Section)
    return tuple(sorted(pages, key=lambda page: (sections.index(page.section), page.order)))


def menu_of(*, group: PeerGroup, view_name: str, arguments: dict[str, Any]) -> list[Part]:
    """Return the menu of a group as seen from one of its pages; asks the database nothing."""
    parts = []
    for section in Section:
        entries = [
            Entry(
                title=str(page.title),
                url=reverse(page.name, kwargs={"group": group.public_id, **dict(page.also)}),
                current=(view_name == page.name or view_name in page.below)
                and all(arguments.get(name) == value for name, value in page.also),
            )
            for page in menu_pages()
            if page.section == section and not (page.while_open and group.is_closed)
        ]
        if entries:
            parts.append(Part(str(section.label), entries))
    return parts
