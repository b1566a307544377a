"""The invented project that funds some runs."""

from demo.sources.base import Shape, Text


class ProjectSource(Shape):
    """The project; its days are counted from the day of loading."""

    code: Text
    name: Text
    programme: Text
    logo_text: Text
    eura_url: str
    starts_days: int
    ends_days: int
    archive_days: int


class Funding(Shape):
    """What the project promised, and what its participants have told the funder."""

    project: ProjectSource
    runs: list[str]
    planned: dict[str, int]
    companies: dict[str, int]
    entry_after_days: int
    entry_missing: list[str]
    exit_given: list[str]
    answers: dict[str, list[str]]
