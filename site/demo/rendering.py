"""Makes the clips: storyboard and drawings → frames (Chromium) → mp4 (ffmpeg), captions and chapters (WebVTT)."""

import re
import subprocess
import tempfile
from pathlib import Path
from string import Template

from demo.sources.clips import CLIPS, Slide, Storyboard

TOKENS = CLIPS.parent.parent / "portal" / "static" / "portal" / "css" / "tokens.css"
SVG = "{http://www.w3.org/2000/svg}"
FADE = 0.5
FRAMES_PER_SECOND = 12


class UnableToRenderClip(Exception):
    """Chromium or ffmpeg failed, or a storyboard names what is not drawn."""


def render_clip(board: Storyboard, *, frames_only: Path | None = None) -> None:
    """Draw every slide and, unless only frames are asked for, encode the clip with its captions and chapters.

    Raises UnableToRenderClip.
    """
    with tempfile.TemporaryDirectory(prefix="peili-clip-") as scratch:
        folder = frames_only or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        frames = [_draw(board, slide, index, folder) for index, slide in enumerate(board.slides)]
        if frames_only:
            return
        encode(board, frames)
        _run(
            ["ffmpeg", "-y", "-loglevel", "error", "-i", str(frames[0]), "-q:v", "4"]
            + [f"{board.folder / board.slug}.jpg"]
        )
    (board.folder / f"{board.slug}.fi.vtt").write_text(captions(board), encoding="utf-8")
    (board.folder / f"{board.slug}.luvut.fi.vtt").write_text(chapters(board), encoding="utf-8")


def captions(board: Storyboard) -> str:
    """Return the captions as WebVTT: one cue a slide."""
    cues = [
        f"{_stamp(start)} --> {_stamp(start + slide.seconds - 0.1)}\n{slide.caption}"
        for start, slide in zip(board.starts, board.slides, strict=True)
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def chapters(board: Storyboard) -> str:
    """Return the chapters as WebVTT: each reaches to the next."""
    marks = [(start, slide.chapter) for start, slide in zip(board.starts, board.slides, strict=True) if slide.chapter]
    ends = [start for start, _ in marks[1:]] + [board.seconds]
    cues = [f"{_stamp(start)} --> {_stamp(end)}\n{title}" for (start, title), end in zip(marks, ends, strict=True)]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def scene(slide: Slide) -> str:
    """Return the slide's drawing with only the parts it names; all of them when it names none.

    Raises UnableToRenderClip when the drawing or a part does not exist.
    """
    path = CLIPS / "drawings" / f"{slide.drawing}.svg"
    if not path.exists():
        raise UnableToRenderClip(f"There is no drawing {path}")
    drawing = path.read_text(encoding="utf-8")
    drawn = set(re.findall(r'data-part="([^"]+)"', drawing))
    if missing := set(slide.parts) - drawn:
        raise UnableToRenderClip(f"{path} has no part {', '.join(sorted(missing))}")
    hidden = drawn - set(slide.parts) if slide.parts else set()
    return re.sub(
        r'data-part="([^"]+)"', lambda part: part[0] + (' visibility="hidden"' if part[1] in hidden else ""), drawing
    )


def page(board: Storyboard, slide: Slide) -> str:
    """Return the HTML of one frame."""
    return Template((CLIPS / "frame.html").read_text(encoding="utf-8")).substitute(
        title=board.title,
        tokens=TOKENS.as_uri(),
        style=(CLIPS / "frame.css").as_uri(),
        look=slide.look,
        label="" if slide.look == "opens" else f"{board.number}&ensp;{board.title}",
        heading=slide.heading,
        line=slide.line,
        scene=scene(slide),
        ripples="t40 0" * 31,
        symbols=(CLIPS / "drawings" / "symbols.svg").read_text(encoding="utf-8"),
    )


def encode(board: Storyboard, frames: list[Path]) -> None:
    """Join the frames with soft changes into one small H.264 file. Raises UnableToRenderClip."""
    inputs: list[str] = []
    for slide, frame in zip(board.slides, frames, strict=True):
        inputs += f"-loop 1 -framerate {FRAMES_PER_SECOND} -t {slide.seconds + FADE:g} -i".split() + [str(frame)]
    chain, last = [], "0:v"
    for index, start in enumerate(board.starts[1:], 1):
        chain.append(f"[{last}][{index}:v]xfade=transition=fade:duration={FADE}:offset={start:g}[v{index}]")
        last = f"v{index}"
    chain.append(f"[{last}]format=yuv420p[out]")
    _run(
        ["ffmpeg", "-y", "-loglevel", "error", *inputs]
        + ["-filter_complex", ";".join(chain), "-map", "[out]", "-t", f"{board.seconds:g}"]
        + ["-c:v", "libx264", "-preset", "veryslow", "-tune", "stillimage", "-crf", "27", "-g", "240"]
        + ["-movflags", "+faststart", "-metadata:s:v:0", "language=fin", "-metadata", f"title={board.title}"]
        + ["-fflags", "+bitexact", "-flags:v", "+bitexact", str(board.folder / f"{board.slug}.mp4")]
    )


def _draw(board: Storyboard, slide: Slide, index: int, folder: Path) -> Path:
    html, frame = folder / f"{board.slug}-{index:02}.html", folder / f"{board.slug}-{index:02}.png"
    html.write_text(page(board, slide), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="peili-chromium-") as profile:
        _run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
            + ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
            + [f"--user-data-dir={profile}", "--hide-scrollbars", "--allow-file-access-from-files"]
            + ["--force-device-scale-factor=1", "--virtual-time-budget=2000", "--window-size=1280,720"]
            + [f"--screenshot={frame}", html.as_uri()]
        )
    if not frame.exists():
        raise UnableToRenderClip(f"Chromium drew no picture of {html}")
    return frame


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)  # noqa: S603 -- our own words
    except FileNotFoundError as error:
        raise UnableToRenderClip(f"{command[0]} is not installed") from error
    except subprocess.SubprocessError as error:
        said = getattr(error, "stderr", "") or str(error)
        raise UnableToRenderClip(f"{command[0]}: {said[-800:]}") from error


def _stamp(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
