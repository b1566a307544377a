"""Who may fetch a document: those for whom a page that shows it is open, the staff of its runs, and editors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from courses.domain.learning import RunPlan, plan_for
from courses.models import CourseRun
from courses.outline import Outline, outline_of
from courses.permissions import with_outline


def may_fetch(*, user: Any, document: Any, at: datetime) -> bool:
    """Say whether the person may have a document that is not public; the rule is that of the pages that show it."""
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    pages = _pages_that_show(document)
    if not pages:
        return False
    return _is_shown_to_trainee(user, pages, at) or _is_shown_to_staff(user, pages)


def _pages_that_show(document: Any) -> set[int]:
    page_type = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.get_references_to(document).filter(base_content_type=page_type)
    return {int(number) for number in rows.values_list("object_id", flat=True)}


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
