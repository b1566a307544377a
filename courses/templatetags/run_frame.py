"""What the staff's pages of one run share: the menu."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.domain.catalog import course_context
from courses.models import CoursePage, CourseRun
from courses.section_menu import Entry, Part, drawn

register = template.Library()
EVERYBODY, COORDINATORS, FUNDED = "everybody", "coordinators", "coordinators of a funded run"


# The rooms of a run: section, name, title, address; who sees it besides the trainers' own.
PAGES = [
    (_("Edistyminen"), "progress", _("Edistyminen"), "courses:progress", EVERYBODY),
    (_("Edistyminen"), "assignments", _("Tehtävät"), "assignment:run", EVERYBODY),
    (_("Ihmiset"), "people", _("Osallistujat"), "courses:people", EVERYBODY),
    (_("Ihmiset"), "applications", _("Hakemukset"), "courses:applications", COORDINATORS),
    (_("Ihmiset"), "invitations", _("Kutsut"), "invitations:list", EVERYBODY),
    (_("Ihmiset"), "key", _("Ilmoittautumisavain"), "courses:key", COORDINATORS),
    (_("Kerrat"), "attendance", _("Läsnäolot"), "courses:registers", EVERYBODY),
    (_("Kerrat"), "schedule", _("Aikataulu"), "courses:schedule", EVERYBODY),
    (_("Ryhmät"), "groups", _("Ryhmät"), "groups:run-groups", EVERYBODY),
    (_("Ryhmät"), "quotes", _("Sitaatit"), "quotes:run", EVERYBODY),
    (_("Viestintä"), "messages", _("Viestintä"), "announcements:run", EVERYBODY),
    (_("Todistukset"), "certificates", _("Todistukset"), "certificates:run", EVERYBODY),
    (_("Raportit"), "reports", _("Raportit"), "reporting:run", EVERYBODY),
    (_("Raportit"), "funder", _("Rahoittajan tiedot"), "background:run", FUNDED),
    (_("Sulkeminen"), "closing", _("Sulkeminen"), "closing:run", COORDINATORS),
]


@register.inclusion_tag("components/section_nav.html", takes_context=True)
def run_tabs(context: dict[str, Any], run: CourseRun, current: str) -> dict[str, Any]:
    """Show the rooms of a run in sections; what only coordinators have, to them."""
    coordinates = getattr(context["request"].user, "is_coordinator", False)
    allowed = {EVERYBODY} | ({COORDINATORS} if coordinates else set())
    allowed |= {FUNDED} if coordinates and run.project_id else set()
    parts: list[Part] = []
    for section, name, title, address, whose in PAGES:
        if whose in allowed:
            if not parts or parts[-1].title != str(section):
                parts.append(Part(str(section), []))
            parts[-1].entries.append(Entry(str(title), reverse(address, kwargs={"run": run.slug}), name == current))
    return drawn(parts, label=gettext("Toteutuksen sivut"))


@register.simple_tag
def catalog_of(course: CoursePage) -> dict[str, Any]:
    """Return what the public page of a course tells of its runs and sessions."""
    return course_context(course=course)
