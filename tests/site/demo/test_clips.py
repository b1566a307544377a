"""Each clip is there, small, captioned, and made from the storyboard that lies beside it."""

import pytest
import webvtt

from demo import rendering
from demo.sources import read_curriculum, read_shape
from demo.sources.clips import CLIPS, Slide, Storyboard

BOARDS = [read_shape(path, Storyboard) for path in sorted(CLIPS.glob("*/storyboard.yaml"))]


@pytest.fixture(params=BOARDS, ids=[board.slug for board in BOARDS])
def board(request):
    return request.param


def test_every_video_of_the_course_has_its_clip():
    videos = [module for modules in read_curriculum().modules.values() for module in modules if module.kind == "video"]
    assert sorted((video.clip, video.number, video.title) for video in videos) == sorted(
        (board.slug, board.number, board.title) for board in BOARDS
    )


def test_the_clip_is_short_and_small(board):
    assert 25 <= board.seconds <= 60
    clip = board.folder / f"{board.slug}.mp4"
    assert clip.stat().st_size <= 400_000
    assert clip.read_bytes()[4:8] == b"ftyp"
    assert clip.read_bytes().index(b"moov") < clip.read_bytes().index(b"mdat")  # starts before it is all here


def test_captions_and_chapters_are_those_of_the_storyboard(board):
    assert (board.folder / f"{board.slug}.fi.vtt").read_text() == rendering.captions(board)
    assert (board.folder / f"{board.slug}.luvut.fi.vtt").read_text() == rendering.chapters(board)


def test_captions_can_be_read_in_their_time(board):
    cues = webvtt.read(str(board.folder / f"{board.slug}.fi.vtt"))
    assert len(cues) == len(board.slides)
    for slide in board.slides:
        assert len(slide.caption) / slide.seconds <= 21, slide.caption


def test_chapters_fill_the_clip(board):
    cues = list(webvtt.read(str(board.folder / f"{board.slug}.luvut.fi.vtt")))
    assert cues[0].start_in_seconds == 0
    assert cues[-1].end_in_seconds == pytest.approx(board.seconds, abs=1)
    assert [cue.end for cue in cues[:-1]] == [cue.start for cue in cues[1:]]


def test_every_part_a_slide_names_is_drawn(board):
    for slide in board.slides:
        assert rendering.scene(slide).startswith("<svg")


@pytest.mark.parametrize(("drawing", "parts"), [("ei-ole", []), ("ovet", ["ei-ole"])])
def test_what_is_not_drawn_is_named(drawing, parts):
    slide = Slide(seconds=3, heading="Ovi", drawing=drawing, parts=parts, caption="Ovi")
    with pytest.raises(rendering.UnableToRenderClip, match="ei-ole"):
        rendering.scene(slide)


def test_every_clip_has_a_small_cover(board):
    cover = (board.folder / f"{board.slug}.jpg").read_bytes()
    assert cover[:3] == b"\xff\xd8\xff"
    assert len(cover) < 60_000
