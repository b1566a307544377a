"""Peili's template words: icons, states, the path of sessions, and times and numbers as the reader writes them."""

from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import wording
from portal.icons import ICONS, STATE_ALIASES, STATES
from portal.waterline import draw_path, wave

register = template.Library()
register.filter("session_time", wording.session_time)
register.filter("short_day", wording.short_day)
register.filter("day", wording.day)
register.filter("clock", wording.clock)
register.filter("moment", wording.moment)
register.filter("minutes", wording.minutes)
register.filter("hours", wording.hours)
register.filter("euros", wording.euros)
register.filter("finnish_number", wording.number)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, extra: str = "") -> SafeString:
    """This tag will draw an icon that says nothing to a screen reader; the words stand beside it.

    An unknown name is a mistake of ours and draws an empty frame, never an error page.
    """
    shape = mark_safe(ICONS.get(name, ""))
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', extra and f" {extra}", shape
    )


@register.filter
def state_name(state: Any) -> str:
    """This filter will turn any state word of the domain into one of the eight that the style sheet knows."""
    name = str(state)
    name = STATE_ALIASES.get(name, name)
    return STATES[name][1] if name in STATES else "open"


@register.filter
def state_icon(state: Any) -> SafeString:
    """This filter will draw the shape of a state."""
    name = str(state)
    return icon(STATES.get(STATE_ALIASES.get(name, name), STATES["open"])[0])


STATE_WORDS = {
    "done": gettext_lazy("Suoritettu"),
    "met": gettext_lazy("Kunnossa"),
    "not_yet": gettext_lazy("Puuttuu vielä"),
    "current": gettext_lazy("Nyt"),
    "accepted": gettext_lazy("Hyväksytty"),
    "present": gettext_lazy("Läsnä"),
    "progress": gettext_lazy("Kesken"),
    "open": gettext_lazy("Ei vielä aloitettu"),
    "closed": gettext_lazy("Ei vielä auki"),
    "waiting": gettext_lazy("Odottaa kuittausta"),
    "attention": gettext_lazy("Vaatii huomiota"),
    "returned": gettext_lazy("Täydennettävä"),
    "absent": gettext_lazy("Poissa"),
    "impossible": gettext_lazy("Ei enää mahdollinen"),
    "next": gettext_lazy("Seuraavaksi"),
}


@register.filter
def state_word(state: Any) -> str:
    """This filter will name a state in the reader's language."""
    name = str(state)
    word = STATE_WORDS.get(name) or STATE_WORDS.get(STATE_ALIASES.get(name, name))
    return str(word) if word else name


@register.simple_tag
def status(state: Any, word: Any = "") -> SafeString:
    """This tag will show a state as shape and word; without a word of its own it takes the usual one."""
    name = str(state)
    return _drawn_status(name, capfirst(str(word) or state_word(name)))


@lru_cache(maxsize=512)
def _drawn_status(name: str, word: str) -> SafeString:
    """Draw a state once for each of its words: lists show the same few again and again."""
    return format_html(
        '<span class="status status--{}">{}<span>{}</span></span>', state_name(name), state_icon(name), word
    )


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: Any) -> str:
    """This filter will name a browser and its system the way a person would: `Firefox, Windows`."""
    text = str(user_agent)
    named = [next((name for mark, name in table if mark in text), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, named)) or _("Tuntematon laite")


@register.filter
def page_numbers(page: Page) -> Any:
    """This filter will list the pages to offer: the first, the last and those around this one."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/session_path.html")
def session_path(sessions: Any, heading_level: int = 3, spoken: str = "") -> dict[str, Any]:
    """This tag will draw the sessions of a run on the waterline and list them for everyone.

    Each session has `number, title, when, place, state, url, word, reason`; what it lacks is left out. Titles are in
    the language that the run is spoken in.
    """
    rows = list(sessions)
    states = [_path_state(row) for row in rows]
    return {
        "rows": list(zip(rows, states, strict=True)),
        "water": _drawn_water(tuple(states)) if len(rows) <= 6 else "",
        "wide": len(rows) <= 6,
        "level": heading_level,
        "spoken": spoken,
    }


@lru_cache(maxsize=512)
def _drawn_water(states: tuple[str, ...]) -> SafeString:
    """Draw the water once for each order of states: it holds no words."""
    return render_to_string("components/waterline.html", {"water": draw_path(list(states))})


def _path_state(row: Any) -> str:
    state = str(row["state"] if isinstance(row, dict) else row.state)
    state = STATE_ALIASES.get(state, state)
    return {"progress": "current", "next": "current"}.get(state, state)


@register.simple_tag
@lru_cache(maxsize=8)
def waterline(width: int = 96, y: int = 12) -> SafeString:
    """This tag will give the path of a stretch of water, for the places where nothing has happened yet."""
    return format_html('<path d="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>', wave(0, width, y))
