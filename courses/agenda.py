"""The own questions that trainees left in a session's activities, for its agenda."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.domain.agenda import AgendaItem
from courses.domain.questions import questions_of_run
from courses.models import Session
from courses.outline import outline_of


def agenda_items(*, session: Session) -> list[AgendaItem]:
    """Return the questions asked in the session's activities with their askers: trainees know that staff see them."""
    outline = outline_of(session.run.course_id)
    pages = [
        outline.sessions[pk] for pk in session.contents.values_list("page_id", flat=True) if pk in outline.sessions
    ]
    titles = {item.pk: item.title for page in pages for item in page.activities}
    return [
        AgendaItem(
            kind=_("oma kysymys: %(activity)s") % {"activity": titles[row.activity_id]},
            text=row.text,
            author_name=row.enrolment.user.get_full_name(),
        )
        for row in questions_of_run(run=session.run, activity_ids=titles)
    ]
