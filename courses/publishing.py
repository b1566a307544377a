"""Keeps the cached outline honest: every change of the page tree under a course counts its version up.

Receivers are used here, and only here, because publishing happens inside Wagtail.
"""

from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import ActivityPage, CoursePage, OutlineVersion, SessionPage


def count_up(page: Page) -> None:
    """Raise the outline version of the course the page belongs to."""
    ancestors = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    for course_id in CoursePage.objects.filter(path__in=ancestors).values_list("pk", flat=True):
        if not OutlineVersion.objects.filter(course_id=course_id).update(version=F("version") + 1):
            OutlineVersion.objects.create(course_id=course_id)


@receiver([page_published, page_unpublished, page_slug_changed])
def on_publishing(sender, instance, **kwargs) -> None:
    """Publishing, unpublishing, renaming."""
    if isinstance(instance, CoursePage | SessionPage | ActivityPage):
        count_up(instance)
        # At once, not when a worker comes to it: documents are open to those for whom a page that shows them is.
        ReferenceIndex.create_or_update_for_object(instance)


@receiver(post_page_move)
def on_move(sender, instance, parent_page_before, parent_page_after, **kwargs) -> None:
    """Moving and reordering change both places."""
    count_up(parent_page_before)
    if parent_page_after.pk != parent_page_before.pk:
        count_up(parent_page_after)


@receiver(post_save)
def on_save(sender, instance, created, raw=False, **kwargs) -> None:
    """A page made or saved as live without the publishing action (imports, the demo, copies)."""
    if not raw and issubclass(sender, CoursePage | SessionPage | ActivityPage) and instance.live:
        count_up(instance)


@receiver(post_delete)
def on_delete(sender, instance, **kwargs) -> None:
    """Deleting; a course that goes takes its version with it."""
    if issubclass(sender, SessionPage | ActivityPage):
        count_up(instance)
