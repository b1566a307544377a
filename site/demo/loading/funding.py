"""Makes the funding project with its runs, and what its participants have told – by the verbs of courses.background."""

from datetime import datetime, timedelta

from django.utils import timezone

from courses.background.domain.answering import answer_background
from courses.background.domain.eura import mark_given, remind_due
from courses.background.domain.participants import participants_of
from courses.background.enums import ENTRY_ITEMS, Stage
from courses.groups.models import PeerGroup
from courses.models import CourseRun, FundingProject
from courses.reporting.domain.companies import state_companies
from courses.reporting.domain.projects import keep_project
from demo.loading.cast import Cast, email_of
from demo.sources.funding import Funding
from events.models import Event
from notifications.models import Notification

REMINDED = timedelta(days=2)  # ago: those of whom something is missing have been reminded, and have read it


def load_funding(source: Funding, *, cast: Cast, at: datetime) -> None:
    """Make the project; when it is there, everything is."""
    if FundingProject.objects.filter(code=source.project.code).exists():
        return
    project = _project(source, at)
    keys = {email_of(key): key for key in cast.people}
    for person in participants_of(project=project, at=at):
        key = keys.get(person.user.email, "")
        told = {"user": person.user, "project": project}
        if key and key not in source.entry_missing:
            ticked = min(at, _days_after(person.entered_on, source.entry_after_days))
            mark_given(**told, stage=Stage.ENTRY, is_given=True, at=ticked)
        if key in source.exit_given:
            mark_given(**told, stage=Stage.EXIT, is_given=True, at=at)
        if key in source.answers:
            answers = dict(zip(ENTRY_ITEMS, source.answers[key], strict=True))
            answer_background(**told, answers=answers, is_over=person.is_over, at=at)
    for group in PeerGroup.objects.filter(name__in=source.companies):
        by = group.facilitators.order_by("since", "pk")[0].user
        state_companies(group=group, companies=source.companies[group.name], by=by, at=at)
    remind_due(at=at - REMINDED)
    Notification.objects.filter(kind__startswith="eura-").update(read_at=at - REMINDED)


def _project(source: Funding, at: datetime) -> FundingProject:
    row, today = source.project, timezone.localdate(at)
    fields = {name: getattr(row, name) for name in ("code", "name", "programme", "logo_text", "eura_url")}
    fields |= {
        "starts_on": today + timedelta(days=row.starts_days),
        "ends_on": today + timedelta(days=row.ends_days),
        "archive_until": today + timedelta(days=row.archive_days),
        "asks_background": True,
    }
    runs = list(CourseRun.objects.filter(slug__in=source.runs))
    planned: dict[str, int | None] = dict(source.planned)
    project = keep_project(project=None, fields=fields, planned=planned, runs=runs, among=runs)
    Event.objects.update(project=project)  # the round of events is the project's own
    return project


def _days_after(day: object, days: int) -> datetime:
    noon = datetime.fromisoformat(f"{day} 12:00")
    return timezone.make_aware(noon) + timedelta(days=days)
