"""What the trainee's home says of the funder's data: nothing for runs that no project funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.background.domain.answering import is_asked
from courses.background.domain.participants import find_participant
from courses.background.domain.reading import own_flag
from courses.background.models import BackgroundLink, EuraFlag
from courses.enums import EnrolmentState
from courses.models import FundingProject

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Prompt:
    """What waits, and where it is done."""

    waiting: list[str]
    url: str


def is_settled() -> Any:
    """Return the expression that says of an enrollment whether the entry is ticked and the background told.

    The home asks it along with the enrollments, so that who has nothing left costs no query of its own.
    """
    own = {"user": OuterRef("user"), "project": OuterRef("run__project")}
    told = Exists(BackgroundLink.objects.filter(**own)) | Q(run__project__asks_background=False)
    return ExpressionWrapper(
        Exists(EuraFlag.objects.filter(entry_at__isnull=False, **own)) & told, output_field=BooleanField()
    )


def prompt_of(*, enrolment: Any, at: datetime) -> Prompt | None:
    """Return what the funder of the run still asks of the trainee, or None when nothing waits."""
    if enrolment.run.project_id is None:
        return None
    goes_on = enrolment.state in (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE)
    if goes_on and enrolment.run.ends_on >= timezone.localdate(at) and getattr(enrolment, "is_settled", False):
        return None
    project = FundingProject.objects.get(pk=enrolment.run.project_id)
    waiting = _waiting(enrolment.user, project, at)
    return Prompt(waiting, reverse("background:own", kwargs={"project": project.public_id})) if waiting else None


def _waiting(user: User, project: FundingProject, at: datetime) -> list[str]:
    person = find_participant(user=user, project=project, at=at)
    if person is None:
        return []
    flag, waiting = own_flag(user=user, project=project), []
    if not (flag and flag.entry_at):
        waiting.append(_("aloitustiedot EURA-palvelussa"))
    if person.is_over and not (flag and flag.exit_at):
        waiting.append(_("lopetustiedot EURA-palvelussa"))
    if is_asked(project=project, at=at) and not BackgroundLink.objects.filter(user=user, project=project).exists():
        waiting.append(_("taustatiedot (vapaaehtoinen)"))
    return waiting
