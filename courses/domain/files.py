"""Who may fetch a file: those for whom a page that shows it is open, the staff of its runs, and editors.

Other apps whose records show files name the pages these stand on in a module `file_uses.py`: `pages_showing(file)`,
and `pages_met(file, user=…)` where a person's own records keep showing a file that the page shows no more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from accounts.discovery import modules_named
from courses.domain.learning import RunPlan, plan_for
from courses.models import ActivityPage, CourseRun, SessionPage
from courses.outline import Outline, outline_of
from courses.permissions import with_outline


def is_public(file: Any) -> bool:
    """Say whether a published page that is not part of a course's content shows the file."""
    ids = _pages_that_refer_to(file)
    if not ids:
        return False
    pages = Page.objects.live().public().filter(pk__in=ids)
    return pages.not_type(ActivityPage, SessionPage).exists()


def may_fetch(*, user: Any, file: Any, at: datetime) -> bool:
    """Say whether the person may have a file that is not public; the rule is that of the pages that show it."""
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    pages = _pages_that_refer_to(file)
    if _is_shown(user, pages, at):
        return True
    modules = [module for _label, module in modules_named("file_uses")]
    others = {page for module in modules for page in module.pages_showing(file)}
    if _is_shown(user, others - pages, at):
        return True
    met = {page for module in modules if hasattr(module, "pages_met") for page in module.pages_met(file, user=user)}
    return _is_shown(user, met - others - pages, at)


def _pages_that_refer_to(file: Any) -> set[int]:
    page_type = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.get_references_to(file).filter(base_content_type=page_type)
    return {int(number) for number in rows.values_list("object_id", flat=True)}


def _is_shown(user: Any, pages: set[int], at: datetime) -> bool:
    return bool(pages) and (_is_shown_to_trainee(user, pages, at) or _is_shown_to_staff(user, pages))


def _is_shown_to_trainee(user: Any, pages: set[int], at: datetime) -> bool:
    enrolments = user.enrolments.studying().select_related("run", "rule_set")
    for enrolment in enrolments:
        enrolment.user = user
        outline = outline_of(enrolment.run.course_id)
        if not pages & _all_pages(outline):
            continue
        if pages & _open_pages(plan_for(run=enrolment.run, enrolment=enrolment, at=at)):
            return True
    return False


def _open_pages(plan: RunPlan) -> set[int]:
    found = {plan.outline.course_id}
    for row in plan.sessions:
        found |= {item.pk for item in row.open_items}
        if row.is_open:
            found |= {page.pk for page in row.pages}
    return found


def _is_shown_to_staff(user: Any, pages: set[int]) -> bool:
    runs = with_outline(CourseRun.objects.staffed_by(user))
    return any(pages & _all_pages(outline_of(run.course_id, run.outline_number)) for run in runs)


def _all_pages(outline: Outline) -> set[int]:
    return {outline.course_id, *outline.sessions, *outline.by_pk}
