"""From an upload to the bank: read it, show what would become of each question, store what was confirmed."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.questions.exchange.found import FileRead, Found
from assessments.questions.exchange.models import ImportBatch
from assessments.questions.exchange.reading import read_file
from assessments.questions.exchange.storing import mark_known, store
from assessments.questions.kinds import KINDS

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

AT_ONCE_BYTES = 300_000  # what is read while the uploader waits
AT_ONCE_QUESTIONS = 300  # what is stored while the confirmer waits
STUCK_AFTER = timedelta(minutes=3)
KEPT = timedelta(days=14)
MOST_STARTS = 3
State = ImportBatch.State


def take_upload(*, file: UploadedFile, category: str, format_: str, by: User | None, at: datetime) -> ImportBatch:
    """This function will keep an upload. It is read at once when it is small, otherwise in the background."""
    name = (file.name or "?").replace("\x00", "")[-200:]
    batch = ImportBatch(
        file=file, name=name, category=category, format=format_, uploaded_by_user=by, created_at=at, changed_at=at
    )
    batch.save()
    _go_on(batch, wait=(file.size or 0) <= AT_ONCE_BYTES, at=at)
    return batch


def confirm(*, batch: ImportBatch, at: datetime) -> bool:
    """This function will store the questions of a batch that has been looked at; False when that is under way."""
    rows = ImportBatch.objects.filter(pk=batch.pk, state=State.READY)
    if not rows.update(state=State.STORING, done=0, starts=0, changed_at=at):
        return False
    batch.refresh_from_db()
    _go_on(batch, wait=batch.total <= AT_ONCE_QUESTIONS, at=at)
    return True


def discard(*, batch: ImportBatch) -> None:
    """This function will forget an upload; what has been stored stays."""
    storage, name = batch.file.storage, batch.file.name
    batch.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _go_on(batch: ImportBatch, *, wait: bool, at: datetime) -> None:
    if wait:
        work_on(batch_id=batch.pk, at=at)
        batch.refresh_from_db()
        return
    from assessments.questions.exchange.tasks import work_on_batch  # noqa: PLC0415 -- tasks know this module
    from notifications.background import wake  # noqa: PLC0415

    wake(work_on_batch, batch.pk)


def work_on(*, batch_id: int, at: datetime) -> bool:
    """This function will read or store a batch, whichever it waits for; False when it waits for neither.

    May be called twice: storing adds nothing a second time.
    """
    batch = ImportBatch.objects.filter(pk=batch_id, state__in=(State.READING, State.STORING)).first()
    if batch is None:
        return False
    ImportBatch.objects.filter(pk=batch.pk).update(starts=batch.starts + 1, changed_at=at)
    try:
        file = _read(batch)
        if batch.state == State.READING:
            _show(batch, file, at)
        else:
            _store(batch, file, at)
    except Exception:  # told on the page of the batch; the worker goes on
        logger.exception("An import of questions failed")
        reason = _("Tiedoston käsittely ei onnistunut. Yritä uudelleen tai pyydä apua ylläpidosta.")
        ImportBatch.objects.filter(pk=batch.pk).update(state=State.FAILED, reason=reason, changed_at=at)
    return True


def _read(batch: ImportBatch) -> FileRead:
    with batch.file.open("rb") as source:
        data = source.read()
    return read_file(name=batch.name, data=data, category=batch.category, format_=batch.format)


def _show(batch: ImportBatch, file: FileRead, at: datetime) -> None:
    mark_known([file])
    state = State.FAILED if file.reason and not file.questions else State.READY
    ImportBatch.objects.filter(pk=batch.pk, state=State.READING).update(
        rows=[_row(found) for found in file.questions],
        total=len(file.questions),
        reason=file.reason,
        state=state,
        changed_at=at,
    )


def _store(batch: ImportBatch, file: FileRead, at: datetime) -> None:
    rows = ImportBatch.objects.filter(pk=batch.pk)
    shown = {row["index"]: row for row in batch.rows}
    store([file], at=at, by=batch.uploaded_by_user, told=lambda done: rows.update(done=done))
    after = [_settled(_row(found), shown.get(found.index), again=batch.starts > 0) for found in file.questions]
    rows.update(rows=after, done=batch.total, state=State.DONE, changed_at=at)


def _settled(row: dict[str, Any], before: dict[str, Any] | None, *, again: bool) -> dict[str, Any]:
    """Return the final row; what an interrupted first try had stored counts as stored by this import."""
    return before if again and before and row["is_known"] and before["verdict"] != "skipped" else row


def _row(found: Found) -> dict[str, Any]:
    return {
        "index": found.index,
        "type": found.type,
        "kind": found.kind,
        "name": found.name,
        "category": found.category,
        "verdict": found.verdict,
        "is_known": found.is_known,
        "words": [part for part in (found.reason, *found.losses) if part],
        "notes": found.notes if not found.is_known else [],
        "files": len(found.carried),
    }


def counts(batch: ImportBatch) -> dict[str, int]:
    """Return how many questions have which verdict; those the bank has already stand by themselves."""
    found = Counter("known" if row["is_known"] else row["verdict"] for row in batch.rows)
    return {name: found[name] for name in ("imported", "degraded", "known", "skipped")}


# Of what cannot be taken over only Moodle's own word for its type is known.
OF_TYPE = {
    "shortanswer": "short",
    "numerical": "numeric",
    "matching": "match",
    "essay": "open",
    "cloze": "gaps",
    "multianswer": "gaps",
    "ordering": "order",
}


def kind_label(row: dict[str, Any]) -> str:
    """Return what kind of question a row is, in words."""
    if row["kind"] in KINDS:
        return str(KINDS[row["kind"]].label)
    if row["type"] in OF_TYPE:
        return str(KINDS[OF_TYPE[row["type"]]].label)
    words = {"unknown": _("ei tunnistettu"), "multichoice": _("monivalinta")}
    return words.get(row["type"], row["type"])


def go_on_with_stuck(*, at: datetime) -> int:
    """This function will take up batches whose worker died, and forget old ones; return how many it took up."""
    for old in ImportBatch.objects.filter(changed_at__lt=at - KEPT):
        discard(batch=old)
    working = ImportBatch.objects.filter(state__in=(State.READING, State.STORING), changed_at__lt=at - STUCK_AFTER)
    reason = _("Tiedoston käsittely ei onnistunut. Yritä uudelleen tai pyydä apua ylläpidosta.")
    working.filter(starts__gte=MOST_STARTS).update(state=State.FAILED, reason=reason, changed_at=at)
    ids = list(working.filter(starts__lt=MOST_STARTS).values_list("pk", flat=True))
    return sum(work_on(batch_id=pk, at=at) for pk in ids)
