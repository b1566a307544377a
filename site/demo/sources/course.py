"""The training, the forms in which it is given, and its sessions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from demo.sources.base import Clock, Minutes, Shape, Slug, Text


class Outcome(Shape):
    """One learning outcome of the whole training."""

    code: Annotated[str, StringConstraints(pattern=r"^OT\d+$")]
    text: Text


class ProgrammeRow(Shape):
    """One row of a session's programme."""

    at: Clock
    minutes: Minutes
    title: Text
    step: Literal["Asetu", "Peilaa", "Vie arkeen"] | None = None
    note: str = ""


class FormSession(Shape):
    """A session as one delivery form gives it: when, where, and which content it holds."""

    number: int
    holds: list[Slug]
    title: str = ""
    offset_days: Annotated[int, Field(ge=0)]
    starts: Clock
    minutes: Minutes
    mode: Literal["onsite", "online", "hybrid"]
    remote_on_request: bool = False
    programme: list[ProgrammeRow] = []


class MeetingDue(Shape):
    """By which day of the run a meeting of the own group is to be held."""

    number: int
    by_day: int
    before_session: int


class DeliveryForm(Shape):
    """One way of giving the training."""

    slug: Slug
    name: Text
    summary: Text
    weeks: int
    sessions: list[FormSession]
    meetings_due: list[MeetingDue]


class GroupSize(Shape):
    """How many people a run takes."""

    min: int
    max: int


class Step(Shape):
    """One of the three steps that every session and meeting follows."""

    name: Text
    text: Text
    model_part: Text


class ThreeSteps(Shape):
    """The three steps and their introduction."""

    intro: Text
    steps: list[Step]


class ModuleKind(Shape):
    """When modules of these kinds are done, and the way offered for accessibility."""

    kinds: list[str]
    name: Text
    done_when: Text
    accessible_way: Text


class CompletionTerms(Shape):
    """What an accepted completion asks for."""

    text: Text
    quiz_pass_percent: int
    meetings: int
    reflections: int
    min_group_members: int
    min_group_members_with_acceptance: int
    min_live_minutes: int
    group_needed_from_session: int


class Quote(Shape):
    """A short quotation with its source."""

    text: Text
    speaker: Text
    source: Text


class Course(Shape):
    """The training as a whole."""

    slug: Slug
    title: Text
    summary: Text
    for_whom: Text
    prior_knowledge: Text
    group_size: GroupSize
    extent_minutes: Minutes
    own_work: Text
    outcomes: list[Outcome]
    structure: Text
    three_steps: ThreeSteps
    module_kinds: list[ModuleKind]
    completion: CompletionTerms
    forms: list[DeliveryForm]
    quotes: list[Quote]


class PreTask(Shape):
    """What is done before a session."""

    minutes: Minutes
    modules: list[Text]
    text: Text


class BetweenTask(Shape):
    """What is done after a session."""

    title: Text
    when: Text
    text: Text


class Session(Shape):
    """The content of one session."""

    number: int
    slug: Slug
    title: Text
    minutes: Minutes
    mode: Literal["onsite", "online", "hybrid"]
    outcome_codes: list[str]
    aim: Text
    pre_task: PreTask
    programme: list[ProgrammeRow]
    between_task: BetweenTask
    materials: list[Text]
    checklist: list[Text]
