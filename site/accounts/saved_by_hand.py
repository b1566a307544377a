"""Editor pages of what is in use as soon as it is saved: kept when somebody presses the button, not while they type.

Wagtail saves whatever has revisions half a second after each change. Without drafts that would put half a sentence
into the next mail, or on the next certificate.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet


class _ByHand:
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class CreateByHand(_ByHand, CreateView):
    """A new one, saved with the button."""


class EditByHand(_ByHand, EditView):
    """One there is, saved with the button."""


class SavedByHandViewSet(SnippetViewSet):
    """Snippets with revisions and without drafts."""

    add_view_class = CreateByHand
    edit_view_class = EditByHand
