"""What groups add to the overview of a run: logs and requests that wait, missing groups, how groups get on.

Counts, states and dates of groups and the names of their facilitators. Never a card or a word of a log.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import STUDYING, StaffRole
from courses.groups.enums import CLOSED_STATES, GroupState, HelpState, LogState, MeetingState
from courses.groups.models import GroupFacilitator, HelpRequest, MeetingLog, PeerGroup
from courses.models import CourseRun
from courses.overview import Named, RunAction, RunFilter, RunPlot
from courses.plots import Share, bars, columns
from courses.wording import day

LOGGED_WITHIN = timedelta(days=14)
MOST_WEEKS = 30
MOST_NAMED = 50


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the logs to read and the requests for help."""
    inbox = reverse("portal:inbox") + f"?toteutus={run.slug}"
    groups = GroupFacilitator.objects.filter(enrolment__run=run).values("group_id")
    trainer = (StaffRole.TRAINER,)
    return [
        RunAction(
            rows=MeetingLog.objects.filter(meeting__group_id__in=groups, state=LogState.SENT),
            words=lambda n: (
                ngettext("%(n)s tapaamiskirjaus luettavana", "%(n)s tapaamiskirjausta luettavana", n) % {"n": n}
            ),
            url=inbox,
            roles=trainer,
        ),
        RunAction(
            rows=HelpRequest.objects.filter(enrolment__run=run, state=HelpState.OPEN),
            words=lambda n: (
                ngettext("%(n)s avunpyyntö ilman vastausta", "%(n)s avunpyyntöä ilman vastausta", n) % {"n": n}
            ),
            url=inbox + "&nayta=apua",
            icon="alert",
            roles=trainer,
        ),
    ]


def filters(*, run: CourseRun, at: datetime) -> list[RunFilter]:
    """Return those without a group of their own, those who have not logged, and those who ask for help."""
    own = GroupFacilitator.objects.filter(enrolment=OuterRef("pk"), ended_at=None)
    founded = own.filter(group__founded_at__lt=at - LOGGED_WITHIN).exclude(group__state__in=CLOSED_STATES)
    logged = MeetingLog.objects.filter(
        meeting__group__facilitators__enrolment=OuterRef("pk"),
        held_on__gte=timezone.localdate(at - LOGGED_WITHIN),
        state__in=[LogState.SENT, LogState.RETURNED, LogState.READ],
    )
    asking = HelpRequest.objects.filter(enrolment=OuterRef("pk"), state=HelpState.OPEN)
    return [
        RunFilter("ei-ryhmaa", _("Ei omaa ryhmää"), ~Q(Exists(own))),
        RunFilter("ei-kirjausta", _("Ei tapaamista 14 päivään"), Q(Exists(founded)) & ~Q(Exists(logged))),
        RunFilter("apua", _("Pyytää apua"), Q(Exists(asking))),
    ]


def plots(*, run: CourseRun, at: datetime) -> list[RunPlot]:
    """Return groups by state, meetings by week, and whose group has not met for two weeks."""
    return [_states(run), _weeks(run, at), _quiet(run, at)]


def _groups(run: CourseRun) -> QuerySet[PeerGroup]:
    links = GroupFacilitator.objects.filter(enrolment__run=run, enrolment__state__in=STUDYING)
    return PeerGroup.objects.filter(pk__in=links.values("group_id"))


def _states(run: CourseRun) -> RunPlot:
    found = Counter(_groups(run).values_list("state", flat=True))
    shares = [Share(str(label), found[state]) for state, label in GroupState.choices if found[state]]
    return RunPlot(
        key="ryhmat",
        title=_("Missä vaiheessa ryhmät ovat?"),
        lead=_("Osallistujien ryhmät tilan mukaan."),
        plot=bars(shares) if shares else None,
        head=(_("Ryhmän tila"), _("Ryhmiä")),
        rows=[Named(_("Toteutuksen ryhmät"), reverse("groups:run-groups", kwargs={"run": run.slug}))],
        empty=_("Yhtään ryhmää ei ole vielä."),
    )


def _weeks(run: CourseRun, at: datetime) -> RunPlot:
    held = MeetingLog.objects.filter(meeting__group__in=_groups(run), state__in=[LogState.SENT, LogState.READ])
    found: Counter[date] = Counter(_monday(held_on) for held_on in held.values_list("held_on", flat=True))
    first = max(min(found, default=run.starts_on), _monday(timezone.localdate(at)) - timedelta(weeks=MOST_WEEKS - 1))
    shares = [
        Share(_("viikko %(week)s/%(year)s") % _iso(monday), found[monday], short=str(monday.isocalendar().week))
        for monday in _mondays(_monday(first), _monday(timezone.localdate(at)))
    ]
    return RunPlot(
        key="viikot",
        title=_("Kuinka paljon ryhmät tapaavat?"),
        lead=_("Pidetyt ja kirjatut tapaamiset viikoittain."),
        plot=columns(shares) if found else None,
        head=(_("Viikko"), _("Tapaamisia")),
        empty=_("Yhtään tapaamista ei ole vielä kirjattu."),
    )


def _monday(when: date) -> date:
    return when - timedelta(days=when.weekday())


def _iso(monday: date) -> dict[str, int]:
    year, week, _day = monday.isocalendar()
    return {"week": week, "year": year}


def _mondays(first: date, last: date) -> list[date]:
    return [first + timedelta(weeks=number) for number in range(max(0, (last - first).days // 7) + 1)]


def _quiet(run: CourseRun, at: datetime) -> RunPlot:
    today = timezone.localdate(at)
    links = GroupFacilitator.objects.filter(
        enrolment__run=run, enrolment__state__in=STUDYING, ended_at=None, group__founded_at__isnull=False
    ).exclude(group__state__in=CLOSED_STATES)
    done = Q(group__meetings__state=MeetingState.LOGGED)
    found: list[Any] = list(
        links.annotate(last_on=Max("group__meetings__log__held_on", filter=done)).select_related("enrolment__user")
    )
    shares = _bands([(today - link.last_on).days if link.last_on else None for link in found])
    late = [link for link in found if link.last_on is None or today - link.last_on > LOGGED_WITHIN]
    late.sort(key=lambda link: (link.last_on or date.min, link.pk))
    return RunPlot(
        key="kirjaukset",
        title=_("Kenen ryhmä ei ole tavannut 14 päivään?"),
        lead=_("Viimeisin kirjattu tapaaminen niissä ryhmissä, jotka on perustettu."),
        plot=bars(shares) if found else None,
        head=(_("Viimeksi tavattu"), _("Ryhmiä")),
        rows=[
            Named(
                link.enrolment.user.get_full_name(),
                reverse("courses:trainee", kwargs={"run": run.slug, "person": link.enrolment.public_id}),
                day(link.last_on) if link.last_on else _("ei vielä kertaakaan"),
            )
            for link in late[:MOST_NAMED]
        ],
        rows_title=_("Ketkä"),
        empty=_("Yhtään ryhmää ei ole vielä perustettu."),
    )


def _bands(days: list[int | None]) -> list[Share]:
    """Return how many groups met how many days ago; only the first band needs no attention."""
    met = [value for value in days if value is not None]
    return [
        Share(_("0–14 päivää sitten"), sum(value <= 14 for value in met)),
        Share(_("15–30 päivää sitten"), sum(14 < value <= 30 for value in met), is_marked=True),
        Share(_("31–45 päivää sitten"), sum(30 < value <= 45 for value in met), is_marked=True),
        Share(_("Yli 45 päivää sitten"), sum(value > 45 for value in met), is_marked=True),
        Share(_("Ei vielä kertaakaan"), len(days) - len(met), is_marked=True),
    ]
