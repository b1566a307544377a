"""Parts of a page that are the same for everybody: drawn once in each process for each value of their keys."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

register = template.Library()


class KeptNode(template.Node):
    """What stands between the tags, remembered for the life of the compiled template."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._keys = keys
        self._drawn: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        """Return the part as drawn before, or draw it now."""
        values = tuple(key.resolve(context) for key in self._keys)
        drawn = self._drawn.get(values)
        if drawn is None:
            drawn = self._drawn[values] = self.nodelist.render(context)
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept LANGUAGE_CODE theme %}…{% endkept %}`: depends on nothing but the keys, of which there are a few.

    Never around anything of a person or a request.
    """
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, keys)
