"""Deleted course content can be had back: it is put aside instead, and an author moves it to its place again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from courses.models import TrashPage

SLUG = "poistetut"


def trash() -> TrashPage:
    """Return the page under which deleted pages lie; made when the first page is deleted. It is on no site."""
    found = TrashPage.objects.first()
    if found is None:
        root = Page.objects.get(depth=1)
        found = root.add_child(instance=TrashPage(title=_("Poistetut sivut"), slug=SLUG, live=False))
    return found


def is_in_trash(page: Page) -> bool:
    """Say whether the page has been put aside already: deleting it there is for good."""
    return TrashPage.objects.ancestor_of(page, inclusive=True).exists()


def put_aside(*, page: Page, by: Any) -> None:
    """This function will hide the page and those below it from everybody and keep them where they can be had back."""
    with transaction.atomic():
        for each in page.get_descendants(inclusive=True).live().specific():
            each.unpublish(user=by, log_action=True)
        target = trash()  # the editor offers nobody this place, so the action may not ask whether it is allowed
        fresh = Page.objects.get(pk=page.pk).specific
        fresh.slug = f"{fresh.slug[:200]}-{fresh.pk}"  # a page of the same name may be deleted later
        fresh.save(update_fields=["slug"])
        move = MovePageAction(Page.objects.get(pk=page.pk), TrashPage.objects.get(pk=target.pk), "last-child", user=by)
        move.execute(skip_permission_checks=True)
