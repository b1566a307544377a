"""Invented people, their runs, their own groups and what they have written."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from demo.sources.base import Shape, Slug, Text

Role = Literal["trainee", "trainee_ready", "trainer", "coordinator", "advisor", "admin"]
ROLES: tuple[Role, ...] = ("trainee", "trainee_ready", "trainer", "coordinator", "advisor", "admin")
Key = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Number = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]


class OrganisationSource(Shape):
    """An invented organization."""

    slug: Slug
    name: Text
    kind: Literal["uas", "development", "association", "company", "public", "other"]
    municipality: str = ""


class PersonSource(Shape):
    """An invented person."""

    key: Key
    given_name: Text
    family_name: Text
    certificate_name: str = ""
    administrator: bool = False
    writes: bool = False  # content of the course; somebody else publishes it
    publishes: bool = False  # content of the course
    contact_of: list[Slug] = []
    promised: bool = False  # to keep what the organization sees confidential


class PartlyThere(Shape):
    """Minutes of somebody who came late or left early."""

    minutes: int


Presence = Literal["present", "absent", "made_up"] | PartlyThere


class TraineeSource(Shape):
    """How far a trainee has come: the last module done, the register, the reflections that stand differently."""

    person: Key
    background: Literal["advisor", "entrepreneur", "other"]
    payer: str = ""
    motivation: str = ""
    special_needs: str = ""
    applied: Literal["waiting", "accepted"] = "accepted"
    attendance: list[Presence] = []
    through: Number | None = None
    reflections: dict[Number, Literal["draft", "sent", "returned"]] = {}
    group: str = ""
    confirmed: bool = False
    certificate: bool = False
    shared_with: list[Slug] = []
    withdrew_on_day: int | None = None


class RunSource(Shape):
    """A run and its trainees. `begins_days` is counted from the day of loading, to the next Tuesday before."""

    slug: Slug
    name: Text
    form: Slug
    state: Literal["enrolling", "running", "ended"]
    begins_days: int
    capacity: int
    has_key: bool = False
    price: str = ""
    place: str = ""
    link: str = ""
    support_phone: str = ""
    coordinators: list[Key]
    trainers: list[Key]
    held: int
    trainees: list[TraineeSource]

    @model_validator(mode="after")
    def register_is_as_long_as_held(self) -> Self:
        """Whoever has a register has a mark for each session held."""
        for trainee in self.trainees:
            if trainee.attendance and len(trainee.attendance) != self.held:
                raise ValueError(f"{trainee.person}: {len(trainee.attendance)} marks for {self.held} sessions held")
        return self


class CandidateSource(Shape):
    """Somebody whom an advisor has proposed for the training."""

    advisor: Key
    name: Text
    email: Text
    why: Text
    handled: bool = False


class InvitedSource(Shape):
    """Somebody who has been invited to a run, and what came of it."""

    name: Text
    email: Text
    days_ago: int
    answer: Literal["", "refused", "bounced"] = ""


class InvitationsSource(Shape):
    """Who has been invited to a run, and a list that waits to be sent."""

    run: Text
    by: Key
    sent: list[InvitedSource]
    waiting_list: Text


class People(Shape):
    """Everything in people.yaml."""

    password: Annotated[str, Field(min_length=12)]
    organisations: list[OrganisationSource]
    people: list[PersonSource]
    roles: dict[Role, Key]
    runs: list[RunSource]
    candidates: list[CandidateSource] = []
    invitations: InvitationsSource | None = None

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Whoever is named in a run or a role is one of the people."""
        known = {person.key for person in self.people}
        named = set(self.roles.values())
        for run in self.runs:
            named |= {*run.coordinators, *run.trainers, *(trainee.person for trainee in run.trainees)}
        if strangers := named - known:
            raise ValueError(f"unknown people: {', '.join(sorted(strangers))}")
        if missing := set(ROLES) - set(self.roles):
            raise ValueError(f"nobody has the role {', '.join(sorted(missing))}")
        return self


class MemberSource(Shape):
    """A member card: classes only."""

    pseudonym: Text
    line: Annotated[str, StringConstraints(pattern=r"^[A-S]$")]
    municipality: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    size: Literal["solo", "micro", "small"]
    years: Text
    wishes: list[Text]


class TopicSource(Shape):
    """What a log of an ordinary evening says."""

    topic: Text
    helped: Text
    next_step: Text
    kind: Literal["start", "exchange", "wellbeing", "expert", "together", "closing"]


class MeetingSource(Shape):
    """One meeting: counted from the run's first day, or back from the day of loading."""

    on_day: int | None = None
    days_ago: int | None = None
    kind: Literal["start", "exchange", "wellbeing", "expert", "together", "closing"]
    mode: Literal["face", "outdoors", "online"]
    template: Text
    topic: str = ""
    present: int = 0
    log: Literal["none", "sent", "returned", "read"]
    comment: str = ""
    place: str = ""
    voice: Literal["yes", "partly", "no"] = "yes"
    feeling: Annotated[int, Field(ge=1, le=5)] = 4
    question: str = ""

    @model_validator(mode="after")
    def has_one_day(self) -> Self:
        """Either the one or the other."""
        if (self.on_day is None) == (self.days_ago is None):
            raise ValueError("give either on_day or days_ago")
        return self


class QuoteSource(Shape):
    """What a member let be quoted, and where."""

    text: Text
    keyword: Literal["wholeness", "sharing", "growth", "power", "expertise"]
    part: Text
    attribution: Literal["entrepreneur", "line", "nothing"]
    uses: list[Literal["training", "web", "report"]]
    published: bool = False


class WorkSource(Shape):
    """Something the group has done together."""

    title: Text
    part: Text
    shareable: bool = False


class GroupSource(Shape):
    """An own group. `series` makes ordinary meetings; `rival` is a candidate of the first one's line and place."""

    key: Key
    name: Text
    municipality: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    mode: Literal["on_site", "online", "hybrid"] = "on_site"
    size: int
    stage: Literal["gathering", "founded", "running"]
    style: Literal["goal", "free", "later"] | None = None
    members: int
    rival: str = ""
    gathering_on_day: int | None = None
    founded_on_day: int | None = None
    price_plan: bool = False
    series: int = 0
    quotes: list[QuoteSource] = []
    works: list[WorkSource] = []
    meetings: list[MeetingSource] = []


class Groups(Shape):
    """Everything in groups.yaml."""

    members: list[MemberSource]
    topics: list[TopicSource]
    groups: list[GroupSource]


class Opening(Shape):
    """An opening of the discussion."""

    title: Text
    text: Text


class DiscussionTexts(Shape):
    """Openings and replies."""

    openings: list[Opening]
    replies: list[Text]


class FeedbackTexts(Shape):
    """What a trainer answers."""

    accepted: Text
    returned: Text


class SurveyTexts(Shape):
    """Open answers of the closing survey."""

    best: Text
    change: Text
    obstacle: Text
    why: Text


class Texts(Shape):
    """Everything in texts.yaml."""

    reflections: dict[Number, list[Text]]
    drafts: list[Text]
    feedback: FeedbackTexts
    own_questions: list[Text]
    exercise_answers: list[Text]
    discussion: DiscussionTexts
    price_sentence: Text
    survey: SurveyTexts
