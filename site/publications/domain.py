"""The library: what is shown, and looking after the links that lead elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from notifications.domain import notify
from publications.enums import LinkState
from publications.fetching import ask
from publications.models import LinkCheck, LinkReport, Publication

EVERY, AGAIN = timedelta(days=7), timedelta(days=1)  # a link that works, and one that did not answer
BROKEN_AFTER = 2  # failures in a row: one is a bad moment
AT_ONCE = 5


def publications_shown(*, kind: str = "", language: str = "") -> QuerySet[Publication]:
    """Return what the library lists, newest first, narrowed as asked; each tells whether its link is known broken."""
    rows = Publication.objects.filter(is_listed=True).select_related("file")
    for name, value in (("kind", kind), ("language", language)):
        if value:
            rows = rows.filter(**{name: value})
    broken = LinkCheck.objects.filter(url=OuterRef("url"), state=LinkState.BROKEN)
    return rows.annotate(is_broken=Exists(broken)).order_by(F("year").desc(nulls_last=True), "title", "pk")


def links_due(*, at: datetime) -> list[str]:
    """Return a few outer links that nobody has looked at lately; what has left the library is forgotten."""
    urls = Publication.objects.filter(is_listed=True).exclude(url="").order_by().values("url").distinct()
    LinkCheck.objects.exclude(url__in=urls).delete()
    known = set(LinkCheck.objects.values_list("url", flat=True))
    LinkCheck.objects.bulk_create(
        [LinkCheck(url=row["url"]) for row in urls if row["url"] not in known], ignore_conflicts=True
    )
    waits = Q(checked_at=None) | Q(checked_at__lt=at - EVERY) | Q(failures__gt=0, checked_at__lt=at - AGAIN)
    due = LinkCheck.objects.filter(waits).order_by(F("checked_at").asc(nulls_first=True), "pk")
    return list(due.values_list("url", flat=True)[:AT_ONCE])


def check_links(*, at: datetime) -> int:
    """This function will look at the links that are due; return how many. The net is asked outside any transaction."""
    urls = links_due(at=at)
    for url in urls:
        answers, found = ask(url)
        note_answer(url=url, answers=answers, found=found, at=at)
    return len(urls)


def note_answer(*, url: str, answers: bool, found: str, at: datetime) -> None:
    """This function will keep what an address said; one failure is a doubt, two in a row are a broken link."""
    with transaction.atomic():
        row = LinkCheck.objects.select_for_update().filter(url=url).first()
        if row is None:
            return
        row.failures = 0 if answers else row.failures + 1
        row.state = (
            LinkState.OK if answers else LinkState.BROKEN if row.failures >= BROKEN_AFTER else LinkState.DOUBTFUL
        )
        row.found, row.checked_at = found[:80], at
        row.save()


def report_broken_links(*, at: datetime) -> int:
    """This function will tell the editors once a month which links are broken; return how many were told."""
    month = timezone.localtime(at).date().replace(day=1)
    if LinkReport.objects.filter(month=month).exists():
        return 0
    broken = list(
        Publication.objects.filter(
            is_listed=True, url__in=LinkCheck.objects.filter(state=LinkState.BROKEN).values("url")
        )
    )
    with transaction.atomic():
        _row, is_new = LinkReport.objects.get_or_create(month=month, defaults={"broken": len(broken)})
        if not is_new or not broken:
            return 0
        people = list(editors())
        for user in people:
            notify(
                user=user,
                kind="publications-broken-links",
                subject=gettext_lazy("Julkaisukirjastossa on rikkinäisiä linkkejä"),
                text=lambda: _told(broken),
                url=reverse("wagtailsnippets_publications_publication:list"),
                at=at,
            )
    return len(people)


def _told(broken: list[Publication]) -> str:
    head = ngettext("%(n)s linkki ei vastaa:", "%(n)s linkkiä ei vastaa:", len(broken)) % {"n": len(broken)}
    return "\n".join([head, *(f"- {row.title}: {row.url}" for row in broken)])


def editors() -> QuerySet[User]:
    """Return those who may change the library in the content admin."""
    change = Permission.objects.filter(content_type__app_label="publications", codename="change_publication")
    people = User.objects.filter(is_active=True, anonymized_at=None)
    return people.filter(Q(is_superuser=True) | Q(groups__permissions__in=change)).distinct().order_by("pk")


def is_looking_after_links() -> bool:
    """Say whether this server asks the net of its links at all."""
    return settings.LINK_CHECKS
