"""The sound and picture check: who may open it, what a guest and the support see, and when their links end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.groups import make_founded_group, make_meeting, make_trainee

from courses.connection.domain import (
    delete_outdated,
    link_at,
    links_of,
    open_link,
    renew_link,
    revoke_link,
    token_of,
    write_note,
)
from courses.connection.models import ConnectionLink, SupportNote
from courses.connection.privacy import erase_person, export_person
from courses.enums import StaffRole
from courses.groups.domain.meetings import cancel_meeting
from courses.joining import joining_of

pytestmark = pytest.mark.django_db
ALLOWED = "camera=(self), microphone=(self)"
LINK = "https://kokous.example/salainen"


@pytest.fixture
def meeting():
    group = make_founded_group(enrolment=make_trainee(), name="Merkkiryhmä")
    return make_meeting(group, mode="online", link=LINK, phone="044 555 0100", bring="oma kuppi", place="Merkkipaikka")


@pytest.fixture
def session():
    """Return a session held remotely tomorrow."""
    run = make_run()
    found = run.sessions.order_by("position").first()
    found.mode, found.link, found.support_phone = "online", LINK, "02 555 0100"
    found.starts_at = timezone.now() + timedelta(days=1)
    found.save()
    return found


def facilitator(meeting):
    return meeting.group.facilitators.get().user


def give(meeting, kind, *, shows_join=False):
    return open_link(target=meeting, kind=kind, shows_join=shows_join, by=facilitator(meeting), at=timezone.now())


def address(link):
    return reverse("connection:link", kwargs={"token": token_of(link)})


def manage(meeting):
    return reverse("connection:meeting", kwargs={"group": meeting.group.public_id, "meeting": meeting.public_id})


def session_urls(session):
    kwargs = {"run": session.run.slug, "position": session.position}
    return [reverse(f"connection:{name}", kwargs=kwargs) for name in ("session-check", "session")]


def test_a_guest_sees_the_time_the_phone_and_the_check_and_nothing_else(client, meeting):
    link = give(meeting, "guest")
    page = client.get(address(link))
    for word in ("klo 18–20", "044 555 0100", "Tarkista ääni ja kuva", "noindex"):
        assert word in page.text
    name = facilitator(meeting).get_full_name()
    for word in (LINK, "Merkki", "oma kuppi", "kokemusten vaihto", name, "csrfmiddleware"):
        assert word not in page.text, word
    assert page["Permissions-Policy"].startswith(ALLOWED)
    assert "connect" not in page["Permissions-Policy"]
    assert page["Referrer-Policy"] == "same-origin"
    give(meeting, "guest", shows_join=True)
    assert LINK in client.get(address(link)).text
    assert client.post(address(link), {"text": "hei"}).status_code == 404
    assert SupportNote.objects.count() == 0


def test_no_other_page_may_ask_for_camera_or_microphone(client):
    assert client.get("/")["Permissions-Policy"].startswith("camera=(), microphone=()")
    client.force_login(UserFactory())
    assert client.get(reverse("connection:own"))["Permissions-Policy"].startswith(ALLOWED)
    assert "connect-src 'self'" in client.get(reverse("connection:own"))["Content-Security-Policy"]


def test_the_support_sees_one_meeting_and_its_notes(client, meeting):
    other = make_meeting(meeting.group, days=30, mode="online")
    link = give(meeting, "support")
    write_note(link=give(other, "support"), text="toisen tapaamisen", from_support=False, at=timezone.now())
    for _tap in range(2):
        assert client.post(address(link), {"text": "Kaiutin vaihdettu"}).status_code == 302
    page = client.get(address(link)).text
    for word in (LINK, "044 555 0100", "Kaiutin vaihdettu"):
        assert word in page
    for word in ("Merkki", "toisen tapaamisen", "oma kuppi"):
        assert word not in page
    assert link.notes.count() == 1
    for bad in ("", "a" * 301, "a\x00"):
        assert client.post(address(link), {"text": bad}).status_code == 422
    client.force_login(facilitator(meeting))
    assert "Kaiutin vaihdettu" in client.get(manage(meeting)).text


def test_links_end_with_the_meeting_and_can_be_changed_and_taken_back(client, meeting, settings):
    at = timezone.now()
    link = give(meeting, "guest")
    first = address(link)
    renew_link(link=link, seen=1)
    renew_link(link=link, seen=1)  # a second tap
    assert client.get(first).status_code == 404
    link.refresh_from_db()
    second = address(link)
    assert (link.generation, client.get(second).status_code) == (2, 200)
    revoke_link(link=link, at=at)
    assert client.get(second).status_code == 404
    again = give(meeting, "guest")
    assert address(again) not in (first, second)
    meeting.starts_at = at - timedelta(hours=settings.CONNECTION_LINK_HOURS + 3)
    meeting.save()
    assert client.get(address(again)).status_code == 410
    for wrong in ("x", "a" * 43, token_of(again)[:-2] + "AA"):
        assert link_at(wrong) is None


def test_a_canceled_meeting_says_so(client, meeting):
    link = give(meeting, "guest")
    cancel_meeting(meeting=meeting, at=timezone.now())
    page = client.get(address(link))
    assert page.status_code == 410
    assert "Tapaaminen on peruttu" in page.text


def test_the_facilitator_gives_and_takes_by_buttons(client, meeting):
    client.force_login(facilitator(meeting))
    for do in ("open:guest", "open:guest", "open:support", "renew:guest", "nonsense", "open:everybody", ""):
        assert client.post(manage(meeting), {"do": do, "seen": "x"}).status_code == 302
    assert ConnectionLink.objects.count() == 2
    assert client.get(manage(meeting)).status_code == 200
    assert client.post(manage(meeting), {"do": "note", "text": ""}).status_code == 422
    assert client.post(manage(meeting), {"do": "note", "text": "Soita ensin."}).status_code == 302
    client.post(manage(meeting), {"do": "revoke:guest"})
    assert set(links_of(meeting)) == {"support"}
    meeting.starts_at = timezone.now() - timedelta(days=1)
    meeting.save()
    client.post(manage(meeting), {"do": "open:guest"})
    assert set(links_of(meeting)) == {"support"}


def test_every_address_for_every_role(client, meeting, session):
    check, links = session_urls(session)
    trainee = EnrolmentFactory(run=session.run).user
    people = {
        "facilitator": (facilitator(meeting), 200, 404, 404),
        "trainee": (trainee, 404, 200, 404),
        "trainer": (make_staff(session.run), 404, 200, 200),
        "coordinator": (make_staff(session.run, StaffRole.COORDINATOR), 404, 200, 200),
        "other": (make_staff(make_run()), 404, 404, 404),
        "superuser": (AdminFactory(), 404, 404, 404),
    }
    for role, (person, *expected) in people.items():
        client.force_login(person)
        assert [client.get(url).status_code for url in (manage(meeting), check, links)] == expected, role
        assert client.post(manage(meeting), {"do": "open:guest"}).status_code == (302 if expected[0] == 200 else 404)
        assert client.post(links, {"do": "open:guest"}).status_code == (302 if expected[2] == 200 else 404)
    client.logout()
    for url in (manage(meeting), check, links, reverse("connection:own")):
        assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    ("minutes", "is_open", "is_over"), [(60, False, False), (15, True, False), (-30, True, False), (-600, False, True)]
)
def test_a_session_lets_people_in_a_quarter_before(session, minutes, is_open, is_over):
    at = session.starts_at - timedelta(minutes=minutes)
    found = joining_of(session=session, at=at)
    assert (found.is_open, found.is_over) == (is_open, is_over)
    session.mode = "on_site"
    assert joining_of(session=session, at=at) is None


def test_the_page_of_a_session_opens_the_way_in_and_says_when(client, session, settings):
    client.force_login(EnrolmentFactory(run=session.run).user)
    page = reverse("courses:session", kwargs={"run": session.run.slug, "position": session.position})
    check = session_urls(session)[0]
    for url in (page, check):
        shown = client.get(url).text
        assert "Linkki avautuu" in shown
        assert LINK not in shown
    assert check in client.get(page).text
    settings.JOIN_OPENS_MINUTES = 2 * 24 * 60
    for url in (page, check):
        assert "Liity verkkotapaamiseen" in client.get(url).text
        assert "Linkki avautuu" not in client.get(url).text


def test_a_guests_link_to_a_session_opens_the_way_in_with_it(client, session, settings):
    by, at = UserFactory(), timezone.now()
    link = open_link(target=session, kind="guest", shows_join=True, by=by, at=at)
    page = client.get(address(link)).text
    assert LINK not in page
    assert "Linkki avautuu" in page
    settings.JOIN_OPENS_MINUTES = 2 * 24 * 60
    assert LINK in client.get(address(link)).text
    assert session.title not in page


def test_a_link_has_one_target_and_goes_a_week_after_it(meeting, session):
    by, at = facilitator(meeting), timezone.now()
    for wrong in ({"meeting": meeting, "session": session}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConnectionLink.objects.create(kind="guest", made_at=at, made_by=by, **wrong)
    write_note(link=give(meeting, "support"), text="Sovittu.", from_support=False, at=at)
    assert delete_outdated(at=meeting.ends_at + timedelta(days=6)) == 0
    assert export_person(by)["links"][0]["notes"] == ["Sovittu."]
    erase_person(by, at=at)
    assert export_person(by) == {"links": []}
    assert delete_outdated(at=meeting.ends_at + timedelta(days=9)) == 1
    assert SupportNote.objects.count() == 0
