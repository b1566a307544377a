"""Entry and exit data in EURA: self-ticked flags, what is missing, and reminders that know when to stop (R1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.background.domain.answering import UnableToAnswer, cuts_on
from courses.background.domain.participants import Participant, find_participant, participants_of
from courses.background.enums import Stage
from courses.background.models import MOST_REMINDERS, EuraFlag
from courses.models import CourseRun, FundingProject
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

FIRST_AFTER = timedelta(days=7)  # days somebody has before the first reminder
AGAIN_AFTER = timedelta(days=14)
BY_HAND_AFTER = timedelta(hours=24)  # the same person is not reminded by hand more often


@dataclass(frozen=True)
class Row:
    """A participant with the state of both data: "given", "missing", or "later" while the exit is not due."""

    person: Participant
    entry: str
    exit: str
    entry_on: date | None
    exit_on: date | None
    reminded_on: date | None

    @property
    def is_missing(self) -> bool:
        """Whether something is due and not given."""
        return "missing" in (self.entry, self.exit)


def mark_given(*, user: User, project: FundingProject, stage: str, is_given: bool, at: datetime) -> EuraFlag:
    """This function will note that a participant has given the data of a stage in EURA, or take the note back.

    Repeating it keeps the first day. Raises UnableToAnswer for somebody who takes no part, and for exit data while the
    person still takes part.
    """
    if stage not in Stage.values:
        raise UnableToAnswer(_("Valitse vaihtoehdoista."))
    person = find_participant(user=user, project=project, at=at)
    if person is None:
        raise UnableToAnswer(_("Taustatiedot kysytään vain hankkeen osallistujilta."))
    if stage == Stage.EXIT and is_given and not person.is_over:
        raise UnableToAnswer(_("Lopetustiedot annetaan, kun osallistumisesi on päättynyt."))
    with transaction.atomic():
        flag, _is_new = EuraFlag.objects.get_or_create(user=user, project=project)
        rows = EuraFlag.objects.filter(pk=flag.pk)
        if is_given:
            rows.filter(**{f"{stage}_at": None}).update(**{f"{stage}_at": at})
        else:
            rows.update(**{f"{stage}_at": None})
    flag.refresh_from_db()
    return flag


def state_of(*, project: FundingProject, at: datetime, run: CourseRun | None = None) -> list[Row]:
    """Return every participant of a project, or of one run of it, with what is given and what is missing."""
    people = participants_of(project=project, run=run, at=at)
    flags = {flag.user_id: flag for flag in EuraFlag.objects.filter(project=project)}
    return [_row(person, flags.get(person.user.pk)) for person in people]


def remind(*, rows: Iterable[Row], project: FundingProject, at: datetime) -> int:
    """This function will remind those of whom something is missing, by hand; nobody twice within a day."""
    return sum(_remind(row.person, project, at, wait=BY_HAND_AFTER) for row in rows if row.is_missing)


def remind_due(*, at: datetime, most: int = 200) -> int:
    """This function will remind whoever has had a week, again after two weeks, at most three times for each stage."""
    done = 0
    today = timezone.localdate(at)
    for project in FundingProject.objects.filter(starts_on__lte=today, runs__isnull=False).distinct():
        if today >= cuts_on(project):
            continue
        for row in state_of(project=project, at=at):
            if done >= most:
                return done
            if row.is_missing:
                done += _remind(row.person, project, at, wait=AGAIN_AFTER, is_automatic=True)
    return done


def _remind(
    person: Participant, project: FundingProject, at: datetime, *, wait: timedelta, is_automatic: bool = False
) -> int:
    """Remind one person of one stage, the exit first; return 1 if a reminder went out."""
    if not person.is_reachable:
        return 0
    today = timezone.localdate(at)
    for stage, since in ((Stage.EXIT, person.left_on), (Stage.ENTRY, person.entered_on)):
        if since is None or (is_automatic and since + FIRST_AFTER > today):
            continue
        if _claim(person, project, stage, at, wait=wait, is_automatic=is_automatic):
            return 1
    return 0


def _claim(
    person: Participant, project: FundingProject, stage: Stage, at: datetime, *, wait: timedelta, is_automatic: bool
) -> bool:
    """Note the reminder and send it in one transaction: whoever comes second finds it noted."""
    with transaction.atomic():
        EuraFlag.objects.get_or_create(user=person.user, project=project)
        other = Stage.EXIT if stage == Stage.ENTRY else Stage.ENTRY  # of which one may just have been reminded
        rows = EuraFlag.objects.filter(
            _not_since(stage, at - wait),
            _not_since(other, at - min(wait, FIRST_AFTER)),
            user=person.user,
            project=project,
            **{f"{stage}_at": None},
        )
        if is_automatic:
            rows = rows.filter(**{f"{stage}_reminders__lt": MOST_REMINDERS})
        flag = rows.select_for_update().first()
        if flag is None:
            return False
        count = getattr(flag, f"{stage}_reminders") + 1
        EuraFlag.objects.filter(pk=flag.pk).update(**{f"{stage}_reminders": count, f"{stage}_reminded_at": at})
        subject, text = _words(project, stage)
        notify(
            user=person.user,
            kind=f"eura-{stage}",
            subject=subject,
            text=text,
            url=reverse("background:own", kwargs={"project": project.public_id}),
            values={"hanke": project.name, "koodi": project.code},
            at=at,
        )
    return True


def _not_since(stage: Stage, moment: datetime) -> Q:
    return Q(**{f"{stage}_reminded_at": None}) | Q(**{f"{stage}_reminded_at__lte": moment})


def _words(project: FundingProject, stage: Stage) -> tuple[Callable[[], str], Callable[[], str]]:
    values = {"project": project.name, "code": project.code}
    if stage == Stage.ENTRY:
        return (
            lambda: _("Muistutus: anna aloitustiedot rahoittajalle"),
            lambda: (
                _(
                    "Hanke %(project)s (koodi %(code)s) kysyy osallistujilta aloitustiedot rahoittajan palvelussa. "
                    "Jos olet jo antanut ne, merkitse se Peiliin, niin emme muistuta enää."
                )
                % values
            ),
        )
    return (
        lambda: _("Muistutus: anna lopetustiedot rahoittajalle"),
        lambda: (
            _(
                "Osallistumisesi hankkeeseen %(project)s (koodi %(code)s) on päättynyt. Anna lopetustiedot rahoittajan "
                "omassa palvelussa ja merkitse se Peiliin, niin emme muistuta enää."
            )
            % values
        ),
    )


def _row(person: Participant, flag: EuraFlag | None) -> Row:
    entry, left = (flag.entry_at, flag.exit_at) if flag else (None, None)
    reminded = [moment for moment in (flag.entry_reminded_at, flag.exit_reminded_at) if moment] if flag else []
    return Row(
        person=person,
        entry="given" if entry else "missing",
        exit="given" if left else "missing" if person.is_over else "later",
        entry_on=_day(entry),
        exit_on=_day(left),
        reminded_on=_day(max(reminded)) if reminded else None,
    )


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None
