"""Keeps the recordings of the clips: the file, captions, chapters, cover and text alternative."""

import hashlib
import re

from django.core.files.base import ContentFile

from demo.loading.remembering import fingerprint, is_loaded, remember
from demo.sources.clips import Storyboard
from media.models import MediaTrack, Recording
from media.tracks import replace_track


def keep_recording(board: Storyboard, *, transcript: str) -> Recording:
    """Make the recording of a clip, or bring it up to date; the text alternative is the video module's text."""
    files = {
        part: (board.folder / f"{board.slug}.{part}").read_bytes() for part in ("mp4", "jpg", "fi.vtt", "luvut.fi.vtt")
    }
    plain = re.sub(r"[*_]{1,2}(.+?)[*_]{1,2}", r"\1", transcript.strip())
    mark = fingerprint(board.title, plain, {part: hashlib.sha256(data).hexdigest() for part, data in files.items()})
    recording = Recording.objects.filter(title=board.title).first()
    if recording is not None and is_loaded(recording, mark):
        return recording
    recording = recording or Recording(title=board.title, type="video")
    recording.transcript, recording.duration = plain, board.seconds
    recording.width, recording.height = 1280, 720
    recording.chapter_lines = ""
    for name, part in (("file", "mp4"), ("thumbnail", "jpg")):
        stored = getattr(recording, name)
        if stored:
            stored.delete(save=False)
        stored.save(f"{board.slug}.{part}", ContentFile(files[part]), save=False)
    recording.save()
    for kind, part in ((MediaTrack.Kind.CAPTIONS, "fi.vtt"), (MediaTrack.Kind.CHAPTERS, "luvut.fi.vtt")):
        label = "suomi" if kind == MediaTrack.Kind.CAPTIONS else "Luvut"
        replace_track(recording=recording, kind=kind, srclang="fi", content=files[part], label=label)
    remember(recording, mark)
    return recording
