"""The pages of a group: its three faces, its forms with bad input, and as many queries for thirty as for three."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import make_staff
from factories.groups import (
    add_member,
    fill_group,
    make_founded_group,
    make_group,
    make_group_run,
    make_log,
    make_meeting,
    make_template,
    make_trainee,
)

from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.reviewing import return_log
from courses.groups.models import CompetitionNote, GroupMember, PeerGroup, PricePlan, SeparationWish

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timezone.timedelta(days=1)).isoformat()
PLAN = {"name": "Aamukahvi", "municipality": "609", "mode": "on_site", "planned_size": "6", "cadence_days": "30"}
CARD = {
    "pseudonym": "Peippo",
    "line": "S",
    "municipality": "609",
    "size_class": "solo",
    "years_band": "3-5",
    "wishes": ["coping"],
}
MEETING = {"day": "2026-12-01", "start": "18:00", "minutes": "120", "kind": "exchange", "mode": "face"}
RULES = {"text": "Säännöt", "agreed_on": "2026-11-01", "agreed": "4", "members": "4"}
PRICE = {
    "meetings": "8",
    "place": "40",
    "refreshments": "6,00",
    "hours": "3",
    "hourly_rate": "55",
    "experts": "2",
    "expert_fee": "400",
    "sharing_groups": "4",
    "model": "season",
}


@pytest.fixture
def person(client):
    """Return a signed-in trainee."""
    enrolment = make_trainee()
    client.force_login(enrolment.user)
    return enrolment


def url(name, group, **kwargs):
    return reverse(f"groups:{name}", kwargs={"group": group.public_id, **kwargs})


def test_the_way_from_nothing_to_a_founded_group_by_the_pages_alone(client, person):
    assert "Sinulla ei ole vielä ryhmää" in client.get(reverse("groups:mine")).text
    page = client.get(reverse("groups:new"))
    assert str(person.public_id) in page.text  # the run is chosen in advance
    client.post(reverse("groups:new"), PLAN | {"run": str(person.public_id)})
    group = PeerGroup.objects.get()
    assert "Aloita kokoaminen" in client.get(url("group", group)).text
    client.post(url("move", group), {"to": "gather"})
    for number, line in enumerate("ACFG"):
        card = CARD | {"pseudonym": f"Lintu {number}", "line": line, "wishes_asked_on": "2026-11-01"}
        assert client.post(url("member-add", group), card).status_code == 302
    for member in group.members.all():
        data = {"wishes_asked_on": "2026-11-01", "agreed_on": "2026-11-02"}
        assert client.post(url("member-confirm", group, member=member.public_id), data).status_code == 302
    assert client.post(url("rules", group), RULES).status_code == 302
    assert client.post(url("goal", group), {"style": "free", "noted_on": "2026-11-01"}).status_code == 302
    assert "Kaikki perustamiseen tarvittava on koossa" in client.get(url("group", group)).text
    answer = client.post(url("move", group), {"to": "found"}, follow=True)
    assert "Ryhmä on perustettu" in answer.text
    group.refresh_from_db()
    assert group.state == "founded"


def test_the_three_faces(client, person):
    group = make_founded_group(enrolment=person)
    make_meeting(group, days=-1)
    page = client.get(url("group", group)).text
    assert "Kirjaa tapaaminen" in page
    for words in ("Luottamusmuistutus", "hätänumero 112"):
        assert words in page
    log = make_log(group, days_ago=9)
    return_log(log=log, by=make_staff(person.run), comment="Lisää.", revision=1, at=timezone.now())
    assert "Täydennä kirjausta" in client.get(url("group", group)).text
    end_group(group=group, at=timezone.now())
    ended = client.get(url("group", group)).text
    assert "Lopetuksen muistilista" in ended
    assert "poistetaan" in ended
    assert client.post(url("member-add", group), CARD).status_code == 422


def test_an_unknown_move_changes_nothing(client, person):
    group = make_group(enrolment=person, gathering=False)
    for to in ("", "explode", "found\x00"):
        assert client.post(url("move", group), {"to": to}).status_code == 302
    group.refresh_from_db()
    assert group.state == "planned"


BAD_PLANS = {
    "no name": {"name": ""},
    "endless name": {"name": "a" * 61},
    "zero byte": {"name": "a\x00"},
    "size 0": {"planned_size": "0"},
    "size −1": {"planned_size": "-1"},
    "size 50": {"planned_size": "50"},
    "a word": {"planned_size": "kuusi"},
    "nowhere": {"municipality": "999"},
    "no place": {"municipality": ""},
    "no way": {"mode": "telepathy"},
    "each day": {"cadence_days": "1"},
    "another's run": {"run": "00000000-0000-4000-8000-000000000000"},
    "no run at all": {"run": "<script>"},
    "a firm": {"name": "Kampaamo Hius Oy"},
    "a person": {"name": "Matti Virtasen ryhmä"},
}


@pytest.mark.parametrize("case", BAD_PLANS)
def test_a_bad_plan_is_told_and_kept(client, person, case):
    data = PLAN | BAD_PLANS[case]
    answer = client.post(reverse("groups:new"), data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert PeerGroup.objects.count() == 0


def test_a_name_that_was_asked_about_may_be_kept(client, person):
    data = PLAN | {"name": "Ravintola Oy"}
    answer = client.post(reverse("groups:new"), data)
    digest = re.search(r'name="anyway" value="([^"]+)"', answer.text)[1]
    assert client.post(reverse("groups:new"), data | {"anyway": digest}).status_code == 302


BAD_CARDS = {
    "no pseudonym": {"pseudonym": ""},
    "endless": {"pseudonym": "a" * 41},
    "identity code": {"pseudonym": "131052-308T"},
    "e-mail": {"pseudonym": "a@b.fi"},
    "phone": {"pseudonym": "040 123 4567"},
    "signs": {"pseudonym": "🙂"},
    "health": {"pseudonym": "Diabeetikko"},
    "a real name": {"pseudonym": "Seppo Virtanen"},
    "no line": {"line": ""},
    "a line that is none": {"line": "Ö"},
    "no size": {"size_class": ""},
    "a wish of one's own": {"wishes": ["lottovoitto"]},
    "asked tomorrow": {"wishes_asked_on": TOMORROW},
    "zero byte": {"pseudonym": "a\x00b"},
}


@pytest.mark.parametrize("case", BAD_CARDS)
def test_a_bad_card_is_told_and_not_stored(client, person, case):
    group = make_group(enrolment=person)
    answer = client.post(url("member-add", group), CARD | BAD_CARDS[case])
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert GroupMember.objects.count() == 0


def test_the_same_card_twice_is_one_card(client, person):
    group = make_group(enrolment=person)
    assert client.post(url("member-add", group), CARD).status_code == 302
    answer = client.post(url("member-add", group), CARD)
    assert answer.status_code == 422
    assert "jo tämä peitenimi" in answer.text


def test_cards_are_edited_invited_left_and_removed(client, person):
    group = make_group(enrolment=person)
    member = add_member(group, joined=False)
    key = {"member": member.public_id}
    edit = url("member", group, **key)
    assert member.pseudonym in client.get(edit).text
    assert client.post(edit, CARD | {"pseudonym": "Sorsa"}).status_code == 302
    assert client.post(url("member-invited", group, **key)).status_code == 302
    confirm = url("member-confirm", group, **key)
    assert client.post(confirm, {"wishes_asked_on": "", "agreed_on": TOMORROW}).status_code == 422
    client.post(confirm, {"wishes_asked_on": "2026-11-01", "agreed_on": "2026-11-01"})
    assert client.post(url("member-left", group, **key), {"left_on": "x"}).status_code == 422
    assert client.post(url("member-left", group, **key), {"left_on": "2026-11-10"}).status_code == 302
    member.refresh_from_db()
    assert (member.pseudonym, member.state) == ("Sorsa", "left")
    assert client.get(url("member-remove", group, **key)).status_code == 200
    assert GroupMember.objects.count() == 1
    client.post(url("member-remove", group, **key))
    assert GroupMember.objects.count() == 0


def test_pairs_are_decided_and_kept_apart(client, person):
    group = make_group(enrolment=person)
    one = add_member(group, line="S", municipality="609")
    two = add_member(group, joined=False, line="S", municipality="609")
    assert "sama ala ja kunta" in client.get(url("members", group)).text
    pair = {"first": one.public_id, "second": two.public_id}
    decide = url("competition", group, **pair)
    for bad in ({}, {"decision": "maybe", "reason": "x"}, {"decision": "apart", "reason": " "}, {"reason": "a" * 301}):
        assert client.post(decide, bad).status_code == 422
    assert "<mark>" in client.post(decide, {"decision": "apart", "reason": "Soita 040 123 4567."}).text
    assert client.post(decide, {"decision": "together", "reason": "Eri asiakkaat."}).status_code == 302
    assert CompetitionNote.objects.get().reason == "Eri asiakkaat."
    same = url("competition", group, first=one.public_id, second=one.public_id)
    assert client.get(same).status_code == 404
    separate = url("separate", group)
    for bad in ({}, {"first": str(one.public_id), "second": str(one.public_id)}, {"first": "x", "second": "\x00"}):
        assert client.post(separate, bad).status_code == 422
    client.post(separate, {"first": str(one.public_id), "second": str(two.public_id)})
    row = SeparationWish.objects.get()
    client.post(url("unseparate", group, pk=row.pk))
    assert SeparationWish.objects.count() == 0


BAD_MEETINGS = {
    "no day": {"day": ""},
    "no time": {"start": ""},
    "far": {"day": "2096-01-01"},
    "short": {"minutes": "1"},
    "long": {"minutes": "601"},
    "kind": {"kind": "party"},
    "template": {"template": "none-such"},
    "template with zero byte": {"template": "a\x00"},
    "link": {"link": "javascript:alert(1)"},
    "ftp": {"link": "ftp://example.org/"},
    "place": {"place": "a" * 121},
}


@pytest.mark.parametrize("case", BAD_MEETINGS)
def test_a_bad_meeting_is_told(client, person, case):
    group = make_group(enrolment=person)
    answer = client.post(url("meeting-new", group), MEETING | BAD_MEETINGS[case])
    assert answer.status_code == 422
    assert group.meetings.count() == 0


def test_a_meeting_is_planned_from_a_template_changed_and_canceled(client, person):
    group = make_group(enrolment=person)
    template = make_template()
    page = client.get(url("meeting-new", group) + "?pohja=aloitus")
    assert re.search(r'value="start"[^>]*checked', page.text)
    assert client.get(url("meeting-new", group) + "?pohja=%00").status_code == 200
    data = MEETING | {"template": template.slug, "link": "https://esimerkki.test/huone"}
    assert client.post(url("meeting-new", group), data).status_code == 302
    assert client.post(url("meeting-new", group), data).status_code == 302
    meeting = group.meetings.get()
    shown = client.get(url("meeting", group, meeting=meeting.public_id)).text
    assert "Saapuminen" in shown
    assert "Luottamusmuistutus" in shown
    assert timezone.localtime(meeting.starts_at).hour == 18
    changed = data | {"start": "17.30"}
    assert client.post(url("meeting", group, meeting=meeting.public_id), changed).status_code == 302
    client.post(url("meeting-cancel", group, meeting=meeting.public_id))
    assert client.post(url("meeting", group, meeting=meeting.public_id), data).status_code == 422
    assert "Peruttu" in client.get(url("meetings", group)).text


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"text": "a" * 3001}, {"agreed": "5"}, {"members": "0"}, {"agreed_on": TOMORROW}, {"agreed": "x"}],
)
def test_bad_ground_rules_are_told(client, person, change):
    group = make_group(enrolment=person)
    assert client.post(url("rules", group), RULES | change).status_code == 422
    assert group.ground_rules.count() == 0


def test_a_bad_goal_style_is_told(client, person):
    group = make_group(enrolment=person)
    for data in ({}, {"style": "wild", "noted_on": "2026-11-01"}, {"style": "free", "noted_on": TOMORROW}):
        assert client.post(url("goal", group), data).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"meetings": "0"},
        {"place": ""},
        {"place": "-1"},
        {"place": "100000000"},
        {"hours": "25"},
        {"sharing_groups": "0"},
        {"model": "free"},
        {"vat_percent": "200"},
        {"sentence": "a" * 301},
    ],
)
def test_a_bad_price_is_told(client, person, change):
    group = make_group(enrolment=person)
    assert client.post(url("price", group), PRICE | change).status_code == 422
    assert PricePlan.objects.count() == 0


def test_the_price_page_shows_the_worked_example(client, person):
    group = make_group(enrolment=person)
    reckoned = client.post(url("price", group), PRICE | {"only_reckon": "1"})
    assert "354,67" in reckoned.text
    assert PricePlan.objects.count() == 0
    assert client.post(url("price", group), PRICE).status_code == 302
    page = client.get(url("price", group)).text.replace("\xa0", " ")
    for amount in ("508,00", "354,67", "278,00", "658,00", "454,67", "353,00", "178,00", "134,67", "113,00"):
        assert amount in page
    assert "Hinnat ilman alv." in page


def test_the_group_is_shared_and_ended_by_its_pages(client, person):
    group = make_group(enrolment=person)
    other = UserFactory()
    people = url("facilitators", group)
    assert client.post(people, {"email": "ei osoite"}).status_code == 422
    assert client.post(people, {"email": person.user.email}).status_code == 422
    assert client.post(people, {"email": other.email}).status_code == 302
    assert other.email in client.get(people).text
    client.force_login(other)
    mine = reverse("groups:mine")
    assert "kutsuu sinut" in client.get(mine).text
    answer = reverse("groups:answer", kwargs={"invitation": group.invitations.get().public_id})
    assert "Ohjaat nyt ryhmää yhdessä" in client.post(answer, {"answer": "accept"}, follow=True).text
    assert client.post(answer, {"answer": "accept"}).status_code == 404
    assert client.post(url("leave", group), follow=True).status_code == 200
    assert client.get(url("group", group)).status_code == 404
    client.force_login(person.user)
    for bad in ({}, {"how": "burn", "sure": "on"}, {"how": "ended"}):
        assert client.post(url("end", group), bad).status_code == 422
    assert client.post(url("end", group), {"how": "continuing", "sure": "on"}).status_code == 302
    assert client.post(url("end", group), {"how": "ended", "sure": "on"}).status_code == 302
    group.refresh_from_db()
    assert group.state == "continuing"
    assert client.post(url("edit", group), PLAN).status_code == 422


def test_the_plan_is_changed(client, person):
    group = make_group(enrolment=person)
    assert "Aamukahvi" in client.get(url("edit", group)).text
    data = PLAN | {"name": "Iltatee", "run": ""}
    assert client.post(url("edit", group), data).status_code == 302
    assert group.facilitators.get().enrolment is None
    assert client.post(url("edit", group), data | {"run": str(person.public_id)}).status_code == 302
    assert group.facilitators.get().enrolment == person


# --- the trainer -------------------------------------------------------------------------------------------------


def test_the_trainer_reads_acknowledges_and_returns(client, person):
    group = make_founded_group(enrolment=person)
    log = make_log(group, helped="Kierros auttoi.", needs_help=True, question="Miten jatkan?")
    client.force_login(make_staff(person.run))
    review = reverse("groups:review", kwargs={"log": log.public_id})
    page = client.get(review).text
    assert "Kierros auttoi." in page
    assert "Miten jatkan?" in page
    for bad in (
        {"action": "return", "comment": "", "revision": "1"},
        {"action": "acknowledge", "comment": "a" * 1201, "revision": "1"},
        {"action": "acknowledge", "comment": "x", "revision": "7"},
        {"action": "acknowledge", "comment": "x", "revision": "abc"},
        {"action": "acknowledge", "comment": "x\x00", "revision": "1"},
        {},
    ):
        assert client.post(review, bad).status_code == 422
    assert client.post(review, {"action": "return", "comment": "Lisää.", "revision": "1"}).status_code == 302
    assert client.post(review, {"action": "acknowledge", "comment": "Hyvä.", "revision": "1"}).status_code == 302
    assert client.post(review, {"action": "acknowledge", "comment": "Taas.", "revision": "1"}).status_code == 302
    log.refresh_from_db()
    assert (log.state, log.trainer_comment) == ("read", "Hyvä.")


def test_the_staff_see_counts_and_the_trainer_the_timeline(client, person):
    group = make_founded_group(enrolment=person)
    make_log(group, topic="salainen aihe")
    trainer, coordinator = make_staff(person.run), make_staff(person.run, "coordinator")
    listing = reverse("groups:run-groups", kwargs={"run": person.run.slug})
    for user in (trainer, coordinator):
        client.force_login(user)
        assert group.name in client.get(listing).text
    assert "Kuittaamatta" not in client.get(listing).text
    client.force_login(trainer)
    timeline = client.get(url("timeline", group, run=person.run.slug)).text
    assert "4/5" in timeline
    assert "salainen aihe" not in timeline
    client.force_login(make_staff(make_group_run()))
    assert client.get(listing).status_code == 404


# --- how much a page asks of the database -------------------------------------------------------------------------


def count_queries(client, path, django_assert_max_num_queries):
    client.get(path)  # sessions, caches and content types of the first visit
    with django_assert_max_num_queries(100) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["group", "meetings", "price", "member-add", "log-new", "facilitators"])
def test_a_groups_page_takes_the_same_queries_for_three_and_for_thirty(
    client, person, name, django_assert_max_num_queries
):
    counts = []
    for size in (3, 30):
        group = make_group(enrolment=person)
        fill_group(group, size)
        counts.append(count_queries(client, url(name, group), django_assert_max_num_queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["mine", "run-groups", "timeline"])
def test_a_list_takes_the_same_queries_for_three_and_for_thirty(client, name, django_assert_max_num_queries):
    counts = []
    for size in (3, 30):
        run = make_group_run()
        trainer = make_staff(run)
        enrolment = make_trainee(run)
        groups = [make_group(enrolment=enrolment) for _number in range(size)]
        fill_group(groups[0], size)
        client.force_login(enrolment.user if name == "mine" else trainer)
        path = {
            "mine": reverse("groups:mine"),
            "run-groups": reverse("groups:run-groups", kwargs={"run": run.slug}),
            "timeline": url("timeline", groups[0], run=run.slug),
        }[name]
        counts.append(count_queries(client, path, django_assert_max_num_queries))
    assert counts[0] == counts[1]


def test_a_number_beyond_all_numbers_is_no_error(client, person):
    group = make_group(enrolment=person)
    assert client.post(url("unseparate", group, pk=10**30)).status_code == 302
