"""When one activity opens: by date, after other activities, with the own group, by role; and what holds everywhere."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.modules import make_lesson

from courses.domain.completion import complete_activity, required_activity_ids
from courses.domain.learning import plan_for
from courses.domain.opening import Learner
from courses.models import ConditionState, Prerequisite

pytestmark = pytest.mark.django_db
NOW = timezone.now


class Room:
    """A run with one session, two lessons in it, and a trainee."""

    def __init__(self, *, starts_in_days: int = 0, **opening):
        self.course = make_course(sessions=1)
        page = session_pages(self.course)[0]
        self.first = make_lesson(page, title="Ensin tämä")
        self.second = make_lesson(page, title="Sitten tämä", **opening)
        self.run = make_run(course=self.course, started_days_ago=-starts_in_days)
        self.session = self.run.sessions.get()
        self.enrolment = EnrolmentFactory(run=self.run)

    def wait_for_first(self):
        Prerequisite.objects.create(activity_id=self.second.pk, needed_id=self.first.pk)
        self.second.save_revision().publish()

    def plan(self, at=None, enrolment="own"):
        found = self.enrolment if enrolment == "own" else enrolment
        found = type(self.enrolment).objects.select_related("run", "rule_set").get(pk=found.pk) if found else None
        return plan_for(run=found.run if found else self.run, enrolment=found, at=at or NOW())

    def closure(self, at=None):
        row, item = self.plan(at).find(self.second.slug)
        return row.closure_for(item)


@pytest.mark.parametrize(
    ("when", "days", "opens"),
    [
        ("before", 3, lambda session: session.starts_at - timedelta(days=3)),
        ("start", 9, lambda session: session.starts_at),
        ("end", 9, lambda session: session.ends_at),
        ("after", 2, lambda session: session.ends_at + timedelta(days=2)),
    ],
)
def test_by_date_to_the_second(when, days, opens):
    room = Room(starts_in_days=20, opens_when=when, opens_days=days)
    moment = opens(room.session)
    closed = room.closure(moment - timedelta(seconds=1))
    assert closed.opens_at == moment
    assert closed.reason.startswith("Avautuu ")
    assert room.closure(moment) is None


def test_nothing_chosen_is_open_with_its_session():
    assert Room(starts_in_days=20).closure() is None


def test_a_moved_session_moves_the_opening():
    room = Room(starts_in_days=20, opens_when="start")
    room.session.starts_at = NOW() - timedelta(hours=1)
    room.session.save()
    assert room.closure() is None


class TestAfterOthers:
    def test_closed_until_the_other_is_done_and_the_link_leads_there(self):
        room = Room()
        room.wait_for_first()
        closed = room.closure()
        assert closed.reason == "Avautuu, kun olet tehnyt osion ”Ensin tämä”."
        assert closed.link == reverse("courses:activity", kwargs={"run": room.run.slug, "activity": room.first.slug})
        complete_activity(enrolment=room.enrolment, activity=room.first, at=NOW())
        assert room.closure() is None

    def test_an_activity_that_is_gone_holds_nobody_up(self):
        room = Room()
        room.wait_for_first()
        room.first.unpublish()
        assert room.closure() is None

    def test_a_copied_course_waits_for_its_own_pages(self):
        room = Room()
        room.wait_for_first()
        copied = room.course.copy(recursive=True, update_attrs={"slug": "kopio", "title": "Kopio"})
        run = make_run(course=copied)
        trainee = EnrolmentFactory(run=run)
        assert not run.enrolments.exclude(pk=trainee.pk).exists()
        row, item = room.plan(enrolment=trainee).find(room.second.slug)
        assert item.pk != room.second.pk
        closed = row.closure_for(item)
        assert "Ensin tämä" in closed.reason
        assert run.slug in closed.link

    def test_the_next_link_goes_past_what_is_closed(self):
        room = Room()
        room.wait_for_first()
        plan = room.plan()
        assert plan.neighbor(plan.find(room.first.slug)[1], +1) is None


class TestWithTheOwnGroup:
    def test_a_rule_published_in_the_middle_of_a_run_is_looked_at_when_the_trainee_comes(self):
        room = Room(opens_group="founded")
        assert room.closure().reason == "Avautuu, kun oma ryhmäsi on perustettu."
        assert ConditionState.objects.filter(enrolment=room.enrolment, condition="own-group-founded").count() == 1

    def test_a_group_that_is_far_enough_opens_it(self):
        room = Room(opens_group="gathering")
        ConditionState.objects.create(
            enrolment=room.enrolment, condition="own-group-gathering", position=2000, standing="met", since=NOW()
        )
        assert room.closure() is None

    def test_reading_takes_few_queries(self, django_assert_max_num_queries):
        room = Room(opens_group="gathering")
        room.plan()
        with django_assert_max_num_queries(5):
            room.plan()


class TestByRole:
    def test_others_are_told_and_it_is_not_asked_of_them(self):
        room = Room(audience="advisor")
        assert "yritysneuvojille" in room.closure().reason
        assert room.second.pk not in required_activity_ids(room.enrolment)
        row, _ = room.plan().find(room.second.slug)
        assert room.second.pk not in [item.pk for item in row.required_items]

    def test_those_it_is_for_get_it(self):
        room = Room(audience="advisor")
        room.enrolment.background = "advisor"
        room.enrolment.save()
        assert room.closure() is None
        assert room.second.pk in required_activity_ids(type(room.enrolment).objects.get(pk=room.enrolment.pk))

    def test_what_is_for_the_staff_does_not_exist_for_trainees(self, client):
        room = Room(audience="staff")
        url = reverse("courses:activity", kwargs={"run": room.run.slug, "activity": room.second.slug})
        client.force_login(room.enrolment.user)
        assert client.get(url).status_code == 404
        learn = client.get(reverse("courses:learn", kwargs={"run": room.run.slug})).content.decode()
        assert "Sitten tämä" not in learn
        client.force_login(make_staff(room.run))
        assert client.get(url).status_code == 200


def test_reasons_add_up():
    room = Room(starts_in_days=20, opens_when="start")
    room.wait_for_first()
    reason = room.closure().reason
    assert "Avautuu, kun olet tehnyt" in reason
    assert reason.count("Avautuu") == 2


@pytest.mark.parametrize("rest", ["", "luettu/", "kohta/", "tallenne/00000000-0000-0000-0000-000000000000/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_gate_holds_for_every_route(client, rest, method):
    room = Room(starts_in_days=20, opens_when="start")
    client.force_login(room.enrolment.user)
    url = reverse("courses:activity", kwargs={"run": room.run.slug, "activity": room.second.slug}) + rest
    response = getattr(client, method)(url, {"block": "b1"})
    assert response.status_code == 403
    assert "Avautuu" in response.content.decode()
    assert not room.enrolment.completions.exists()


def test_the_list_says_why_and_does_not_link(client):
    room = Room()
    room.wait_for_first()
    client.force_login(room.enrolment.user)
    for name, more in (("courses:learn", {}), ("courses:session", {"position": 1})):
        html = client.get(reverse(name, kwargs={"run": room.run.slug, **more})).content.decode()
        assert "Avautuu, kun olet tehnyt osion ”Ensin tämä”." in html
        assert f"/{room.second.slug}/" not in html


class TestADayOfChoice:
    def test_an_imagined_trainee_has_done_nothing_or_all(self):
        room = Room(starts_in_days=20, opens_when="start")
        room.wait_for_first()

        def closed(at, learner):
            plan = plan_for(run=room.run, enrolment=None, at=at, learner=learner)
            row, item = plan.find(room.second.slug)
            return row.closure_for(item) is not None

        after = room.session.ends_at
        assert closed(NOW(), Learner({}, frozenset(), has_met_all=True))
        assert not closed(after, Learner({}, frozenset(), has_met_all=True))
        assert closed(after, Learner({}, frozenset()))

    def test_the_trainer_chooses_it(self, client):
        room = Room(starts_in_days=20, opens_when="start")
        url = reverse("courses:learn", kwargs={"run": room.run.slug})
        client.force_login(make_staff(room.run))
        assert f"/{room.second.slug}/" in client.get(url).content.decode()
        today = client.get(url, {"paiva": timezone.localdate().isoformat()}).content.decode()
        assert f"/{room.second.slug}/" not in today
        assert "Näet, mitä osallistujalle on auki" in today
        later = timezone.localdate(room.session.starts_at).isoformat()
        assert f"/{room.second.slug}/" in client.get(url, {"paiva": later}).content.decode()

    @pytest.mark.parametrize("day", ["", "eilen", "9999-12-31", "0001-01-01", "2026-02-30", "\x00", "🌊"])
    def test_what_is_no_day_gets_a_message(self, client, day):
        room = Room()
        client.force_login(make_staff(room.run))
        response = client.get(reverse("courses:learn", kwargs={"run": room.run.slug}), {"paiva": day})
        assert response.status_code == 200
        assert 'aria-invalid="true"' in response.content.decode()

    def test_trainees_have_no_such_choice(self, client):
        room = Room(starts_in_days=20, opens_when="start")
        client.force_login(room.enrolment.user)
        html = client.get(reverse("courses:learn", kwargs={"run": room.run.slug}), {"paiva": "2099-01-01"}).content
        assert f"/{room.second.slug}/" not in html.decode()
