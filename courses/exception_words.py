"""How exceptions and deadlines are worded on a checklist: from stored facts, in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import ExceptionKind
from courses.wording import day


def exception_words(facts: dict[str, Any], *, otherwise: str) -> str:
    """Return the reason of a condition from which an exception was granted; `otherwise` is its ordinary reason."""
    kind, reason = facts.get("exception_kind", ExceptionKind.WAIVED), facts["exception"]
    values = {"reason": reason, "day": day_of(facts.get("exception_until", ""))}
    if kind == ExceptionKind.RECOGNIZED:
        return _("Hyväksiluettu: %(reason)s") % values
    if kind == ExceptionKind.MAKE_UP:
        return _("Korvaava tehtävä viimeistään %(day)s: %(reason)s") % values
    if kind == ExceptionKind.EXTENSION:
        return f"{otherwise} {_('Lisäaikaa %(day)s asti: %(reason)s') % values}".strip()
    return reason


def deadline_words(facts: dict[str, Any]) -> str:
    """Return that the last day has passed, and what to do then."""
    return _("Määräaika oli %(day)s. Sovi kouluttajan kanssa lisäajasta, niin voit vielä jatkaa.") % {
        "day": day_of(facts["due"])
    }


def day_of(text: str) -> str:
    """Return a stored day as people write it."""
    return day(date.fromisoformat(text)) if text else ""
