"""Own patterns of sessions: each is a delivery form of its run alone, and offered to no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import DeliveryForm, DeliverySession

if TYPE_CHECKING:
    from courses.domain.runs import Plan

OWN = "-oma-"  # part of the slug of an own pattern


def keep_own_form(plan: Plan) -> DeliveryForm:
    """This function will keep an own pattern as a delivery form: its extent is what its sessions add up to."""
    taken = set(DeliveryForm.objects.filter(slug__startswith=plan.slug[:70]).values_list("slug", flat=True))
    slug = next(name for number in range(len(taken) + 1) if (name := f"{plan.slug[:70]}{OWN}{number}") not in taken)
    form = DeliveryForm.objects.create(
        course=plan.base.course,
        name=_("Oma: %(run)s") % {"run": plan.name[:100]},
        slug=slug,
        extent_minutes=sum(session.minutes for session in plan.sessions),
        rules=plan.rules,
    )
    first = timezone.localdate(plan.sessions[0].starts_at)
    for position, session in enumerate(plan.sessions, start=1):
        local = timezone.localtime(session.starts_at)
        row = DeliverySession.objects.create(
            form=form,
            position=position,
            title=session.title,
            mode=session.mode,
            minutes=session.minutes,
            offset_days=(local.date() - first).days,
            start_time=local.time(),
        )
        row.pages.set(list(session.page_ids))
        row.save()
    return form
