"""The style guide: every component once, with words that could stand in the real thing. Shown on the demo only."""

from typing import Any

from django import forms
from django.core.paginator import Paginator

SESSIONS: list[dict[str, Any]] = [
    {
        "number": 1,
        "title": "Peilin äärellä: vertaisuus ja ohjaajan rooli",
        "when": "ti 8.9. klo 9–12",
        "place": "Porin kampus, tila B210",
        "state": "done",
        "word": "Läsnä",
        "url": "#",
    },
    {
        "number": 2,
        "title": "Ryhmä koolle: kutsu, kokoonpano, sopiminen",
        "when": "ti 22.9. klo 9–12",
        "place": "Porin kampus, tila B210",
        "state": "done",
        "word": "Läsnä",
        "url": "#",
    },
    {
        "number": 3,
        "title": "Ensimmäiset askeleet: luottamus ja tasapuolinen puhe",
        "when": "ti 27.10. klo 14–16",
        "place": "Verkossa",
        "state": "current",
        "word": "Kesken",
        "url": "#",
    },
    {
        "number": 4,
        "title": "Ryhmästä palveluksi: asiantuntijat, verkosto, hinta",
        "when": "ti 1.12. klo 14–16",
        "place": "Verkossa",
        "state": "open",
        "word": "Tulossa",
        "url": "#",
    },
    {
        "number": 5,
        "title": "Heijastuksia: vaikutukset, jatko ja valmistuminen",
        "when": "ti 5.1. klo 13–15",
        "place": "Porin kampus, auditorio",
        "state": "closed",
        "word": "Ei vielä auki",
        "url": "#",
    },
]
CONDITIONS = [
    {
        "title": "Läsnä viidellä koulutuskerralla",
        "state": "progress",
        "reason": "2/5 kertaa, seuraava ti 27.10.",
        "url": "#",
        "link_text": "Katso kerrat",
    },
    {"title": "Oma ryhmä on perustettu", "state": "met", "reason": "Aamukahvi, 5 ryhmäläistä"},
    {
        "title": "Kolme tapaamista on pidetty ja kirjattu",
        "state": "not_yet",
        "reason": "1/3 kirjattu",
        "url": "#",
        "link_text": "Kirjaa tapaaminen",
    },
    {
        "title": "Reflektiot on hyväksytty",
        "state": "returned",
        "reason": "kouluttaja pyytää täydennystä reflektioon 2",
        "url": "#",
        "link_text": "Täydennä reflektiota",
    },
    {
        "title": "Tarkistuskysymykset, vähintään 70 %",
        "state": "waiting",
        "reason": "kerran 3 kysymykset auki 20.10. alkaen",
    },
]
MODULES = [
    {
        "icon": "lesson",
        "title": "Kun kysymys on vasta muotoutumassa",
        "minutes": 12,
        "state": "done",
        "kind": "Lukeminen",
    },
    {"icon": "recording", "title": "Kolme ovea", "minutes": 4, "state": "done", "kind": "Video"},
    {"icon": "exercise", "title": "Neuvosta kysymykseksi", "minutes": 20, "state": "progress", "kind": "Harjoitus"},
    {"icon": "quiz", "title": "Tarkistuskysymykset 1", "minutes": 10, "state": "open", "kind": "Kysymykset"},
    {
        "icon": "assignment",
        "title": "Reflektio 1: hetki, jolloin sinua kuunneltiin",
        "minutes": 30,
        "state": "closed",
        "kind": "Reflektio",
    },
]
PEOPLE = [
    ("Kuovi, Kaisla", ["done", "done", "attention", "open", "returned", "open"]),
    ("Telkkä, Tuomo", ["done", "progress", "attention", "open", "open", "open"]),
    ("Haapana, Hilla", ["done", "done", "done", "progress", "waiting", "open"]),
    ("Ålander-Öhman, Žofia", ["done", "done", "done", "done", "done", "progress"]),
]


class SampleForm(forms.Form):
    """A form with one of each control."""

    name = forms.CharField(
        label="Ryhmän nimi", max_length=60, help_text="Näkyy vain sinulle, ryhmällesi ja kouluttajalle."
    )
    date = forms.DateField(label="Tapaamisen päivä", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    people = forms.IntegerField(
        label="Montako paikalla", min_value=1, max_value=30, help_text="Itseäsi et laske mukaan."
    )
    kind = forms.ChoiceField(
        label="Millainen tapaaminen",
        choices=[("1", "Kokemusten vaihto"), ("2", "Hyvinvointi-ilta"), ("3", "Asiantuntijaosuus")],
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(
        label="Alue", choices=[("", "Valitse alue"), ("1", "Satakunta"), ("2", "Varsinais-Suomi")], required=False
    )
    themes = forms.MultipleChoiceField(
        label="Mistä puhuttiin",
        choices=[
            ("a", "Ymmärrys ja itselle aikaa"),
            ("b", "Rohkaistuminen ja jakaminen"),
            ("c", "Tuottavuus ja jatkuvuus"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Valitse yksi tai useampi.",
    )
    text = forms.CharField(
        label="Mikä toimi",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Kirjoita ryhmästä, älä ihmisistä.",
    )
    said = forms.BooleanField(label="Kertasimme, että kaikki puhuttu jää ryhmän tietoon")


def sample_content() -> dict[str, Any]:
    """This function will give the style guide's page its content."""
    return {
        "sessions": SESSIONS,
        "conditions": CONDITIONS,
        "modules": MODULES,
        "people": PEOPLE,
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"name": "", "people": "-1", "kind": "2", "themes": ["a"], "text": "Hyvä ilta.", "date": "32.13."}
        ),
        "page_obj": Paginator(range(240), 20).page(5),
        "crumbs": [{"title": "Etusivu", "url": "#"}, {"title": "Koulutus", "url": "#"}],
        "tabs": [
            {"title": "Odottaa sinua", "url": "#", "count": 4, "current": True},
            {"title": "Osallistujat", "url": "#", "count": 12},
            {"title": "Läsnäolo", "url": "#"},
            {"title": "Todistukset", "url": "#"},
        ],
    }
