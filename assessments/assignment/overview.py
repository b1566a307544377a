"""Where everybody is in the assignments of a run: states and dates, no texts; few queries, however many people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from assessments.assignment.deadlines import due_of
from assessments.assignment.models import AssignmentException, AssignmentPage, Submission
from courses.models import ActivityCompletion, CourseRun, Enrolment, SessionContent
from courses.outline import outline_of

State = Submission.State


@dataclass
class AssignmentRow:
    """One assignment of a run."""

    page: AssignmentPage
    due_at: datetime | None
    counts: dict[str, int] = field(default_factory=dict)
    exceptions: int = 0

    @property
    def waiting(self) -> int:
        """How many wait for a trainer."""
        return self.counts.get(State.SUBMITTED, 0)

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return self.counts.get(State.ACCEPTED, 0)

    @property
    def returned(self) -> int:
        """How many have been asked to complete theirs."""
        return self.counts.get(State.RETURNED, 0)


@dataclass
class PersonRow:
    """One trainee in one assignment."""

    enrolment: Enrolment
    state: str
    state_words: str
    submitted_at: datetime | None
    exception: AssignmentException | None
    is_done: bool


def assignments_of(run: CourseRun) -> list[AssignmentRow]:
    """Return the assignments of a run in the order of its sessions; four queries."""
    outline = outline_of(run.course_id, getattr(run, "outline_number", None))
    contents = SessionContent.objects.filter(session__run=run).select_related("session")
    places = []
    for content in contents.order_by("session__position", "position"):
        items = outline.sessions[content.page_id].activities if content.page_id in outline.sessions else ()
        places += [(item.pk, content.session) for item in items if item.model is AssignmentPage]
    pages = AssignmentPage.objects.in_bulk([pk for pk, _session in places])
    rows = [AssignmentRow(pages[pk], due_of(page=pages[pk], session=session)) for pk, session in places if pk in pages]
    by_page = {row.page.pk: row for row in rows}
    counted = Submission.objects.filter(enrolment__run=run).values("page", "state").annotate(n=Count("pk")).order_by()
    for found in counted:
        if found["page"] in by_page:
            by_page[found["page"]].counts[found["state"]] = found["n"]
    agreed = AssignmentException.objects.filter(enrolment__run=run, ended_at=None).values("page")
    for row in agreed.annotate(n=Count("pk")).order_by():
        if row["page"] in by_page:
            by_page[row["page"]].exceptions = row["n"]
    return rows


def people_in(run: CourseRun, page: AssignmentPage) -> list[PersonRow]:
    """Return every trainee's state in an assignment, by name; four queries."""
    enrolments = Enrolment.objects.filter(run=run).studying().select_related("user")
    works = {row.enrolment_id: row for row in Submission.objects.filter(enrolment__run=run, page=page).defer("draft")}
    agreed = AssignmentException.objects.filter(enrolment__run=run, page=page, ended_at=None)
    exceptions = {row.enrolment_id: row for row in agreed.select_related("granted_by")}
    done = set(
        ActivityCompletion.objects.filter(enrolment__run=run, activity_id=page.pk).values_list("enrolment", flat=True)
    )
    rows = []
    for enrolment in enrolments.order_by("user__family_name", "user__given_name", "pk"):
        work = works.get(enrolment.pk)
        rows.append(
            PersonRow(
                enrolment,
                state=work.state if work else "",
                state_words=work.get_state_display() if work else "",
                submitted_at=work.submitted_at if work else None,
                exception=exceptions.get(enrolment.pk),
                is_done=enrolment.pk in done,
            )
        )
    return rows
