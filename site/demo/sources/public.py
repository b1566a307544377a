"""The invented register of facilitators and the library."""

from demo.sources.base import Shape, Text


class ListingSource(Shape):
    """What a facilitator tells of themselves."""

    person: str
    municipality: str
    neighbors: bool
    remote: bool
    lines: list[str]
    languages: list[str]
    text: Text


class PublicationSource(Shape):
    """A publication; without an address it is the file of question cards."""

    title: Text
    kind: str
    language: str
    year: int | None = None
    authors: str = ""
    license: str
    owner: Text
    source: str = ""
    accessibility: str = "unknown"
    url: str = ""
    description: Text
    description_sv: str = ""
    description_en: str = ""


class PublicWorld(Shape):
    """Everything in public.yaml."""

    listings: list[ListingSource]
    publications: list[PublicationSource]
