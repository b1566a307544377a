"""How long groups keep cards, the words of logs, requests for help and invitations; counts and dates stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, age_clock, days_since
from courses.groups.domain.lifecycle import delete_due_cards
from courses.groups.models import (
    FacilitatorInvitation,
    GroupFacilitator,
    GroupMember,
    HelpRequest,
    LogAmendment,
    LogDraft,
    MeetingLog,
)
from courses.models import CourseRun
from courses.run_clocks import run_clock, starts_on, words

WORDLESS = {"topic": "", "helped": "", "next_step": "", "question": "", "private_sealed": "", "trainer_comment": ""}


def clocks() -> list[Clock]:
    """Return the clocks of groups."""
    return [
        Clock(
            key="groups.cards",
            title=_("Päättyneiden ryhmien ryhmäläiskortit"),
            keeps=lambda: days_since(settings.GROUP_CARDS_KEPT_DAYS, _("ryhmän päättymisestä")),
            then=_("poistetaan; määrät jäävät"),
            due=_cards_due,
            clear=_clear_cards,
        ),
        Clock(
            key="groups.logs",
            title=_("Tapaamiskirjausten tekstit"),
            keeps=lambda: words(settings.LEARNING_KEPT_DAYS),
            then=_("poistetaan; päivä, laji ja läsnä olleiden määrä jäävät"),
            due=_logs_due,
            clear=_clear_logs,
        ),
        run_clock(
            key="groups.help",
            title=_("Avunpyynnöt ja vastaukset niihin"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            rows=HelpRequest.objects.all,
            run="enrolment__run",
            clear=lambda rows: rows.delete(),
        ),
        *_aging(),
    ]


def _aging() -> list[Clock]:
    return [
        age_clock(
            key="groups.drafts",
            title=_("Lähettämättä jääneet kirjausten luonnokset"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            since=_("viimeisimmästä tallennuksesta"),
            rows=LogDraft.objects.all,
            field="saved_at",
            clear=lambda rows: rows.delete(),
        ),
        age_clock(
            key="groups.invitations",
            title=_("Ohjaajakutsut, joiden aika on ohi"),
            then=_("poistetaan sähköpostiosoitteineen"),
            days="GROUP_INVITATION_KEPT_DAYS",
            since=_("kutsun vanhenemisesta"),
            # A hand-over that took place stays: it is the proof that the members agreed.
            rows=lambda: FacilitatorInvitation.objects.exclude(takes_over=True, accepted=True),
            field="expires_at",
            clear=lambda rows: rows.delete(),
        ),
    ]


def _cards_due(*, run: Any = None) -> dict[date, int]:
    rows = GroupMember.objects.filter(group__ended_at__isnull=False, group__cards_deleted_at=None)
    if run is not None:
        rows = rows.filter(group__in=GroupFacilitator.objects.filter(enrolment__run=run).values("group"))
    found: dict[date, int] = {}
    for ended_at, count in rows.order_by().values_list("group__ended_at").annotate(n=Count("pk")):
        day = timezone.localdate(ended_at) + timedelta(days=settings.GROUP_CARDS_KEPT_DAYS)
        found[day] = found.get(day, 0) + count
    return found


def _clear_cards(*, at: datetime, most: int) -> int:
    """Delete the cards of groups that ended so long ago; counted in groups, as one group's cards go together."""
    return delete_due_cards(before=at - timedelta(days=settings.GROUP_CARDS_KEPT_DAYS), at=at)


def _with_words() -> QuerySet[MeetingLog]:
    amended = LogAmendment.objects.filter(log=OuterRef("pk"))
    return MeetingLog.objects.filter(~Q(**WORDLESS) | Q(Exists(amended)))


def _logs_due(*, run: Any = None) -> dict[date, int]:
    rows = _with_words()
    if run is not None:
        rows = rows.filter(meeting__group__in=GroupFacilitator.objects.filter(enrolment__run=run).values("group"))
    found: dict[date, int] = {}
    for _pk, day in _days_of(rows, run):
        found[day] = found.get(day, 0) + 1
    return found


def _clear_logs(*, at: datetime, most: int) -> int:
    today = timezone.localdate(at)
    old = _with_words().filter(held_on__lte=today - timedelta(days=settings.LEARNING_KEPT_DAYS))
    late = [pk for pk, day in _days_of(old) if day <= today][:most]
    LogAmendment.objects.filter(log__in=late).delete()
    HelpRequest.objects.filter(log__in=late).delete()
    MeetingLog.objects.filter(pk__in=late).update(**WORDLESS, needs_help=False)
    return len(late)


def _days_of(rows: QuerySet[MeetingLog], given: Any = None) -> list[tuple[int, date]]:
    """Return the day on which the words of each log go.

    They go a year after the last run has been closed that the group counts for; what alumni log after that, and
    groups without a run, a year after the meeting.
    """
    kept = timedelta(days=settings.LEARNING_KEPT_DAYS)
    facts = list(rows.order_by("pk").values_list("pk", "meeting__group_id", "held_on"))
    begins = _begins({group for _pk, group, _held_on in facts}, given)
    return [(pk, max(held_on, begins.get(group, held_on)) + kept) for pk, group, held_on in facts]


def _begins(groups: set[int], given: Any) -> dict[int, date]:
    links = GroupFacilitator.objects.filter(enrolment__isnull=False)
    pairs = set(links.values_list("group_id", "enrolment__run"))
    runs = {run.pk: starts_on(run) for run in CourseRun.objects.filter(pk__in={run for _group, run in pairs})}
    if given is not None and given.pk in runs:
        runs[given.pk] = starts_on(given)  # as it would be closed today
    found: dict[int, date] = {}
    for group, run in pairs:
        if group in groups:
            found[group] = max(found.get(group, runs[run]), runs[run])
    return found
