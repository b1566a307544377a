"""Meeting templates: kept in the database, and copied into a meeting as its own running order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.groups.enums import MeetingMode
from courses.groups.meeting_kit import in_own_language, kit_templates
from courses.groups.models import GroupMeeting, MeetingStep, MeetingTemplate, TemplateStep

CHECK, BREAK = TemplateStep.Part.CHECK, TemplateStep.Part.BREAK
CHECK_MINUTES = 8  # BR-22 asks for five to ten
MOST_STEPS = 20


@dataclass(frozen=True)
class Step:
    """One step of a running order, wherever it comes from."""

    minutes: int
    text: str
    part: str = ""

    def get_part_display(self) -> str:
        """Return the step's part in words, nothing when it has none."""
        return str(TemplateStep.Part(self.part).label) if self.part else ""


def keep_templates(*, template_model: Any = MeetingTemplate, step_model: Any = TemplateStep) -> int:
    """This function will put the templates of the curriculum into the database; those that are there stay as they are.

    A migration calls it with the models of its own time. Returns how many were made.
    """
    there = set(template_model.objects.values_list("code", flat=True))
    missing = [row for row in kit_templates() if row.code not in there]
    for row in missing:
        template = template_model.objects.create(
            code=row.code, slug=row.slug, title=row.title.fi, kind=row.kind, mode=row.mode
        )
        for number, step in enumerate(row.steps):
            step_model.objects.create(
                template=template, sort_order=number, minutes=step.minutes, text=step.fi, part=step.part
            )
    return len(missing)


def steps_of(template: MeetingTemplate | None) -> list[Step]:
    """Return the steps a template suggests, in the active language."""
    if template is None:
        return []
    return [Step(row.minutes, in_own_language(row.text), row.part) for row in template.steps.all()]


def steps_for(*, template: MeetingTemplate | None, mode: str) -> list[Step]:
    """Return the steps for a meeting held so: a remote one begins with sound and picture (BR-22).

    The check takes its minutes from the longest step, so that the evening ends when it was meant to.
    """
    steps = steps_of(template)
    if mode != MeetingMode.ONLINE or not steps or any(step.part == CHECK for step in steps):
        return steps
    longest = max(range(len(steps)), key=lambda place: steps[place].minutes)
    giver = steps[longest]
    if giver.minutes > 2 * CHECK_MINUTES:
        steps[longest] = Step(giver.minutes - CHECK_MINUTES, giver.text, giver.part)
    return [Step(CHECK_MINUTES, in_own_language("ääni ja kuva"), CHECK), *steps]


def running_order(meeting: GroupMeeting) -> list[Step]:
    """Return how the meeting is meant to go: its own steps, else what its template suggests."""
    rows = [Step(row.minutes, row.text, row.part) for row in meeting.steps.all()]
    return rows or steps_of(meeting.template)


def copy_steps(meeting: GroupMeeting) -> None:
    """Give a meeting its own steps from its template; what it had is replaced."""
    store_steps(meeting, steps_for(template=meeting.template, mode=meeting.mode))


def store_steps(meeting: GroupMeeting, steps: list[Step]) -> None:
    """Put these steps in the place of the meeting's old ones; the caller holds the group locked."""
    meeting.steps.all().delete()
    MeetingStep.objects.bulk_create(
        MeetingStep(meeting=meeting, position=place, minutes=step.minutes, text=step.text, part=step.part)
        for place, step in enumerate(steps[:MOST_STEPS])
    )
