"""Keeps a page as its source says: makes it, or writes it again when the source has changed."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from demo.loading.remembering import fingerprint, is_loaded, remember


@dataclass(frozen=True)
class PageSource:
    """A page as the source files describe it. `rows` are the inline children, by their relation's name."""

    model: type[Page]
    slug: str
    title: str
    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What is remembered of the source."""
        return fingerprint(self.title, self.fields, self.rows)


def keep_page(parent: Page, source: PageSource) -> Page:
    """Make the page below its parent, or bring it up to date, and publish it; return it."""
    page = source.model.objects.child_of(parent).filter(slug=source.slug).first()
    if page is not None and is_loaded(page, source.mark):
        return page
    if page is None:
        page = source.model(title=source.title, slug=source.slug, **source.fields)
        _set_rows(page, source)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    else:
        page.title = source.title
        for name, value in source.fields.items():
            setattr(page, name, value)
        _set_rows(page, source)
    page.save_revision().publish()
    remember(page, source.mark)
    return source.model.objects.get(pk=page.pk)


def _set_rows(page: Page, source: PageSource) -> None:
    for name, rows in source.rows.items():
        model = getattr(type(page), name).rel.related_model
        setattr(page, name, [model(sort_order=number, **row) for number, row in enumerate(rows)])
