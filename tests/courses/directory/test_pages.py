"""The pages of the register: who reaches them, what is refused beside its field, what nobody is shown."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import make_staff
from factories.directory import (
    listing_form_data,
    make_facilitator,
    make_listing,
    make_words,
    message_form_data,
)
from factories.groups import make_group_run, make_trainee

from courses.directory.domain import relay
from courses.directory.models import ContactMessage, Listing
from courses.directory.urls import urlpatterns
from courses.enums import StaffRole
from notifications.domain import queue_mail
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db

SIGNED_IN = "own own-confirm own-withdraw"
COORDINATORS = "coordination remove"
PRESSED = {"own-confirm", "own-withdraw"}


def links_of(message):
    return {
        kind: relay.LINKS.make(key=message.public_id, generation=1, kind=letter)
        for kind, letter in (("confirm", "c"), ("report", "r"))
    }


def test_every_address_for_every_role_and_looking_changes_nothing(client):
    run = make_group_run()
    listing = make_listing()
    waiting = relay.ask_to_confirm(listing=listing, words=make_words(), language="fi", at=timezone.now())
    sent = relay.ask_to_confirm(listing=listing, words=make_words(), language="fi", at=timezone.now())
    relay.send_on(message=sent, at=timezone.now())
    kwargs = {name: {"listing": listing.public_id} for name in ("contact", "remove")}
    kwargs |= {"confirm": {"token": links_of(waiting)["confirm"]}, "report": {"token": links_of(sent)["report"]}}
    people = {
        "facilitator": listing.user,
        "trainee": make_trainee(run).user,
        "trainer": make_staff(run),
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "advisor": OrganisationContactFactory().user,
        "superuser": AdminFactory(),
        "nobody": None,
    }
    before = [list(model.objects.values()) for model in (Listing, ContactMessage)]
    wrong = []
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        for name in (pattern.name for pattern in urlpatterns):
            expected = 200
            if person is None and name in (SIGNED_IN + " " + COORDINATORS).split():
                expected = 302
            elif name in PRESSED:
                expected = 405
            elif name in COORDINATORS.split() and role != "coordinator":
                expected = 404
            status = client.get(reverse(f"directory:{name}", kwargs=kwargs.get(name, {}))).status_code
            if status != expected:
                wrong.append((role, name, status))
    assert wrong == []
    assert [list(model.objects.values()) for model in (Listing, ContactMessage)] == before


def test_a_visitor_never_sees_an_address_and_writes_through_a_link(client):
    listing = make_listing()
    url = reverse("directory:contact", kwargs={"listing": listing.public_id})
    for page in (reverse("directory:register"), url):
        text = client.get(page).text
        assert str(listing) in text
        assert listing.user.email not in text
    data = message_form_data()
    for _again in range(2):
        assert client.post(url, data).url == reverse("directory:asked")
    mail = OutgoingMail.objects.get(kind="directory-confirm")
    path = "/" + re.search(r"http://testserver/(\S+)", mail.text)[1]
    assert data["text"] in client.get(path).text
    assert not OutgoingMail.objects.filter(kind="directory-message").exists(), "a mail scanner changes nothing"
    for _again in range(2):
        assert client.post(path).status_code == 200
    sent = OutgoingMail.objects.get(kind="directory-message")
    report = "/" + re.search(r"http://testserver/(ohjaajat/asiaton\S+)", sent.text)[1]
    assert client.post(report).status_code == 200
    assert ContactMessage.objects.get().reported_at
    again = client.post(url, message_form_data())
    assert again.status_code == 422
    assert "ei voi lähettää" in again.text
    for bad in ("x", path.rstrip("/").split("/")[-1][:-2] + "AA"):
        assert client.get(reverse("directory:confirm", kwargs={"token": bad})).status_code == 404
    Listing.objects.update(consent_version="2020-1")
    assert client.get(url).status_code == 404


NO_MESSAGES = [
    ("name", ""), ("name", "x" * 81), ("name", "a\0b"), ("email", "ei osoite"), ("email", "a" * 250 + "@b.test"),
    ("email", ""), ("text", ""), ("text", "x" * 1501), ("text", "Tunnukseni on 131052-308T"), ("text", "a\0b"),
    ("homepage", "x"), ("opened", "vanha"),
]  # fmt: skip


def test_what_is_no_message_is_refused_and_nothing_typed_is_lost(client):
    url = reverse("directory:contact", kwargs={"listing": make_listing().public_id})
    for field, value in NO_MESSAGES:
        answer = client.post(url, message_form_data(**{field: value}))
        assert answer.status_code == 422, (field, value)
        assert field == "opened" or f'id="id_{field}_error"' in answer.text
        assert "Vieno Vieras" in answer.text or field == "name"
    assert not ContactMessage.objects.exists()


def test_one_device_does_not_write_to_everybody(client):
    url = reverse("directory:contact", kwargs={"listing": make_listing().public_id})
    answers = [client.post(url, message_form_data(text="")).status_code for _time in range(12)]
    assert set(answers) == {422}, "mistakes are not counted"
    for number in range(10):
        client.post(url, message_form_data(email=f"v{number}@esimerkki.test"))
    assert "Tältä laitteelta" in client.post(url, message_form_data(email="uusi@esimerkki.test")).text


NO_LISTINGS = [
    ("municipality", "", ""), ("municipality", "999", ""), ("languages", [], ""), ("languages", ["de"], ""),
    ("text", "", ""), ("text", "x" * 401, ""), ("text", "a\0b", ""), ("lines", list("ABCDEFG"), "enintään 6"),
    ("text", "Soita 040 123 4567.", "040 123 4567"), ("text", "Kirjoita a@b.fi", "a@b.fi"),
    ("text", "131052-308T", "henkilötunnus"), ("consent", "", "luvallasi"),
]  # fmt: skip


def test_what_is_no_listing_is_refused_beside_its_field(client):
    client.force_login(make_facilitator())
    for field, value, said in NO_LISTINGS:
        answer = client.post(reverse("directory:own"), listing_form_data(**{field: value}))
        assert answer.status_code == 422, (field, value)
        assert f'id="id_{field}_error"' in answer.text
        assert said in answer.text
    assert not Listing.objects.exists()


def test_a_facilitator_comes_and_goes_as_they_wish(client):
    user = make_facilitator()
    client.force_login(user)
    own = reverse("directory:own")
    asked = client.post(own, listing_form_data(text="Ryhmässäni oli Matti Meikäläinen."))
    assert asked.status_code == 422
    assert "Matti" in asked.text
    assert not Listing.objects.exists()
    for _again in range(2):
        assert client.post(own, listing_form_data(text="Hei <script>😀")).status_code == 302
    listing = Listing.objects.get()
    client.logout()
    public = client.get(reverse("directory:register")).text
    assert "Hei &lt;script&gt;😀" in public
    assert user.get_full_name() in public
    client.force_login(user)
    for _again in range(2):
        assert client.post(reverse("directory:own-withdraw")).status_code == 302
    assert client.post(reverse("directory:own-confirm")).status_code == 404
    client.logout()
    assert user.get_full_name() not in client.get(reverse("directory:register")).text
    assert client.get(reverse("directory:contact", kwargs={"listing": listing.public_id})).status_code == 404


def test_who_is_no_facilitator_is_told_what_it_takes(client):
    client.force_login(UserFactory())
    assert "ohjaajia varten" in client.get(reverse("directory:own")).text
    client.post(reverse("directory:own"), listing_form_data())
    assert not Listing.objects.exists()


def test_a_coordinator_takes_a_listing_out_and_says_why(client):
    listing = make_listing()
    client.force_login(make_staff(make_group_run(), StaffRole.COORDINATOR))
    url = reverse("directory:remove", kwargs={"listing": listing.public_id})
    page = client.get(reverse("directory:coordination")).text
    assert (str(listing) in page, "Posti ei mene perille" in page) == (True, False)
    lost = queue_mail(to=listing.user.email, subject="S", text="T", language="fi", at=timezone.now())
    OutgoingMail.objects.filter(pk=lost.pk).update(state=OutgoingMail.State.BOUNCED)
    assert "Posti ei mene perille" in client.get(reverse("directory:coordination")).text
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Esittelyssä mainostetaan tuotetta."}).status_code == 302
    assert client.post(url, {"reason": "Toistamiseen"}).status_code == 404
    assert "mainostetaan" in Notification.objects.get(user=listing.user, kind="directory-removed").text


ASKED = [
    ("", True, ""), ("kunta=Pori", True, ""), ("kunta=Bj%C3%B6rneborg&toimiala=G&puhuu=fi", True, ""),
    ("kunta=413", True, "kuuluu nykyisin"), ("kunta=Ulvila", False, "Naapurikunnista"),
    ("kunta=Porri", False, "ei löydy"), ("toimiala=ei&puhuu=xx9&etana=", True, ""), ("etana=on", False, "Ei osumia"),
    ("kunta=%00", False, ""), ("page=999", True, ""), ("kunta=" + "x" * 70, False, ""),
]  # fmt: skip


def test_the_register_is_narrowed_and_never_breaks(client):
    listing = make_listing(municipality="413")  # Lavia, before it became part of Pori
    for query, shown, said in ASKED:
        answer = client.get(f"/ohjaajat/?{query}")
        assert answer.status_code == 200
        assert (str(listing) in answer.text) is shown, query
        assert said in answer.text
