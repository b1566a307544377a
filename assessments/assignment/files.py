"""Files beside a text: what is taken, how it is kept, and how it is handed out – never shown in our own origin."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from assessments.assignment.domain import locked_submission
from assessments.assignment.limits import LONGEST_NAME, check_file
from assessments.assignment.models import AssignmentPage, Submission, SubmissionFile
from media.serving import protected_response

if TYPE_CHECKING:
    from courses.models import Enrolment

# Signs that a name may not bear: controls, and those that turn the direction of writing (exe.pdf read as fdp.exe).
HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class UnableToAttach(Exception):
    """The file cannot be taken; the message says why."""


def attach_file(*, enrolment: Enrolment, page: AssignmentPage, upload: Any, at: datetime) -> SubmissionFile:
    """This function will keep a file beside the trainee's draft, after looking at what its content really is.

    Raises UnableToAttach for a file that is empty, too large, of a kind we do not take, named as something else, or
    one too many; and when the work is with the trainer.
    """
    upload.name = clean_name(upload.name)
    try:
        check_file(upload)
    except ValidationError as error:
        raise UnableToAttach(f"{upload.name}: {' '.join(error.messages)}") from error
    with transaction.atomic():
        submission = locked_submission(enrolment=enrolment, page=page)
        if not submission.is_editable:
            raise UnableToAttach(_("Teksti on jo lähetetty kouluttajalle, joten siihen ei voi lisätä tiedostoja."))
        if submission.files.filter(round=None).count() >= page.max_files:
            raise UnableToAttach(_("Liitteitä voi olla enintään %(n)s. Poista ensin jokin.") % {"n": page.max_files})
        return SubmissionFile.objects.create(
            submission=submission, file=upload, name=upload.name, size=upload.size, added_at=at
        )


def remove_file(*, file: SubmissionFile) -> None:
    """This function will take a file away from a draft. Raises UnableToAttach when it has been sent."""
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=file.submission_id)
        if file.round_id is not None or not submission.is_editable:
            raise UnableToAttach(_("Tiedosto on jo lähetetty kouluttajalle."))
        delete_files(SubmissionFile.objects.filter(pk=file.pk))


def delete_files(files: QuerySet[SubmissionFile]) -> None:
    """This function will delete the rows now and the stored bytes when that is certain."""
    rows = list(files)
    SubmissionFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        storage, name = row.file.storage, row.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name), robust=True)  # type: ignore[misc]


def clean_name(name: str) -> str:
    """Return what a file is called here: without folders, hidden signs or too many letters; its ending stays."""
    plain = HIDDEN.sub("", PurePath(name.replace("\\", "/")).name).strip() or "tiedosto"
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix[:12]
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def hand_out(file: SubmissionFile, request: HttpRequest) -> HttpResponseBase:
    """Return the file as a download that no browser runs, sniffs or keeps; the caller has asked who asks."""
    response = protected_response(file.file, request, file.name, as_download=True)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    del response["Cache-Control"]
    patch_cache_control(response, private=True, no_store=True)
    return response
