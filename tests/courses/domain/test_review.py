"""The inbox: what its counts count, whose turn it is to read, and what comes next."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.assessments import make_assignment, make_place, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff

from assessments.assignment.models import Submission
from courses.domain.reading_turns import LASTS, keep_reading, open_review
from courses.domain.review import inbox_of, next_review
from courses.models import RunStaff

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_assignment)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def trainer(place):
    return make_staff(place[0].run)


@pytest.fixture
def works(place):
    """Five works that came 50, 40, 20, 3 and 1 days ago."""
    found = []
    for days in (50, 40, 20, 3, 1):
        work = send_text(EnrolmentFactory(run=place[0].run), place[1])
        Submission.objects.filter(pk=work.pk).update(submitted_at=timezone.now() - timedelta(days=days))
        found.append(work)
    return found


def url_of(work) -> str:
    return reverse("assignment:review", args=[work.public_id])


def test_the_oldest_comes_first_and_counts_equal_rows(client, works, trainer):
    client.force_login(trainer)
    client.get(url_of(works[0]))
    inbox = inbox_of(user=trainer, at=timezone.now())
    assert [row.entry.url for row in inbox.rows] == [url_of(work) for work in works]
    assert inbox.counts() == {"": 5, "uudet": 4, "viipyneet": 2, "apua": 0}
    for show, count in inbox.counts().items():
        page = client.get(reverse("portal:inbox"), {"nayta": show})
        assert len(page.context["entries"]) == count
        badges = {tab["title"]: tab["count"] for tab in page.context["tabs"]}
        assert badges == {"Kaikki": 5, "Uudet": 4, "Viipyneet": 2, "Pyytää apua": 0}


@pytest.mark.parametrize("show", ["x", "<script>", "uudet\x00", "😀"])
def test_an_unknown_filter_shows_everything(client, works, trainer, show):
    client.force_login(trainer)
    assert len(client.get(reverse("portal:inbox"), {"nayta": show}).context["entries"]) == 5


def test_who_opens_what_another_reads_is_told(client, works, trainer, place):
    other = make_staff(place[0].run)
    client.force_login(trainer)
    assert "lukee tätä parhaillaan" not in client.get(url_of(works[0])).content.decode()
    client.force_login(other)
    page = client.get(url_of(works[0])).content.decode()
    assert f"{trainer.get_full_name()} lukee tätä parhaillaan" in page
    assert "Hyväksy</button>" in page
    row = inbox_of(user=other, at=timezone.now()).rows[0]
    assert row.reader == trainer.get_full_name()
    assert inbox_of(user=trainer, at=timezone.now()).rows[0].reader == ""


def test_a_turn_ends_by_itself_and_goes_on_while_the_page_is_open(works, trainer, place):
    other, now, address = make_staff(place[0].run), timezone.now(), url_of(works[0])
    assert open_review(address=address, user=trainer, at=now) is None
    assert keep_reading(address=address, user=trainer, at=now + LASTS / 2)
    assert open_review(address=address, user=other, at=now + LASTS).user == trainer
    assert not keep_reading(address=address, user=other, at=now + LASTS)
    assert open_review(address=address, user=other, at=now + LASTS * 2) is None
    assert open_review(address=address, user=trainer, at=now + LASTS * 2).user == other


def test_a_sign_of_life_is_the_readers_own(client, works, trainer, place):
    client.force_login(trainer)
    client.get(url_of(works[0]))
    assert client.post(reverse("portal:reading"), {"address": url_of(works[0])}).status_code == 204
    assert client.post(reverse("portal:reading"), {"address": "\x00" * 500}).status_code == 404
    assert client.post(reverse("portal:reading")).status_code == 404
    client.force_login(make_staff(place[0].run))
    assert client.post(reverse("portal:reading"), {"address": url_of(works[0])}).status_code == 404
    client.logout()
    assert client.post(reverse("portal:reading"), {"address": url_of(works[0])}).status_code == 302


def test_the_next_is_below_then_the_first_and_never_what_another_reads(works, trainer, place):
    now = timezone.now()
    following = next_review(user=trainer, address=url_of(works[1]), show="", at=now)
    assert following.url == url_of(works[2])
    assert next_review(user=trainer, address=url_of(works[4]), show="", at=now).url == url_of(works[0])
    assert next_review(user=trainer, address=url_of(works[0]), show="viipyneet", at=now).url == url_of(works[1])
    open_review(address=url_of(works[2]), user=make_staff(place[0].run), at=now)
    assert next_review(user=trainer, address=url_of(works[1]), show="", at=now).url == url_of(works[3])


def test_with_nothing_else_there_is_no_next(place, trainer):
    work = send_text(*place)
    assert next_review(user=trainer, address=url_of(work), show="", at=timezone.now()) is None


def test_answering_leads_to_the_next_of_the_same_filter(client, works, trainer):
    client.force_login(trainer)
    url = url_of(works[0]) + "?nayta=viipyneet"
    response = client.post(url, {"decision": "accepted", "round": 1})
    assert response.url == url_of(works[1]) + "?nayta=viipyneet"


def test_the_page_tells_its_keys(client, works, trainer):
    client.force_login(trainer)
    page = client.get(url_of(works[0])).content.decode()
    for words in ("Pikanäppäimet", "<kbd>H</kbd>", 'data-key="p"', 'data-key="s"', "data-review-toggle"):
        assert words in page


def test_a_trainer_who_is_taken_off_the_run_loses_everything_at_once(client, works, trainer):
    client.force_login(trainer)
    assert client.get(url_of(works[0])).status_code == 200
    RunStaff.objects.filter(user=trainer).update(ended_at=timezone.now())
    assert client.get(url_of(works[0])).status_code == 404
    assert client.post(url_of(works[0]), {"decision": "accepted", "round": 1}).status_code == 404
    assert inbox_of(user=trainer, at=timezone.now()).rows == []


def test_trainers_of_other_runs_have_an_inbox_of_their_own(works):
    assert inbox_of(user=make_staff(make_run()), at=timezone.now()).rows == []


def test_the_inbox_takes_as_many_queries_for_many(client, works, trainer, place, django_assert_max_num_queries):
    client.force_login(trainer)
    client.get(reverse("portal:inbox"))
    with django_assert_max_num_queries(14):
        client.get(reverse("portal:inbox"))
    for _one in range(40):
        send_text(EnrolmentFactory(run=place[0].run), place[1])
    with django_assert_max_num_queries(14):
        client.get(reverse("portal:inbox"))
