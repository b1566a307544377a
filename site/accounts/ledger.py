"""The ledger of erasures: so that a restored backup does not bring back what people had erased.

Each erasure at somebody's wish is a row with a digest, and a line in a file that is no part of the backup of the
database. After a restore the lines are compared with the rows that came back, and what they name is erased again
(`manage.py replay_erasures`, also part of `deploy/prepare.py`). Neither row nor line says what or whose it was: the
digest is of a random id, and only who has the restored row can tell that it is meant.

What goes because its time is over needs no ledger: the clocks find it again by themselves (accounts.clocks).

An app takes part by a module `erasures.py` with `erasures() -> list[Repeatable]`, and calls `record_erasure` in the
transaction that erases.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.discovery import modules_named
from accounts.models import ErasureRecord

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500


class UnableToRead(Exception):
    """A ledger cannot be read; the message says which line of which file."""


@dataclass(frozen=True)
class Repeatable:
    """One kind of erasure: the ids of what is there and not erased, and how to erase one of them."""

    kind: str
    identities: Callable[[], Iterable[Any]]
    erase: Callable[..., Any]  # erase(identity, at=…); safe to repeat


def digest_of(kind: str, identity: object) -> str:
    """Return what stands for the thing in the ledger."""
    return hashlib.sha256(f"{kind}:{identity}".encode()).hexdigest()


def record_erasure(*, kind: str, identity: object, at: datetime) -> None:
    """This function will note an erasure in the transaction around it, and in the file once that is committed."""
    ErasureRecord.objects.get_or_create(kind=kind, digest=digest_of(kind, identity), defaults={"at": at})
    transaction.on_commit(partial(write_out, at=at), robust=True)


def write_out(*, at: datetime) -> int:
    """This function will append what is not in the file yet; return how many lines it was.

    A file that cannot be written is tried again by the sweep; a line written twice does no harm.
    """
    rows = list(ErasureRecord.objects.filter(written_at=None).order_by("pk")[:MOST_AT_ONCE])
    if not rows:
        return 0
    _append([{"kind": row.kind, "digest": row.digest, "at": row.at.isoformat()} for row in rows])
    ErasureRecord.objects.filter(pk__in=[row.pk for row in rows]).update(written_at=at)
    return len(rows)


def _append(lines: list[dict[str, str]]) -> None:
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("".join(json.dumps(line) + "\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> dict[tuple[str, str], datetime]:
    """Return the erasures of a file, by kind and digest. Raises UnableToRead for a file that is no ledger.

    A last line that a crash has cut short is left out: its row is still marked as not written.
    """
    found: dict[tuple[str, str], datetime] = {}
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: {error}"
        raise UnableToRead(message) from error
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        if not line.endswith("\n") and number == len(lines):
            continue
        try:
            said = json.loads(line)
            found[said["kind"], said["digest"]] = datetime.fromisoformat(said["at"])
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path}, line {number}: {error}"
            raise UnableToRead(message) from error
    return found


def replay(paths: Iterable[Path], *, at: datetime) -> dict[str, int]:
    """This function will erase again what the ledgers name and the database has; return how many of each kind.

    The database's own rows count too. Safe to repeat: what is erased already is not among what is compared.
    """
    known: dict[tuple[str, str], datetime] = {}
    for path in paths:
        known |= read(path)
    _take_over(known, at=at)
    wanted = set(ErasureRecord.objects.values_list("kind", "digest"))
    done = {}
    for repeatable in all_repeatable():
        there = [one for one in repeatable.identities() if (repeatable.kind, digest_of(repeatable.kind, one)) in wanted]
        for identity in there:
            with transaction.atomic():
                repeatable.erase(identity, at=at)
        if there:
            done[repeatable.kind] = len(there)
    return done


def _take_over(known: dict[tuple[str, str], datetime], *, at: datetime) -> None:
    """Put into the database what only the file knows, since the backup is older than it."""
    here = set(ErasureRecord.objects.values_list("kind", "digest"))
    ErasureRecord.objects.bulk_create(
        [
            ErasureRecord(kind=kind, digest=digest, at=moment, written_at=at)
            for (kind, digest), moment in known.items()
            if (kind, digest) not in here
        ],
        batch_size=MOST_AT_ONCE,
    )


def all_repeatable() -> list[Repeatable]:
    """Return the kinds of erasures of all apps; the account itself last, as it takes the others' owners away."""
    found = [one for _label, module in modules_named("erasures") for one in module.erasures()]
    return sorted(found, key=lambda one: one.kind == "person")


def write_out_what_waits() -> int:
    """This function will write what an unwritable file or a crash has left; for the sweep."""
    try:
        return write_out(at=timezone.now())
    except OSError:
        logger.exception("The ledger of erasures cannot be written: %s", settings.ERASURE_LEDGER)
        return 0
