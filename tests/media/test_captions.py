"""Captions and chapters: what players could not use is refused with its place."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from factories.media import CAPTIONS, RecordingFactory
from hypothesis import given
from hypothesis import strategies as st

from media.captions import Chapter, chapter_lines, parse_chapters, read_cues
from media.models import MediaTrack
from media.tracks import replace_track


def vtt(*cues: str) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


GOOD = "00:00.000 --> 00:02.000\nKuka siellä?"
BAD = [
    ("size", b"WEBVTT\n" + b"x" * (1024 * 1024)),
    ("encoding", b"WEBVTT\n\n00:00.000 --> 00:01.000\n\xe4iti\xff"),
    ("header", b"1\n00:00:00,000 --> 00:00:02,000\nSRT\n"),
    ("header", b""),
    ("no-cues", b"WEBVTT\n"),
    ("no-cues", b"WEBVTT\n\nNOTE ei mitaan\n"),
    ("reversed", vtt("00:02.000 --> 00:01.000\nLoppuu ennen.")),
    ("reversed", vtt("00:02.000 --> 00:02.000\nEi kesta.")),
    ("order", vtt("00:05.000 --> 00:06.000\nB", "00:01.000 --> 00:02.000\nA")),
    ("tag", vtt("00:00.000 --> 00:02.000\n<script>alert(1)</script>")),
    ("tag", vtt('00:00.000 --> 00:02.000\n<img src="x">')),
    ("lost-cues", vtt(GOOD, "aika --> outo\nNonsense")),
]


@pytest.mark.parametrize(("code", "content"), BAD, ids=[f"{code}-{n}" for n, (code, _c) in enumerate(BAD)])
def test_bad_captions_are_refused(code, content):
    with pytest.raises(ValidationError) as caught:
        read_cues(content)
    assert caught.value.code in (code, "format")


def test_good_captions_are_read():
    cues = read_cues(b"\xef\xbb\xbf" + vtt(GOOD, "00:02.000 --> 01:00:03.500\n<v Kiuru>Minä, <i>Kiuru</i>."))
    assert [(cue.start, cue.end) for cue in cues] == [(0, 2), (2, 3603.5)]


def test_cues_may_overlap_and_have_names_and_settings():
    assert len(read_cues(vtt("1\n00:00.000 --> 00:04.000 line:0\nA", "2\n00:02.000 --> 00:05.000\nB"))) == 2


@pytest.mark.parametrize("rest", [b"\n\n-->", b"\n\n" + b"-->" * 1000, b"\x00\n\n00:00.000 --> 00:01.000\na"])
def test_odd_files_never_break_the_reader(rest):
    with suppress(ValidationError):
        read_cues(b"WEBVTT" + rest)


@given(st.binary(max_size=400))
def test_any_bytes_give_cues_or_a_message(content):
    with suppress(ValidationError):
        assert read_cues(b"WEBVTT\n\n" + content)


def test_chapters():
    assert parse_chapters("0:00 Alku\n\n1:05 Toinen ovi\n1:02:03 Loppu") == [
        Chapter(0, "Alku"),
        Chapter(65, "Toinen ovi"),
        Chapter(3723, "Loppu"),
    ]
    assert [chapter.clock for chapter in parse_chapters("0:05 A\n1:00:00 B")] == ["0:05", "1:00:00"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [("Alku", "chapter"), ("0:61 Alku", "chapter"), ("1:00 B\n0:30 A", "chapter-order"), ("0:10 ", "chapter")],
)
def test_chapters_that_cannot_be_read(lines, code):
    with pytest.raises(ValidationError) as caught:
        parse_chapters(lines)
    assert caught.value.code == code


@pytest.mark.django_db
class TestReplacing:
    def test_a_track_takes_the_earlier_ones_place(self):
        recording = RecordingFactory()
        first = replace_track(recording=recording, kind="captions", srclang="fi", content=CAPTIONS)
        second = replace_track(recording=recording, kind="captions", srclang="fi", content=vtt(GOOD))
        assert first.pk == second.pk
        assert recording.tracks.get().file.read() == vtt(GOOD)

    def test_a_chapters_track_fills_in_the_chapters(self):
        recording = RecordingFactory(chapter_lines="")
        content = vtt("00:00.000 --> 00:30.000\nAlku", "00:30.000 --> 01:00.000\nLoppu")
        replace_track(recording=recording, kind="chapters", srclang="fi", content=content)
        assert recording.chapter_lines == "0:00 Alku\n0:30 Loppu"
        assert chapter_lines(read_cues(content)) == recording.chapter_lines

    def test_a_bad_track_stores_nothing(self):
        recording = RecordingFactory()
        with pytest.raises(ValidationError):
            replace_track(recording=recording, kind="captions", srclang="fi", content=b"WEBVTT")
        assert not MediaTrack.objects.exists()
