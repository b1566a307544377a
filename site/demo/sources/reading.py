"""Reads the source files of the course into their shapes."""

from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from demo.sources.certificate import CertificateSource, PublicPage
from demo.sources.clips import Storyboard
from demo.sources.course import Course, Session
from demo.sources.events import Events
from demo.sources.funding import Funding
from demo.sources.groups import BirdCards, GroupKit
from demo.sources.instruments import SelfAssessment, Survey, TrainerGuide
from demo.sources.modules import Discussion, Exercise, Reading, Reflection, Video
from demo.sources.networks import Networks
from demo.sources.people import Groups, People, Texts
from demo.sources.prices import PriceExample
from demo.sources.public import PublicWorld
from demo.sources.quizzes import Quiz

DEMO = Path(__file__).resolve().parent.parent
CURRICULUM = DEMO / "curriculum"

AnyModule = Annotated[
    Reading | Video | Exercise | Discussion | Quiz | Reflection,
    Field(discriminator="kind"),
]
ShapeT = TypeVar("ShapeT", bound=BaseModel)


class UnableToReadSource(Exception):
    """A source file is missing or does not hold what it should; the message names file and field."""


class Curriculum(BaseModel):
    """The whole course as its files hold it."""

    course: Course
    sessions: list[Session]
    modules: dict[int, list[Reading | Video | Exercise | Discussion | Quiz | Reflection]]
    cards: BirdCards
    groups: GroupKit
    self_assessment: SelfAssessment
    survey: Survey
    guide: TrainerGuide
    prices: PriceExample
    certificate: CertificateSource


class Demo(BaseModel):
    """All that is loaded: the course, the public pages, the clips, and the invented people."""

    curriculum: Curriculum
    pages: list[PublicPage]
    clips: dict[str, Storyboard]
    people: People
    groups: Groups
    texts: Texts
    networks: Networks
    events: Events
    funding: Funding
    public: PublicWorld


def read_demo(folder: Path = DEMO) -> Demo:
    """Read every source file of the demo. Raises UnableToReadSource."""
    clips = [read_shape(path, Storyboard) for path in sorted((folder / "clips").glob("*/storyboard.yaml"))]
    return Demo(
        curriculum=read_curriculum(folder / "curriculum"),
        pages=[read_page(path) for path in sorted((folder / "pages").glob("*.md")) if path.stem.count(".") == 0],
        clips={clip.slug: clip for clip in clips},
        people=read_shape(folder / "people.yaml", People),
        groups=read_shape(folder / "groups.yaml", Groups),
        texts=read_shape(folder / "texts.yaml", Texts),
        networks=read_shape(folder / "networks.yaml", Networks),
        events=read_shape(folder / "events.yaml", Events),
        funding=read_shape(folder / "funding.yaml", Funding),
        public=read_shape(folder / "public.yaml", PublicWorld),
    )


def read_curriculum(folder: Path = CURRICULUM) -> Curriculum:
    """Read every file of the course.

    Raises UnableToReadSource, naming the file and the field, when a file is missing or wrong.
    """
    folders = sorted(path for path in folder.glob("kerta-*") if path.is_dir())
    sessions = [read_shape(path / "kerta.yaml", Session) for path in folders]
    modules = {
        session.number: read_modules(path, session.number) for session, path in zip(sessions, folders, strict=True)
    }
    return Curriculum(
        course=read_shape(folder / "course.yaml", Course),
        sessions=sessions,
        modules=modules,
        cards=read_shape(folder / "kerta-2" / "lintukortit.yaml", BirdCards),
        groups=read_shape(folder / "ryhmatapaamiset.yaml", GroupKit),
        self_assessment=read_shape(folder / "itsearviointi.yaml", SelfAssessment),
        survey=read_shape(folder / "loppukysely.yaml", Survey),
        guide=read_shape(folder / "kouluttajan-opas.md", TrainerGuide),
        prices=read_shape(folder / "hintalaskuri.yaml", PriceExample),
        certificate=read_shape(folder / "todistus.yaml", CertificateSource),
    )


def read_modules(folder: Path, session: int) -> list[Any]:
    """Read the modules of one session, in the order of their numbers.

    Raises UnableToReadSource also when two modules share a number or one belongs to another session.
    """
    modules = [read_module(path) for path in sorted(folder.glob("[0-9]*-[0-9]*-*.*"))]
    numbers = [module.number for module in modules]
    if len(set(numbers)) != len(numbers):
        raise UnableToReadSource(f"{folder}: two modules have the same number ({', '.join(numbers)})")
    strangers = [number for number in numbers if number.split(".")[0] != str(session)]
    if strangers:
        raise UnableToReadSource(f"{folder}: module {strangers[0]} does not belong to session {session}")
    return sorted(modules, key=lambda module: [int(part) for part in module.number.split(".")])


def read_module(path: Path) -> Any:
    """Read one module; its `kind` says which shape it has. Raises UnableToReadSource."""
    adapter: TypeAdapter[Any] = TypeAdapter(AnyModule)
    return _validated(path, adapter, read_raw(path))


def read_shape(path: Path, shape: type[ShapeT]) -> ShapeT:
    """Read one file into its shape. Raises UnableToReadSource."""
    return _validated(path, TypeAdapter(shape), read_raw(path))


def read_page(path: Path) -> PublicPage:
    """Read a public page with its translations. Raises UnableToReadSource."""
    raw = read_raw(path)
    others = {code: path.with_suffix(f".{code}.md") for code in ("sv", "en")}
    raw["translations"] = {code: read_raw(other) for code, other in others.items() if other.exists()}
    return _validated(path, TypeAdapter(PublicPage), raw)


def read_raw(path: Path) -> dict[str, Any]:
    """Read YAML, or Markdown with YAML front matter (the text then stands under `body`).

    Raises UnableToReadSource when the file is missing, is not YAML or has no fields.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".md":
            raw = yaml.safe_load(text)
        else:
            _, front, body = text.split("---\n", 2)
            raw = yaml.safe_load(front)
            raw["body"] = body
    except OSError as error:
        raise UnableToReadSource(f"{path}: the file cannot be read") from error
    except (ValueError, TypeError, yaml.YAMLError) as error:
        raise UnableToReadSource(f"{path}: not YAML, or Markdown without YAML front matter ({error})") from error
    if not isinstance(raw, dict):
        raise UnableToReadSource(f"{path}: holds no fields")
    return raw


def _validated(path: Path, adapter: TypeAdapter[ShapeT], raw: dict[str, Any]) -> ShapeT:
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc']) or 'whole file'}: {problem['msg']}"
            for problem in error.errors()
        )
        raise UnableToReadSource(f"{path}: {problems}") from error
