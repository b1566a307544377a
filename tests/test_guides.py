"""The guides: each chapter is in the list at the top, and every link and picture is there."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAIRS = [
    ("osallistuja", "trainee"),
    ("kouluttaja", "trainer"),
    ("koordinaattori", "coordinator"),
    ("neuvoja", "advisor"),
]


def anchor(heading: str) -> str:
    """Return the part of an address that leads to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("guide", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_leads_to_each_of_its_chapters_and_to_nothing_that_is_not_there(guide):
    text = guide.read_text()
    top = text.split("\n## ")[0]
    chapters = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [head for head in chapters if f"(#{anchor(head)})" not in top] == []
    there = {anchor(head) for head in re.findall(r"^#{1,4} (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if link.startswith("#") and link[1:] not in there] == []
    files = [link.split("#")[0] for link in links if not link.startswith(("#", "http", "mailto:"))]
    assert [name for name in files if not (DOCS / name).exists()] == []


def test_each_role_has_its_guide_in_two_languages_with_as_many_chapters():
    for pair in PAIRS:
        counts = {len(re.findall(r"^## ", (DOCS / f"{name}.md").read_text(), re.MULTILINE)) for name in pair}
        assert len(counts) == 1, pair
