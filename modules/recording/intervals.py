"""Arithmetic of watched stretches. Pure functions over lists of (from, to) in seconds."""

from __future__ import annotations

from collections.abc import Iterable

Interval = tuple[float, float]
TOLERANCE = 0.5  # browsers report the last frame a little early, and gaps of a frame between stretches


def merge(intervals: Iterable[Interval], *, duration: float) -> list[Interval]:
    """Return the stretches in order, inside the recording, with those that touch made one."""
    merged: list[Interval] = []
    for start, end in sorted((max(0.0, a), min(b, duration)) for a, b in intervals):
        if end <= start:
            continue
        if merged and start <= merged[-1][1] + TOLERANCE:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def length(intervals: Iterable[Interval]) -> float:
    """Return how many seconds the (merged) stretches last together."""
    return sum(end - start for start, end in intervals)


def missing(claimed: Iterable[Interval], known: list[Interval], *, duration: float) -> list[Interval]:
    """Return the parts of the claimed stretches that are not known yet, in order."""
    found: list[Interval] = []
    for claim in merge(claimed, duration=duration):
        start = claim[0]
        for known_start, known_end in known:
            if known_end <= start or known_start >= claim[1]:
                continue
            if known_start > start:
                found.append((start, known_start))
            start = max(start, known_end)
        if start < claim[1]:
            found.append((start, claim[1]))
    return found


def credit(claimed: Iterable[Interval], known: list[Interval], *, duration: float, budget: float) -> list[Interval]:
    """Return the known stretches with at most `budget` new seconds of the claimed ones added.

    The budget is what can have been played since the last report. So a claim of the whole recording made after
    a second is worth seconds, whatever the browser says.
    """
    granted: list[Interval] = []
    left = budget
    for start, end in missing(claimed, known, duration=duration):
        if left <= 0:
            break
        taken = min(end - start, left)
        granted.append((start, start + taken))
        left -= taken
    return merge([*known, *granted], duration=duration)


def share(intervals: Iterable[Interval], *, duration: float) -> float:
    """Return which part of the recording the (merged) stretches are, from 0 to 1."""
    if duration <= 0:
        return 0.0
    seconds = length(intervals)
    return 1.0 if seconds >= duration - min(TOLERANCE, duration / 10) else seconds / duration
