"""Each app says everything in Swedish and English too; and the tool that keeps it so."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from portal import translations

APPS = sorted(config.label for config in translations.own_apps())


@pytest.mark.parametrize("label", APPS)
def test_every_string_of_the_app_is_translated(label):
    (config,) = translations.own_apps([label])
    assert [line for verdict in translations.check_app(config) for line in verdict.problems()] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_apps_agree_on_the_words_they_share(language):
    """Django keeps one translation of a text: the first app's wins everywhere. Two meanings need a context."""
    said = {}
    for config in translations.own_apps():
        for message in translations._read(translations.catalog_path(config, language), language):
            if message.id:
                said.setdefault(translations._key(message), {}).setdefault(str(message.string), []).append(config.label)
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext
class Form:
        label = _("Kirjaa tapaaminen")
text = ngettext("%(n)s ryhmä", "%(n)s ryhmää", n)
month = pgettext("month", "touko")
seats = npgettext_lazy("seats", "paikka", "paikkaa", "n")
untouched = other("ei tätä")
"""
TEMPLATE = """{% load i18n %}<p title="don't (">{% translate "Hei" %}
      {% translate "Kerta" context "session" as word %}{{ title|default:_("Nimetön") }}
  {% blocktranslate trimmed with a=b asvar c %}
     Moi {{ a }},
     tervetuloa
  {% endblocktranslate %}{# Translators: ei tätä #}
{% blocktranslate count n=rows|length %}yksi{% plural %}{{ n }} monta "lainaus" 100 %{% endblocktranslate %}</p>"""


@pytest.fixture
def app(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "migrations").mkdir()
    (tmp_path / "views.py").write_text(PYTHON)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "migrations" / "0001.py").write_text('_("ei tätä")')
    return SimpleNamespace(label="koe", path=str(tmp_path), name="koe")


def test_strings_are_found_in_python_and_in_templates(app):
    found = {(message.context or "", message.id) for message in translations.extract_app(app) if message.id}
    assert found == {
        ("", "Kirjaa tapaaminen"),
        ("", ("%(n)s ryhmä", "%(n)s ryhmää")),
        ("month", "touko"),
        ("seats", ("paikka", "paikkaa")),
        ("", "Hei"),
        ("session", "Kerta"),
        ("", "Nimetön"),
        ("", "Moi %(a)s, tervetuloa"),
        ("", ("yksi", '%(n)s monta "lainaus" 100 %%')),
    }


def translate(app, language, text):
    path = translations.catalog_path(app, language)
    catalog = translations._read(path, language)
    for message in catalog:
        if message.id:
            message.string = (text, text) if isinstance(message.id, list | tuple) else text
    translations._write(catalog, path)


def problems(app, language):
    verdict = next(verdict for verdict in translations.check_app(app) if verdict.language == language)
    return {kind: len(getattr(verdict, kind)) for kind in ("missing", "fuzzy", "obsolete", "broken")}


def test_what_is_missing_vanished_or_broken_is_told(app):
    assert problems(app, "sv") == {"missing": 9, "fuzzy": 0, "obsolete": 0, "broken": 0}
    translations.update_app(app)
    assert problems(app, "sv")["missing"] == 9
    translate(app, "sv", "ord")
    assert problems(app, "sv") == {"missing": 0, "fuzzy": 0, "obsolete": 0, "broken": 0}
    translate(app, "sv", "%(okänd)s")
    assert problems(app, "sv")["broken"] >= 3

    views = app.path + "/views.py"
    with open(views, "w") as file:
        file.write('_("Kirjaa uusi tapaaminen")')
    assert problems(app, "sv")["missing"] == 1
    assert problems(app, "sv")["obsolete"] == 4
    translations.update_app(app)
    assert problems(app, "sv")["obsolete"] == 0


def test_a_catalog_is_the_same_bytes_however_often_it_is_written(app):
    translations.update_app(app)
    translate(app, "en", "word")
    path = translations.catalog_path(app, "en")
    before = path.read_bytes()
    translations.update_app(app)
    translations.update_app(app)
    assert path.read_bytes() == before
    assert b"POT-Creation-Date" not in before
    assert b"#:" not in before
    ids = [line for line in before.decode().splitlines() if line.startswith("msgid ")]
    assert ids[0] == 'msgid ""'


def test_what_is_compiled_is_what_gettext_reads(app):
    import gettext

    translations.update_app(app)
    translate(app, "sv", "ord")
    assert translations.compile_app(app) in (0, 1)
    path = translations.catalog_path(app, "sv")
    path.with_suffix(".mo").unlink()
    assert translations.compile_app(app) == 1
    assert translations.compile_app(app) == 0
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Kirjaa tapaaminen") == "ord"
    assert compiled.pgettext("month", "touko") == "ord"
    assert compiled.ngettext("%(n)s ryhmä", "%(n)s ryhmää", 5) == "ord"


def test_nested_apps_keep_their_strings_to_themselves():
    (core,) = translations.own_apps(["courses"])
    assert not [path for path in translations._sources(core) if "/courses/groups/" in str(path)]


def test_the_command_refuses_an_app_it_does_not_know():
    with pytest.raises(CommandError):
        call_command("messages", "tuntematon")


def test_the_command_checks_without_writing(capsys):
    call_command("messages", "notifications", "--check")
    assert capsys.readouterr().out == ""
