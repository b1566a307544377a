"""Planning a run on one page, copying an earlier one without its people, and opening it (K1)."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_course, make_form, make_run, make_staff, mark_present
from factories.reporting import fund, make_project

from courses.enums import RunState, SessionState
from courses.models import CourseRun, RunStaff, Session

pytestmark = pytest.mark.django_db

PAGE = "/koordinaattori/uusi-toteutus/"


@pytest.fixture
def planner(client):
    """A coordinator of an earlier run, signed in, and a form of two sessions of three hours two weeks apart."""
    run = make_run(course=make_course())
    user = make_staff(run, "coordinator")
    client.force_login(user)
    user.run, user.base = run, f"form-{run.form_id}"
    return user


def ask(client, planner, step="paivat", **values):
    """Fill in what the page asks for, see the dates, and send what was shown with the changes."""
    head = {"base": planner.base, "starts_on": "2027-09-07", "name": "Syksy 2027", "capacity": "12", "language": "fi"}
    head |= {key: value for key, value in values.items() if not key.startswith("k")}
    shown = client.post(PAGE, head | {"step": "paivat"})
    planning = shown.context["planning"]
    if step == "paivat":
        return shown
    sent = {key: value for key, value in planning.data.items() if not key.startswith("csrf")} | head
    sent |= {key.replace("_", "-", 1): value for key, value in values.items() if key.startswith("k")}
    return client.post(PAGE, sent | {"step": "luo"})


def days(planning):
    return [row.cleaned_data["day"] for row in planning.rows]


def test_a_run_is_made_as_a_draft_and_opened(client, planner):
    trainer = make_staff(planner.run)
    answer = ask(client, planner, "luo", trainers=[trainer.pk], place="Raatihuone")
    run = CourseRun.objects.get(slug="syksy-2027")
    assert answer.url == reverse("courses:schedule", kwargs={"run": run.slug})
    assert (run.state, run.capacity, run.starts_on, run.ends_on) == ("draft", 12, date(2027, 9, 7), date(2027, 9, 21))
    assert [session.place for session in run.sessions.all()] == ["Raatihuone", "Raatihuone"]
    assert set(RunStaff.objects.filter(run=run).values_list("user", "role")) == {
        (planner.pk, "coordinator"),
        (trainer.pk, "trainer"),
    }
    assert client.get(answer.url).status_code == 200
    preview = client.get(reverse("courses:learn", kwargs={"run": run.slug}), {"paiva": "2027-09-07"})
    assert preview.status_code == 200
    client.logout()
    assert client.get(reverse("courses:enrol", kwargs={"run": run.slug})).status_code in (302, 404)
    client.force_login(planner)
    for _click in range(2):
        client.post(reverse("courses:publish", kwargs={"run": run.slug}))
    run.refresh_from_db()
    assert run.state == RunState.ENROLLING


def test_dates_shift_with_the_first_day_and_what_was_typed_stays(client, planner):
    planning = ask(client, planner).context["planning"]
    assert days(planning) == [date(2027, 9, 7), date(2027, 9, 21)]
    sent = dict(planning.data.items()) | {"k2-day": "2027-09-23", "k2-place": "Oma sali", "step": "luo"}
    moved = client.post(PAGE, sent | {"starts_on": "14.9.2027"})
    assert days(moved.context["planning"]) == [date(2027, 9, 14), date(2027, 9, 30)]
    assert "Oma sali" in moved.text
    assert not CourseRun.objects.filter(name="Syksy 2027").exists()  # dates nobody has seen make no run


@pytest.mark.parametrize(
    ("starts_on", "note"),
    [
        ("2027-12-24", "jouluaatto"),
        ("2027-06-25", "juhannusaatto"),
        ("2027-09-04", "lauantai"),
        ("2027-05-01", "vappu"),
    ],
)
def test_holidays_and_weekends_are_pointed_out_and_allowed(client, planner, starts_on, note):
    assert f"Päivä on {note}." in ask(client, planner, starts_on=starts_on).text
    assert ask(client, planner, "luo", starts_on=starts_on).status_code == 302


def test_hours_that_do_not_add_up_are_allowed_with_a_tick(client, planner):
    refused = ask(client, planner, "luo", k1_minutes="120")
    assert refused.status_code == 422
    assert "Tunnit eivät täsmää laajuuteen" in refused.text
    assert ask(client, planner, "luo", k1_minutes="120", hours_ok="on").status_code == 302


BAD = [
    ({"k2_day": "2027-09-06"}, "ennen kuin edellinen kerta on ohi"),
    ({"k2_day": "2027-09-07", "k2_clock": "11:00"}, "ennen kuin edellinen kerta on ohi"),
    ({"k1_day": "31.2.2027"}, ""),
    ({"k1_clock": "27:00"}, ""),
    ({"k1_minutes": "0"}, ""),
    ({"k1_mode": "x"}, ""),
    ({"k1_title": ""}, ""),
    ({"name": ""}, ""),
    ({"name": "a\0b"}, ""),
    ({"name": "x" * 121}, ""),
    ({"capacity": "-1"}, ""),
    ({"closes_on": "2027-09-08"}, "viimeistään ensimmäisenä päivänä"),
    ({"trainer_mail": "ei-ole@esimerkki.test"}, "ei ole tiliä"),
    ({"link": "javascript:alert(1)"}, ""),
    ({"slug": "ä ö"}, ""),
]


def test_bad_input_is_answered_and_nothing_typed_is_lost(client, planner):
    typed = dict(ask(client, planner, name="Nimi & <b>").context["planning"].data.items()) | {"step": "luo"}
    for values, words in BAD:
        wrong = {key.replace("_", "-", 1) if key[0] == "k" else key: value for key, value in values.items()}
        answer = client.post(PAGE, typed | wrong)
        assert answer.status_code == 422, values
        assert words in answer.text
        if "name" not in values:
            assert "Nimi &amp; &lt;b&gt;" in answer.text
    assert CourseRun.objects.count() == 1


def test_a_base_that_is_none_makes_nothing(client, planner):
    for base in ("", "x", "form-0", "form-99999999999999999999", "run-ei-ole", "own-0", "form-²"):
        answer = client.post(PAGE, {"base": base, "starts_on": "2027-09-07", "name": "x", "step": "luo"})
        assert answer.status_code == 422, base
    assert CourseRun.objects.count() == 1


def test_a_rule_that_can_never_be_met_is_refused(client, planner):
    rules = {"conditions": [{"id": "m", "kind": "meetings_logged", "params": {"count": 40}}]}
    planner.base = f"form-{make_form(planner.run.course, rules=rules).pk}"
    assert "Suoritusehtoa ei voi täyttää" in ask(client, planner).text
    answer = ask(client, planner, "luo")
    assert answer.status_code == 422
    assert "kestää vain 2 viikkoa" in answer.text
    assert CourseRun.objects.count() == 1


def test_the_rules_can_be_changed_on_the_way(client, planner):
    planning = ask(client, planner).context["planning"]
    sent = dict(planning.data.items()) | {"rules_of": planner.base, "seen": "1", "c-sessions-on": "on"}
    sent |= {"c-sessions-sessions": "1", "c-sessions-min_minutes": "0", "present_percent": "80", "step": "luo"}
    assert client.post(PAGE, sent).status_code == 302
    rules = CourseRun.objects.get(slug="syksy-2027").rule_sets.get().rules
    assert [rule["id"] for rule in rules["conditions"]] == ["sessions"]
    assert rules["conditions"][0]["params"]["sessions"] == 1


def test_the_same_address_twice_is_answered_with_a_free_one(client, planner):
    assert ask(client, planner, "luo").status_code == 302
    assert ask(client, planner, "luo").status_code == 302  # without an address of its own it gets a number
    assert CourseRun.objects.filter(slug="syksy-2027-2").exists()
    answer = ask(client, planner, "luo", slug="syksy-2027")
    assert answer.status_code == 422
    assert "syksy-2027-3" in answer.text


def test_an_own_pattern_has_as_many_sessions_as_one_likes(client, planner):
    planner.base = f"own-{planner.run.course_id}"
    planning = ask(client, planner, count="4").context["planning"]
    assert len(planning.rows) == 4
    answer = ask(client, planner, "luo", count="1", k1_minutes="360")
    assert answer.status_code == 302
    run = CourseRun.objects.get(slug="syksy-2027")
    assert run.form.extent_minutes == 360
    assert run.sessions.get().contents.count() == 2  # what does not fit comes in the last session
    assert run.form.name not in client.get(PAGE).text  # and the pattern is offered to no other run


def test_a_trainer_who_is_elsewhere_is_pointed_out(client, planner):
    trainer = make_staff(planner.run)
    day = timezone.localdate(planner.run.sessions.last().starts_at)
    page = ask(client, planner, trainers=[trainer.pk], starts_on=day.isoformat())
    assert f"Samaan aikaan: {trainer.get_full_name()}" in page.text


def test_a_copy_takes_content_and_settings_and_no_people(client, planner):
    old = planner.run
    make_staff(old)
    enrolment = EnrolmentFactory(run=old)
    EnrolmentFactory(run=old, state="applied")
    old.sessions.filter(position=2).update(place="Kirjasto", link="https://kokous.test/1", mode="hybrid", minutes=150)
    mark_present(enrolment, old.sessions.get(position=1))
    old.sessions.filter(position=2).update(state=SessionState.CANCELLED)
    planner.base = f"run-{old.slug}"
    assert old.name in client.get(PAGE, {"pohja": planner.base}).text
    assert ask(client, planner, "luo", hours_ok="on").status_code == 302
    run = CourseRun.objects.get(slug="syksy-2027")
    for session, before in zip(run.sessions.all(), old.sessions.all(), strict=True):
        assert (session.place, session.link, session.mode, session.minutes, session.title) == (
            before.place, before.link, before.mode, before.minutes, before.title,
        )  # fmt: skip
        assert list(session.contents.values_list("page")) == list(before.contents.values_list("page"))
        assert (session.state, session.sequence) == (SessionState.PLANNED, 0)
    assert run.rule_sets.get().rules == old.rule_sets.last().rules
    assert list(RunStaff.objects.filter(run=run).values_list("user", flat=True)) == [planner.pk]
    taken_over = {"Session", "RuleSet", "RunStaff", "SessionContent"}
    for model in apps.get_models():  # every table that points at a run or at its sessions stays empty, but for these
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in (CourseRun, Session) and model.__name__ not in taken_over:
                lookup = field.name if field.related_model is CourseRun else f"{field.name}__run"
                assert not model._base_manager.filter(**{lookup: run}).exists(), model


def test_a_stranger_copies_nothing(client, planner):
    other = make_run()
    client.force_login(make_staff(make_run(), "coordinator"))
    answer = client.post(PAGE, {"base": f"run-{other.slug}", "starts_on": "2027-09-07", "step": "paivat"})
    assert answer.status_code == 422
    assert other.name not in client.get(PAGE).text
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 404


def test_a_run_whose_enrollment_is_over_is_not_opened(client, planner):
    ask(client, planner, "luo")
    run = CourseRun.objects.get(slug="syksy-2027")
    CourseRun.objects.filter(pk=run.pk).update(
        enrolment_opens_at=timezone.now() - timedelta(days=2), enrolment_closes_at=timezone.now() - timedelta(days=1)
    )
    answer = client.post(reverse("courses:publish", kwargs={"run": run.slug}), follow=True)
    assert "Ilmoittautumisaika on jo ohi" in answer.text


def test_the_settings_and_trainers_of_a_run_change_later(client, planner):
    run, old, new = planner.run, make_staff(planner.run), UserFactory()
    path = reverse("courses:run-settings", kwargs={"run": run.slug})
    assert client.get(path).status_code == 200
    data = {"name": "Uusi nimi", "capacity": "9", "language": "sv", "trainer_mail": new.email.upper()}
    for wrong in ({"name": ""}, {"capacity": "0"}, {"closes_on": "2199-01-01"}, {"trainers": "x"}, {"language": "xx"}):
        assert client.post(path, data | wrong).status_code == 422, wrong
    for _click in range(2):
        assert client.post(path, data).status_code == 302
    run.refresh_from_db()
    assert (run.name, run.capacity, run.language) == ("Uusi nimi", 9, "sv")
    assert list(run.staff.filter(role="trainer", ended_at=None).values_list("user", flat=True)) == [new.pk]
    client.force_login(old)
    assert client.get(reverse("courses:schedule", kwargs={"run": run.slug})).status_code == 404


def test_a_run_is_put_under_a_project_whose_days_cover_it(client, planner):
    mine = make_project(code="S1", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    over = make_project(code="S2", starts_on=date(2025, 1, 1), ends_on=date(2027, 9, 20))
    strange = make_project(code="S3", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    fund(strange, make_run())
    assert "S3" not in client.get(PAGE).text
    for wrong in (over.public_id, strange.public_id, "x", "<script>"):
        assert ask(client, planner, "luo", project=wrong).status_code == 422, wrong
    assert ask(client, planner, "luo", project=mine.public_id).status_code == 302
    run = CourseRun.objects.get(slug="syksy-2027")
    assert run.project == mine
    path = reverse("courses:run-settings", kwargs={"run": run.slug})
    data = {"name": "Syksy 2027", "capacity": "12", "language": "fi"}
    assert client.post(path, data | {"project": over.public_id}).status_code == 422
    assert client.post(path, data).status_code == 302
    run.refresh_from_db()
    assert run.project is None
    fund(over, run)  # on the project's own page; there it stays while other facts change
    assert client.post(path, data | {"project": over.public_id}).status_code == 302
    trainer = make_staff(run)
    client.force_login(trainer)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("ends_on", "is_kept"), [(date(2027, 9, 21), True), (date(2027, 9, 20), False)])
def test_a_copy_keeps_the_project_only_where_it_covers_the_new_days(client, planner, ends_on, is_kept):
    project = make_project(starts_on=date(2026, 1, 1), ends_on=ends_on)
    fund(project, planner.run)
    planner.base = f"run-{planner.run.slug}"
    assert f'value="{project.public_id}" selected' in client.get(PAGE, {"pohja": planner.base}).text
    shown = ask(client, planner, project=project.public_id)
    assert ("ei otettu mukaan" in shown.text) is not is_kept
    sent = shown.context["planning"].data.dict() | {"step": "luo", "hours_ok": "on"}
    assert client.post(PAGE, sent).status_code == 302
    assert CourseRun.objects.get(slug="syksy-2027").project == (project if is_kept else None)
