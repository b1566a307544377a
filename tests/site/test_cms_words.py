"""The content admin speaks Finnish where Wagtail has none: the words are used, and Wagtail still says theirs."""

from importlib.util import find_spec
from pathlib import Path

from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import gettext, ngettext, override

SOURCES = (
    "wagtail/admin",
    "wagtail",
    "wagtail/images",
    "wagtail/documents",
    "wagtail/contrib/typed_table_block",
    "wagtail/users",
    "wagtailmedia",
)


def words():
    path = Path(apps.get_app_config("portal").path) / "overrides_cms/fi/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="fi") if message.id]


def said() -> set:
    found = set()
    for source in SOURCES:
        top, _, rest = source.partition("/")
        root = Path(find_spec(top).origin).parent
        with (root / rest / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
            found |= {message.id for message in read_po(file) if message.id}
    return found


def test_wagtail_still_says_what_we_put_in_finnish():
    assert {message.id for message in words()} - said() == set()


def test_the_words_are_used():
    with override("fi"):
        for message in words():
            if isinstance(message.id, tuple):
                assert (ngettext(*message.id, 1), ngettext(*message.id, 5)) == message.string
            else:
                assert gettext(message.id) == message.string
