"""What the core itself adds to the overview of a run: registers to close, make-up work, how each condition stands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.domain.progress import QUIET_AFTER, columns_of
from courses.enums import STUDYING, EnrolmentState, SessionState, StaffRole, Standing
from courses.models import ConditionState, CourseRun, Enrolment, MakeUp, Session
from courses.overview import Named, RunAction, RunPlot
from courses.plots import Share, bars
from courses.wording import day

MOST_NAMED = 50


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the registers that wait for closing, the make-up work to read and the applications to decide."""
    done = [SessionState.LOCKED, SessionState.CANCELLED]
    of_run = {"run": run.slug}
    return [
        RunAction(
            rows=Session.objects.filter(run=run, starts_at__lte=timezone.now()).exclude(state__in=done),
            words=lambda n: (
                ngettext("%(n)s kerran läsnäolot sulkematta", "%(n)s kerran läsnäolot sulkematta", n) % {"n": n}
            ),
            url=reverse("courses:registers", kwargs=of_run),
        ),
        RunAction(
            rows=MakeUp.objects.filter(session__run=run, state=MakeUp.State.SENT),
            words=lambda n: (
                ngettext("%(n)s korvaava tehtävä luettavana", "%(n)s korvaavaa tehtävää luettavana", n) % {"n": n}
            ),
            url=reverse("portal:inbox") + f"?toteutus={run.slug}",
            roles=(StaffRole.TRAINER,),
        ),
        RunAction(
            rows=Enrolment.objects.filter(run=run, state=EnrolmentState.APPLIED),
            words=lambda n: ngettext("%(n)s hakemus käsiteltävänä", "%(n)s hakemusta käsiteltävänä", n) % {"n": n},
            url=reverse("courses:applications", kwargs=of_run),
            roles=(StaffRole.COORDINATOR,),
        ),
    ]


def plots(*, run: CourseRun, at: datetime) -> list[RunPlot]:
    """Return how many have met each condition, and who has not been seen for two weeks."""
    return [_conditions(run), _unseen(run, at)]


def _conditions(run: CourseRun) -> RunPlot:
    states = ConditionState.objects.filter(enrolment__run=run, enrolment__state__in=STUDYING)
    met = dict(
        states.values_list("condition")
        .annotate(n=Count("pk", filter=Q(standing=Standing.MET)))
        .values_list("condition", "n")
    )
    shares = [Share(column.title(), met.get(column.id, 0)) for column in columns_of(run)]
    total = Enrolment.objects.filter(run=run, state__in=STUDYING).count()
    return RunPlot(
        key="ehdot",
        title=_("Mikä on vielä kesken?"),
        lead=ngettext(
            "Kuinka moni on täyttänyt kunkin ehdon. Osallistujia on %(n)s.",
            "Kuinka moni on täyttänyt kunkin ehdon. Osallistujia on %(n)s.",
            total,
        )
        % {"n": total},
        plot=bars(shares) if shares and total else None,
        head=(_("Ehto"), _("Täyttänyt")),
        empty=_("Osallistujia ei ole vielä."),
    )


def _unseen(run: CourseRun, at: datetime) -> RunPlot:
    people = Enrolment.objects.filter(run=run, state__in=STUDYING, ready_at=None)
    edges = [("today", at - QUIET_AFTER), ("month", at - 2 * QUIET_AFTER)]
    fresh, older = (edge for _name, edge in edges)
    counted = people.aggregate(
        fresh=Count("pk", filter=Q(user__last_login__gte=fresh)),
        older=Count("pk", filter=Q(user__last_login__lt=fresh, user__last_login__gte=older)),
        long=Count("pk", filter=Q(user__last_login__lt=older)),
        never=Count("pk", filter=Q(user__last_login=None)),
    )
    shares = [
        Share(_("Viimeisten 14 päivän aikana"), counted["fresh"]),
        Share(_("14–28 päivää sitten"), counted["older"], is_marked=True),
        Share(_("Yli 28 päivää sitten"), counted["long"], is_marked=True),
        Share(_("Ei koskaan"), counted["never"], is_marked=True),
    ]
    away = people.filter(Q(user__last_login__lt=fresh) | Q(user__last_login=None)).select_related("user")
    rows = [
        Named(
            person.user.get_full_name(),
            reverse("courses:trainee", kwargs={"run": run.slug, "person": person.public_id}),
            day(person.user.last_login) if person.user.last_login else _("ei koskaan"),
        )
        for person in away.order_by("user__last_login", "pk")[:MOST_NAMED]
    ]
    return RunPlot(
        key="kirjautuneet",
        title=_("Kuka ei ole kirjautunut 14 päivään?"),
        lead=_("Viimeisin kirjautuminen niillä, joilla suoritus on kesken."),
        plot=bars(shares) if sum(share.count for share in shares) else None,
        head=(_("Viimeksi kirjautunut"), _("Osallistujia")),
        rows=rows,
        rows_title=_("Ketkä"),
        empty=_("Kenelläkään ei ole suoritusta kesken."),
    )
