"""Who reads which quotes. Everything is asked anew each time, so that a withdrawal holds from the next view on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from courses.groups.models import PeerGroup
from courses.models import CourseRun
from courses.quotes.enums import Use
from courses.quotes.models import JointWork, Quote, QuoteConsent


def consented_quotes(
    *, use: str, keyword: str = "", runs: Iterable[CourseRun] | None = None, published: bool = False
) -> QuerySet[Quote]:
    """Return the quotes whose speakers consent to a use now, by keyword and run if asked; for pages and reports (R7).

    The rows carry neither pseudonym nor group beyond what the caller has a right to: print `text`, `speaker`,
    `get_keyword_display`, and nothing else.
    """
    held = QuoteConsent.objects.holding().filter(quote=OuterRef("pk"), use=use)
    quotes = Quote.objects.filter(Exists(held), withdrawn_at=None).order_by("keyword", "-recorded_at", "-pk")
    if keyword:
        quotes = quotes.filter(keyword=keyword)
    if runs is not None:
        quotes = quotes.filter(group__in=_groups_of(runs))
    if published:
        quotes = quotes.filter(published_at__isnull=False)
    return quotes.defer("pseudonym")


def public_quotes(*, keyword: str = "", most: int = 6) -> list[Quote]:
    """Return what stands on the public pages: published and consented to now, the newest first; one query."""
    rows = consented_quotes(use=Use.WEB, keyword=keyword, published=True)
    return list(rows.order_by("-published_at", "-pk")[:most])


def quotes_of_group(*, group: PeerGroup) -> list[Quote]:
    """Return the quotes of a group as its facilitators see them, with their consents; two queries."""
    return list(group.quotes.prefetch_related("consents"))


def quotes_of_run(*, run: CourseRun) -> list[Quote]:
    """Return the quotes of a run that may be used somewhere, for its staff, without pseudonyms; two queries."""
    held = QuoteConsent.objects.holding()
    rows = Quote.objects.filter(group__in=_groups_of([run]), withdrawn_at=None)
    rows = rows.filter(Exists(held.filter(quote=OuterRef("pk")))).select_related("group").defer("pseudonym")
    return list(rows.prefetch_related(Prefetch("consents", queryset=held, to_attr="holding")))


def works_of_run(*, run: CourseRun, is_trainer: bool) -> list[JointWork]:
    """Return what the groups of a run have done together; what is private is for trainers alone."""
    works = JointWork.objects.filter(group__in=_groups_of([run])).select_related("group")
    return list(works if is_trainer else works.filter(is_shareable=True))


def _groups_of(runs: Iterable[CourseRun]) -> QuerySet[PeerGroup]:
    return PeerGroup.objects.filter(facilitators__enrolment__run__in=list(runs))
