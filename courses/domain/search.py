"""Search over the course one takes: only what is open to the person, whatever the index knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from modelsearch.query import PlainText

from courses.domain.learning import RunPlan, SessionPlan
from courses.models import ActivityPage, SessionPage
from courses.search_words import snippet, stem, words_in

MOST_HITS = 30


@dataclass(frozen=True)
class Hit:
    """One page that was found."""

    title: str
    icon: str
    label: str
    session: str
    url: str
    pieces: list[tuple[str, bool]]
    is_done: bool = False


def search_run(*, plan: RunPlan, text: str) -> list[Hit]:
    """Return what a person finds in the run by words that begin like theirs: activities first, then sessions.

    Nothing closed is found, nor its title shown. Takes the same number of queries whatever is found, but for one more
    for each type of activity among the hits.
    """
    stems = [stem(word) for word in words_in(text)]
    if not stems:
        return []
    return [*_activities(plan, stems), *_sessions(plan, stems)][:MOST_HITS]


def _found(pages: Any, stems: list[str]) -> list[Any]:
    """Return the pages whose words begin with all the stems, the best first."""
    query = reduce(and_, (PlainText(each) for each in stems))
    found = pages.autocomplete(query, backend="default")[:MOST_HITS]
    ids = [page.pk for page in found]
    by_pk = {page.pk: page for page in pages.filter(pk__in=ids).specific()}
    return [by_pk[pk] for pk in ids if pk in by_pk]


def _activities(plan: RunPlan, stems: list[str]) -> list[Hit]:
    places = {item.pk: (row, item) for row in plan.sessions for item in row.open_items}
    hits = []
    for page in _found(ActivityPage.objects.filter(pk__in=list(places)), stems):
        row, item = places[page.pk]
        hits.append(
            Hit(
                title=page.title,
                icon=item.icon,
                label=item.type_label,
                session=_session_name(row),
                url=reverse("courses:activity", kwargs={"run": plan.run.slug, "activity": item.slug}),
                pieces=snippet(page.searchable_text(), stems),
                is_done=item.pk in plan.done_ids,
            )
        )
    return hits


def _sessions(plan: RunPlan, stems: list[str]) -> list[Hit]:
    places = {page.pk: row for row in plan.sessions if row.is_open for page in row.pages}
    hits = []
    for page in _found(SessionPage.objects.filter(pk__in=list(places)), stems):
        row = places[page.pk]
        where = {"run": plan.run.slug, "position": row.session.position}
        hits.append(
            Hit(
                title=page.title,
                icon="calendar",
                label=_("koulutuskerta"),
                session=_session_name(row),
                url=reverse("courses:session", kwargs=where),
                pieces=snippet(page.searchable_text(), stems),
            )
        )
    return hits


def _session_name(row: SessionPlan) -> str:
    return _("Kerta %(number)s") % {"number": row.session.position}
