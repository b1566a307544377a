"""The pages of shared sessions, networks and experts: who reaches them, what is refused, what nobody is shown."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import make_staff
from factories.experts import (
    make_expert,
    make_facilitator,
    make_network,
    make_session,
    offer_form_data,
    reserve,
)
from factories.groups import add_member, make_group, make_group_run, make_trainee

from courses.enums import StaffRole
from courses.experts.domain import register
from courses.experts.domain.arranging import cancel_session, mark_held
from courses.experts.domain.links import make_token
from courses.experts.domain.networks import post_notice
from courses.experts.models import Expert, ExpertSession, Notice, Reservation
from courses.experts.privacy import erase_person, export_person
from courses.experts.urls import urlpatterns
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db

FACILITATORS = {"facilitator", "member", "stranger_facilitator", "trainee"}
NETWORK = {"facilitator", "member"}
READERS = FACILITATORS | {"trainer", "coordinator", "advisor"}
ALL = READERS | {"superuser", "expert", "somebody"}
ORGANIZER = {"facilitator"}

# who may reach which addresses; everybody else gets 404
REACHED_BY = [
    (FACILITATORS, "sessions need session feedback networks facilitator-new message confirm give-back same-need"),
    (NETWORK, "board notice-new notice notice-report"),
    (ORGANIZER, "group notice-close facilitator-desk facilitator-edit facilitator-act"),
    ({"advisor"}, "advisor-sessions advisor-new advisor-desk advisor-edit advisor-act"),
    ({"expert"}, "expert-sessions expert-new expert-desk expert-edit expert-act own-withdraw"),
    ({"coordinator"}, "coordination settle"),
    (READERS, "invite"),
    (ALL, "register ask-link own-card card withdraw attach"),
]
TABLE = {name: people for people, names in REACHED_BY for name in names.split()}
PRESSED = {"confirm", "give-back", "same-need", "notice-close", "notice-report", "settle", "attach"} | {
    f"{hat}-act" for hat in ("facilitator", "advisor", "expert")
}
OPEN = {"register", "ask-link", "card", "withdraw"}  # for strangers too


class World:
    """A network with a notice, a session arranged in each role, an expert, and a person in every role."""

    def __init__(self):
        run = make_group_run()
        facilitator, self.group = make_facilitator(enrolment=make_trainee(run))
        member = make_facilitator()[0]
        self.network = make_network(facilitator, member)
        contact, expert = OrganisationContactFactory(), UserFactory()
        self.expert = make_expert(user=expert)
        self.people = {
            "facilitator": facilitator,
            "member": member,
            "stranger_facilitator": make_facilitator()[0],
            "trainee": make_trainee(run).user,
            "trainer": make_staff(run),
            "coordinator": make_staff(run, StaffRole.COORDINATOR),
            "advisor": contact.user,
            "expert": expert,
            "superuser": AdminFactory(),
            "somebody": UserFactory(),
        }
        self.sessions = {
            hat: make_session(organizer=self.people[hat], hat=hat) for hat in ("facilitator", "advisor", "expert")
        }
        values = {"kind": "wanted", "title": "Etsimme puhujaa", "text": "", "days": 30, "at": timezone.now()}
        self.notice = post_notice(network=self.network, author=facilitator, **values)
        self.other_card = make_expert()

    def url(self, name):
        session = self.sessions[name.split("-")[0] if name.split("-")[0] in self.sessions else "facilitator"]
        token = make_token(key=self.other_card.public_id, generation=self.other_card.generation)
        kwargs = {}
        for names, values in (
            ("session confirm give-back same-need feedback", {"session": session.public_id}),
            ("notice notice-close notice-report", {"region": "04", "notice": self.notice.public_id}),
            ("board notice-new", {"region": "04"}),
            ("card withdraw attach", {"token": token}),
            ("message", {"expert": self.expert.public_id}),
            ("group", {"group": self.group.public_id}),
        ):
            kwargs |= dict.fromkeys(names.split(), values)
        for hat in self.sessions:
            kwargs |= {f"{hat}-{what}": {"session": session.public_id} for what in ("desk", "edit", "act")}
        return reverse(f"experts:{name}", kwargs=kwargs.get(name, {}))


def test_every_address_for_every_role_and_looking_changes_nothing(client):
    world = World()
    assert set(TABLE) == {pattern.name for pattern in urlpatterns}
    kept = (ExpertSession, Expert, Notice, Reservation)
    before = [list(model.objects.values()) for model in kept]
    wrong = []
    for role, person in world.people.items():
        client.force_login(person)
        for name, allowed in TABLE.items():
            expected = {405} if name in PRESSED else {200, 302} if role in allowed else {404}
            status = client.get(world.url(name)).status_code
            if status not in expected:
                wrong.append((role, name, status))
            if role not in allowed and client.post(world.url(name), {"action": "cancel"}).status_code not in (404, 405):
                wrong.append((role, name, "post"))
    client.logout()
    for name in TABLE:
        status = client.get(world.url(name)).status_code
        if status not in ({200} if name in OPEN else {302, 405}):
            wrong.append(("anonymous", name, status))
    assert wrong == []
    assert [list(model.objects.values()) for model in kept] == before


PRICES = [
    ("1 234,50", "1234.50"), ("1234.5", "1234.50"), ("0 €", "0.00"), ("１２", "12.00"), ("−1", None), ("-1", None),
    ("paljon", None), ("", None), ("1e3", None), ("12,345", None), ("100000", None), ("4\x000", None),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), PRICES)
def test_a_price_is_understood_as_people_write_it(client, typed, kept):
    user, _group = make_facilitator()
    client.force_login(user)
    answer = client.post(reverse("experts:facilitator-new"), offer_form_data(price=typed))
    if kept is None:
        assert answer.status_code == 422
        assert 'id="id_price_error"' in answer.text
        assert "Kirjasto" in answer.text, "nothing typed is lost"
        assert not ExpertSession.objects.exists()
    else:
        assert answer.status_code == 302
        assert ExpertSession.objects.get().price == Decimal(kept)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("seats", "0", "seats"), ("seats", "-1", "seats"), ("seats", "9" * 30, "seats"), ("seats", "301", "seats"),
        ("day", "2020-01-01", "day"), ("day", "eilen", "day"), ("last_day", "2090-01-01", "last_day"),
        ("place", "", "place"), ("topic", "x" * 81, "topic"), ("topic", "", "topic"), ("topic", "a\0b", "topic"),
        ("basis", "names", "basis"), ("mode", "moon", "mode"), ("network", "04", "network"), ("expert", "x", "expert"),
        ("link", "javascript:alert(1)", "link"), ("vat_percent", "101", "vat_percent"), ("minutes", "14", "minutes"),
    ],
)  # fmt: skip
def test_what_is_no_session_is_refused_beside_its_field(client, field, value, said):
    client.force_login(make_facilitator()[0])
    answer = client.post(reverse("experts:facilitator-new"), offer_form_data(**{field: value}))
    assert answer.status_code == 422
    assert f'id="id_{said}_error"' in answer.text
    assert not ExpertSession.objects.exists()


def test_fewer_seats_than_reserved_are_refused_beside_the_seats(client):
    session = make_session()
    session.seats_taken = 5
    session.save()
    client.force_login(session.organizer)
    answer = client.post(
        reverse("experts:facilitator-edit", kwargs={"session": session.public_id}), offer_form_data(seats="4")
    )
    assert answer.status_code == 422
    assert 'id="id_seats_error"' in answer.text


@pytest.mark.parametrize("heads", ["0", "-1", "61", "viisi", "", "9" * 40, "<script>", "5\0", "😀"])
def test_places_that_are_no_number_are_refused_in_words(client, heads):
    session = make_session()
    user, group = make_facilitator()
    client.force_login(user)
    data = {"group": group.public_id, "heads": heads}
    answer = client.post(reverse("experts:session", kwargs={"session": session.public_id}), data)
    assert answer.status_code == 422
    assert 'id="id_heads_error"' in answer.text
    assert not Reservation.objects.exists()


def test_a_group_sees_its_own_share_and_no_other_groups(client):
    session = make_session()
    user, group = make_facilitator(name="Oma ryhmä")
    others = make_group(name="Salainen naapuri")
    add_member(others, pseudonym="Peitetty")
    reserve(session, 7, group=others)
    reserve(session, 5, group=group)
    client.force_login(user)
    for name, key in (
        ("session", {"session": session.public_id}),
        ("sessions", {}),
        ("group", {"group": group.public_id}),
    ):
        text = client.get(reverse(f"experts:{name}", kwargs=key)).text
        assert "200,00" in text
        for hidden in ("Salainen naapuri", "Peitetty", others.facilitators.get().user.get_full_name()):
            assert hidden not in text
    organizer = session.organizer
    client.force_login(organizer)
    desk = client.get(reverse("experts:facilitator-desk", kwargs={"session": session.public_id})).text
    assert "12/20" in desk
    assert "400,00" in desk
    assert "Salainen naapuri" not in desk
    data = {"group": others.public_id, "heads": "1"}
    client.force_login(user)
    answer = client.post(reverse("experts:session", kwargs={"session": session.public_id}), data)
    assert answer.status_code == 422, "another's group is no choice"
    assert client.post(reverse("experts:give-back", kwargs={"session": session.public_id}), data).status_code == 404


def test_an_advisor_sees_heads_and_never_a_name_and_only_facilitators_see_the_session(client):
    contact = OrganisationContactFactory()
    client.force_login(contact.user)
    answer = client.post(reverse("experts:advisor-new"), offer_form_data(price="0"))
    session = ExpertSession.objects.get()
    assert answer.url == reverse("experts:advisor-desk", kwargs={"session": session.public_id})
    user, group = make_facilitator(name="Salainen")
    reserve(session, 5, group=group)
    desk = client.get(answer.url).text
    assert "5/20" in desk
    for hidden in (group.name, user.get_full_name(), user.email):
        assert hidden not in desk
    assert client.get(reverse("experts:session", kwargs={"session": session.public_id})).status_code == 404
    act = reverse("experts:advisor-act", kwargs={"session": session.public_id})
    for _again in range(2):
        client.post(act, {"action": "cancel"})
    assert Notification.objects.filter(kind="expert-session-cancelled", user=user, in_digest=False).count() == 1
    contact.organisation.contacts.update(ended_at=timezone.now())
    assert client.get(answer.url).status_code == 404


def test_feedback_is_asked_after_the_session_and_shown_without_the_group(client):
    session = make_session()
    row = reserve(session, 5)
    url = reverse("experts:feedback", kwargs={"session": session.public_id})
    client.force_login(row.reserved_by)
    assert client.get(url).status_code == 302
    mark_held(session=session, at=session.starts_at + timedelta(hours=2))
    data = {"group": row.group.public_id, "useful": "5", "text": "Soita Matti Meikäläiselle 040 123 4567"}
    asked = client.post(url, data)
    assert asked.status_code == 422, "a recognizable person is asked about"
    assert client.post(url, {**data, "text": "Saimme rytmin."}).status_code == 302
    client.force_login(session.organizer)
    desk = client.get(reverse("experts:facilitator-desk", kwargs={"session": session.public_id})).text
    assert "Saimme rytmin." in desk
    assert row.group.name not in desk


@pytest.mark.parametrize(
    ("name", "field", "more"),
    [
        ("notice-new", "title", {"kind": "wanted", "days": "30"}),
        ("notice", "text", {}),
        ("need", "topic", {"theme": "other"}),
        ("message", "text", {}),
        ("facilitator-new", "description", offer_form_data()),
    ],
)
def test_no_member_leaves_the_group(client, name, field, more):
    world = World()
    add_member(world.group, pseudonym="Hiidenkirnu")
    client.force_login(world.people["facilitator"])
    answer = client.post(world.url(name), {**more, field: "Kysytään Hiidenkirnulta lisää"})
    assert answer.status_code == 422
    assert "peitenimi" in answer.text
    assert f'id="id_{field}_error"' in answer.text


def test_a_notice_lives_on_its_board_only_is_answered_reported_and_hidden(client):
    world = World()
    client.force_login(world.people["member"])
    url = world.url("notice")
    for _again in range(2):
        assert client.post(url, {"text": "Tunnen hyvän puhujan."}).status_code == 302
        client.post(world.url("notice-report"))
    assert world.notice.answers.count() == 1
    assert Notification.objects.filter(kind="network-report", user=world.people["coordinator"]).count() == 1
    client.force_login(world.people["coordinator"])
    assert world.notice.title in client.get(world.url("coordination")).text
    client.post(world.url("settle"), {"notice": str(world.notice.public_id), "action": "hide"})
    client.force_login(world.people["facilitator"])
    assert client.get(url).status_code == 404
    assert world.notice.title not in client.get(world.url("board")).text
    values = {"kind": "offered", "title": "Vanha", "text": "", "days": 1, "author": world.people["facilitator"]}
    post_notice(network=world.network, at=timezone.now() - timedelta(days=2), **values)
    assert "Vanha" not in client.get(world.url("board")).text


def test_a_coordinator_adds_facilitators_only(client):
    world = World()
    client.force_login(world.people["coordinator"])
    for role, status in (("somebody", 422), ("stranger_facilitator", 302)):
        data = {"region": "19", "email": world.people[role].email}
        assert client.post(world.url("coordination"), data).status_code == status
    client.force_login(world.people["stranger_facilitator"])
    assert client.get(reverse("experts:board", kwargs={"region": "19"})).status_code == 200
    client.post(world.url("networks"), {"region": "19", "leave": "1"})
    assert client.get(reverse("experts:board", kwargs={"region": "19"})).status_code == 404


CARD = {"name": "Žofia Ålander", "topics": ["coping"], "languages": ["fi", "sv"], "regions": ["04"], "fee": "free"}


def test_an_expert_is_in_the_register_by_own_consent_and_out_of_it_at_once(client):
    by, _group = make_facilitator()
    for _again in range(2):
        register.invite_expert(email="Tilhi@esimerkki.test ", by=by, at=timezone.now())
    mail = OutgoingMail.objects.get(kind="expert-invitation")
    address = next(line for line in mail.text.splitlines() if "/asiantuntija/" in line)
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert Expert.objects.get().state == "invited", "opening the link changes nothing"
    assert client.post(path, CARD).status_code == 422, "not without the consent"
    assert client.post(path, {**CARD, "consent": "on"}).status_code == 302
    assert CARD["name"] not in client.get("/asiantuntijat/").text, "strangers see only what was made public"
    client.force_login(by)
    shown = client.get("/asiantuntijat/").text
    assert CARD["name"] in shown
    assert "tilhi@esimerkki.test" not in shown
    assert CARD["name"] not in client.get("/asiantuntijat/", {"aihe": "money"}).text
    expert = Expert.objects.get()
    session = make_session(expert=expert, guest="")
    client.post(reverse("experts:message", kwargs={"expert": expert.public_id}), {"text": "Tuletko illaksi?"})
    sent = OutgoingMail.objects.get(kind="expert-message")
    assert (sent.to, sent.reply_to) == ("tilhi@esimerkki.test", by.email)
    client.logout()
    client.post(f"{path}poista/")
    assert client.get(path).status_code == 404
    client.force_login(by)
    for url in ("/asiantuntijat/", reverse("experts:session", kwargs={"session": session.public_id})):
        assert CARD["name"] not in client.get(url).text
    register.invite_expert(email="tilhi@esimerkki.test", by=by, at=timezone.now() + timedelta(days=9))
    assert OutgoingMail.objects.filter(kind="expert-invitation").count() == 1, "who has withdrawn is left in peace"
    assert Expert.objects.get().email == ""


@pytest.mark.parametrize("token", ["x", "a" * 43, "A" * 200, "-" * 43])
def test_a_link_that_is_none_ends_politely(client, token):
    for rest in ("", "poista/"):
        assert client.get(f"/asiantuntija/{token}/{rest}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 121), ("topics", "x"), ("regions", "99"), ("fee_amount", "-1"),
                         ("fee", "paid"), ("regions", []), ("introduction", "a\0b")],
)  # fmt: skip
def test_a_card_that_is_none_is_refused(client, field, value):
    client.force_login(UserFactory())
    answer = client.post(reverse("experts:own-card"), {**CARD, "consent": "on", field: value})
    assert answer.status_code == 422
    assert not Expert.objects.exists()


def test_the_relay_and_invitations_have_a_quota(client):
    user, _group = make_facilitator()
    expert = make_expert()
    for _number in range(register.MOST_MESSAGES):
        register.write_to_expert(expert=expert, by=user, text="Hei", at=timezone.now())
    with pytest.raises(register.UnableToRegister, match="huomenna"):
        register.write_to_expert(expert=expert, by=user, text="Hei", at=timezone.now())
    for number in range(register.MOST_INVITATIONS):
        register.invite_expert(email=f"a{number}@esimerkki.test", by=user, at=timezone.now())
    with pytest.raises(register.UnableToRegister, match="huomenna"):
        register.invite_expert(email="b@esimerkki.test", by=user, at=timezone.now())
    assert register.drop_unanswered(at=timezone.now() + timedelta(days=31)) == register.MOST_INVITATIONS


def test_the_calendar_has_what_concerns_the_person(client):
    from courses.experts.calendar_entries import calendar_entries

    session = make_session()
    row = reserve(session, 5)
    (entry,) = calendar_entries(user=row.reserved_by)
    assert (entry.title, entry.is_canceled) == (session.topic, False)
    cancel_session(session=session, at=timezone.now())
    (after,) = calendar_entries(user=session.organizer)
    assert (after.uid, after.is_canceled, after.sequence) == (entry.uid, True, entry.sequence + 1)
    assert calendar_entries(user=make_facilitator()[0]) == []


def test_lists_ask_the_same_number_of_queries_whatever_their_length(client):
    user, group = make_facilitator()
    network = make_network(user)
    client.force_login(user)
    urls = ["/ryhmat/osuudet/", "/asiantuntijat/", "/ryhmat/verkosto/04/", f"/ryhmat/{group.public_id}/osuudet/"]
    counts = []
    for size in (1, 6):
        for number in range(size):
            session = make_session()
            reserve(session, 2, group=group)
            reserve(make_session(), 2)
            make_expert()
            values = {"kind": "wanted", "title": f"{size}-{number}", "text": "", "days": 3, "at": timezone.now()}
            post_notice(network=network, author=user, **values)
        asked = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


def test_the_way_into_a_remote_session_is_for_those_who_have_reserved(client):
    session = make_session(mode="online", link="https://kokous.example/salainen")
    user, group = make_facilitator()
    client.force_login(user)
    url = reverse("experts:session", kwargs={"session": session.public_id})
    assert "salainen" not in client.get(url).text
    reserve(session, 3, group=group)
    assert "salainen" in client.get(url).text


def test_who_goes_takes_the_card_and_the_words_along_and_tells_those_concerned():
    world = World()
    user = world.people["facilitator"]
    row = reserve(world.sessions["facilitator"], 4)
    told = export_person(user)
    assert (told["notices"][0]["title"], told["sessions"][0]["seats"]) == ("Etsimme puhujaa", 20)
    erase_person(user, at=timezone.now())
    erase_person(world.people["expert"], at=timezone.now())
    assert not Notice.objects.exists()
    world.expert.refresh_from_db()
    assert (world.expert.state, world.expert.name, world.expert.email) == ("withdrawn", "", "")
    world.sessions["facilitator"].refresh_from_db()
    assert world.sessions["facilitator"].state == "cancelled"
    assert Notification.objects.filter(kind="expert-session-cancelled", user=row.reserved_by).count() == 1
