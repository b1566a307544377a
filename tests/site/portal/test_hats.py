"""A person who is a trainee and a contact of an organization: one hat at a time, asked for at each request."""

import pytest
from django.utils import timezone
from factories.accounts import OrganisationFactory, UserFactory
from factories.certificates import make_advisor, make_certifying_run, make_issued, make_ready, share

pytestmark = pytest.mark.django_db
PAGE = {"Sec-Fetch-Dest": "document"}


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


@pytest.fixture
def person(organisation):
    """Somebody with an own certificate, to whose organization another one is shared."""
    user = make_advisor(organisation)
    run = make_certifying_run(slug="kevat")
    user.own = make_issued(make_ready(run, user=user), content=b"%PDF-1.7 own")
    user.seen = make_issued(make_ready(run, name=("Kuovi", "Rantanen")), content=b"%PDF-1.7 seen")
    share(user.seen, organisation)
    return user


@pytest.fixture
def both(client, person):
    client.force_login(person)
    return client


def ask(client, path):
    return client.get(path, headers=PAGE)


def test_a_bookmark_to_the_other_hat_asks_to_switch(both, person):
    assert ask(both, "/todistukset/").status_code == 200
    asked = ask(both, "/neuvoja/satakunta/?haku=kuovi")
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "Vaihda rooliin Yritysneuvoja" in page
    assert "Rantanen" not in page
    assert "/neuvoja/satakunta/?haku=kuovi" in page
    assert ask(both, "/oppi/").status_code == 200  # nothing has changed
    answer = both.post("/rooli/", {"hat": "advisor", "next": "/neuvoja/satakunta/?haku=kuovi"})
    assert answer.url == "/neuvoja/satakunta/?haku=kuovi"
    assert "Kuovi Rantanen" in ask(both, answer.url).content.decode()
    for path in ("/todistukset/", f"/todistukset/{person.own.public_id}/", "/oppi/", "/ryhmat/"):
        assert ask(both, path).status_code == 409
    assert both.post("/rooli/", {"hat": "trainee"}).url == "/oppi/"
    assert ask(both, "/todistukset/").status_code == 200


def test_each_hat_shows_only_its_own(both, person):
    mine = ask(both, "/todistukset/").content.decode()
    assert person.own.number in mine
    assert person.seen.number not in mine
    # In the hat of a trainee a certificate of a fellow trainee leads to the other hat, which asks.
    answer = ask(both, f"/todistukset/{person.seen.public_id}/")
    assert answer.url == f"/neuvoja/satakunta/{person.seen.public_id}/"
    assert ask(both, answer.url).status_code == 409
    both.post("/rooli/", {"hat": "advisor"})
    seen = ask(both, "/neuvoja/satakunta/").content.decode()
    assert person.seen.number in seen
    assert person.own.number not in seen
    assert ask(both, f"/neuvoja/satakunta/{person.own.public_id}/").status_code == 404
    assert ask(both, "/kouluttaja/kevat/edistyminen/").status_code == 404


def test_losing_one_role_keeps_the_other(both, person):
    ask(both, "/todistukset/")
    both.post("/rooli/", {"hat": "advisor"})
    person.organisation_contacts.update(ended_at=timezone.now())
    assert ask(both, "/neuvoja/satakunta/").status_code == 404
    assert ask(both, "/todistukset/").status_code == 200  # nothing to ask any more
    person.organisation_contacts.update(ended_at=None)
    person.enrolments.update(state="withdrawn")
    assert ask(both, "/neuvoja/satakunta/").status_code == 200
    assert ask(both, "/oppi/").status_code in (200, 302, 404)


def test_the_frame_offers_the_switch_and_home_keeps_the_hat(both):
    page = ask(both, "/todistukset/").content.decode()
    assert '<input type="hidden" name="hat" value="advisor">' in page
    assert both.get("/koti/").url == "/oppi/"
    both.post("/rooli/", {"hat": "advisor"})
    assert both.get("/koti/").url == "/neuvoja/"


def test_sent_forms_and_scripts_are_left_alone(both, person):
    ask(both, "/neuvoja/satakunta/")
    path = f"/todistukset/{person.own.public_id}/linkki/"
    assert both.post(path, {"link-days": "7"}).status_code == 302  # a page that was open in another tab
    assert both.get("/todistukset/", headers={"Sec-Fetch-Dest": "empty"}).status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/neuvoja/", "/oppi/", "\0", "x" * 5000, ""])
def test_a_switch_leads_to_a_page_of_the_hat_only(both, target):
    assert both.post("/rooli/", {"hat": "advisor", "next": target}).url == "/neuvoja/"


@pytest.mark.parametrize("hat", ["", "trainer", "<script>", "\0", "advisor\n"])
def test_what_is_no_hat_leads_home(both, hat):
    assert both.post("/rooli/", {"hat": hat}).url == "/koti/"
    assert both.get("/rooli/").status_code == 405


def test_whoever_has_one_role_is_never_asked(client, organisation):
    client.force_login(make_advisor(organisation))
    assert ask(client, "/neuvoja/satakunta/").status_code == 200
    assert ask(client, "/todistukset/").status_code == 200
    assert client.post("/rooli/", {"hat": "trainee"}).url == "/koti/"
    client.force_login(UserFactory())
    assert ask(client, "/todistukset/").status_code == 200
    assert ask(client, "/neuvoja/").status_code == 404
