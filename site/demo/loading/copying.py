"""Copies what a few people of a run have done to many others, in bulk: rows with their links turned to the copies.

The originals are made by the domain, so the copies are as sound as they are; nothing is reckoned anew.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from accounts.models import User
from assessments.assignment.models import Submission, SubmissionRound
from assessments.quiz.models import Attempt
from assessments.selfassessment.models import AssessmentResponse
from courses.groups.models import (
    CostItem,
    GoalStyleChange,
    GroundRules,
    GroupFacilitator,
    GroupMeeting,
    GroupMember,
    LogPart,
    MeetingLog,
    MemberWish,
    PeerGroup,
    PricePlan,
)
from courses.models import ActivityCompletion, Attendance, ConditionState, Enrolment, SessionQuestion
from modules.exercise.models import ExerciseResponse
from modules.recording.models import Viewing

# What is copied, parents first: the model, and the link by which its originals are found.
COPIED: list[tuple[type[models.Model], str]] = [
    (GroupFacilitator, "enrolment"),
    (GroupMember, "group"),
    (MemberWish, "member"),
    (GroundRules, "group"),
    (GoalStyleChange, "group"),
    (GroupMeeting, "group"),
    (MeetingLog, "meeting"),
    (LogPart, "log"),
    (CostItem, "meeting"),
    (PricePlan, "group"),
    (ActivityCompletion, "enrolment"),
    (ConditionState, "enrolment"),
    (Attendance, "enrolment"),
    (SessionQuestion, "enrolment"),
    (Viewing, "enrolment"),
    (ExerciseResponse, "enrolment"),
    (Attempt, "enrolment"),
    (AssessmentResponse, "enrolment"),
    (Submission, "enrolment"),
    (SubmissionRound, "submission"),
]
BATCH = 400


@dataclass
class Block:
    """One set of copies: for each model, which copy stands for which original."""

    links: dict[type[models.Model], dict[Any, Any]] = field(default_factory=dict)
    group_ids: dict[str, str] = field(default_factory=dict)  # public ids, as the facts of conditions name them


def copy_people(originals: list[Enrolment], people: list[User]) -> None:
    """Let each of the people be a copy of one of the originals, in turn."""
    size = len(originals)
    blocks = []
    for start in range(0, len(people), size):
        users = people[start : start + size]
        blocks.append(
            Block({User: {original.user_id: user.pk for original, user in zip(originals, users, strict=False)}})
        )
    _copy(Enrolment, originals, blocks)
    linked = GroupFacilitator.objects.filter(enrolment__in=originals, ended_at=None)
    groups = list(PeerGroup.objects.filter(pk__in=linked.values("group_id")).order_by("pk"))
    _copy(PeerGroup, groups, blocks)
    for model, link in COPIED:
        parent = model._meta.get_field(link).related_model
        rows = model._default_manager.filter(**{f"{link}__in": list(_originals(blocks, parent))})
        _copy(model, list(rows.order_by("pk")), blocks)


def _originals(blocks: list[Block], model: Any) -> set[Any]:
    return set(blocks[0].links.get(model, {})) if blocks else set()


def _copy(model: type[models.Model], rows: list[Any], blocks: list[Block]) -> None:
    """Make the copies of these rows in every block and remember which stands for which."""
    known = {link_model: _originals(blocks, link_model) for link_model in (blocks[0].links if blocks else {})}
    copies: list[tuple[Block, Any, Any]] = []
    for block in blocks:
        for row in rows:
            copy = _turned(row, block, known)
            if copy is not None:
                copies.append((block, row, copy))
    model._default_manager.bulk_create([copy for _block, _row, copy in copies], batch_size=BATCH)
    for block, row, copy in copies:
        block.links.setdefault(model, {})[row.pk] = copy.pk
        if isinstance(row, PeerGroup):
            block.group_ids[str(row.public_id)] = str(copy.public_id)


def _turned(row: Any, block: Block, known: dict[Any, set[Any]]) -> Any:
    """Return a copy whose links go to the block's copies; None when what it belongs to has no copy there."""
    values: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if column.primary_key:
            continue
        value = getattr(row, column.attname)
        if isinstance(column, models.UUIDField) and (column.unique or column.name == "key"):
            value = uuid.uuid4()
        elif column.is_relation and value in known.get(column.related_model, ()):
            value = block.links.get(column.related_model, {}).get(value)
            if value is None:
                return None
        values[column.attname] = value
    if isinstance(row, ConditionState) and row.facts.get("group"):
        group = block.group_ids.get(row.facts["group"])
        values["facts"] = row.facts | ({"group": group} if group else {})
    return type(row)(**values)
