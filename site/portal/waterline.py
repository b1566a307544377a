"""Draws the waterline: the path of a run's sessions, each a disc over still water with its reflection.

The drawing carries one meaning: how much of a disc the water gives back tells how far the session is.
A session done is mirrored whole, the one at hand in part, one to come not at all.
"""

from dataclasses import dataclass

COLUMN = 200  # width of one session in the drawing's own units
HEIGHT = 84
SURFACE = 52  # where the water stands
RADIUS = 15
INSET = RADIUS + 2  # discs stand at the left edge of their column, over the session's words
RIPPLES = {"done": (24, 18, 9), "current": (20, 9), "open": (), "closed": ()}


@dataclass(frozen=True)
class Disc:
    """One session in the drawing."""

    x: int
    y: int
    radius: int
    state: str
    tick: str
    half: str
    ripples: tuple[str, ...]


@dataclass(frozen=True)
class Waterline:
    """All that the template needs to draw the path; numbers only, so nothing in it has to be escaped."""

    width: int
    height: int
    travelled: str
    ahead: str
    discs: tuple[Disc, ...]


def wave(start: int, end: int, y: int, *, length: int = 40, swell: float = 2.5) -> str:
    """This function will return the path data of a gentle line of water from `start` to `end`."""
    if end <= start:
        return ""
    quarter = length / 4
    path = f"M{start} {y}q{quarter:g} {-swell:g} {length / 2:g} 0"
    halves = (end - start) // (length // 2)
    return path + f"t{length / 2:g} 0" * (halves - 1)


def _disc(index: int, state: str) -> Disc:
    x, y, r = index * COLUMN + INSET, SURFACE - RADIUS - 9, RADIUS
    lines = tuple(
        f"M{x - length // 2} {SURFACE + 10 + step * 8}h{length}" for step, length in enumerate(RIPPLES.get(state, ()))
    )
    return Disc(
        x=x,
        y=y,
        radius=r,
        state=state,
        tick=f"M{x - 6} {y + 1}l4 4 8 -9" if state == "done" else "",
        half=f"M{x} {y - r}a{r} {r} 0 0 1 0 {2 * r}z" if state == "current" else "",
        ripples=lines,
    )


def draw_path(states: list[str]) -> Waterline:
    """This function will draw the waterline for sessions in these states (done, current, open, closed), in order.

    The water is travelled up to the session at hand; the rest lies ahead in a quieter colour.
    """
    width = max(1, len(states)) * COLUMN
    reached = next((i for i, state in enumerate(states) if state != "done"), len(states)) * COLUMN
    return Waterline(
        width=width,
        height=HEIGHT,
        travelled=wave(0, reached, SURFACE),
        ahead=wave(reached, width, SURFACE),
        discs=tuple(_disc(index, state) for index, state in enumerate(states)),
    )
