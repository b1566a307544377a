"""Delivery forms in the editor: their sessions as a snippet, their rules as the same form that a run's rules have."""

from __future__ import annotations

import zlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import DeliveryForm
from courses.rule_forms import RulesForm
from courses.rules import RuleBook


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


@hooks.register("register_admin_urls")
def rules_address() -> list[URLPattern]:
    """Put the page of a delivery form's rules into the editor."""
    return [path("toteutusmuodot/<int:pk>/ehdot/", delivery_rules, name="courses_delivery_rules")]


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the rules that new runs of this form begin with; runs that are there keep theirs."""
    if not request.user.has_perm("courses.change_deliveryform"):
        raise PermissionDenied
    found = get_object_or_404(DeliveryForm, pk=pk)
    form = RulesForm(request.POST or None, book=RuleBook.parse(found.rules), seen=_mark(found.rules))
    if request.method == "POST" and form.is_valid() and _save(request, found, form):
        messages.success(request, _("Ehdot on tallennettu. Ne koskevat toteutuksia, jotka tehdään tästä lähtien."))
        return redirect(_edit_address(found))
    context: dict[str, Any] = {"form": form, "delivery": found, "back": _edit_address(found)}
    return render(request, "courses/admin/delivery_rules.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, delivery: DeliveryForm, form: RulesForm) -> bool:
    """Store the rules unless somebody else has stored others since the form was drawn."""
    with transaction.atomic():
        locked = DeliveryForm.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if form.cleaned_data["seen"] != _mark(locked.rules):
            form.add_error(None, _("Joku on muuttanut ehtoja sillä välin. Katso ne ja tee muutoksesi uudelleen."))
            return False
        rules = form.rules()
        RuleBook.parse(rules)
        DeliveryForm.objects.filter(pk=locked.pk).update(rules=rules)
        log(instance=locked, action="wagtail.edit", user=request.user, title=locked.name)
    return True


def _mark(rules: dict[str, Any]) -> int:
    """Return a number that tells one state of the rules from another."""
    return zlib.crc32(repr(sorted(RuleBook.parse(rules).model_dump(mode="json").items())).encode()) + 1


def _edit_address(delivery: DeliveryForm) -> str:
    return reverse("wagtailsnippets_courses_deliveryform:edit", args=[delivery.pk])
