"""The seam with the CMS: delivery forms in the admin, and pages with records that cannot be deleted by accident."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import ActivityCompletion, ActivityPage, CourseRun, DeliveryForm, SessionContent, SessionPage
from courses.views.pages import redirect_to_learner


class DeliveryFormViewSet(SnippetViewSet):
    """Delivery forms, edited with their sessions."""

    model = DeliveryForm
    icon = "date"
    menu_label = gettext_lazy("Toteutusmuodot")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "course", "extent_minutes"]
    search_fields = ["name"]


register_snippet(DeliveryFormViewSet)


@hooks.register("before_serve_page")
def hand_learners_on(page: Page, request: HttpRequest, serve_args: list, serve_kwargs: dict) -> HttpResponse | None:
    """Send a direct request for a session or activity page to the visitor's own run: learner addresses carry it."""
    if isinstance(page, SessionPage | ActivityPage):
        return redirect_to_learner(request, page)
    return None


def has_records(page: Page) -> bool:
    """Say whether a run uses the page, or people have done anything in it or below it."""
    below = Q(path__startswith=page.path)
    pages = Page.objects.filter(below).values_list("pk", flat=True)
    return (
        ActivityCompletion.objects.filter(activity__in=pages).exists()
        or SessionContent.objects.filter(page__in=pages).exists()
        or CourseRun.objects.filter(course__in=pages).exists()
        or any(
            relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pages}).exists()
            for model in ActivityPage.__subclasses__()
            for relation in model._meta.related_objects
            if relation.on_delete is not None and relation.on_delete.__name__ == "PROTECT"
        )
    )


@hooks.register("before_delete_page")
def keep_pages_with_records(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer a deletion that would take records along with a message instead of an error."""
    if request.method != "POST" or not has_records(page):
        return None
    text = _(
        "”%(title)s” on käytössä toteutuksessa tai siihen liittyy suorituksia. Piilota se julkaisusta, älä poista sitä."
    )
    messages.error(request, text % {"title": page.title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_many_pages_with_records(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """The same for deleting several pages at once."""
    if action_type != "delete" or not any(isinstance(row, Page) and has_records(row) for row in objects):
        return None
    messages.error(request, _("Joukossa on sivuja, jotka ovat käytössä. Mitään ei poistettu."))
    return redirect("wagtailadmin_home")
