"""Puts what was read into the bank: many at once, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backends
from taggit.models import Tag, TaggedItem

from assessments.questions.exchange.finishing import fingerprint
from assessments.questions.exchange.found import FileRead, Found
from assessments.questions.exchange.media_links import Portable, settled, store_carried
from assessments.questions.kinds import KINDS
from assessments.questions.models import Question, QuestionVersion
from assessments.questions.wording import draw_pictures, plain_text

if TYPE_CHECKING:
    from accounts.models import User

AT_ONCE = 200
FIELDS_AT_ONCE = 500  # values in one query: SQLite takes no thousand in old versions


def mark_known(files: Sequence[FileRead]) -> None:
    """Mark the questions that the bank has already, so that they are not added once more.

    Known is what was imported before, whatever it has become since, and what anybody has written the same. What two
    files of one import both hold is imported with the first and stored once.
    """
    wanted = {found.fingerprint for file in files for found in file.questions if not found.reason}
    known = _imported_before(wanted) | _written_here({q.category for f in files for q in f.questions if not q.reason})
    brought: set[str] = set()
    for file in files:
        for found in file.questions:
            if not found.reason and found.fingerprint in known:
                found.is_known, found.reason = True, _("On jo kysymyspankissa samassa luokassa.")
            elif not found.reason and found.fingerprint in brought:
                found.is_twin = True
                found.note(_("Sama kysymys on myös toisessa tiedostossa. Se tallennetaan kerran."))
        brought |= {found.fingerprint for found in file.questions if not found.reason}


def _imported_before(wanted: set[str]) -> set[str]:
    known: set[str] = set()
    for part in _parts(sorted(wanted), FIELDS_AT_ONCE):
        known |= set(Question.objects.filter(fingerprint__in=part).values_list("fingerprint", flat=True))
    return known


def _written_here(categories: set[str]) -> set[str]:
    known: set[str] = set()
    for part in _parts(sorted(categories), FIELDS_AT_ONCE):
        rows = list(
            Question.objects.filter(category__in=part, current__isnull=False)
            .order_by("pk")
            .values_list("category", "current__kind", "current__body")
        )
        portable = Portable(body for _category, _kind, body in rows)
        seen: dict[str, int] = {}
        for category, kind, body in rows:
            first = fingerprint(kind=kind, body=portable.body(body), category=category)
            turn = seen[first] = seen.get(first, 0) + 1
            known.add(fingerprint(kind=kind, body=portable.body(body), category=category, turn=turn))
    return known


def store(
    files: Sequence[FileRead], *, at: datetime, by: User | None = None, told: Callable[[int], object] | None = None
) -> None:
    """This function will add the questions of the files that were not refused and are not known.

    `mark_known` is asked first. `told` hears after each portion how many questions are done. A question that the
    database does not take gets its reason and does not stop the others.
    """
    mark_known(files)
    waiting = [found for file in files for found in file.questions if not found.reason and not found.is_twin]
    done = 0
    for part in _parts(waiting, AT_ONCE):
        try:
            _store_part(part, at=at, by=by)
        except (DatabaseError, ValueError, OSError):
            for found in part:
                _store_one(found, at=at, by=by)
        done += len(part)
        if told:
            told(done)


def _store_one(found: Found, *, at: datetime, by: User | None) -> None:
    try:
        _store_part([found], at=at, by=by)
    except (DatabaseError, ValueError, OSError) as error:
        found.reason = _("Tallentaminen ei onnistunut: %(error)s") % {"error": str(error)[:200]}


def _store_part(part: Sequence[Found], *, at: datetime, by: User | None) -> None:
    places: dict[str, str] = {}
    for found in part:
        places |= store_carried({sha: file for sha, file in found.carried.items() if sha not in places}, by=by)
    with transaction.atomic():
        _settle_codes(part)
        questions = Question.objects.bulk_create([_row(found, at) for found in part])
        versions = QuestionVersion.objects.bulk_create(
            [
                QuestionVersion(
                    question=question, number=1, kind=found.kind, created_at=at, created_by=by,
                    body=settled(found.body, places) if found.carried else found.body,
                )
                for question, found in zip(questions, part, strict=True)
            ]
        )  # fmt: skip
        for question, version in zip(questions, versions, strict=True):
            question.current = version
        Question.objects.bulk_update(questions, ["current"])
        _tag(questions, part)
    if places:
        draw_pictures(version.body for version in versions)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Question, questions)


def _row(found: Found, at: datetime) -> Question:
    return Question(
        code=found.code,
        category=found.category,
        kind=found.kind,
        name=found.name,
        text=plain_text(KINDS[found.kind].parse(found.body)),
        is_archived=found.is_archived,
        fingerprint=found.fingerprint,
        created_at=at,
    )


def _settle_codes(part: Iterable[Found]) -> None:
    """Leave out codes that others have: a code is nobody's twice."""
    wanted = {found.code for found in part if found.code}
    taken = set(Question.objects.filter(code__in=wanted).values_list("code", flat=True)) if wanted else set()
    for found in part:
        if found.code and found.code in taken:
            found.note(_("Tunnus %(code)s on jo käytössä, joten se jäi pois.") % {"code": found.code})
            found.code = ""
        taken.add(found.code)


def _tag(questions: Sequence[Question], part: Sequence[Found]) -> None:
    names = {tag.casefold(): tag for found in part for tag in found.tags}
    if not names:
        return
    tags = {}
    for folded, name in names.items():
        tags[folded] = Tag.objects.filter(name__iexact=name).order_by("pk").first() or Tag.objects.create(name=name)
    kind = ContentType.objects.get_for_model(Question)
    rows = {
        (tags[tag.casefold()].pk, question.pk)
        for question, found in zip(questions, part, strict=True)
        for tag in found.tags
    }
    TaggedItem.objects.bulk_create(
        [TaggedItem(tag_id=tag, object_id=question, content_type=kind) for tag, question in sorted(rows)]
    )


def _parts(rows: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
