"""The form of an exercise, made from its blocks."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from modules.exercise.models import ExercisePage

PREFIX = "v-"
LONGEST = 5000


class ExerciseForm(forms.Form):
    """One field per question, one select per pair. A draft (`is_draft`) may leave everything empty."""

    def __init__(
        self, data: Any = None, *, exercise: ExercisePage, answers: dict[str, Any] | None = None, is_draft: bool = False
    ) -> None:
        super().__init__(data)
        self.exercise = exercise
        self.is_draft = is_draft
        for block in exercise.items:
            add = {"question": self._add_question, "match": self._add_match, "pick": self._add_pick}.get(
                block.block_type
            )
            if add:
                add(block, (answers or {}).get(block.id))

    def _add_question(self, block: Any, answer: Any) -> None:
        value = block.value
        self.fields[PREFIX + block.id] = forms.CharField(
            label=value["prompt"],
            help_text=value["hint"] or "",
            initial=answer if isinstance(answer, str) else "",
            max_length=LONGEST,
            required=not (value["is_optional"] or self.is_draft),
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": gettext_lazy("Kirjoita oma vastauksesi. Se voi olla lyhyt.")},
        )

    def _add_match(self, block: Any, answer: Any) -> None:
        targets = sorted({pair.value["target"] for pair in block.value["pairs"].bound_blocks}, key=str.casefold)
        choices = [("", gettext_lazy("Valitse")), *((target, target) for target in targets)]
        for pair in shuffled(block.value["pairs"].bound_blocks):
            given = answer.get(pair.id, "") if isinstance(answer, dict) else ""
            self.fields[f"{PREFIX}{block.id}-{pair.id}"] = forms.ChoiceField(
                label=pair.value["item"],
                choices=choices,
                initial=given,
                required=not self.is_draft,
                error_messages={"required": gettext_lazy("Valitse pari.")},
            )

    def _add_pick(self, block: Any, answer: Any) -> None:
        options = list(dict.fromkeys(block.value["options"]))
        count = min(block.value["count"], len(options))
        hint = ngettext("Valitse %(count)s.", "Valitse %(count)s.", count) % {"count": count}
        self.fields[PREFIX + block.id] = forms.MultipleChoiceField(
            label=block.value["instruction"],
            help_text=hint,
            choices=[(option, option) for option in options],
            initial=answer if isinstance(answer, list) else [],
            required=not self.is_draft,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": hint},
            validators=[] if self.is_draft else [_exactly(count)],
        )

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The blocks in order, each with its fields, for the template."""
        rows = []
        for block in self.exercise.items:
            names = [name for name in self.fields if name.startswith(PREFIX + block.id)]
            rows.append({"kind": block.block_type, "value": block.value, "fields": [self[name] for name in names]})
        return rows

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they are stored, by block."""
        found: dict[str, Any] = {}
        for block in self.exercise.items:
            if block.block_type in ("question", "pick"):
                found[block.id] = self.cleaned_data.get(PREFIX + block.id)
            elif block.block_type == "match":
                found[block.id] = {
                    pair.id: self.cleaned_data.get(f"{PREFIX}{block.id}-{pair.id}") or ""
                    for pair in block.value["pairs"].bound_blocks
                }
        return found

    @property
    def orphans(self) -> list[str]:
        """Texts that were typed into questions which the exercise no longer has; shown, so that nothing is lost."""
        if not self.is_bound:
            return []
        gone = [name for name in self.data if name.startswith(PREFIX) and name not in self.fields]
        return [text for name in gone[:50] if (text := str(self.data.get(name) or "").strip())]


def shuffled(blocks: Any) -> list[Any]:
    """Return the blocks in an order that tells nothing and is the same each time."""
    return sorted(blocks, key=lambda block: hashlib.sha256(str(block.id).encode()).hexdigest())


def _exactly(count: int) -> Any:
    def check(values: list[str]) -> None:
        if len(values) != count:
            raise forms.ValidationError(
                _("Valitse tasan %(count)s. Nyt valittuna on %(now)s."),
                code="count",
                params={"count": count, "now": len(values)},
            )

    return check
