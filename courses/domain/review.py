"""The trainer's inbox: whatever waits for a human being, from any app, oldest first.

An app that has such work offers `pending(*, user) -> list[ReviewEntry]` in its `review_queue.py`, in one query.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from accounts.discovery import modules_named
from courses.domain.reading_turns import readers_of

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import ReviewLease

PROMISED_WITHIN = timedelta(days=14)  # ten working days (C6)
OVERDUE_AFTER = timedelta(days=35)


@dataclass(frozen=True)
class ReviewEntry:
    """One thing that waits for a trainer."""

    kind: str  # what it is, in the reader's language: "reflektio", "tapaamiskirjaus"
    title: str
    person: str
    run: str
    waiting_since: datetime
    url: str
    needs_help: bool = False

    def is_late(self, at: datetime) -> bool:
        """Say whether it has waited longer than promised to trainees."""
        return at - self.waiting_since > PROMISED_WITHIN

    def is_overdue(self, at: datetime) -> bool:
        """Say whether it has waited so long that it may have been forgotten."""
        return at - self.waiting_since > OVERDUE_AFTER


@dataclass(frozen=True)
class InboxRow:
    """An entry as one trainer sees it now."""

    entry: ReviewEntry
    days: int
    is_new: bool  # no trainer has opened it since it came
    is_late: bool
    is_overdue: bool
    reader: str = ""  # the other trainer who has it open

    def belongs_to(self, show: str) -> bool:
        """Say whether the row is among those a filter shows."""
        belongs = {"uudet": self.is_new, "viipyneet": self.is_overdue, "apua": self.entry.needs_help}
        return belongs.get(show, True)


FILTERS = ("", "uudet", "viipyneet", "apua")


@dataclass(frozen=True)
class Inbox:
    """Everything that waits for one trainer; a count and the rows it counts come from the same list."""

    rows: list[InboxRow] = field(default_factory=list)

    def filtered(self, show: str) -> list[InboxRow]:
        """Return the rows a filter shows; all of them for a filter there is not."""
        return [row for row in self.rows if row.belongs_to(show)]

    def counts(self) -> dict[str, int]:
        """Return how many rows each filter shows."""
        return {show: len(self.filtered(show)) for show in FILTERS}


def pending_reviews(*, user: User) -> list[ReviewEntry]:
    """Return everything that waits for this trainer, the oldest first."""
    entries: list[ReviewEntry] = []
    for _label, module in modules_named("review_queue"):
        entries += module.pending(user=user)
    return sorted(entries, key=lambda entry: (entry.waiting_since, entry.url))


def inbox_of(*, user: User, at: datetime, run: str | None = None) -> Inbox:
    """Return the trainer's inbox, of one run when it is named; one query more than the apps' own, whatever waits."""
    entries = [entry for entry in pending_reviews(user=user) if run is None or entry.run == run]
    leases = readers_of(addresses=[path_of(entry) for entry in entries])
    return Inbox([_row(entry, leases.get(path_of(entry)), user, at) for entry in entries])


def path_of(entry: ReviewEntry) -> str:
    """Return the address of an entry's page without a query."""
    return entry.url.partition("?")[0]


def _row(entry: ReviewEntry, lease: ReviewLease | None, user: User, at: datetime) -> InboxRow:
    opened = lease is not None and lease.opened_at >= entry.waiting_since
    taken = lease is not None and lease.until > at and lease.user_id != user.pk
    return InboxRow(
        entry,
        days=(at - entry.waiting_since).days,
        is_new=not opened,
        is_late=entry.is_late(at),
        is_overdue=entry.is_overdue(at),
        reader=lease.user.get_full_name() if lease is not None and taken else "",
    )


def next_review(*, user: User, address: str, show: str, at: datetime) -> ReviewEntry | None:
    """Return what the trainer reads after the entry at an address: the one below it in the list, else the first.

    What another trainer has open is passed over while there is anything else.
    """
    rows = [row for row in inbox_of(user=user, at=at).filtered(show) if show != "uudet" or row.is_new]
    places = [place for place, row in enumerate(rows) if path_of(row.entry) == address]
    after = rows[places[0] + 1 :] + rows[: places[0]] if places else rows
    free = [row for row in after if not row.reader] or after
    return free[0].entry if free else None
