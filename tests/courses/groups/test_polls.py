"""The needs poll: asked by link without an account, changed by no GET, ended politely, taken back for real."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.groups import add_member, make_founded_group, make_group
from hypothesis import given
from hypothesis import strategies as st

from courses.groups.domain import polls
from courses.groups.domain.lifecycle import delete_due_cards, end_group
from courses.groups.domain.poll_links import ANSWER, CARD, EVERYBODY, make_token, read_token
from courses.groups.domain.poll_results import results_of
from courses.groups.models import GroupMember, NeedsPoll, PollAnswer
from notifications.models import Notification

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_group()


@pytest.fixture
def group(made):
    return deepcopy(made)


@pytest.fixture
def poll(group):
    return polls.open_poll(group=group, closes_on=timezone.localdate() + timedelta(days=7), at=timezone.now())


def link(poll, kind=EVERYBODY, key=None):
    token = make_token(kind=kind, key=key or poll.public_id, generation=poll.generation)
    return reverse("groups:poll-answer", kwargs={"token": token})


def card_link(poll, member):
    return link(poll, CARD, member.public_id)


@given(kind=st.sampled_from([EVERYBODY, CARD, ANSWER]), key=st.uuids(), generation=st.integers(1, 30000))
def test_a_token_says_what_it_was_made_of_and_fits_its_own_generation_only(kind, key, generation):
    read = read_token(make_token(kind=kind, key=key, generation=generation))
    assert (read.kind, read.key) == (kind, key)
    assert read.fits(generation)
    assert not read.fits(generation + 1)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text):
    assert read_token(text) is None or len(text) >= 44


def test_one_letter_changed_and_the_link_is_unknown(client, poll):
    address = link(poll)
    for place in range(len("/toiveet/"), len(address) - 1):
        wrong = address[:place] + ("A" if address[place] != "A" else "B") + address[place + 1 :]
        assert polls.find_visit(token=wrong.removeprefix("/toiveet/").rstrip("/")) is None, place
    answer = client.get(address[:-3] + "/")
    assert answer.status_code == 404
    assert "Linkki ei ole voimassa" in answer.text


def test_looking_changes_nothing_and_answering_needs_no_account(client, poll):
    address = link(poll)
    for _ in range(3):
        page = client.get(address)
        assert page.status_code == 200
    assert PollAnswer.objects.count() == 0
    assert "noindex" in page["X-Robots-Tag"]
    done = client.post(address, {"wishes": ["coping", "evenings"]}, follow=True)
    assert "Kiitos vastauksestasi" in done.text
    (answer,) = PollAnswer.objects.all()
    assert sorted(answer.wishes.values_list("wish", flat=True)) == ["coping", "evenings"]


def test_the_page_names_who_asks_and_never_the_group_or_anyone_in_it(client, poll, group):
    member = add_member(group, joined=False, pseudonym="Kaisla")
    for address in (link(poll), card_link(poll, member)):
        text = client.get(address).text
        assert group.facilitators.get().user.get_full_name() in text
        assert group.name not in text
        assert "Kaisla" not in text


def test_an_own_link_writes_the_wishes_on_the_card(client, poll, group):
    member = add_member(group, joined=False, wishes=frozenset({"money"}), wishes_asked_on=None)
    client.post(card_link(poll, member), {"wishes": ["network", "coping"]})
    member.refresh_from_db()
    assert sorted(member.wishes.values_list("wish", flat=True)) == ["coping", "network"]
    assert member.wishes_asked_on == timezone.localdate()
    assert PollAnswer.objects.count() == 0


def test_an_answer_is_changed_by_its_own_address_and_never_doubled(client, poll):
    own = client.post(link(poll), {"wishes": ["coping"]}).url.split("?")[0]
    for _ in range(2):
        client.post(own, {"wishes": ["growth"]})
    (answer,) = PollAnswer.objects.all()
    assert list(answer.wishes.values_list("wish", flat=True)) == ["growth"]


@pytest.mark.parametrize("sent", [{}, {"wishes": []}, {"wishes": ["nothing-we-know"]}, {"wishes": ["<script>", "😀"]}])
def test_what_cannot_be_taken_is_said_and_nothing_stored(client, poll, sent):
    answer = client.post(link(poll), sent)
    assert answer.status_code == 422
    assert PollAnswer.objects.count() == 0


@pytest.mark.parametrize("path", ["/toiveet/x/", "/toiveet/" + "a" * 400 + "/", "/toiveet/----/", "/toiveet/x/poista/"])
def test_an_address_that_never_was_is_answered_politely(client, path):
    for answer in (client.get(path), client.post(path, {"wishes": ["coping"]})):
        assert answer.status_code == 404
        assert "Linkki ei ole voimassa" in answer.text


def test_after_the_end_of_poll_or_group_the_link_says_so(client, poll, group):
    member = add_member(group, joined=False)
    polls.close_poll(poll=poll, at=timezone.now())
    for address in (link(poll), card_link(poll, member)):
        for answer in (client.get(address), client.post(address, {"wishes": ["coping"]})):
            assert answer.status_code == 410
            assert "Kysely on päättynyt" in answer.text
    polls.open_poll(group=group, closes_on=timezone.localdate() + timedelta(days=7), at=timezone.now())
    assert client.get(link(poll)).status_code == 200
    end_group(group=group, at=timezone.now())
    assert client.get(link(poll)).status_code == 410


def test_changed_links_make_the_old_ones_unknown(client, poll):
    old = link(poll)
    polls.change_links(poll=poll)
    poll.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(link(poll)).status_code == 200


@pytest.mark.parametrize("days", [-1, 61, 400])
def test_a_day_that_cannot_be_is_refused(group, days):
    with pytest.raises(polls.UnableToPoll):
        polls.open_poll(group=group, closes_on=timezone.localdate() + timedelta(days=days), at=timezone.now())


def test_a_card_is_taken_back_for_real_and_nobody_is_named(client, poll, group):
    member = add_member(group, joined=False, pseudonym="Kaisla")
    page = card_link(poll, member)
    assert client.get(page + "poista/").status_code == 200
    assert GroupMember.objects.filter(pk=member.pk).exists()
    assert "Tietosi on poistettu" in client.post(page + "poista/").text
    assert not GroupMember.objects.filter(pk=member.pk).exists()
    assert client.get(page).status_code == 404
    told = Notification.objects.get(kind="card-withdrawn")
    assert told.user == group.facilitators.get().user
    assert "Kaisla" not in told.subject + told.text


def test_a_card_can_be_taken_back_even_after_the_poll_has_ended(client, poll, group):
    member = add_member(group, joined=False)
    polls.close_poll(poll=poll, at=timezone.now())
    client.post(card_link(poll, member) + "poista/")
    assert not GroupMember.objects.filter(pk=member.pk).exists()


def test_an_answer_is_taken_back(client, poll):
    own = client.post(link(poll), {"wishes": ["coping"]}).url.split("?")[0]
    client.post(own + "poista/")
    assert PollAnswer.objects.count() == 0
    assert client.get(own).status_code == 404
    assert client.post(link(poll) + "poista/").status_code == 404


def test_nobody_fills_the_database_through_a_link(poll):
    visit = polls.Visit(read_token(make_token(kind=EVERYBODY, key=poll.public_id, generation=1)), poll)
    for _ in range(polls.MOST_ANSWERS):
        polls.answer_poll(visit=visit, wishes=["coping"], at=timezone.now())
    with pytest.raises(polls.UnableToPoll, match="ei mahdu"):
        polls.answer_poll(visit=visit, wishes=["coping"], at=timezone.now())


def test_wishes_are_counted_from_cards_and_answers_alike(poll, group):
    add_member(group, joined=False, wishes=frozenset({"coping"}))
    visit = polls.Visit(read_token(make_token(kind=EVERYBODY, key=poll.public_id, generation=1)), poll)
    polls.answer_poll(visit=visit, wishes=["coping", "money"], at=timezone.now())
    found = results_of(poll=poll)
    assert (found["answered"], found["anonymous"]) == (2, 1)
    assert [(row["word"], row["count"]) for row in found["wishes"]] == [("jaksaminen", 2), ("talous ja verot", 1)]


def test_the_page_of_the_poll_takes_the_same_queries_for_few_and_many(
    client, poll, group, django_assert_max_num_queries
):
    client.force_login(group.facilitators.get().user)
    for number in range(12):
        add_member(group, joined=False, pseudonym=f"Kortti {number}")
    with django_assert_max_num_queries(12):
        assert client.get(reverse("groups:poll", kwargs={"group": group.public_id})).status_code == 200


def test_links_are_in_no_table(poll, group):
    token = make_token(kind=EVERYBODY, key=poll.public_id, generation=poll.generation)
    assert token not in str(list(NeedsPoll.objects.values()))


def test_answers_go_with_the_cards_when_the_group_has_long_ended(poll, group):
    end_group(group=group, at=timezone.now())
    delete_due_cards(before=timezone.now() + timedelta(seconds=1), at=timezone.now())
    assert NeedsPoll.objects.count() == 0


def test_one_device_asks_at_most_so_often(client, poll, settings):
    statuses = {client.get(link(poll)).status_code for _ in range(40)}
    assert statuses == {200, 429}


def test_a_founded_group_may_ask_too(client):
    group = make_founded_group()
    client.force_login(group.facilitators.get().user)
    address = reverse("groups:poll", kwargs={"group": group.public_id})
    client.post(address, {"closes_on": (timezone.localdate() + timedelta(days=5)).isoformat()})
    assert NeedsPoll.objects.get().group == group
    assert client.post(address, {"closes_on": "eilen"}).status_code == 422
    client.post(reverse("groups:poll-close", kwargs={"group": group.public_id}))
    assert not NeedsPoll.objects.get().is_open(timezone.now())
