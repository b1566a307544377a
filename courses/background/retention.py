"""How long the funder's data are kept: the tie to people while the project needs it, the rest to its archive day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.clocks import Clock
from courses.background.domain.answering import cut_ties, cuts_on
from courses.background.models import BackgroundLink, BackgroundRecord, EuraFlag
from courses.models import FundingProject

Day = Callable[[FundingProject], date | None]


def clocks() -> list[Clock]:
    """Return the clocks of the ties, the answers and the flags. A project without an archive day waits for one."""
    return [
        Clock(
            key="background.links",
            title=_("Taustatietojen yhteys henkilöön"),
            keeps=_ties_words,
            then=_("katkaistaan: vastaukset jäävät ilman henkilöä"),
            due=_due(BackgroundLink.objects.all, cuts_on),
            clear=_cut_late,
        ),
        Clock(
            key="background.records",
            title=_("Taustatiedot rahoittajalle"),
            keeps=lambda: str(_("hankkeen aineiston säilytyspäivään")),
            then=_("poistetaan"),
            due=_due(BackgroundRecord.objects.all, _archive_day),
            clear=_deleter(BackgroundRecord),
        ),
        Clock(
            key="background.flags",
            title=_("Merkinnät aloitus- ja lopetustiedoista"),
            keeps=lambda: str(_("hankkeen aineiston säilytyspäivään")),
            then=_("poistetaan"),
            due=_due(EuraFlag.objects.all, _archive_day),
            clear=_deleter(EuraFlag),
        ),
    ]


def _ties_words() -> str:
    days = settings.BACKGROUND_LINK_DAYS
    return ngettext("%(n)s päivä hankkeen päättymisestä", "%(n)s päivää hankkeen päättymisestä", days) % {"n": days}


def _archive_day(project: FundingProject) -> date | None:
    return project.archive_until + timedelta(days=1) if project.archive_until else None


def _due(rows: Callable[[], QuerySet[Any]], day: Day) -> Any:
    def due(*, run: Any = None) -> dict[date, int]:
        if run is not None:
            return {}
        counted = dict(rows().order_by().values_list("project").annotate(n=Count("pk")))
        found: dict[date, int] = {}
        for project in FundingProject.objects.filter(pk__in=counted):
            when = day(project)
            if when:
                found[when] = found.get(when, 0) + counted[project.pk]
        return dict(sorted(found.items()))

    return due


def _cut_late(*, at: datetime, most: int) -> int:
    today = timezone.localdate(at)
    late = FundingProject.objects.filter(
        ends_on__lte=today - timedelta(days=settings.BACKGROUND_LINK_DAYS),
        pk__in=BackgroundLink.objects.values("project"),
    )
    # A project's ties are cut together, or their order would tell: so it may be more rows than were asked for.
    return sum(cut_ties(project=project) for project in late[:1])


def _deleter(model: Any) -> Any:
    def clear(*, at: datetime, most: int) -> int:
        late = model.objects.filter(project__archive_until__lt=timezone.localdate(at)).order_by("pk")
        found = list(late.values_list("pk", flat=True)[:most])
        model.objects.filter(pk__in=found).delete()
        return len(found)

    return clear
