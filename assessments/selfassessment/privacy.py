"""A person's self-assessments: the copy handed out, and their end."""

from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.selfassessment.models import AssessmentResponse, Statement


def export_person(user: User) -> dict[str, Any]:
    """Return the answers with the wording of the statements."""
    responses = AssessmentResponse.objects.filter(enrolment__user=user).select_related("page", "enrolment__run")
    if not responses:
        return {}
    wording = {str(key): text for key, text in Statement.objects.values_list("key", "text")}
    return {
        "self_assessments": [
            {
                "run": response.enrolment.run.name,
                "title": response.page.title,
                "values": {wording.get(key, key): value for key, value in response.values.items()},
                "open_answer": response.open_answer,
                "submitted_at": response.submitted_at,
            }
            for response in responses
        ]
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the answers; that the activity was done stays in the record of the course."""
    AssessmentResponse.objects.filter(enrolment__user=user).delete()
