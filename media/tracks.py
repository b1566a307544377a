"""Captions and chapters of recordings: checked, stored, replaced."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from media.captions import chapter_lines, read_cues
from media.models import MediaTrack, Recording


def check_track_file(track: MediaTrack) -> None:
    """Check a newly uploaded track. Raises ValidationError on the `file` field."""
    if not track.file or getattr(track.file, "_committed", True):
        return
    try:
        track.file.seek(0)
        read_cues(track.file.read(1024 * 1024 + 1))
        track.file.seek(0)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error


def replace_track(*, recording: Recording, kind: str, srclang: str, content: bytes, label: str = "") -> MediaTrack:
    """This function will store a track in place of the recording's earlier one of the same kind and language.

    A chapters track also fills in the recording's chapters when it has none. Raises ValidationError.
    """
    cues = read_cues(content)
    with transaction.atomic():
        track = MediaTrack.objects.filter(recording=recording, kind=kind, srclang=srclang).first()
        track = track or MediaTrack(recording=recording, kind=kind, srclang=srclang)
        track.label = label or track.label
        track.file.save("track.vtt", ContentFile(content), save=False)
        track.save()
        if kind == MediaTrack.Kind.CHAPTERS and not recording.chapter_lines:
            recording.chapter_lines = chapter_lines(cues)
            recording.save(update_fields=["chapter_lines"])
    return track
