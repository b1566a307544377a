"""What is still open in a run when it is to be closed: gathered from `open_ends.py` of each app.

An app offers `open_ends(*, run, at) -> list[OpenEnd]`, in a query or two: what waits for the staff, never its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.discovery import modules_named
from courses.enums import StaffRole

if TYPE_CHECKING:
    from courses.models import CourseRun

EVERYBODY = (StaffRole.TRAINER, StaffRole.COORDINATOR)


@dataclass(frozen=True)
class OpenEnd:
    """One thing that somebody of the staff has to handle, or to leave on purpose."""

    kind: str  # names the sort, in no language: "register", "log"
    identity: str  # which one: a primary key or public id
    sort: str  # what it is, in the reader's language: "Läsnäolot sulkematta"
    title: str
    person: str = ""
    url: str = ""  # where it is handled; shown to those of the staff in `roles`
    roles: tuple[str, ...] = EVERYBODY

    @property
    def key(self) -> str:
        """What tells it from all others of the run."""
        return f"{self.kind}:{self.identity}"


def open_ends_of(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return what is open in the run, in the order of the apps."""
    return [end for _label, module in modules_named("open_ends") for end in module.open_ends(run=run, at=at)]
