"""What the staff's pages of one run share: the tabs."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.catalog import course_context
from courses.models import CoursePage, CourseRun

register = template.Library()


@register.inclusion_tag("components/tabs.html", takes_context=True)
def run_tabs(context: dict[str, Any], run: CourseRun, current: str) -> dict[str, Any]:
    """Show the rooms of a run: progress, register, groups, certificates, and what only coordinators have."""
    request = context["request"]
    kwargs = {"run": run.slug}
    tabs = [
        ("progress", _("Edistyminen"), reverse("courses:progress", kwargs=kwargs)),
        ("people", _("Osallistujat"), reverse("courses:people", kwargs=kwargs)),
        ("invitations", _("Kutsut"), reverse("invitations:list", kwargs=kwargs)),
        ("attendance", _("Läsnäolot"), reverse("courses:registers", kwargs=kwargs)),
        ("assignments", _("Tehtävät"), reverse("assignment:run", kwargs=kwargs)),
        ("groups", _("Ryhmät"), reverse("groups:run-groups", kwargs=kwargs)),
        ("messages", _("Viestintä"), reverse("announcements:run", kwargs=kwargs)),
        ("quotes", _("Sitaatit"), reverse("quotes:run", kwargs=kwargs)),
        ("certificates", _("Todistukset"), reverse("certificates:run", kwargs=kwargs)),
    ]
    if getattr(request.user, "is_coordinator", False):
        if run.project_id:
            tabs.append(("funder", _("Rahoittajan tiedot"), reverse("background:run", kwargs=kwargs)))
    tabs.append(("reports", _("Raportit"), reverse("reporting:run", kwargs=kwargs)))
    tabs.append(("schedule", _("Aikataulu"), reverse("courses:schedule", kwargs=kwargs)))
    if getattr(request.user, "is_coordinator", False):
        tabs.append(("closing", _("Sulkeminen"), reverse("closing:run", kwargs=kwargs)))
    rows = [{"title": title, "url": url, "current": name == current} for name, title, url in tabs]
    return {"tabs": rows, "label": _("Toteutuksen sivut")}


@register.simple_tag
def catalog_of(course: CoursePage) -> dict[str, Any]:
    """Return what the public page of a course tells of its runs and sessions."""
    return course_context(course=course)
