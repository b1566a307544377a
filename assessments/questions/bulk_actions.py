"""What is done to many questions at once: move to a category, add tags, archive and bring back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from assessments.questions.categories import tidy
from assessments.questions.category_field import CategoryInput
from assessments.questions.models import Question


class QuestionAction(SnippetBulkAction):
    """An action on questions, for people who may change them."""

    models: ClassVar[list[Any]] = [Question]
    template_name = "questions/admin/bulk_action.html"

    def check_perm(self, snippet: Question) -> bool:
        """Ask whether the person may change the question."""
        return bool(self.permission_policy.user_has_permission(self.request.user, "change"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"action_name": self.display_name, "action_hint": self.aria_label}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("Yksi kysymys muutettiin.", "%(count)s kysymystä muutettiin.", num_parent_objects) % {
            "count": num_parent_objects
        }


class CategoryForm(forms.Form):
    """Where the questions go."""

    category = forms.CharField(
        label=_("Luokka"),
        max_length=255,
        help_text=_("Polku, esimerkiksi: Työpeili/Kerta 1"),
        widget=CategoryInput,
        error_messages={"required": _("Kirjoita luokka.")},
    )

    def clean_category(self) -> str:
        """Write the path without empty parts; a path of nothing else is no category."""
        path = tidy(self.cleaned_data["category"])
        if not path:
            raise forms.ValidationError(_("Kirjoita luokka."))
        return path


class MoveToCategory(QuestionAction):
    """Move to another category."""

    display_name = _("Siirrä luokkaan")
    aria_label = _("Siirrä valitut kysymykset toiseen luokkaan")
    action_type = "category"
    form_class = CategoryForm

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "category": self.cleaned_form.cleaned_data["category"]}

    @classmethod
    def execute_action(cls, objects: list[Question], category: str = "", **kwargs: Any) -> tuple[int, int]:
        return Question.objects.filter(pk__in=[row.pk for row in objects]).update(category=category), 0


class TagForm(forms.Form):
    """What the questions are about."""

    tags = forms.CharField(
        label=_("Asiasanat"),
        max_length=500,
        help_text=_("Erota pilkuilla. Kysymysten aiemmat asiasanat säilyvät."),
        error_messages={"required": _("Kirjoita asiasana.")},
    )

    def clean_tags(self) -> list[str]:
        """Return the words; each fits in a tag."""
        words = [word.strip() for word in self.cleaned_data["tags"].split(",") if word.strip()]
        if not words or any(len(word) > 100 for word in words):
            raise forms.ValidationError(_("Kirjoita asiasana."))
        return words


class AddTags(QuestionAction):
    """Add tags."""

    display_name = _("Lisää asiasanoja")
    aria_label = _("Lisää asiasanoja valittuihin kysymyksiin")
    action_type = "tag"
    form_class = TagForm

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "tags": self.cleaned_form.cleaned_data["tags"]}

    @classmethod
    def execute_action(cls, objects: list[Question], tags: Any = (), **kwargs: Any) -> tuple[int, int]:
        for row in objects:
            row.tags.add(*tags)
        return len(objects), 0


class Archive(QuestionAction):
    """Take out of use; what has been asked stays."""

    display_name = _("Arkistoi")
    aria_label = _("Arkistoi valitut kysymykset: niitä ei tarjota uusiin tehtäviin")
    action_type = "archive"
    archived = True

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        rows = Question.objects.filter(pk__in=[row.pk for row in objects])
        return rows.update(is_archived=cls.archived), 0


class BringBack(Archive):
    """Take into use again."""

    display_name = _("Palauta arkistosta")
    aria_label = _("Palauta valitut kysymykset käyttöön")
    action_type = "bring_back"
    archived = False


ACTIONS = [MoveToCategory, AddTags, Archive, BringBack]
