"""Files that questions show are shown on the pages that ask the questions (see `courses.domain.files`)."""

from __future__ import annotations

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from assessments.questions.models import Question, QuestionVersion
from assessments.questions.usage import pages_asking, pages_that_asked
from assessments.questions.wording import picture_ids
from media.models import Picture


def pages_showing(file: Any) -> set[int]:
    """Return the pages whose questions show the file, in whatever version: an attempt may have met any.

    When none asks them any more, those on which somebody has met them: an old attempt keeps what it showed.
    """
    found = _versions_showing(file)
    if not found:
        return set()
    asking = pages_asking(Question.objects.filter(pk__in={question for question, _version in found}))
    return asking or pages_that_asked({version for _question, version in found})


def pages_met(file: Any, *, user: Any) -> set[int]:
    """Return the pages on which the person has met a question with the file: their attempt shows it for good.

    The question may be asked elsewhere by now, where the person may not go.
    """
    return pages_that_asked({version for _question, version in _versions_showing(file)}, user=user)


def _versions_showing(file: Any) -> list[tuple[int, int]]:
    """Return the questions and their versions that show the file."""
    is_picture = isinstance(file, Picture)
    mark = f'id=\\"{file.pk}\\"' if is_picture else file.url.rpartition("?")[0] or file.url
    rows = QuestionVersion.objects.annotate(words=Cast("body", TextField())).filter(words__contains=mark)
    return [
        (question, version)
        for question, version, body in rows.values_list("question_id", "pk", "body")
        if not is_picture or file.pk in picture_ids([body])
    ]
