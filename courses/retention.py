"""How long the core keeps what it knows of trainees: words a year, special needs a month, the record ten years."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, age_clock
from courses.enums import EnrolmentState, RunState, StaffRole
from courses.models import (
    ActivityCompletion,
    Attendance,
    CourseRun,
    Enrolment,
    MakeUp,
    RunStaff,
    SessionNotice,
    SessionQuestion,
)
from courses.run_clocks import run_clock

NOT_TAKEN = (EnrolmentState.APPLIED, EnrolmentState.WAITING, EnrolmentState.DECLINED, EnrolmentState.CANCELLED)


def clocks() -> list[Clock]:
    """Return the clocks of the core."""
    return [*_soon(), *_learning(), *_record()]


def _soon() -> list[Clock]:
    return [
        run_clock(
            key="courses.needs",
            title=_("Erityisjärjestelyt, joita osallistuja on pyytänyt"),
            then=_("teksti poistetaan"),
            days="NEEDS_KEPT_DAYS",
            rows=lambda: Enrolment.objects.exclude(special_needs=""),
            run="run",
            clear=lambda rows: rows.update(special_needs=""),
            from_last_day=True,
        ),
        run_clock(
            key="courses.staff",
            title=_("Kouluttajien pääsy toteutukseen"),
            then=_("päättyy; koordinaattorit näkevät toteutuksen edelleen"),
            days="STAFF_ACCESS_DAYS",
            # A run that nobody has closed still needs its trainers: what is open has to be handled by them.
            rows=lambda: RunStaff.objects.filter(role=StaffRole.TRAINER, ended_at=None),
            only_closed=True,
            run="run",
            clear=lambda rows: rows.update(ended_at=timezone.now()),
        ),
        age_clock(
            key="courses.told",
            title=_("Merkinnät siitä, kenelle kertojen muutoksista kerrottiin"),
            then=_("poistetaan"),
            days="AUDIT_KEPT_DAYS",
            since=_("viestin lähdöstä"),
            rows=lambda: SessionNotice.objects.filter(told_at__isnull=False),
            field="at",
            clear=lambda rows: rows.delete(),
        ),
    ]


def _learning() -> list[Clock]:
    year: dict[str, Any] = {"days": "LEARNING_KEPT_DAYS"}
    return [
        run_clock(
            key="courses.motivation",
            title=_("Ilmoittautumisen vapaat tekstit"),
            then=_("teksti poistetaan"),
            rows=lambda: Enrolment.objects.exclude(motivation="").exclude(state__in=NOT_TAKEN),
            run="run",
            clear=lambda rows: rows.update(motivation=""),
            **year,
        ),
        run_clock(
            key="courses.not-taken",
            title=_("Hakemukset, joista ei tullut paikkaa"),
            then=_("poistetaan"),
            rows=lambda: Enrolment.objects.filter(state__in=NOT_TAKEN, certificates=None, attendances=None),
            run="run",
            clear=lambda rows: rows.delete(),
            **year,
        ),
        run_clock(
            key="courses.archive",
            title=_("Suljetut toteutukset"),
            then=_("merkitään arkistoiduiksi"),
            rows=lambda: CourseRun.objects.filter(state=RunState.ENDED),
            run="pk",
            clear=lambda rows: rows.update(state=RunState.ARCHIVED),
            only_closed=True,
            **year,
        ),
        run_clock(
            key="courses.questions",
            title=_("Omat kysymykset kerroille"),
            then=_("poistetaan"),
            rows=SessionQuestion.objects.all,
            run="enrolment__run",
            clear=lambda rows: rows.delete(),
            **year,
        ),
        run_clock(
            key="courses.make-ups",
            title=_("Korvaavien tehtävien tekstit ja tiedostot"),
            then=_("poistetaan; tieto korvaamisesta jää"),
            rows=lambda: MakeUp.objects.exclude(Q(text="") & Q(comment="") & Q(file="")),
            run="session__run",
            clear=_empty_make_ups,
            **year,
        ),
    ]


def _empty_make_ups(rows: QuerySet[Any]) -> int:
    for row in rows.exclude(file=""):
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    return rows.update(text="", comment="", file="", file_name="")


def _record() -> list[Clock]:
    record: dict[str, Any] = {"days": "RECORD_KEPT_DAYS", "clear": None, "is_archive": True}
    return [
        run_clock(
            key="courses.attendance",
            title=_("Läsnäolot"),
            then=_("organisaatio päättää arkistoinnista"),
            rows=Attendance.objects.all,
            run="enrolment__run",
            **record,
        ),
        run_clock(
            key="courses.completions",
            title=_("Suoritukset"),
            then=_("organisaatio päättää arkistoinnista"),
            rows=ActivityCompletion.objects.all,
            run="enrolment__run",
            **record,
        ),
    ]
