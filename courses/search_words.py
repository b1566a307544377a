"""Words of a search: taken apart, shortened to the part that Finnish inflection leaves alone, and found in a text."""

from __future__ import annotations

import re
from html import unescape

MOST_WORDS = 8
LONGEST_WORD = 60
SHORTEST_STEM = 4
AROUND = 90  # letters of a text shown before and after the first word found
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")
_LOOSE = re.compile(r" ([.,;:!?])(?=\s|$)")  # what the end of bold letters leaves before a full stop
_ENDING_WORDS = """
ssa ssä sta stä lla llä lta ltä lle ksi tta ttä iin een aan ään oon uun yyn öön hin seen issa issä ista istä illa illä
ilta iltä ille iksi itta ittä ien jen iden itä ita ja jä inen isen nen sen minen misen mista mistä misessa misessä
ksia ksiä ksen kset ksessa ksessä ksesta ksestä ksista ksistä ksissa ksissä ksien ksille n t a ä
"""
# Longest first. Prefix search finds the inflected forms of what is left; it need not be the true stem.
_ENDINGS = sorted(_ENDING_WORDS.split(), key=len, reverse=True)


def words_in(text: str) -> list[str]:
    """Return the words of a query, at most eight, each once, in small letters."""
    found = [word.lower()[:LONGEST_WORD] for word in _WORD.findall(text.replace("\x00", ""))]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def stem(word: str) -> str:
    """Return the beginning that most forms of a Finnish word share: "ryhmässä" → "ryhm", "luottamus" → "luottamu"."""
    if len(word) <= SHORTEST_STEM or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if word.endswith(("us", "ys", "uk", "yk")) and len(word) > SHORTEST_STEM + 1:
        word = word[:-1]
    return word[:-1] if word[-1:] in "aäe" and len(word) > SHORTEST_STEM else word


def plain(html: str) -> str:
    """Return a text without markup, in one line."""
    return _LOOSE.sub(r"\1", " ".join(unescape(_TAG.sub(" ", html)).split()))


def snippet(text: str, stems: list[str]) -> list[tuple[str, bool]]:
    """Return the surroundings of the first word found, as pieces that say whether they are a word searched for.

    The beginning of the text when none is found in it.
    """
    hits = [match for match in _WORD.finditer(text) if match.group().lower().startswith(tuple(stems))] if stems else []
    begin = max(0, hits[0].start() - AROUND) if hits else 0
    end = min(len(text), (hits[0].end() if hits else 0) + AROUND)
    begin = text.find(" ", begin) + 1 if begin else 0
    end = text.rfind(" ", 0, end) if end < len(text) and text.rfind(" ", 0, end) > begin else end
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for match in hits:
        if begin <= match.start() and match.end() <= end:
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]
