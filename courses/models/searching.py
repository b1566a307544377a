"""What trainees find a page by: its own words and nothing that gives an answer away."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField
from wagtail.search import index

from courses.search_words import plain

SEARCHED = [index.AutocompleteField("searchable_text"), index.SearchField("searchable_text")]


def text_of(page: Any) -> str:
    """Return the words of the fields that a page names in `searchable`, in one line.

    A block leaves out what is an answer to its question.
    """
    fields = {field.name: field for field in page._meta.concrete_fields}  # another model's relation is no text
    texts = [_written(fields[name], getattr(page, name) or "") for name in page.searchable if name in fields]
    return " ".join(text for text in texts if text)


def _written(field: Any, value: Any) -> str:
    if isinstance(field, StreamField):
        return plain(" ".join(field.get_searchable_content(value)))
    return plain(str(value))
