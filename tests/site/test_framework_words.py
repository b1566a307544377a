"""What Django and allauth say to the user is said in our words, in each language, and says what to do."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext, override

from portal import translations

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SOURCES = ("django/conf", "django/contrib/auth", "allauth")


def catalog(language):
    path = Path(apps.get_app_config("portal").path) / "overrides" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def source_ids(folder):
    top, _, rest = folder.partition("/")
    root = Path(find_spec(top).origin).parent
    with (root / rest / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_win(language):
    with override(language):
        for message in catalog(language):
            if isinstance(message.id, tuple):
                assert (ngettext(*message.id, 1), ngettext(*message.id, 5)) == message.string
            else:
                assert gettext(message.id) == message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_words(language):
    assert {message.id for message in catalog(language)} == {message.id for message in catalog("fi")}


def test_the_frameworks_still_say_what_we_replace():
    """An upgrade that words a message anew must not bring the frameworks' own words back unseen."""
    said = set().union(*(source_ids(folder) for folder in SOURCES))
    assert {message.id for message in catalog("fi")} - said == set()


class KindOf(forms.Form):
    name = forms.CharField(max_length=5)
    day = forms.DateField()
    moment = forms.DateTimeField()
    clock = forms.TimeField()
    amount = forms.IntegerField(max_value=3)
    choice = forms.ChoiceField(choices=[("a", "A")])
    address = forms.EmailField()


WRONG = {
    "name": "liian pitkä",
    "day": "x",
    "moment": "x",
    "clock": "x",
    "amount": "4",
    "choice": "b",
    "address": "x",
}
FINNISH = {
    "name": "Lyhennä tekstiä: siinä voi olla enintään 5 merkkiä, nyt niitä on 11.",
    "day": "Kirjoita päivä, esimerkiksi 24.11.2026.",
    "moment": "Kirjoita päivä ja kellonaika, esimerkiksi 24.11.2026 14.30.",
    "clock": "Kirjoita kellonaika, esimerkiksi 14.30.",
    "amount": "Tässä voi olla enintään 3.",
    "choice": "Valitse jokin tarjotuista vaihtoehdoista.",
    "address": "Kirjoita sähköpostiosoite kokonaan, esimerkiksi nimi@esimerkki.fi.",
}


def test_a_form_speaks_our_finnish():
    assert {name: errors[0] for name, errors in KindOf(WRONG).errors.items()} == FINNISH
    assert {errors[0] for errors in KindOf({}).errors.values()} == {"Täytä tämä kohta."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_in_the_messages_are_understood(language):
    with override(language):
        errors = KindOf(WRONG).errors
        written = {name: errors[name][0] for name in ("day", "moment", "clock", "address")}
        examples = {}
        for name, text in written.items():
            words = text.rstrip(".").split(" ")
            examples[name] = " ".join(words[-2:]) if name == "moment" else words[-1]
        again = KindOf({**WRONG, **examples}).errors
        assert set(written) & set(again) == set()


def test_a_short_password_is_told_in_finnish():
    with pytest.raises(ValidationError) as caught:
        MinimumLengthValidator(12).validate("lyhyt")
    assert caught.value.messages == ["Salasana on liian lyhyt. Kirjoita vähintään 12 merkkiä."]


def test_an_override_that_is_empty_or_broken_is_told(tmp_path):
    folder = tmp_path / "overrides" / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "This field is required."\nmsgstr ""\n\n'
        '#, python-format\nmsgid "At most %(max)s."\nmsgstr "Enintään %(muu)s."\n'
    )
    app = type("App", (), {"label": "koe", "path": str(tmp_path), "name": "koe"})
    told = [line for verdict in translations.check_app(app) for line in verdict.problems()]
    assert told == [
        "koe overrides fi missing: This field is required.",
        "koe overrides fi broken: At most %(max)s.",
    ]
    assert translations.compile_app(app) == 1
    assert translations.compile_app(app) == 0
