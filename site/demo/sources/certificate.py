"""The certificate's own words, and the public pages that are not the course."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from demo.sources.base import Shape, Slug, Text


class RegisterSource(Shape):
    """The series of numbers."""

    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,8}$")]
    name: Text


class Picture(Shape):
    """A picture of the folder `pictures`, and what it is called in the library."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.png$")]
    title: Text


class SignatorySource(Shape):
    """Who signs."""

    name: Text
    title_fi: Text
    title_sv: str = ""
    title_en: str = ""


class CertificateWords(Shape):
    """The texts in one language; what is missing falls back to the usual words."""

    language: Literal["fi", "sv", "en"]
    course_title: str = ""
    issuer: str = ""
    funding: str = ""
    outcomes: list[Text] = []


class CertificateSource(Shape):
    """Everything in todistus.yaml."""

    name: Text
    number_series: RegisterSource
    issuer: Text
    place: str = ""
    logo: Picture | None = None
    emblem: Picture | None = None
    signatories: list[SignatorySource]
    texts: list[CertificateWords]


class Translation(Shape):
    """A public page in another language."""

    title: Text
    introduction: Text
    body: Text


class PublicPage(Shape):
    """The front page, or a page of information; its translations stand beside it as `<slug>.sv.md` and `.en.md`."""

    title: Text
    slug: Slug
    introduction: Text
    in_footer: bool = False
    parent: str = ""
    register_of: str = ""
    order: int = 0
    body: Text
    translations: dict[Literal["sv", "en"], Translation] = {}
