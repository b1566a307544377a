"""A verdict for each row of a list, before anything is sent: some rows at a time, each turn one transaction.

A killed worker leaves rows that are unchecked; whoever comes next goes on with them. Two workers at once wait for
each other at the list's own row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from courses.domain.enrolment import OPEN_STATES
from courses.invitations.domain.addresses import LONGEST_ADDRESS, clean_address, clean_person_name
from courses.invitations.domain.links import email_key
from courses.invitations.domain.reading import Found
from courses.invitations.enums import BatchState, Fault, InvitationState, Verdict
from courses.invitations.models import Invitation, InvitationBatch, ListedPerson, RefusedAddress
from courses.invitations.models.batches import LONGEST_RAW
from courses.models import CourseRun, Enrolment
from notifications.background import wake

if TYPE_CHECKING:
    from accounts.models import User

AT_ONCE = 250
STORED_AT_ONCE = 500
JUDGED = ["email", "name", "verdict", "fault", "known_state", "same_as"]


def start_batch(*, run: CourseRun, people: Sequence[Found], key: UUID, by: User, at: datetime) -> InvitationBatch:
    """This function will store the rows of a list as they are and wake a worker that checks them.

    `key` names the form that was sent: sent twice it is one list.
    """
    from courses.invitations.tasks import check_batch  # noqa: PLC0415 -- the task calls back into the domain

    with transaction.atomic():
        batch, made = InvitationBatch.objects.get_or_create(
            public_id=key, defaults={"run": run, "made_by": by, "made_at": at}
        )
        if made:
            ListedPerson.objects.bulk_create(
                (
                    ListedPerson(
                        batch=batch, position=place, line=one.line, raw=one.raw[:LONGEST_RAW], name=one.name[:160]
                    )
                    for place, one in enumerate(people, start=1)
                ),
                batch_size=STORED_AT_ONCE,
            )
            wake(check_batch, batch.pk)
    return batch


def check_rows(batch_id: int, *, at: datetime) -> int:
    """This function will give verdicts to all rows that have none; return how many it was."""
    total = 0
    while done := _check_some(batch_id, at=at):
        total += done
    return total


def _check_some(batch_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        batch = lock_batch(batch_id)
        if batch is None or batch.state != BatchState.CHECKING:
            return 0
        rows = list(batch.rows.filter(verdict=Verdict.UNCHECKED).order_by("position")[:AT_ONCE])
        if rows:
            for row in rows:
                read_row(row)
            judge(batch, rows, at=at)
            store_rows(rows, JUDGED)
        if len(rows) < AT_ONCE:
            batch.state = BatchState.READY
            batch.save(update_fields=["state"])
    return len(rows)


def store_rows(rows: Sequence[ListedPerson], fields: Sequence[str]) -> None:
    """Write columns of rows that are there, as one insert that meets them: far quicker than an update by cases."""
    ListedPerson.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields))


def lock_batch(batch_id: int) -> InvitationBatch | None:
    """Return the list, held until the transaction ends; None when it has been thrown away."""
    rows = InvitationBatch.objects.select_for_update(of=("self",)).select_related("run", "made_by")
    return rows.filter(pk=batch_id).first()


def read_row(row: ListedPerson) -> None:
    """Make what stood in a row into an address and a name, and note what is wrong with either."""
    row.email, fault = clean_address(row.raw)
    row.name, of_name = clean_person_name(row.name)
    row.fault = fault or of_name


@dataclass(frozen=True)
class Facts:
    """What is known of some addresses in one run."""

    enrolled: set[str]
    refused: set[str]  # keys
    invited: dict[str, tuple[str, str]]  # key: state and status
    first_lines: dict[str, int]  # of rows of the list that are not looked at now

    @classmethod
    def about(cls, batch: InvitationBatch, rows: Iterable[ListedPerson], *, at: datetime) -> Facts:
        """Ask the database once for all rows; the number of queries does not grow with them."""
        rows = list(rows)
        emails = {row.email for row in rows if row.email}
        keys = [email_key(email) for email in emails]
        enrolled = Enrolment.objects.filter(run=batch.run, state__in=OPEN_STATES, user__email__in=emails)
        invited = Invitation.objects.filter(run=batch.run, email_key__in=keys).with_status(at)
        others = batch.rows.filter(email__in=emails).exclude(pk__in=[row.pk for row in rows])
        others = others.exclude(verdict__in=[Verdict.LEFT_OUT, Verdict.DUPLICATE]).order_by()
        return cls(
            enrolled=set(enrolled.values_list("user__email", flat=True)),
            refused=set(RefusedAddress.objects.filter(email_key__in=keys).values_list("email_key", flat=True)),
            invited={
                key: (state, status) for key, state, status in invited.values_list("email_key", "state", "status")
            },
            first_lines=dict(others.values("email").annotate(first=Min("line")).values_list("email", "first")),
        )


def judge(batch: InvitationBatch, rows: Sequence[ListedPerson], *, at: datetime) -> None:
    """Set the verdict of rows that have been read, in their order; nothing is stored."""
    facts = Facts.about(batch, rows, at=at)
    lines = dict(facts.first_lines)
    for row in rows:
        row.known_state, row.same_as = "", None
        if not row.email:
            row.verdict = Verdict.BAD
            continue
        if row.email in lines:
            row.verdict, row.same_as = Verdict.DUPLICATE, lines[row.email]
            continue
        lines[row.email] = row.line
        row.verdict = _verdict(row, facts)


def _verdict(row: ListedPerson, facts: Facts) -> Verdict:
    key = email_key(row.email)
    state, row.known_state = facts.invited.get(key, ("", ""))
    if row.email in facts.enrolled:
        return Verdict.ENROLLED
    if key in facts.refused or state == InvitationState.REFUSED:
        return Verdict.REFUSED
    return Verdict.INVITED if state else Verdict.NEW


def fix_row(*, row: ListedPerson, email: str, name: str, at: datetime) -> ListedPerson:
    """This function will take a corrected address and name into a row of a list that is not sent yet.

    Rows that were its duplicates, and those whose duplicate it becomes, are judged anew.
    """
    with transaction.atomic():
        batch = lock_batch(row.batch_id)
        if batch is None or batch.state != BatchState.READY:
            return row
        before = row.email
        row.raw, row.name = email[: LONGEST_ADDRESS + 40], name[:160]
        read_row(row)
        row.save(update_fields=["raw", *JUDGED])
        _judge_again(batch, {before, row.email} - {""}, row, at=at)
    return row


def leave_out(*, row: ListedPerson, at: datetime) -> None:
    """This function will leave a row out of the sending; a row that repeated its address takes its place."""
    with transaction.atomic():
        batch = lock_batch(row.batch_id)
        if batch is not None and batch.state == BatchState.READY:
            row.verdict, row.same_as, row.known_state = Verdict.LEFT_OUT, None, ""
            row.save(update_fields=JUDGED)
            _judge_again(batch, {row.email} - {""}, None, at=at)


def _judge_again(batch: InvitationBatch, emails: set[str], row: ListedPerson | None, *, at: datetime) -> None:
    touched = list(batch.rows.filter(email__in=emails).exclude(verdict=Verdict.LEFT_OUT).order_by("position"))
    if row is not None:
        touched = sorted([other for other in touched if other.pk != row.pk] + [row], key=lambda one: one.position)
    judge(batch, touched, at=at)
    store_rows(touched, JUDGED)


def fault_words(fault: str) -> str:
    """Return what is wrong with a row, in words."""
    return str(Fault(fault).label) if fault else ""
