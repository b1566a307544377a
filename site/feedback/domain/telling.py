"""Mails to whoever wrote, and notices to whoever must answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User as Account
from courses.enums import StaffRole
from courses.wording import day
from feedback.models import AccessibilityFeedback, DataRequest
from feedback.models.tickets import Ticket
from notifications.domain import notify, queue_mail

if TYPE_CHECKING:
    from accounts.models import User

SUBJECTS = {
    "feedback_received": _("Saimme palautteesi (%(number)s)"),
    "feedback_answered": _("Vastaus saavutettavuuspalautteeseesi (%(number)s)"),
    "request_received": _("Saimme tietopyyntösi (%(number)s)"),
    "request_confirm": _("Vahvista tietopyyntösi (%(number)s)"),
    "request_extended": _("Tietopyyntösi käsittely kestää pidempään (%(number)s)"),
    "request_answered": _("Vastaus tietopyyntöösi (%(number)s)"),
}
NEW = {False: _("Uusi saavutettavuuspalaute"), True: _("Uusi tietopyyntö")}
DUE = {False: _("Vastauksen määräaika lähestyy"), True: _("Vastaus on myöhässä")}


def mail_sender(ticket: Ticket, what: str, *, at: datetime, **values: Any) -> None:
    """Put a mail to whoever wrote into the outbox, in their language; who left no address gets none."""
    if not ticket.email:
        return
    with translation.override(ticket.language):
        queue_mail(
            to=ticket.email,
            subject=SUBJECTS[what] % {"number": ticket.number},
            text=render_to_string(f"feedback/mail/{what}.txt", {"ticket": ticket, **values}),
            kind=what.replace("_", "-"),
            values={**_facts(ticket), **_facts_of(what, ticket, values)},
            language=ticket.language,
            at=at,
        )


def _facts(ticket: Ticket) -> dict[str, str]:
    """Return what every message tells, in the active language."""
    return {"tunnus": ticket.number, "viimeistään": day(ticket.due_on)}


def _facts_of(what: str, ticket: Ticket, values: dict[str, Any]) -> dict[str, str]:
    """Return what one kind of message tells besides."""
    if what.endswith("answered"):
        return {"vastaus": ticket.answer}
    if isinstance(ticket, DataRequest) and what == "request_extended":
        return {"syy": ticket.extension_reason}
    return {"linkki": values["link"]} if "link" in values else {}


def page_of(ticket: Ticket) -> str:
    """Return the address of the handler's page."""
    name = "feedback:desk-feedback" if isinstance(ticket, AccessibilityFeedback) else "feedback:desk-request"
    return reverse(name, kwargs={"ticket": ticket.public_id})


def handlers() -> list[User]:
    """Return those who answer: the coordinators."""
    people = Account.objects.filter(is_active=True, anonymized_at=None)
    staff = people.filter(run_staff__role=StaffRole.COORDINATOR, run_staff__ended_at=None)
    return list(staff.distinct().order_by("pk"))


def tell_received(ticket: Ticket, *, at: datetime) -> None:
    """Tell those who answer that something has come."""
    subject = NEW[isinstance(ticket, DataRequest)]
    _tell(ticket, handlers(), "feedback-new", subject, at=at, stage="new")


def remind_handlers(ticket: Ticket, *, is_late: bool, at: datetime) -> None:
    """Tell the handler, or everybody who could be, that the last day is near or has gone."""
    people = [ticket.handler] if ticket.handler and ticket.handler.is_active else handlers()
    _tell(ticket, people, "feedback-due", DUE[is_late], at=at, stage="late" if is_late else f"near-{ticket.due_on}")


def _tell(ticket: Ticket, people: Iterable[User], kind: str, subject: Any, *, at: datetime, stage: str) -> None:
    """Tell each of the people once for each stage, in their own language."""

    def text() -> str:
        words = {"number": ticket.number, "day": day(ticket.due_on)}
        return gettext("Vastaa viimeistään %(day)s. Asian tunnus on %(number)s.") % words

    for person in people:
        key = f"{kind}-{stage}-{ticket.public_id}-{person.pk}"
        values = {"kind": kind, "subject": subject, "text": text, "values": lambda: _facts(ticket)}
        notify(user=person, **values, url=page_of(ticket), key=key, at=at)
