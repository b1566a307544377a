"""A block for public pages: what members have said and let be published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.quotes.domain.reading import public_quotes
from courses.quotes.enums import Keyword


class QuotesBlock(blocks.StructBlock):
    """Published quotes, asked anew at each view: one that has been withdrawn is gone from the next one on."""

    title = blocks.CharBlock(label=_("otsikko"), required=False, max_length=80)
    keyword = blocks.ChoiceBlock(label=_("mistä ne kertovat"), choices=Keyword.choices, required=False)
    most = blocks.IntegerBlock(label=_("enintään"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "openquote"
        label = _("Ryhmäläisten sitaatteja")
        template = "quotes/block.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the block's context with the quotes as they stand now."""
        quotes = public_quotes(keyword=value.get("keyword") or "", most=value.get("most") or 3)
        return super().get_context(value, parent_context=parent_context) | {"quotes": quotes}
