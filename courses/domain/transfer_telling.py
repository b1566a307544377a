"""Telling of a transfer: the trainee what came along, the staff of both runs that it happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.telling import coming_sessions
from courses.models import RunStaff, Transfer
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User


def tell_of_transfer(transfer: Transfer, *, at: datetime) -> None:
    """This function will tell the trainee, with the coming sessions, and everybody else who works in either run."""
    source, target = transfer.source, transfer.target
    notify(
        user=target.user,
        kind="transferred",
        values={"toteutus": target.run.name},
        subject=lambda: _("Jatkat toisessa toteutuksessa: %(run)s") % {"run": target.run.name},
        text=lambda: _words(transfer),
        url=reverse("courses:learn", kwargs={"run": target.run.slug}),
        about=f"run-{target.run_id}",
        at=at,
        calendar=coming_sessions(run=target.run, user=target.user, at=at),
    )
    staff = RunStaff.objects.filter(run__in=(source.run_id, target.run_id), ended_at=None)
    told = {transfer.by_id, target.user_id}
    for member in staff.select_related("user").order_by("pk"):
        if member.user_id in told:
            continue
        told.add(member.user_id)
        _tell_staff(transfer, member.user, at=at)


def _tell_staff(transfer: Transfer, user: User, *, at: datetime) -> None:
    source, target = transfer.source, transfer.target
    names = {"name": target.user.get_full_name(), "source": source.run.name, "target": target.run.name}
    notify(
        user=user,
        kind="trainee-moved",
        subject=gettext_lazy("Osallistuja siirtyi toiseen toteutukseen"),
        text=lambda: _("%(name)s siirtyi: %(source)s → %(target)s.") % names,
        url=reverse("courses:people", kwargs={"run": target.run.slug}),
        at=at,
        in_digest=True,
    )


def _words(transfer: Transfer) -> str:
    rows = transfer.credits.select_related("session", "earned_in").order_by("session__position")
    lines = [
        _("Siirryt toteutuksesta %(source)s toteutukseen %(target)s.")
        % {"source": transfer.source.run.name, "target": transfer.target.run.name}
    ]
    if rows:
        names = ", ".join(f"{row.session.position}. {row.session.title}" for row in rows)
        lines.append(_("Sinulle on jo hyväksiluettu: %(sessions)s.") % {"sessions": names})
    else:
        lines.append(_("Koulutuskertoja ei siirtynyt mukana."))
    lines.append(_("Tekemäsi osiot ja oma ryhmäsi tulevat mukaan."))
    return "\n\n".join(lines)
