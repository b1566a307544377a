"""The seam with the CMS: pages with records that cannot be deleted by accident."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses import authoring_hooks, delivery_hooks  # noqa: F401 -- hooks of their own files, found through this one
from courses.models import ActivityPage, CoursePage, SessionPage
from courses.page_guards import course_of, has_records, uses_of
from courses.trash import is_in_trash, put_aside
from courses.views.pages import redirect_to_learner


@hooks.register("before_serve_page")
def hand_learners_on(page: Page, request: HttpRequest, serve_args: list, serve_kwargs: dict) -> HttpResponse | None:
    """Send a direct request for a session or activity page to the visitor's own run: learner addresses carry it."""
    if isinstance(page, SessionPage | ActivityPage):
        return redirect_to_learner(request, page)
    return None


def _told_uses(page: Page) -> str:
    return "; ".join(uses_of(page))


@hooks.register("before_delete_page")
def keep_pages_with_records(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer a deletion that would take records along with a message; put course content aside instead of deleting."""
    if request.method != "POST" or not isinstance(page.specific, CoursePage | SessionPage | ActivityPage):
        return None
    uses = _told_uses(page)
    if uses or has_records(page):
        text = _("”%(title)s” on käytössä, eikä sitä voi poistaa: %(uses)s.")
        told = uses or _("siihen liittyy suorituksia tai toteutuksia")
        messages.error(request, text % {"title": page.title, "uses": told})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if isinstance(page.specific, CoursePage) or is_in_trash(page):
        return None
    parent = page.get_parent()
    put_aside(page=page, by=request.user)
    text = _("”%(title)s” on poistettu. Saat sen takaisin: siirrä se kohdasta ”Poistetut sivut” paikalleen.")
    messages.success(request, text % {"title": page.title})
    return redirect("wagtailadmin_explore", parent.pk)


@hooks.register("before_unpublish_page")
def keep_used_pages_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer with the list of what needs the page instead of hiding it from trainees in the middle of a run."""
    uses = _told_uses(page)
    if request.method != "POST" or not uses:
        return None
    text = _(
        "”%(title)s” on käytössä, eikä sitä voi piilottaa: %(uses)s. "
        "Jos osio ei enää kuulu koulutukseen, ota ensin pois rasti kohdasta ”Kuuluu suoritukseen” ja julkaise."
    )
    messages.error(request, text % {"title": page.title, "uses": uses})
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_move_page")
def keep_used_pages_in_their_course(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Let pages move within their course, and out of it only when nothing needs them there."""
    if request.method != "POST" or course_of(page) == course_of(destination):
        return None
    uses = _told_uses(page)
    if not uses:
        return None
    text = _("”%(title)s” on käytössä, eikä sitä voi siirtää pois koulutuksesta: %(uses)s.")
    messages.error(request, text % {"title": page.title, "uses": uses})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_many_used_pages(request: HttpRequest, action_type: str, objects: list, action: object) -> HttpResponse | None:
    """The same for several pages at once; deleting course content is done one page at a time, as it can be undone."""
    pages = [row for row in objects if isinstance(row, Page)]
    if action_type not in ("delete", "unpublish", "move") or not pages:
        return None
    kept = [page.title for page in pages if uses_of(page) or (action_type == "delete" and has_records(page))]
    if kept:
        text = _("Joukossa on sivuja, jotka ovat käytössä: %(titles)s. Mitään ei tehty.")
        messages.error(request, text % {"titles": ", ".join(kept)})
        return redirect("wagtailadmin_home")
    course_content = [page for page in pages if isinstance(page.specific, SessionPage | ActivityPage)]
    if action_type == "delete" and course_content and not any(is_in_trash(page) for page in course_content):
        messages.error(request, _("Poista koulutuksen sivut yksi kerrallaan: silloin ne voi palauttaa."))
        return redirect("wagtailadmin_home")
    return None
