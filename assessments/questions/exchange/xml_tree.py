"""The tree of a Moodle XML file: parsed without entities or addresses, and piece by piece where it is damaged."""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from assessments.questions.exchange.files import from_base64
from assessments.questions.exchange.found import Format, Rich, UnableToReadFile

MOST_QUESTIONS = 20_000
DEEPEST = 60
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});|&")
_SECTION = re.compile(r"<!\[CDATA\[|<!--")
_FORMATS: dict[str, Format] = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
    "wiki_like": "moodle",
}


def question_elements(text: str) -> Iterator[Element | str]:
    """Give the `question` elements of a file; in the place of one that is damaged, the reason in words.

    Raises UnableToReadFile when it is no question file, or one that would do harm.
    """
    begun = re.search(r"<(\?xml|!DOCTYPE|!--|quiz|question)", text)
    text = _DECLARATION.sub("", text[begun.start() if begun and not text.lstrip().startswith("<") else 0 :], count=1)
    if text.count("<question") > MOST_QUESTIONS * 2:
        raise UnableToReadFile(_("Tiedostossa on yli %(limit)s kysymystä.") % {"limit": MOST_QUESTIONS})
    try:
        root = _parsed(text)
    except ParseError as error:
        yield from _pieces(text, error)
        return
    found = [element for element in root.iter("question") if element.get("type")]
    if not found and root.tag not in ("quiz", "question"):
        raise UnableToReadFile(_("Tämä XML-tiedosto ei ole Moodlen kysymystiedosto."))
    yield from found


def _parsed(text: str) -> Element:
    """Return the root. Raises ParseError when it is not well-formed and UnableToReadFile when it is dangerous."""
    try:
        root = fromstring(text, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except EntitiesForbidden as error:
        raise UnableToReadFile(_("Tiedostossa on XML-entiteettejä. Turvallisuussyistä sitä ei lueta.")) from error
    except DefusedXmlException as error:
        raise UnableToReadFile(_("Tiedosto viittaa muihin tiedostoihin tai osoitteisiin. Sitä ei lueta.")) from error
    except ParseError:
        mended = _mended(text)
        if mended == text:
            raise
        return _parsed(mended)
    except (ValueError, RecursionError, UnicodeError) as error:
        raise ParseError(str(error)) from error
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
    return root


def _mended(text: str) -> str:
    """Return the XML with bare ampersands and HTML's own entities as XML has them, outside of CDATA."""
    parts, place = [], 0
    for start, end in _sections(text):
        parts += [_ENTITY.sub(_entity, text[place:start]), text[start:end]]
        place = end
    return "".join([*parts, _ENTITY.sub(_entity, text[place:])])


def _sections(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of CDATA sections and comments, where markup is none."""
    place = 0
    while match := _SECTION.search(text, place):
        closing = "]]>" if match[0] == "<![CDATA[" else "-->"
        end = text.find(closing, match.end())
        if end < 0:
            return
        place = end + len(closing)
        yield match.start(), place


def _entity(match: re.Match[str]) -> str:
    name = match[1] or ""
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return match[0]
    if name.startswith("#"):
        letter = html.unescape(match[0])
        return letter if letter.isprintable() or letter in "\n\t" else ""
    return html.entities.html5.get(f"{name};", f"&amp;{name};" if name else "&amp;")


def _pieces(text: str, error: ParseError) -> Iterator[Element | str]:
    """Give the questions of a file that is not well-formed, each read by itself."""
    if "<question" not in text:
        raise UnableToReadFile(_("XML on rikki: %(error)s") % {"error": error}) from error
    masked = list(text)
    for start, end in _sections(text):
        masked[start:end] = " " * (end - start)
    bare, place = "".join(masked), 0
    for closing in re.finditer(r"</question\s*>", bare):
        starts = [match.start() for match in re.finditer(r"<question\b", bare[place : closing.start()])]
        for _cut_short in starts[:-1]:
            yield _("Kysymys katkeaa kesken.")
        if starts:
            yield _piece(text[place + starts[-1] : closing.end()])
        place = closing.end()
    if re.search(r"<question\b", bare[place:]):
        yield _("Tiedosto katkeaa kesken kysymyksen.")


def _piece(source: str) -> Element | str:
    try:
        return _parsed(source)
    except ParseError as error:
        return _("XML on rikki: %(error)s") % {"error": error}


def is_too_deep(element: Element) -> bool:
    """Say whether elements stand inside one another deeper than any question needs."""
    level, depth = [element], 0
    while level:
        depth += 1
        level = [child for parent in level for child in parent]
        if depth > DEEPEST:
            return True
    return False


def words(element: Element | None, path: str = "", default: str = "") -> str:
    """Return the text of an element below another one: of its `text` when it has one."""
    child = element.find(path) if element is not None and path else element
    if child is None:
        return default
    inner = child.find("text")
    return (_whole(inner if inner is not None else child)).strip() or default


def _whole(element: Element) -> str:
    """Return the text of an element; unescaped HTML in it as HTML."""
    if not len(element):
        return element.text or ""
    inner = "".join(tostring(child, encoding="unicode") for child in element if child.tag != "file")
    return (element.text or "") + inner


def flag(element: Element, path: str, *, default: bool) -> bool:
    """Return a yes or no; an element that is there and says nothing means yes."""
    child = element.find(path)
    if child is None:
        return default
    return words(child).lower() not in ("0", "false", "no", "hide") if words(child) else True


def rich(element: Element | None, path: str = "", usual: Format = "html") -> Rich:
    """Return a text with its format and the files that stand beside it."""
    child = element.find(path) if element is not None and path else element
    if child is None:
        return Rich("", usual)
    inner = child.find("text")
    source = _whole(inner) if inner is not None else (child.text or "")
    format_ = _FORMATS.get((child.get("format") or "").strip().lower(), usual)
    return Rich(source.strip(), format_, files_of(child))


def files_of(element: Element) -> dict[str, bytes]:
    """Return the files that stand in an element, by path and name."""
    found = {}
    for file in element.findall("file"):
        name = (file.get("name") or "").strip()
        path = (file.get("path") or "/").strip("/ ")
        if name:
            found[f"{path}/{name}" if path else name] = from_base64(file.text or "")
    return found
