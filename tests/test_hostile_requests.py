"""What no browser sends: JSON nested without end, addresses longer than their column, NUL bytes. Never a 500.

PostgreSQL refuses NUL in texts where SQLite takes it, so these tests say most when they run on PostgreSQL.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from factories.accounts import AdminFactory, OrganisationContactFactory
from factories.assessments import address, make_assignment, make_quiz, make_self_assessment, make_survey
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.groups import log_form_data, make_group
from factories.modules import make_discussion, make_exercise, make_lesson, make_recording_page

from courses.enums import StaffRole

pytestmark = pytest.mark.django_db

DEEP = "[" * 3000
NUL = "a\0b"
LONG_ADDRESS = "a" * 250 + "@esimerkki.test"
FIELD = re.compile(r'<(?:input|textarea|select)[^>]* name="(?!csrf)([^"]+)"')
BY_SCRIPT = {"Accept": "application/json"}
TAKEN_OR_REFUSED = {200, 302, 400, 409, 422}


@dataclass(frozen=True)
class Way:
    """Something one can post: an activity's maker and the rest of its address, and the field for what is typed.

    Without a field everything on the activity's page is meant.
    """

    make: Callable[..., Any]
    rest: str
    field: str = ""
    data: tuple = ()
    first: str = ""  # what is posted before, so that there is something to save into


WAYS = {
    "recording progress": Way(make_recording_page, "katselu/", "played", (("position", "1"), ("opened", "x"))),
    "recording mark": Way(make_recording_page, "katselu/", "opened", (("position", "1"), ("played", "[]"))),
    "recording transcript": Way(make_recording_page, "tekstivastine/", "question"),
    "lesson": Way(make_lesson, "luettu/", "revision"),
    "exercise": Way(make_exercise, "vastaa/", "v-q1"),
    "exercise draft": Way(make_exercise, "luonnos/", "v-q1"),
    "discussion": Way(make_discussion, "uusi/", "text", (("key", str(uuid4())),)),
    "discussion key": Way(make_discussion, "uusi/", "key", (("text", "Etsin tilaa."),)),
    "quiz autosave": Way(make_quiz, "1/tallenna/", "a0", (("version", "0"),), first="aloita/"),
    "quiz version": Way(make_quiz, "1/tallenna/", "version", (("a0", "1"),), first="aloita/"),
    "quiz check": Way(make_quiz, "1/tarkista/", "a0", (("anyway", "1"),), first="aloita/"),
    "assignment draft": Way(make_assignment, "tallenna/", "text", (("version", "0"),)),
    "assignment version": Way(make_assignment, "tallenna/", "version", (("text", "Hetki."),)),
    "assignment": Way(make_assignment, "laheta/", "text", (("version", "0"),)),
    "survey": Way(make_survey, "laheta/"),
    "self-assessment": Way(make_self_assessment, "laheta/"),
}


def open_way(client, way: Way) -> tuple[str, list[str]]:
    """Sign in a trainee who has the activity before them; return where to post, and the fields there."""
    course = make_course(sessions=1)
    page = way.make(session_pages(course)[0])
    enrolment = EnrolmentFactory(run=make_run(course=course))
    client.force_login(enrolment.user)
    if way.first:
        client.post(address(enrolment, page, way.first))
    fields = [way.field] if way.field else FIELD.findall(client.get(address(enrolment, page)).text)
    return address(enrolment, page, way.rest), fields


@pytest.mark.parametrize(
    "hostile", [DEEP, NUL, "{" + '"a":{' * 3000, "9" * 5000], ids=["deep", "nul", "maps", "digits"]
)
@pytest.mark.parametrize("name", WAYS)
def test_no_field_of_an_activity_breaks(client, name, hostile):
    way = WAYS[name]
    url, fields = open_way(client, way)
    data = dict(way.data) | dict.fromkeys(fields, hostile)
    for headers in ({}, BY_SCRIPT):
        assert client.post(url, data, headers=headers).status_code in TAKEN_OR_REFUSED


@pytest.mark.parametrize("name", WAYS)
def test_a_body_of_json_is_no_form(client, name):
    url, _fields = open_way(client, WAYS[name])
    answer = client.post(url, DEEP, content_type="application/json", headers=BY_SCRIPT)
    assert answer.status_code in TAKEN_OR_REFUSED


def test_endless_progress_is_refused_in_words(client):
    way = WAYS["recording progress"]
    answer = client.post(open_way(client, way)[0], dict(way.data) | {"played": DEEP})
    assert answer.status_code == 422
    assert "Katselutietoa ei voitu lukea." in answer.json()["message"]


def test_an_endless_passkey_is_refused_in_words(client):
    answer = client.post("/tili/2fa/webauthn/login/", {"credential": DEEP}, follow=True)
    assert answer.status_code < 500


@pytest.mark.parametrize("hostile", [DEEP, NUL], ids=["deep", "nul"])
@pytest.mark.parametrize("field", ["helped", "key", "token", "parts", "present", "day"])
def test_no_field_of_a_log_breaks(client, field, hostile):
    group = make_group()
    client.force_login(group.facilitators.get().user)
    data = log_form_data(**{field: hostile})
    for save in ("draft", "send"):
        for headers in (BY_SCRIPT, {}):
            answer = client.post(f"/ryhmat/{group.public_id}/kirjaa/", data | {"save": save}, headers=headers)
            assert answer.status_code in TAKEN_OR_REFUSED


def test_a_co_facilitators_address_fits_its_column(client):
    group = make_group()
    client.force_login(group.facilitators.get().user)
    for email in (LONG_ADDRESS, NUL + "@esimerkki.test"):
        answer = client.post(f"/ryhmat/{group.public_id}/ohjaajat/", {"email": email})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
    assert not group.invitations.exists()


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/tili/login/code/", "email"),
        ("/tili/login/", "login"),
        ("/tili/signup/", "email"),
        ("/tili/password/reset/", "email"),
    ],
)
@pytest.mark.parametrize("email", [LONG_ADDRESS, NUL + "@esimerkki.test"], ids=["long", "nul"])
def test_an_address_of_an_account_fits_its_column(client, url, field, email):
    answer = client.post(url, {field: email, "password": "x", "password1": "x"})
    assert answer.status_code in (200, 422)
    assert f'name="{field}"' in answer.text  # the form again, with words on what to mend


# Who asks for which list, with the parameter it reads.
LISTS = [
    ("trainee", "/oppi/", "toteutus"),
    ("trainee", "/oppi/{run}/{discussion}/", "page"),
    ("trainee", "/oppi/{run}/{discussion}/", "viesti"),
    ("trainee", "/oppi/{run}/{recording}/", "t"),
    ("trainee", "/oppi/{run}/{exercise}/", "muokkaa"),
    ("trainee", "/ryhmat/{group}/tapaamiset/uusi/", "pohja"),
    ("trainee", "/ilmoitukset/", "page"),
    ("trainee", "/asiantuntijat/", "aihe"),
    ("anyone", "/asiantuntijat/", "page"),
    ("anyone", "/ohjaajat/", "kunta"),
    ("anyone", "/julkaisut/", "page"),
    ("trainer", "/kouluttaja/{run}/kysymykset/1/", "page"),
    ("trainer", "/kouluttaja/odottaa/", "page"),
    ("trainer", "/kouluttaja/{run}/edistyminen/", "page"),
    ("coordinator", "/koordinaattori/{run}/hakemukset/", "page"),
    ("coordinator", "/kouluttaja/{run}/todistukset/", "page"),
    ("advisor", "/neuvoja/{organisation}/", "haku"),
    ("advisor", "/neuvoja/{organisation}/", "page"),
    ("admin", "/postilaatikko/", "page"),
    ("admin", "/cms/users/", "q"),
    ("admin", "/cms/snippets/accounts/organisationcontact/", "q"),
    ("anyone", "/", "kieli"),
    ("anyone", "/tarkista/", "koodi"),
    ("anyone", "/tarkista/", "tiiviste"),
    ("anyone", "/tarkista/", "lang"),
    ("anyone", "/tarkista/tiedosto/", "koodi"),
    ("anyone", "/tili/login/", "next"),
    ("anyone", "/cms/login/", "next"),
]


@pytest.fixture
def house():
    """Return the people by role, and the parts of the addresses they ask for."""
    course = make_course(sessions=1)
    place = session_pages(course)[0]
    pages = {
        "lesson": make_lesson(place, asks_question=True).slug,
        "discussion": make_discussion(place).slug,
        "recording": make_recording_page(place).slug,
        "exercise": make_exercise(place).slug,
    }
    run = make_run(course=course)
    trainee = EnrolmentFactory(run=run).user
    contact = OrganisationContactFactory()
    people = {
        "trainee": trainee,
        "trainer": make_staff(run),
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "advisor": contact.user,
        "admin": AdminFactory(),
    }
    names = {"run": run.slug, "group": make_group(user=trainee).public_id, "organisation": contact.organisation.slug}
    return people, pages | names


@pytest.mark.parametrize(("role", "url", "parameter"), LISTS, ids=[f"{url}?{name}" for _role, url, name in LISTS])
def test_no_parameter_of_a_list_breaks(client, house, role, url, parameter):
    people, names = house
    if role in people:
        client.force_login(people[role])
    url = url.format(**names)
    assert client.get(url).status_code < 400
    for value in ("\0", NUL, DEEP, "9" * 400, "-1", "٣", "\ufffd"):
        assert client.get(url, {parameter: value}).status_code in TAKEN_OR_REFUSED


@pytest.mark.parametrize("url", ["/%00/", "/t/%00/", "/t/a%00b/", "/files/a%00b.png", "/oppi/a%00b/", "/%ff/"])
def test_no_address_breaks(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "target", ["-1", "\0", NUL, "portal:home", "9" * 400, "//muualla.test/", "javascript:alert(1)"]
)
@pytest.mark.parametrize(
    ("url", "data"), [("/ulkoasu/", {"theme": "dark"}), ("/tili/kieli/", {"language": "sv"})], ids=["theme", "language"]
)
def test_a_small_choice_leads_to_a_path_of_ours_only(client, url, data, target):
    assert client.post(url, data | {"next": target}).url == "/"
    assert client.post(url, data | {"next": "/oppi/?toteutus=a%00b"}).url == "/oppi/?toteutus=a%00b"


@pytest.mark.parametrize("name", ["sessionid", "kieli", "csrftoken", "messages", "theme"])
def test_no_cookie_breaks(client, name):
    answer = client.get("/koti/", headers={"Cookie": f'{name}="\\000aaaaaaaaaaaaaaaa"'})
    assert answer.status_code == 302
    assert answer.url.startswith("/tili/login/")


def test_other_cookies_stay(client):
    assert (
        client.get("/tarkista/", headers={"Cookie": 'sessionid="\\000"; kieli=sv'}).headers["Content-Language"] == "sv"
    )


def test_the_page_explorer_begins_at_the_root(client):
    client.force_login(AdminFactory())
    assert client.get("/cms/pages/").status_code == 200
