"""A person's survey answers: only those that can be told from others', named and coded ones."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.survey.domain import code_of
from assessments.survey.models import SurveyReceipt, SurveyResponse
from courses.models import Enrolment


def _traceable(user: User) -> QuerySet[SurveyResponse]:
    codes = [code_of(enrolment) for enrolment in Enrolment.objects.filter(user=user)]
    return SurveyResponse.objects.filter(Q(enrolment__user=user) | Q(code__in=codes))


def export_person(user: User) -> dict[str, Any]:
    """Return which surveys the person has sent, and the named and coded responses."""
    sent = SurveyReceipt.objects.filter(enrolment__user=user)
    if not sent:
        return {}
    return {
        "surveys_sent": list(sent.values("enrolment__run__name", "page__title")),
        "responses": list(_traceable(user).values("run__name", "page__title", "anonymity", "answers")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete receipts, named and coded responses; anonymous ones belong to nobody and stay, and so do counts."""
    _traceable(user).delete()
    SurveyReceipt.objects.filter(enrolment__user=user).delete()
