"""What a trainee uses with the own group: ground rules, notices, bird cards."""

from demo.sources.base import Minutes, Shape, Text


class GroundRules(Shape):
    """Rules a group makes its own."""

    title: Text
    intro: Text
    rules: list[Text]


class Commitment(Shape):
    """What a member promises."""

    title: Text
    text: Text
    fields: list[Text]


class InvitationPart(Shape):
    """One part of the invitation."""

    label: Text
    text: Text


class Invitation(Shape):
    """The invitation to entrepreneurs."""

    title: Text
    max_words: int
    parts: list[InvitationPart]


class Notice(Shape):
    """What a member is told about the data kept."""

    title: Text
    text: Text


class LogForm(Shape):
    """What is written down of a meeting."""

    title: Text
    minutes: Minutes
    hint: Text
    fields: list[Text]


class GroupQuestions(Shape):
    """Three questions for the group, half-way and at the end."""

    title: Text
    when: Text
    questions: list[Text]


class QuotePermission(Shape):
    """What a permission to quote says."""

    title: Text
    fields: list[Text]


class GroupKit(Shape):
    """Everything in ryhmatapaamiset.yaml."""

    intro: Text
    ground_rules: GroundRules
    commitment: Commitment
    invitation: Invitation
    information_notice: Notice
    log: LogForm
    three_questions: GroupQuestions
    quote_permission: QuotePermission


class BirdCard(Shape):
    """One invented entrepreneur of the composing game."""

    name: Text
    business: Text
    municipality: Text
    years: Text
    wish: Text
    detail: str = ""


class CardGroup(Shape):
    """One group of the suggested solution."""

    name: Text
    members: list[Text]
    note: str = ""


class CardSolution(Shape):
    """One possible solution, for the trainer."""

    intro: Text
    groups: list[CardGroup]
    remark: Text


class BirdCards(Shape):
    """The composing game of session 2."""

    title: Text
    intro: Text
    cards: list[BirdCard]
    solution: CardSolution
