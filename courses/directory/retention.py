"""How long messages of the relay and listings that nobody confirms are kept."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.clocks import Clock
from courses.directory.domain.listing import KEPT_AFTER
from courses.directory.domain.relay import CONFIRM_WITHIN, COUNTED_FOR, REPORTS_KEPT
from courses.directory.models import ContactMessage, Listing

Rule = tuple[QuerySet[Any], str, timedelta]


def clocks() -> list[Clock]:
    """Return the clocks of this app."""
    return [
        Clock(
            key="directory.messages",
            title=gettext_lazy("Viestit ohjaajille"),
            keeps=lambda: _("kaksi päivää vahvistamatta; lähetetyistä vain ajankohta 30 päivää, asiattomista vuosi"),
            then=gettext_lazy("poistetaan"),
            due=lambda *, run=None: {} if run else _due(_message_rules()),
            clear=lambda *, at, most: _clear(_message_rules(), at, most),
        ),
        Clock(
            key="directory.listings",
            title=gettext_lazy("Ohjaajahakemiston esittelyt, joita ei vahvisteta"),
            keeps=lambda: (
                ngettext("%(n)s päivä vahvistuksesta", "%(n)s päivää vahvistuksesta", _listing_days())
                % {"n": _listing_days()}
            ),
            then=gettext_lazy("poistetaan, ohjaajaa muistutetaan ensin"),
            due=lambda *, run=None: {} if run else _due(_listing_rules()),
            clear=lambda *, at, most: _clear(_listing_rules(), at, most),
        ),
    ]


def _listing_days() -> int:
    return settings.LISTING_VALID_DAYS + KEPT_AFTER.days


def _message_rules() -> list[Rule]:
    """Return the rows, the time they count from, and how long they stay."""
    rows = ContactMessage.objects.order_by()
    return [
        (rows.filter(sent_at=None), "asked_at", CONFIRM_WITHIN),
        (rows.filter(reported_at=None, sent_at__isnull=False), "sent_at", COUNTED_FOR),
        (rows.filter(reported_at__isnull=False), "reported_at", REPORTS_KEPT),
    ]


def _listing_rules() -> list[Rule]:
    return [(Listing.objects.order_by(), "confirmed_at", timedelta(days=_listing_days()))]


def _due(rules: list[Rule]) -> dict[date, int]:
    counts: Counter[date] = Counter()
    for rows, since, stays in rules:
        days = rows.annotate(day=TruncDate(since)).values_list("day").annotate(n=Count("pk"))
        counts.update({day + stays: number for day, number in days})
    return dict(counts)


def _clear(rules: list[Rule], at: datetime, most: int) -> int:
    done = 0
    for rows, since, stays in rules:
        found = rows.filter(**{f"{since}__lt": at - stays}).values_list("pk", flat=True)[: most - done]
        going = list(found)
        rows.model.objects.filter(pk__in=going).delete()
        done += len(going)
    return done
