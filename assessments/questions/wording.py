"""The words of a question as they are shown: plain text, or HTML that was cleaned when it was stored."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images import get_image_model
from wagtail.rich_text import get_text_for_indexing

EMBED = re.compile(r"<embed\b([^>]*?)/?>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|li|div|tr|h[1-6]|pre|blockquote|td|th)>", re.IGNORECASE)
SHOWN_SIZE = "max-1200x1200"
# What is shown to trainees, at whatever depth it stands, and so is HTML when the body's format says so.
FORMATTED = frozenset(
    {"text", "feedback", "feedback_correct", "feedback_partial", "feedback_incorrect", "feedback_true",
     "feedback_false", "prompt", "guidance"}
)  # fmt: skip
NEVER_FORMATTED = frozenset({"accepted", "answers", "gaps", "distractors"})

Pictures = Mapping[int, Any]


def plain_text(body: Any) -> str:
    """Return the text of a question without markup, for lists and searches."""
    text = body.text
    if body.format == "html":
        text = html.unescape(get_text_for_indexing(LINE_ENDS.sub(r"\g<0>\n", text)))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def cleaned(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body with its HTML cleaned, so that what is stored is safe to show as it is."""
    if body.get("format") != "html":
        return dict(body)
    from assessments.questions.exchange.markup import clean_html  # noqa: PLC0415 -- the formats build on this module

    return {name: _cleaned(name, value, clean_html) for name, value in body.items()}


def _cleaned(name: str, value: Any, clean: Any) -> Any:
    if isinstance(value, str):
        return clean(value) if name in FORMATTED or name == "items" else value
    if isinstance(value, Mapping):
        return {part: _cleaned(part, inner, clean) for part, inner in value.items()}
    if isinstance(value, list | tuple) and name in NEVER_FORMATTED:
        return [_feedback_cleaned(inner, clean) for inner in value]
    if isinstance(value, list | tuple):
        return [_cleaned(name, inner, clean) for inner in value]
    return value


def _feedback_cleaned(value: Any, clean: Any) -> Any:
    """Clean what is said about an accepted answer; the answer itself is plain text."""
    if not isinstance(value, Mapping):
        return value
    return {
        name: clean(part) if name == "feedback" and isinstance(part, str)
        else [_feedback_cleaned(inner, clean) for inner in part] if isinstance(part, list | tuple)
        else part
        for name, part in value.items()
    }  # fmt: skip


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a stored body, whatever part it stands in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from texts_of(inner)


def picture_ids(bodies: Iterable[Any]) -> set[int]:
    """Return the pictures that the bodies show, whatever part they stand in."""
    found = set()
    for body in bodies:
        for match in EMBED.finditer(str(body)) if _is_html(body) else ():
            number = dict(ATTRIBUTE.findall(match[1])).get("id", "")
            if number.isascii() and number.isdigit() and len(number) < 10:
                found.add(int(number))
    return found


def _is_html(body: Any) -> bool:
    return (body.get("format") if isinstance(body, Mapping) else body.format) == "html"


def load_pictures(bodies: Iterable[Any]) -> dict[int, Any]:
    """Return the pictures that the bodies show, with the size they are shown in; two queries, none without pictures."""
    ids = picture_ids(bodies)
    if not ids:
        return {}
    rows = get_image_model().objects.filter(pk__in=ids).prefetch_renditions(SHOWN_SIZE)
    return {picture.pk: picture for picture in rows}


def draw_pictures(bodies: Iterable[Any]) -> None:
    """Draw the pictures of the bodies in the size they are shown in, so that no trainee's first look has to."""
    for picture in load_pictures(bodies).values():
        with suppress(OSError, ValueError):  # a broken file is told of where it is shown
            picture.get_rendition(SHOWN_SIZE)


def shown(text: str, *, is_html: bool, pictures: Pictures) -> SafeString:
    """Return a text of a question for a page: plain text escaped with its line breaks, HTML with its pictures.

    The HTML was cleaned when the version was stored, so that showing it costs nothing.
    """
    if not is_html:
        return linebreaksbr(text)
    only = ONE_PARAGRAPH.fullmatch(text.strip())
    words = only[1] if only else text
    return mark_safe(EMBED.sub(lambda match: _picture(match, pictures), words))


def _picture(match: re.Match[str], pictures: Pictures) -> str:
    attributes = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
    number = attributes.get("id", "")
    picture = pictures.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if attributes.get("embedtype") != "image" or picture is None:
        return ""
    try:
        drawn = picture.get_rendition(SHOWN_SIZE)
    except (OSError, ValueError):  # the file is gone or broken: the words that stand for it remain
        return escape(attributes.get("alt", ""))
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        drawn.url,
        attributes.get("alt", ""),
        drawn.width,
        drawn.height,
    )


def as_html(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain body with its texts as HTML, so that they can be formatted; what is typed stays plain."""

    def paragraphs(text: str) -> str:
        return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if text else text

    return {name: _cleaned(name, value, paragraphs) for name, value in body.items()} | {"format": "html"}
