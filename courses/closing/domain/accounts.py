"""Accounts nobody has signed in to for long: told twice, then erased like at their owner's own wish (domain 3.4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.personal_data import erase_all
from courses.closing.models import AccountWarning
from courses.enums import STUDYING, RunState
from courses.models import Enrolment, RunStaff
from courses.wording import day
from notifications.domain import notify

GOING_ON = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)
MOST_AT_ONCE = 100


def unused() -> QuerySet[Any]:
    """Return the accounts that count: with `seen`, the last sign-in or else the day they were made.

    Left out: administrators, and whoever is needed or waited for in a run that goes on.
    """
    going_on = {"user": OuterRef("pk"), "run__state__in": GOING_ON}
    studies = Enrolment.objects.filter(state__in=STUDYING, **going_on)
    works = RunStaff.objects.filter(ended_at=None, **going_on)
    rows = User.objects.filter(anonymized_at=None, is_superuser=False, is_staff=False)
    # A device that is signed in and in use has a row here; it goes four weeks after it was last seen.
    devices = UserSession.objects.filter(user=OuterRef("pk"))
    rows = rows.exclude(Exists(studies)).exclude(Exists(works)).exclude(Exists(devices))
    return rows.annotate(seen=Coalesce("last_login", "created_at", output_field=DateTimeField()))


def due_on(seen: datetime) -> date:
    """Return the day an account goes that was last used then."""
    return timezone.localdate(seen) + timedelta(days=settings.ACCOUNT_KEPT_DAYS)


def due_counts(*, run: Any = None) -> dict[date, int]:
    """Return how many accounts go on which day, as it looks now; accounts belong to no run."""
    if run is not None:
        return {}
    counted = unused().values(on=TruncDate("seen")).annotate(n=Count("pk")).order_by("on")
    kept = timedelta(days=settings.ACCOUNT_KEPT_DAYS)
    return {row["on"] + kept: row["n"] for row in counted}


def warn_unused(*, at: datetime) -> int:
    """This function will tell the owners of unused accounts when these go: once at each of the days set for it.

    Return how many were told. Each telling and its row are one transaction, so nobody is told twice for one day. Who
    is found late, as at the first round ever, is told as often and with as much time between.
    """
    told, earlier = 0, 0
    for times, before in enumerate(sorted(settings.ACCOUNT_WARNED_DAYS, reverse=True), start=1):
        rows = unused().filter(seen__lte=at - timedelta(days=settings.ACCOUNT_KEPT_DAYS - before))
        warned = AccountWarning.objects.filter(user=OuterRef("pk"), since=OuterRef("seen"))
        rows = rows.exclude(Exists(warned.filter(times__gte=times)))
        if times > 1:
            rows = rows.filter(Exists(warned.filter(warned_at__lte=at - timedelta(days=earlier - before))))
        keys = rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
        told += sum(_warn(pk, times, before, at=at) for pk in list(keys))
        earlier = before
    return told


def _warn(pk: int, times: int, before: int, *, at: datetime) -> int:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=pk)
        user: Any = unused().filter(pk=pk).first()
        if user is None or AccountWarning.objects.filter(user=pk, since=user.seen, times__gte=times).exists():
            return 0
        AccountWarning.objects.update_or_create(
            user=user, defaults={"since": user.seen, "times": times, "warned_at": at}
        )
        goes = max(due_on(user.seen), timezone.localdate(at) + timedelta(days=before))
        notify(
            user=user,
            kind="account-unused",
            subject=gettext_lazy("Peilin tilisi poistetaan, jos et kirjaudu"),
            text=lambda: _words(goes),
            values=lambda: {"paiva": day(goes)},
            url=reverse("accounts:profile"),
            at=at,
        )
    return 1


def _words(goes: date) -> str:
    return "\n\n".join(
        [
            _("Et ole kirjautunut Peiliin pitkään aikaan. Tilisi ja sen tiedot poistetaan %(day)s.")
            % {"day": day(goes)},
            _("Jos haluat säilyttää tilin, kirjaudu sisään ennen sitä. Muuta ei tarvita."),
            _("Myönnetyt todistukset säilyvät rekisterissä, ja ne voi tarkistaa koodilla poiston jälkeenkin."),
        ]
    )


def erase_unused(*, at: datetime, most: int) -> int:
    """This function will erase accounts whose time has come and whose owners were told in time; return how many."""
    warnings = sorted(settings.ACCOUNT_WARNED_DAYS)
    told = AccountWarning.objects.filter(
        user=OuterRef("pk"),
        since=OuterRef("seen"),
        times__gte=len(warnings),
        warned_at__lte=at - timedelta(days=min(warnings, default=0)),
    )
    late = Q(seen__lte=at - timedelta(days=settings.ACCOUNT_KEPT_DAYS))
    rows = unused().filter(late)
    if warnings:
        rows = rows.filter(Exists(told))
    found = list(rows.order_by("pk")[:most])
    for user in found:
        erase_all(user, at=at)
    return len(found)
