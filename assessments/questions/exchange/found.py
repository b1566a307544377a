"""What a reader of a file finds: questions as their kinds want them, and what was lost or refused on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Format = Literal["html", "moodle", "plain", "markdown"]


class UnableToReadFile(Exception):
    """The file as a whole cannot be read; the message says why."""


class UnableToReadQuestion(Exception):
    """One question cannot be taken over; the message says why. The others of the file are not touched by it."""


@dataclass(frozen=True)
class Rich:
    """A text as it stands in a file, with the format that the file says it has and the files that belong to it."""

    text: str
    format: Format = "html"
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """A file that a question brings along: its name, what its content is, and the content."""

    name: str
    sort: Literal["picture", "document", "recording"]
    data: bytes


@dataclass
class Found:
    """One question of a file. Texts of `body` are `Rich` until `finishing.finish` has made them those of the kind."""

    index: int  # its place among the questions of the file, from 1
    type: str  # what the file calls this type of question
    name: str = ""
    kind: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    category: str = ""
    code: str = ""
    tags: list[str] = field(default_factory=list)
    is_archived: bool = False
    losses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reason: str = ""  # why it was refused, or why there was nothing to add
    is_known: bool = False  # the bank has it already
    is_twin: bool = False  # another file of the same import brings it
    carried: dict[str, Carried] = field(default_factory=dict)  # by SHA-1 of the content
    fingerprint: str = ""

    def lose(self, what: str) -> None:
        """Remember, once, something that the bank cannot hold."""
        if what not in self.losses:
            self.losses.append(what)

    def note(self, what: str) -> None:
        """Remember, once, something worth saying that is no loss."""
        if what not in self.notes:
            self.notes.append(what)

    @property
    def verdict(self) -> Literal["imported", "degraded", "skipped"]:
        """What becomes of the question."""
        if self.reason:
            return "skipped"
        return "degraded" if self.losses else "imported"


@dataclass
class FileRead:
    """One file: its questions, or why it cannot be read at all."""

    name: str
    questions: list[Found] = field(default_factory=list)
    reason: str = ""


def report(files: list[FileRead]) -> dict[str, Any]:
    """Return the result of an import in the form that `import_questions --json` prints.

    A file that cannot be read at all is one skipped entry with the index 0. What was imported with a loss counts as
    degraded and not as imported, so imported + degraded + skipped questions make up all questions. A question that
    two of the files hold is imported with each and stored once; what the bank had before is skipped.
    """
    verdicts = [question.verdict for file in files for question in file.questions]
    return {
        "files": len(files),
        "questions": len(verdicts),
        "imported": verdicts.count("imported"),
        "degraded": verdicts.count("degraded"),
        "skipped": [entry for file in files for entry in _skipped(file)],
    }


def _skipped(file: FileRead) -> list[dict[str, Any]]:
    entries = [
        {"file": file.name, "index": found.index, "name": found.name, "type": found.type, "reason": found.reason}
        for found in file.questions
        if found.verdict == "skipped"
    ]
    if file.reason:
        entries.insert(0, {"file": file.name, "index": 0, "name": "", "type": "file", "reason": file.reason})
    return entries
