"""Telling trainees that their run was closed: in turns, so that a large run holds nobody up, and each once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.closing.models import Becomes, RunClosing
from courses.enums import STUDYING, EnrolmentState
from courses.models import CourseRun, Enrolment
from courses.run_clocks import starts_on
from courses.wording import day
from notifications.domain import notify

BATCH = 50


def tell_closed(closing_id: int, *, at: datetime) -> int:
    """This function will tell whoever has not been told yet; return how many. A killed worker loses and doubles nobody.

    The closing's row is the queue: how far telling has come is stored in the transaction that tells.
    """
    total = 0
    while True:
        with transaction.atomic():
            count = _tell_some(closing_id, at=at)
        total += count
        if count < BATCH:
            return total


def _tell_some(closing_id: int, *, at: datetime) -> int:
    rows = RunClosing.objects.select_for_update(of=("self",)).select_related("run")
    closing = rows.filter(pk=closing_id, told_at=None, reopened_at=None).first()
    if closing is None:
        return 0
    here = Enrolment.objects.filter(run=closing.run, pk__gt=closing.told_up_to).order_by("pk")
    ended = here.filter(closing_outcome__becomes=Becomes.ENDED, state=EnrolmentState.WITHDRAWN)
    found = (here.filter(state__in=STUDYING) | ended).select_related("user", "closing_outcome")
    people = list(found[:BATCH])
    for enrolment in people:
        _tell(enrolment, closing.run, at=at)
        closing.told_up_to = enrolment.pk
    closing.told += len(people)
    if len(people) < BATCH:
        closing.told_at = at
    closing.save(update_fields=["told_up_to", "told", "told_at"])
    return len(people)


def _tell(enrolment: Enrolment, run: CourseRun, *, at: datetime) -> None:
    has_ended = enrolment.state == EnrolmentState.WITHDRAWN
    subject = (
        gettext_lazy("Koulutuksesi on päättynyt ilman todistusta")
        if has_ended
        else gettext_lazy("Koulutus on päättynyt")
    )
    notify(
        user=enrolment.user,
        kind="run-ended-unfinished" if has_ended else "run-closed",
        subject=subject,
        text=lambda: _words(run, has_ended=has_ended),
        values=lambda: {"toteutus": run.name, "paiva": day(_goes(run))},
        about=f"run-{run.pk}",
        url=reverse("accounts:profile"),
        at=at,
    )


def _words(run: CourseRun, *, has_ended: bool) -> str:
    lines = [_("%(run)s on suljettu. Kiitos, että olit mukana.") % {"run": run.name}]
    if has_ended:
        lines = [_("%(run)s on suljettu, ja koulutuksesi päättyi ilman todistusta.") % {"run": run.name}]
    else:
        lines.append(_("Todistuksesi säilyy Peilissä, ja sen aitouden voi tarkistaa koodilla myös jatkossa."))
    lines.append(
        _(
            "Reflektiot, vastaukset, keskustelut ja tapaamiskirjausten tekstit poistetaan %(day)s. "
            "Voit ladata ne sitä ennen itsellesi omien tietojesi sivulta."
        )
        % {"day": day(_goes(run))}
    )
    return "\n\n".join(lines)


def _goes(run: CourseRun) -> date:
    return starts_on(run) + timedelta(days=settings.LEARNING_KEPT_DAYS)


def tell_brought_back(people: list[Enrolment], *, run: CourseRun, at: datetime) -> None:
    """This function will tell those whose course had been ended that it goes on."""
    for enrolment in people:
        notify(
            user=enrolment.user,
            kind="run-reopened",
            subject=gettext_lazy("Koulutuksesi jatkuu"),
            text=lambda: (
                _("Toteutus %(run)s on avattu uudelleen, ja sinulla on taas paikka siinä.") % {"run": run.name}
            ),
            values={"toteutus": run.name},
            about=f"run-{run.pk}",
            url=reverse("courses:learn", kwargs={"run": run.slug}),
            at=at,
        )
