"""The components: what they say, to whom, and that nothing typed can break them."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines

from portal.icons import ICONS, STATE_ALIASES, STATES
from portal.templatetags import peili


def render(source, **context):
    return engines["django"].from_string(source).render(context)


class GroupForm(forms.Form):
    """One of each control that the pages use."""

    name = forms.CharField(label="Ryhmän <b>nimi</b>", max_length=5, help_text="Näkyy <em>sinulle</em>.")
    kind = forms.ChoiceField(label="Laji", choices=[("a", "Aamukahvi"), ("b", "Iltatee")], widget=forms.RadioSelect)
    text = forms.CharField(label="Mikä toimi", widget=forms.Textarea, required=False)
    said = forms.BooleanField(label="Kertasimme säännön")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_every_state_has_a_shape_a_tone_and_a_word():
    for name in [*STATES, *STATE_ALIASES]:
        html = peili.status(name)
        assert '<svg class="icon"' in html
        assert re.search(r"<span>\w", html)
    assert {icon for icon, _tone in STATES.values()} <= set(ICONS)


def test_an_unknown_state_or_icon_is_shown_quietly():
    assert "status--open" in peili.status("jotain")
    assert peili.icon("ei-ole").endswith("></svg>")


def test_words_of_a_state_are_escaped():
    assert "&lt;script&gt;" in peili.status("done", "<script>")


def test_a_field_in_error_is_tied_to_its_words():
    form = GroupForm({"name": "liian pitkä nimi", "text": "Hyvä ilta 🙂"})
    html = render("{{ form }}", form=form)
    assert 'aria-invalid="true"' in html
    assert re.search(r'<input type="text" name="name"[^>]*aria-describedby="id_name_helptext id_name_error"', html)
    assert 'id="id_name_error"' in html
    assert "liian pitkä nimi" in html
    assert "Hyvä ilta 🙂" in html


def test_the_browser_is_never_told_to_cut_what_is_pasted():
    assert "maxlength" not in render("{{ form }}", form=GroupForm())


def test_a_group_of_choices_is_a_fieldset_with_its_legend():
    html = render("{{ form.kind.as_field_group }}", form=GroupForm())
    assert html.count("<fieldset") == html.count("</fieldset>") == 1
    assert '<legend class="field__label">Laji</legend>' in html


def test_only_what_may_be_left_empty_says_so():
    html = render("{{ form }}", form=GroupForm())
    assert html.count("vapaaehtoinen") == 1
    assert html.index("Mikä toimi") < html.index("vapaaehtoinen")


def test_the_summary_leads_to_the_first_control_of_each_field():
    form = GroupForm({"name": ""})
    html = render('{% include "components/form_errors.html" %}', form=form)
    assert re.findall(r'href="#([^"]+)"', html) == ["id_name", "id_kind_0", "id_said"]
    assert "<b>" not in html


def test_no_summary_without_errors():
    assert render('{% include "components/form_errors.html" %}', form=GroupForm()).strip() == ""


def test_the_path_is_a_list_for_everyone():
    sessions = [
        {"number": 1, "title": "Peilin <äärellä>", "when": "ti 8.9. klo 9–12", "state": "done", "url": "/x"},
        {"number": 2, "title": "Ryhmä koolle", "state": "current"},
        {"number": 3, "title": "Askeleet", "state": "closed", "reason": "Avautuu, kun ryhmäsi on koolla"},
    ]
    html = render("{% session_path sessions %}", sessions=sessions)
    assert html.count("<li ") == 3
    assert 'aria-current="step"' in html
    assert "Peilin &lt;äärellä&gt;" in html
    assert "Avautuu, kun ryhmäsi on koolla" in html
    assert '<svg class="path__water"' in html


def test_many_sessions_are_listed_without_the_drawing():
    sessions = [{"number": n, "title": f"Kerta {n}", "state": "open"} for n in range(1, 9)]
    html = render("{% session_path sessions %}", sessions=sessions)
    assert html.count("<li ") == 8
    assert "path__water" not in html


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("", "Tuntematon laite"),
    ],
)
def test_a_device_is_named_as_people_name_it(user_agent, name):
    assert peili.device(user_agent) == name


def test_pages_of_a_list_are_few():
    page, gap = Paginator(range(1000), 20).page(25), Paginator.ELLIPSIS
    assert list(peili.page_numbers(page)) == [1, gap, 24, 25, 26, gap, 50]
