"""HTML of questions: what of it is kept, and the way between HTML, Markdown and plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import nh3
from markdown_it import MarkdownIt

_PLAIN_TAGS = {
    *("p", "br", "div", "span", "strong", "b", "em", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("blockquote", "q", "cite", "pre", "code", "kbd", "samp", "var", "abbr", "hr", "figure", "figcaption"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ruby", "rt", "rp", "a"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_GONE = {"script", "style", "head", "title", "noscript", "template", "iframe", "object", "applet", "svg", "math"}
# What is stored. A picture is Wagtail's `<embed embedtype="image" id="12">`, a document `<a linktype="document">`.
_STORED = nh3.Cleaner(
    tags=_PLAIN_TAGS | {"embed"},
    attributes={**_ATTRIBUTES, "a": {"href", "title", "id"}, "embed": {"id", "alt", "format"}},
    tag_attribute_values={"a": {"linktype": {"document"}}, "embed": {"embedtype": {"image"}}},
    clean_content_tags=_GONE,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)
# What comes in: pictures by address, among them such as stand in the text itself.
_INCOMING = nh3.Cleaner(
    tags=_PLAIN_TAGS | {"img", "audio", "video", "source"},
    attributes={**_ATTRIBUTES, "img": {"src", "alt"}, "audio": {"src"}, "video": {"src"}, "source": {"src"}},
    clean_content_tags=_GONE,
    url_schemes={"http", "https", "mailto", "tel", "data"},
    attribute_filter=lambda tag, name, value: (
        None if tag != "img" and value.strip().lower().startswith("data:") else value
    ),
    link_rel=None,
)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>\"/]+(?:=\"[^\"]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"\s+([^\s=>\"/]+)(?:=\"([^\"]*)\")?")
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|<!--|&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
)
_BLOCK = r"</?(?:p|div|[uod]l|li|d[td]|t(?:able|body|head|r|d|h)|h[1-6r]|blockquote|br)\b[^>]*>"
_BLOCK_END = re.compile(rf"{_BLOCK}\s*$", re.IGNORECASE)
_BLOCK_START = re.compile(rf"\s*{_BLOCK}", re.IGNORECASE)
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "blockquote", "table"}


def clean_html(source: str) -> str:
    """Return the HTML as it may be stored and shown: no scripts, no styles, nothing from other servers.

    Cleaning once more changes nothing.
    """
    once = _STORED.clean(source.replace("\r\n", "\n").replace("\r", "\n"))
    return once if "<" not in once else _STORED.clean(once)


def clean_incoming(source: str) -> str:
    """Return the HTML of a file with nothing in it that runs; pictures still have the addresses of the file."""
    return _INCOMING.clean(source.replace("\r\n", "\n").replace("\r", "\n"))


def has_markup(text: str) -> bool:
    """Say whether a text of Moodle's automatic format holds HTML."""
    return _MARKUP.search(text) is not None


def replace_tags(source: str, swap: Callable[[str, str, dict[str, str]], str | None]) -> str:
    """Return cleaned HTML with its tags swapped: the function is given mark, name and attributes of each.

    The mark is "/" for an end tag. What the function returns takes the tag's place; None leaves it.
    """

    def swapped(match: re.Match[str]) -> str:
        found = ATTRIBUTE.findall(match[3])
        attributes = {name.lower(): html.unescape(value) for name, value in found}
        new = swap(match[1], match[2].lower(), attributes)
        return match[0] if new is None else new

    return TAG.sub(swapped, source)


def attribute(value: str) -> str:
    """Return a value as it stands between quotes."""
    return html.escape(value, quote=True)


def from_plain(text: str) -> str:
    """Return plain text as HTML; lines stay lines."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def with_breaks(source: str) -> str:
    """Return HTML of Moodle's automatic format, where lines count except beside what makes blocks of its own."""
    if "<pre" in source.lower():
        return source
    rows = source.split("\n")
    kept = [rows[0]]
    for row in rows[1:]:
        between = kept[-1].rstrip().endswith(">") and row.lstrip().startswith("<")
        kept.append(row if between or _BLOCK_END.search(kept[-1]) or _BLOCK_START.match(row) else f"<br>{row}")
    return "\n".join(kept)


def from_markdown(text: str) -> str:
    """Return Markdown as HTML, such HTML as stands in it included."""
    return MarkdownIt("commonmark", {"breaks": False, "html": True}).enable(["table", "strikethrough"]).render(text)


def as_simple(source: str) -> str | None:
    """Return cleaned HTML as plain text when that loses nothing: when it has only paragraphs and lines."""
    for mark, name, attributes in TAG.findall(source):
        if name.lower() not in ("p", "br", "div") or _says_something(attributes, mark):
            return None
    return to_text(source)


def _says_something(attributes: str, mark: str) -> bool:
    return not mark and any((name, value) != ("dir", "ltr") for name, value in ATTRIBUTE.findall(attributes))


def to_text(source: str) -> str:
    """Return the words of HTML: tags gone, paragraphs as lines."""

    def swap(mark: str, name: str, attributes: dict[str, str]) -> str:
        if name == "br":
            return "\n"
        if name in ("embed", "img"):
            return attribute(attributes.get("alt", ""))
        if name in _BLOCKS:
            return "\n\n" if mark and name == "p" else "\n"
        return " " if name in ("td", "th") else ""

    flat = re.sub(r"[ \t\n\f\r]+", " ", source)
    text = html.unescape(replace_tags(flat, swap)).replace("\xa0", " ")
    lines = [re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_empty(source: str) -> bool:
    """Say whether HTML shows nothing at all."""
    return "<embed" not in source and "<a " not in source and not to_text(source).strip()


def mapped_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a body with each text that holds tags changed."""
    if isinstance(value, str):
        return change(value) if "<" in value else value
    if isinstance(value, Mapping):
        return {name: mapped_texts(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [mapped_texts(part, change) for part in value]
    return value
