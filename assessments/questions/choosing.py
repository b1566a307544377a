"""Choosing questions into a quiz: those in use, with their kind and category."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class InUse:
    """Leaves out what has been archived, and shows what tells questions apart."""

    def get_object_list(self) -> QuerySet[Any]:
        """Return the questions that may be put into a quiz."""
        rows: QuerySet[Any] = super().get_object_list()  # type: ignore[misc]
        return rows.filter(is_archived=False, current__isnull=False)

    @property
    def columns(self) -> list[Any]:
        """Show kind and category beside the words."""
        columns: list[Any] = super().columns  # type: ignore[misc]
        return [*columns, Column("get_kind_display", label=_("Laji")), Column("category", label=_("Luokka"))]


class QuestionChooseView(InUse, ChooseView):
    """The whole chooser."""


class QuestionChooseResultsView(InUse, ChooseResultsView):
    """Its results alone."""


class QuestionChooserViewSet(SnippetChooserViewSet):
    """The chooser of questions."""

    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView
