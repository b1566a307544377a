"""What trainees find a page by: its own words and nothing that gives an answer away."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.fields import StreamField
from wagtail.search import index

from courses.search_words import plain

SEARCHED = [index.AutocompleteField("searchable_text"), index.SearchField("searchable_text")]


class Searchable:
    """A page that names the fields its text is made of; a block leaves out what is an answer to its question."""

    searchable: ClassVar[tuple[str, ...]] = ()

    def searchable_text(self) -> str:
        """Return the words of the page in one line."""
        page: Any = self
        fields = {field.name: field for field in page._meta.get_fields()}
        texts = [self._text_of(fields[name]) for name in self.searchable if name in fields]
        return " ".join(text for text in texts if text)

    def _text_of(self, field: Any) -> str:
        value = getattr(self, field.name) or ""
        if isinstance(field, StreamField):
            return plain(" ".join(field.get_searchable_content(value)))
        return plain(str(value))
