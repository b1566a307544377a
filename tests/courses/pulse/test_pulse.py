"""The pulse: three taps by link, counted once, shown when enough stand behind it, never by difference."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory
from factories.courses import make_staff
from factories.groups import make_founded_group, make_group, make_log, make_meeting, make_trainee

from courses.groups.domain.lifecycle import end_group
from courses.pulse.domain.answering import UnableToPulse, answer_pulse, change_link, open_pulse, token_of
from courses.pulse.domain.results import results_of, results_of_run
from courses.pulse.models import Pulse, PulseReceipt, PulseTally

pytestmark = pytest.mark.django_db
FOUR = {"openness": "4", "voice": "5", "use": "3"}


@pytest.fixture
def enrolment():
    return make_trainee()


@pytest.fixture
def pulse(enrolment):
    return make_pulse(make_founded_group(enrolment=enrolment))


def make_pulse(group, days=-1):
    return open_pulse(meeting=make_meeting(group, days=days), at=timezone.now())


def tap(pulse, times=1, nonce=None, **values):
    for _ in range(times):
        chosen = {name: int(value) for name, value in {**FOUR, **values}.items()}
        answer_pulse(pulse=pulse, nonce=nonce or uuid.uuid4(), values=chosen, at=timezone.now())
    pulse.refresh_from_db()


def link(pulse):
    return reverse("pulse:answer", kwargs={"token": token_of(pulse)})


def test_looking_changes_nothing_and_three_taps_count_once_for_a_device(pulse):
    device = Client()
    for _look in range(2):
        page = device.get(link(pulse))
        assert page.status_code == 200
        assert not page.cookies.keys() & {key for key in page.cookies if key.startswith("pulssi")}
    data = {**FOUR, "nonce": page.context["form"]["nonce"].value()}
    assert device.post(link(pulse), data).status_code == 302
    assert "Kiitos" in device.get(link(pulse)).text
    assert "Kiitos" in device.post(link(pulse), FOUR).text
    assert Client().post(link(pulse), data).status_code == 302  # the same form again, without the cookie
    pulse.refresh_from_db()
    assert pulse.answers == 1
    assert sum(PulseTally.objects.values_list("count", flat=True)) == 3


def test_nothing_stored_joins_an_answer_to_anything():
    names = {field.name for model in (PulseTally, PulseReceipt) for field in model._meta.get_fields()}
    assert names == {"id", "pulse", "question", "value", "count", "shown", "digest"}


@pytest.mark.parametrize(
    "data", [{}, {**FOUR, "use": "6"}, {**FOUR, "use": "0"}, {**FOUR, "use": "x\0"}, {**FOUR, "voice": "<b>"}], ids=str
)
def test_bad_taps_are_answered_in_words(pulse, data):
    assert Client().post(link(pulse), data).status_code == 422
    pulse.refresh_from_db()
    assert pulse.answers == 0


def test_a_link_ends_politely_and_can_be_changed(pulse, enrolment):
    old = link(pulse)
    change_link(pulse=pulse)
    pulse.refresh_from_db()
    assert [Client().get(url).status_code for url in (old, link(pulse), old[:-3] + "xx/")] == [404, 200, 404]
    assert "noindex" in Client().get(link(pulse))["X-Robots-Tag"]
    Pulse.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert [Client().get(link(pulse)).status_code, Client().post(link(pulse), FOUR).status_code] == [410, 410]
    open_pulse(meeting=pulse.meeting, at=timezone.now())
    end_group(group=pulse.meeting.group, at=timezone.now())
    pulse.refresh_from_db()
    assert Client().get(link(pulse)).status_code == 410


def test_the_facilitator_sees_from_three_on_and_then_only_by_threes(pulse, client, enrolment):
    client.force_login(enrolment.user)
    make_log(pulse.meeting.group, meeting=pulse.meeting, present=8, total=8)
    show = reverse("pulse:show", kwargs={"group": pulse.meeting.group.public_id, "meeting": pulse.meeting.public_id})
    seen = []
    for _answer in range(7):
        tap(pulse)
        seen.append((len(results_of(pulse)), pulse.shown_answers))
        assert ("4,0" in client.get(show).text) == (pulse.answers >= 3)
    assert seen == [(0, 0), (0, 0), (3, 3), (3, 3), (3, 3), (3, 6), (3, 6)]


def test_there_are_no_more_answers_than_people(pulse):
    tap(pulse, times=4)  # four members
    with pytest.raises(UnableToPulse):
        tap(pulse)


def test_the_staff_of_the_run_see_one_sum_moved_by_at_least_five(client, enrolment):
    run = enrolment.run
    one, two = (make_pulse(make_founded_group(enrolment=make_trainee(run))) for _ in range(2))
    trainer, other = make_staff(run), make_staff(make_trainee().run)
    address = reverse("pulse:run", kwargs={"run": run.slug})
    tap(one, times=4)
    assert results_of_run(run) == (0, [])
    tap(two, times=3, openness=1)
    assert results_of_run(run)[0] == 5
    client.force_login(trainer)
    page = client.get(address).text
    assert "5 vastausta" in page
    assert one.meeting.group.name not in page
    for person in (other, enrolment.user, AdminFactory(), make_staff(run, "coordinator")):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_only_the_facilitators_open_and_see_a_pulse(client, pulse, enrolment):
    path = {"group": pulse.meeting.group.public_id}
    urls = [reverse("pulse:list", kwargs=path)]
    urls += [reverse(f"pulse:{name}", kwargs={**path, "meeting": pulse.meeting.public_id}) for name in ("show", "code")]
    client.force_login(enrolment.user)
    assert [client.get(url).status_code for url in urls] == [200, 200, 200]
    assert client.get(urls[2])["Content-Type"] == "image/svg+xml"
    for action in ("close", "change", "open", "open", "odd"):
        assert client.post(urls[1], {"action": action}).status_code == 302
    pulse.refresh_from_db()
    assert (pulse.generation, Pulse.objects.count()) == (2, 1)
    for person in (make_trainee(enrolment.run).user, make_staff(enrolment.run), AdminFactory()):
        client.force_login(person)
        assert [client.get(url).status_code for url in urls] == [404] * 3
        assert client.post(urls[1], {"action": "change"}).status_code == 404
    client.logout()
    assert [client.get(url).status_code for url in urls] == [302] * 3


def test_a_meeting_ahead_or_cancelled_has_no_pulse(client):
    group = make_group()
    for meeting in (make_meeting(group, days=3),):
        with pytest.raises(UnableToPulse):
            open_pulse(meeting=meeting, at=timezone.now())
    client.force_login(group.facilitators.get().user)
    assert "Ei vielä pulsseja" in client.get(reverse("pulse:list", kwargs={"group": group.public_id})).text


def test_a_list_of_many_pulses_asks_as_often_as_one_of_few(client, pulse, enrolment, django_assert_max_num_queries):
    client.force_login(enrolment.user)
    address = reverse("pulse:list", kwargs={"group": pulse.meeting.group.public_id})
    client.get(address)
    for days in range(2, 8):
        tap(make_pulse(pulse.meeting.group, days=-days), times=3)
    with django_assert_max_num_queries(9):
        client.get(address)
