"""The style sheets: small, whole, and with colours one can tell apart."""

import re
from itertools import product
from math import cos, radians, sin
from pathlib import Path

import pytest

PORTAL = Path(__file__).resolve().parents[3] / "site" / "portal"
STATIC = PORTAL / "static" / "portal"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
SHEET = (STATIC / "css" / "peili.css").read_text(encoding="utf-8")
TEXT, EDGE = 4.5, 3.0


def luminance(lightness, chroma, hue):
    """Relative luminance (WCAG) of an OKLCH colour."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return sum(w * min(max(v, 0), 1) for w, v in ((0.2126, red), (0.7152, green), (0.0722, blue)))


def themes():
    """The colours of each block of tokens that sets them."""
    blocks = re.findall(r"color-scheme: (light|dark);(.*?)}", TOKENS, re.DOTALL)
    for scheme, block in blocks:
        found = re.findall(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", block)
        yield scheme, {name: tuple(map(float, parts)) for name, *parts in found}


def contrast(one, other):
    lighter, darker = sorted((luminance(*one), luminance(*other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *product(["ink", "ink-soft", "lake", "lake-deep", "moss", "rust"], ["paper", "raised", "sunk"], [TEXT]),
    *product(["ink"], ["cloudberry-wash", "lake-wash", "moss-wash", "rust-wash"], [TEXT]),
    ("lake", "lake-wash", TEXT), ("moss", "moss-wash", TEXT), ("rust", "rust-wash", TEXT),
    ("ink-soft", "lake-wash", TEXT),
    ("on-lake", "lake", TEXT), ("on-lake", "lake-deep", TEXT), ("on-cloudberry", "cloudberry", TEXT),
    ("on-cloudberry", "cloudberry-deep", TEXT), ("on-state", "moss", TEXT),
    *product(["stone-strong", "focus"], ["paper", "raised", "sunk"], [EDGE]),
    ("cloudberry-line", "paper", EDGE),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "colours"), list(themes()))
def test_colours_can_be_told_apart(scheme, colours):
    weak = {
        f"{one} on {other}": round(contrast(colours[one], colours[other]), 2)
        for one, other, least in PAIRS
        if contrast(colours[one], colours[other]) < least
    }
    assert weak == {}, scheme


def test_the_dark_theme_is_the_same_by_wish_and_by_choice():
    _light, wished, chosen = themes()
    assert wished == chosen


def test_every_colour_used_is_a_token():
    used = set(re.findall(r"var\(--([\w-]+)", SHEET))
    named = set(re.findall(r"--([\w-]+):", TOKENS + SHEET))
    assert used - named == set()


def test_what_is_delivered_is_small():
    sheets = sum(len(text.encode()) for text in (TOKENS, SHEET))
    fonts = sum((STATIC / "fonts" / name).stat().st_size for name in ("peili-sans.woff2", "peili-serif.woff2"))
    script = (STATIC / "js" / "peili.js").stat().st_size
    assert sheets <= 52_000
    assert fonts <= 70_000
    assert script <= 6_000


@pytest.mark.parametrize("path", sorted((PORTAL / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_more_than_the_strict_policy(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
