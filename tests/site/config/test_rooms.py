"""An address is found in its room without trying the others: the same view as trying them all would find."""

import re

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern

from config.rooms import Rooms, first_words

ANY_KEY = "6b8f7c1e-0000-4000-8000-000000000001"  # a word, a UUID and a text at once


def rooms() -> Rooms:
    return next(found for found in get_resolver().url_patterns if isinstance(found, Rooms))


def addresses() -> list[str]:
    resolvers = [get_resolver(), *(resolver for _prefix, resolver in get_resolver().namespace_dict.values())]
    found = [forms for resolver in resolvers for _name, several in resolver.reverse_dict.lists() for forms in several]
    routes = {route for forms, *_rest in found for route, _params in forms}
    return sorted(re.sub(r"%\(\w+\)s", ANY_KEY, route) for route in routes)


def test_every_address_leads_where_trying_all_rooms_would():
    plain = URLResolver(RoutePattern(""), rooms().url_patterns)
    asked = addresses()
    assert len(asked) > 100
    for address in [*asked, *(f"{word}/{rest}" for word in rooms()._by_word[0] for rest in ("", "x", "x/y/"))]:
        answers = []
        for resolver in (plain, rooms()):
            try:
                found = resolver.resolve(address)
            except Resolver404:
                answers.append(None)
            else:
                answers.append((found.func, found.kwargs, found.view_name, found.route))
        assert answers[0] == answers[1], address


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        (["todistukset/<uuid:x>/", "t/", "robots.txt", ""], {"todistukset", "t", "robots.txt", ""}),
        (["<slug:x>/lataa/"], None),
        (["t-<slug:x>/"], None),
    ],
)
def test_first_words_are_those_that_stand_for_themselves(routes, words):
    assert first_words([path(route, print) for route in routes]) == words
