"""A question to oneself as the lesson's page draws it."""

from __future__ import annotations

from typing import Any

from courses.visits import Visit


def self_check_of(visit: Visit, block: str, answers: dict[str, str], problem: str = "") -> dict[str, Any]:
    """Return a question with its options, the one the reader has chosen, and what is wrong with the choice."""
    found = next(each for each in visit.page.body if each.id == block)
    chosen = answers.get(block, "")
    options = [
        {"id": child.id, "value": child.value, "is_chosen": child.id == chosen}
        for child in found.value["options"].bound_blocks
    ]
    return {
        "block": block,
        "question": found.value["question"],
        "options": options,
        "is_answered": any(option["is_chosen"] for option in options),
        "problem": problem,
        "url": visit.url("answer", block=block),
    }
