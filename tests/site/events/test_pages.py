"""The pages of events: who reaches them, what looking changes (nothing), what is refused, what nobody is shown."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.events import join, make_event, move
from icalendar import Calendar

from accounts.visitors import new_opening
from courses.enums import StaffRole
from events.domain.links import link_of
from events.enums import EventState, SignupState
from events.models import Event, EventSignup, EventWords
from events.urls import urlpatterns

pytestmark = pytest.mark.django_db

PUBLIC = {"list", "event", "sign-up", "thanks", "calendar", "own"}
PRESSED = {"publish", "discard", "remove"}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


def sent(**values):
    """Return what the form of signing up brings."""
    return {"name": "Kuovi Rantanen", "email": "kuovi@esimerkki.test", "opened": new_opening(), **values}


def address(name, event, signup=None):
    """Return the address of one page."""
    if name == "own":
        return link_of(signup).removeprefix("http://127.0.0.1:8000").removeprefix("http://testserver")
    kwargs = {"event": event.public_id}
    if name in PUBLIC:
        kwargs = {"slug": event.slug}
    if name in ("list", "desk-list", "new"):
        kwargs = {}
    if name == "words":
        kwargs["language"] = "sv"
    if name == "remove":
        kwargs["signup"] = signup.public_id
    return reverse(f"events:{name}", kwargs=kwargs)


def test_every_address_for_every_role_and_looking_changes_nothing(client):
    event = make_event()
    signup = join(event, needs="Tulkki")
    run = make_run()
    people = {
        "stranger": None,
        "somebody": UserFactory(),
        "trainee": EnrolmentFactory(run=run).user,
        "trainer": make_staff(run),
        "advisor": OrganisationContactFactory().user,
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "superuser": AdminFactory(),
    }
    before = [list(model.objects.values()) for model in (Event, EventSignup, EventWords)]
    wrong = []
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        for name in (pattern.name for pattern in urlpatterns):
            organizes = role in ("coordinator", "superuser")
            expected = 200 if name in PUBLIC or organizes else 404 if person else 302
            url = address(name, event, signup)
            status = client.get(url).status_code
            if name in PRESSED:
                expected = 405 if person else 302
            if status != expected:
                wrong.append((role, name, status))
            if name not in PUBLIC and not organizes and client.post(url).status_code not in (302, 404, 405):
                wrong.append((role, name, "post"))
    assert wrong == []
    assert [list(model.objects.values()) for model in (Event, EventSignup, EventWords)] == before


def test_a_draft_does_not_exist_for_others(client):
    event = make_event(state=EventState.DRAFT)
    for path in ("", "ilmoittaudu/", "kiitos/", "kalenteri.ics"):
        assert client.get(f"/tapahtumat/{event.slug}/{path}").status_code == 404
    assert event.title not in client.get("/tapahtumat/").text


BAD = {
    "empty": {"name": "", "email": ""},
    "blank": {"name": "   "},
    "emoji": {"name": "Kuovi 🐦"},
    "formula": {"name": "=1+1"},
    "script": {"name": "<script>alert(1)</script>"},
    "long name": {"name": "K" * 81},
    "nul": {"name": "Kuo\0vi"},
    "no address": {"email": "kuovi"},
    "two lines": {"email": "kuovi@esimerkki.test\nBcc: x@y.test"},
    "long address": {"email": "a" * 250 + "@esimerkki.test"},
    "long needs": {"needs": "a" * 501},
    "trap": {"homepage": "https://roska.test"},
    "forged clock": {"opened": "x"},
    "no clock": {"opened": ""},
}


def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(client):
    event = make_event()
    for name, values in BAD.items():
        answer = client.post(address("sign-up", event), {**sent(needs="Tulkki"), **values})
        assert (answer.status_code, 'role="alert"' in answer.text) == (422, True), name
        assert "Tulkki" in answer.text or "needs" in values, name
        assert "<script>alert" not in answer.text
    assert not EventSignup.objects.exists()


def test_a_sign_up_sent_twice_is_one_and_the_page_tells_nobody_who_comes(client):
    event = make_event(capacity=1)
    form = sent()
    first, second = (client.post(address("sign-up", event), form) for _ in range(2))
    third = client.post(address("sign-up", event), sent())
    assert {answer.url for answer in (first, second, third)} == {address("thanks", event)}
    assert EventSignup.objects.count() == 1
    assert "kuovi@esimerkki.test" in client.get(first.url).text
    assert "kuovi@esimerkki.test" not in client.get(first.url).text
    client.post(address("sign-up", event), sent(email="toinen@esimerkki.test"))
    assert EventSignup.objects.get(email="toinen@esimerkki.test").state == SignupState.WAITING
    assert "Ilmoittaudu jonoon" in client.get(address("event", event)).text


def test_one_device_cannot_fill_an_event(client, monkeypatch):
    monkeypatch.setattr("events.views.public.TRIES", 2)
    event = make_event()
    statuses = [client.post(address("sign-up", event), sent(email=f"a{n}@x.test")).status_code for n in range(3)]
    assert statuses == [302, 302, 429]


def test_a_form_sent_after_closing_says_so(client):
    event = make_event()
    form = sent()
    move(event, days=-15)
    answer = client.post(address("sign-up", event), form)
    assert answer.status_code == 422
    assert "on päättynyt" in answer.text


def test_the_own_page_shows_the_link_to_those_with_a_place_and_cancels_by_a_press_alone(client):
    event = make_event(mode="hybrid", online_url="https://kokous.test/x", capacity=1)
    signup, waiting = join(event), join(event)
    own = address("own", event, signup)
    assert "https://kokous.test/x" in client.get(own).text
    assert (
        "https://kokous.test/x"
        not in client.get(address("own", event, waiting)).text
        + client.get(address("event", event)).text
        + client.get(address("calendar", event)).text
    )
    answer = client.get(own)
    assert (answer["X-Robots-Tag"], EventSignup.objects.filter(state=SignupState.CONFIRMED).count()) == (
        "noindex, nofollow",
        1,
    )
    assert [client.post(own).status_code for _ in range(2)] == [302, 302]
    assert "Olet perunut" in client.get(own).text
    waiting.refresh_from_db()
    assert waiting.state == SignupState.CONFIRMED
    for forged in ("x", own.split("/")[2][:-2] + "aa", "a" * 3000):
        assert client.get(f"/tapahtumaan/{forged}/").status_code == 404


def test_words_come_in_the_reader_s_language_and_say_whose_they_are(client):
    event = make_event()
    EventWords.objects.create(event=event, language="sv", title="Diamantturnén: Björneborg", summary="Om ork.")
    assert '<h1 lang="sv">Diamantturnén: Björneborg</h1>' in client.get(f"{address('event', event)}?kieli=sv").text
    assert '<h1 lang="fi">Timanttikiertue: Pori</h1>' in client.get(f"{address('event', event)}?kieli=en").text
    client.cookies.clear()
    entry = Calendar.from_ical(client.get(address("calendar", event)).content)
    assert str(entry.events[0]["summary"]) == "Timanttikiertue: Pori"


def planned(**values):
    """Return what the organizer's form brings."""
    day = timezone.localdate() + timedelta(days=20)
    base = {"title": "Aamukahvit", "language": "fi", "starts_at": f"{day}T08:00", "ends_at": f"{day}T10:00"}
    return {**base, "mode": "on_site", "place": "Kahvila", "summary": "x", "accessibility": "y", **values}


BAD_PLANS = [
    *({"title": ""}, {"title": "a\0"}, {"ends_at": "1.1.2020 8.00"}, {"starts_at": "huomenna"}, {"mode": "x"}),
    *({"capacity": "0"}, {"capacity": "9" * 30}, {"online_url": "javascript:alert(1)"}),
]


def test_an_organizer_plans_publishes_translates_counts_and_calls_off(client):
    client.force_login(make_staff(make_run(), StaffRole.COORDINATOR))
    desk = client.post("/koordinaattori/tapahtumat/uusi/", planned()).url
    event = Event.objects.get()
    for bad in BAD_PLANS:
        assert client.post(f"{desk}muokkaa/", planned(**bad)).status_code == 422, bad
    assert client.post("/koordinaattori/tapahtumat/uusi/", planned(title="")).status_code == 422
    assert client.post(f"{desk}muokkaa/", planned(capacity="30")).status_code == 302
    assert client.get("/tapahtumat/aamukahvit/").status_code == 404
    assert client.post(f"{desk}julkaise/").status_code == client.post(f"{desk}julkaise/").status_code == 302
    assert client.post(f"{desk}kieli/sv/", {"title": "Morgonkaffe"}).status_code == 302
    assert client.post(f"{desk}kieli/fi/", {"title": "x"}).status_code == 404
    join(event, "Kuovi", needs="Tulkki")
    assert "Tulkki" in client.get(desk).text
    assert "Tulkki" not in client.get(f"{desk}lista/").text
    assert client.post(f"{desk}kavijat/", {"on_site": "3", "online": "0"}).status_code == 422
    assert client.post(f"{desk}poista/").status_code == 404
    assert client.post(f"{desk}peru/", {"reason": "a" * 301}).status_code == 422
    assert client.post(f"{desk}peru/", {"reason": "Sairastuminen"}).status_code == 302
    assert "Sairastuminen" in client.get("/tapahtumat/aamukahvit/").text
    move(other := make_event(), days=-15)
    desk = address("desk", other)
    assert client.post(f"{desk}kavijat/", {"on_site": "-1", "online": "x"}).status_code == 422
    assert client.post(f"{desk}kavijat/", {"on_site": "43", "online": "7"}).status_code == 302
    assert "50 kävijää" in client.get("/tapahtumat/").text


@pytest.mark.parametrize("url", ["/tapahtumat/", "/koordinaattori/tapahtumat/"])
def test_lists_take_as_many_queries_whatever_their_length(client, url):
    client.force_login(make_staff(make_run(), StaffRole.COORDINATOR))
    counts = []
    for _ in range(2):
        for _ in range(3):
            join(make_event(summary=uuid4().hex))
            move(make_event(), days=-20)
        client.get(url)  # what every page remembers
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_content_admin_edits_tells_and_does_not_delete_what_people_know_of(client):
    client.force_login(AdminFactory())
    event = make_event(capacity=1)
    join(event)
    edit = reverse("wagtailsnippets_events_event:edit", args=[event.pk])
    assert client.get(edit).status_code == client.get("/cms/snippets/events/event/add/").status_code == 200
    sent = {name: getattr(event, name) for name in ("title", "series", "summary", "accessibility", "place", "slug")}
    sent |= {"language": "fi", "mode": "on_site", "capacity": "1", "starts_at": "24.12.2026 14.00"}
    sent |= {"ends_at": "24.12.2026 16.00", "description": "", "online_url": "", "closes_at": "", "organizer": ""}
    sent |= {"contact": "", "project": "", "translations-TOTAL_FORMS": "1", "translations-INITIAL_FORMS": "0"}
    words = {"language": "sv", "title": "Diamantturnén", "summary": "", "description": "", "accessibility": ""}
    sent |= {f"translations-0-{name}": value for name, value in words.items()}
    assert client.post(edit, sent | {"accessibility": ""}).status_code == 200  # refused: visitors must know
    assert client.post(edit, sent).status_code == 302
    event.refresh_from_db()
    assert (event.revision, event.translations.get().title) == (1, "Diamantturnén")
    client.post(reverse("wagtailsnippets_events_event:delete", args=[event.pk]))
    assert Event.objects.filter(pk=event.pk).exists()
