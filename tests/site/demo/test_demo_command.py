"""The demo command: loads everything, loads it again without a change, and tells addresses that answer."""

import json
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.models import Certificate
from courses.domain.completion import evaluate
from courses.enums import EnrolmentState
from courses.groups.models import MeetingLog, PeerGroup
from courses.models import ActivityCompletion, ActivityPage, CourseRun, Enrolment, Session, SessionQuestion
from courses.outline import forget_outlines
from demo.sources import read_demo
from modules.lesson.models import LessonPage
from modules.recording.models import RecordingPage

pytestmark = pytest.mark.dear  # loading takes its time: once is enough

PAGES = {  # which role each address is for; None needs no signing in
    "course": None,
    "verify": None,
    "badge": None,
    "learn": "trainee",
    "session": "trainee",
    "lesson": "trainee",
    "quiz": "trainee",
    "assignment": "trainee",
    "survey": "trainee",
    "own_group": "trainee",
    "meeting_log": "trainee",
    "progress": "trainer",
    "review_inbox": "trainer",
    "attendance": "trainer",
    "certificates": "coordinator",
    "closing": "coordinator",
    "messages": "coordinator",
    "invitations": "trainer",
    "certificate_pdf": "advisor",
}


def run_demo(*options):
    printed, told = StringIO(), StringIO()
    call_command("demo", "--json", *options, stdout=printed, stderr=told)
    return json.loads(printed.getvalue())


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once for the tests of this file, in a transaction that is taken back at the end."""
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(PROTECTED_ROOT=folder / "uploads", MEDIA_ROOT=folder / "public"),
    ):
        forget_outlines()
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield run_demo("--trainees", "30"), folder
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            forget_outlines()


@pytest.fixture
def demo(loaded, db, settings):
    told, folder = loaded
    settings.PROTECTED_ROOT, settings.MEDIA_ROOT = folder / "uploads", folder / "public"
    return told


def signed_in(role, told):
    account = next(account for account in told["accounts"] if account["role"] == role)
    client = Client()
    client.force_login(User.objects.get(email=account["email"]))
    return client


def rows_of_everything():
    """Return how many rows every table has; what only the passing of time adds to is left out."""
    passing = {"django_tasks_database.dbtaskresult", "wagtailcore.referenceindex"}
    return {
        model._meta.label_lower: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in passing
    }


def test_says_who_can_sign_in_and_where_things_are(demo):
    assert [account["role"] for account in demo["accounts"]] == [
        "trainee", "trainee_ready", "trainer", "coordinator", "advisor", "admin",
    ]  # fmt: skip
    for account in demo["accounts"]:
        assert set(account) == {"role", "email", "password", "home"}
        assert account["home"].startswith("/")
        assert User.objects.get(email=account["email"]).check_password(account["password"])
    assert set(demo["urls"]) == set(PAGES)
    assert all(url.startswith("/") for url in demo["urls"].values())


@pytest.mark.parametrize("key", PAGES)
def test_addresses_answer_for_their_role(demo, key):
    client = signed_in(PAGES[key], demo) if PAGES[key] else Client()
    answer = client.get(demo["urls"][key])
    assert answer.status_code == 200, answer.headers.get("Location", "")


@pytest.mark.parametrize("role", ["trainee", "trainee_ready", "trainer", "coordinator", "advisor", "admin"])
def test_homes_answer(demo, role):
    account = next(account for account in demo["accounts"] if account["role"] == role)
    assert signed_in(role, demo).get(account["home"], follow=True).status_code == 200


def test_loading_again_changes_nothing(demo):
    before = rows_of_everything()
    assert run_demo("--trainees", "30") == demo
    assert rows_of_everything() == before
    plain = run_demo()
    assert (plain["accounts"], plain["urls"]) == (demo["accounts"], demo["urls"])
    assert "volume" not in plain


def test_what_an_author_has_changed_stays(demo):
    page = ActivityPage.objects.get(slug="sopiva-sekoitus").specific
    page.title = "2.1 Meidän oma otsikkomme"
    page.save_revision().publish()
    run_demo()
    assert ActivityPage.objects.get(slug="sopiva-sekoitus").title == "2.1 Meidän oma otsikkomme"


def test_the_whole_course_is_there(demo):
    assert ActivityPage.objects.filter(live=True).count() == 32
    for page in ActivityPage.objects.all().specific():
        page.full_clean()
        assert page.live_revision_id


def test_everything_read_or_watched_has_left_its_own_question(demo):
    asking = [*LessonPage.objects.filter(asks_question=True), *RecordingPage.objects.filter(asks_question=True)]
    assert len(asking) == 10
    done = ActivityCompletion.objects.filter(activity__in=asking).values_list("enrolment_id", "activity_id")
    asked = SessionQuestion.objects.values_list("enrolment_id", "activity_id")
    assert set(done) == set(asked)
    assert len(set(done)) > 100
    for enrolment in Enrolment.objects.filter(run__slug="syksy-2026").studying():
        before = standing_of(enrolment)
        evaluate(enrolment=enrolment, at=timezone.now())
        enrolment.refresh_from_db()
        assert standing_of(enrolment) == before


def test_the_trainer_reads_the_questions_of_a_session(demo):
    html = signed_in("trainer", demo).get("/kouluttaja/syksy-2026/kysymykset/1/").content.decode()
    assert html.index("1.1 Kun kysymys") < html.index("1.2 Kolme ovea")
    assert "Mistä huomaan, että autan liikaa?" in html


def test_runs_are_at_different_stages(demo):
    now = timezone.now()
    states = dict(CourseRun.objects.values_list("slug", "state"))
    assert states == {
        "kevat-2026": "ended",
        "syksy-2026": "running",
        "kevat-2027": "enrolling",
        "kevat-2027-eta": "enrolling",
        "kuormitus-30": "running",
    }
    sessions = Session.objects.filter(run__slug="syksy-2026").order_by("position")
    assert [session.starts_at < now for session in sessions] == [True, True, True, False, False]
    assert sessions[3].starts_at - now < timedelta(days=21)
    assert {session.starts_at.weekday() for session in sessions} == {1}
    for run in CourseRun.objects.filter(state="enrolling"):
        assert run.enrolment_opens_at < now < run.enrolment_closes_at
    assert Enrolment.objects.filter(run__slug="syksy-2026").studying().count() == 12


def test_nothing_has_happened_in_the_future(demo):
    now = timezone.now()
    assert not ActivityCompletion.objects.filter(completed_at__gt=now).exists()
    assert not MeetingLog.objects.filter(sent_at__gt=now).exists()
    assert not Enrolment.objects.filter(applied_at__gt=now).exists()


def test_the_trainee_has_a_group_and_a_log_to_write(demo):
    trainee = User.objects.get(email=demo["accounts"][0]["email"])
    group = PeerGroup.objects.facilitated_by(trainee).get()
    assert group.state == "running"
    waiting = group.meetings.filter(state="planned", starts_at__lt=timezone.now())
    assert waiting.count() == 1


def test_the_ready_trainee_has_met_every_condition_and_waits(demo):
    enrolment = Enrolment.objects.get(user__email=demo["accounts"][1]["email"])
    assert enrolment.conditions_met == enrolment.conditions_total > 0
    assert enrolment.ready_at
    assert enrolment.state == EnrolmentState.ACTIVE
    assert not enrolment.certificates.exists()


def test_certificates_are_genuine(demo):
    certificates = Certificate.objects.issued()
    assert certificates.count() == 5
    for certificate in certificates:
        content = stored_bytes(certificate)
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert certificate.number in text.replace("\u2011", "-")
        assert certificate.holder_name.split()[-1] in text
    assert sorted(certificates.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]


def test_the_advisor_and_the_holder_get_the_same_bytes(demo):
    answer = signed_in("advisor", demo).get(demo["urls"]["certificate_pdf"])
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    certificate = Certificate.objects.get(public_id=demo["urls"]["certificate_pdf"].split("/")[-3])
    assert content == stored_bytes(certificate)


def test_everybody_bears_a_name_of_the_file(demo):
    known = {person.family_name for person in read_demo().people.people}
    people = User.objects.filter(email__endswith="@peili.example").exclude(email__startswith="kuormitus")
    assert set(people.values_list("family_name", flat=True)) == known


def test_one_more_run_of_any_size(demo):
    volume = demo["volume"]
    assert (volume["run"], volume["trainees"]) == ("kuormitus-30", 30)
    people = Enrolment.objects.filter(run__slug="kuormitus-30").studying().order_by("pk")
    figures = list(people.values_list("conditions_met", "activities_done"))
    assert len(figures) == 30
    assert figures[12:24] == figures[:12]
    assert figures[24:] == figures[:6]
    client = Client()
    client.force_login(User.objects.get(email=volume["account"]["email"]))
    assert client.get(volume["account"]["home"]).status_code == 200


def test_copies_stand_on_their_own(demo):
    people = list(Enrolment.objects.filter(run__slug="kuormitus-30").studying().order_by("pk"))
    groups = PeerGroup.objects.of_run(people[0].run_id)
    assert groups.count() == len({group.public_id for group in groups}) > 20
    for enrolment in people[12:24]:
        before = standing_of(enrolment)
        evaluate(enrolment=enrolment, at=timezone.now())
        enrolment.refresh_from_db()
        assert standing_of(enrolment) == before


def standing_of(enrolment):
    states = {row.condition: (row.standing, row.done, row.facts) for row in enrolment.condition_states.all()}
    return enrolment.conditions_met, enrolment.activities_done, states


@pytest.mark.parametrize("size", ["-1", "999999"])
def test_a_strange_size_is_refused(db, size):
    with pytest.raises(CommandError, match="trainees"):
        call_command("demo", "--trainees", size, stdout=StringIO(), stderr=StringIO())


def test_never_loaded_into_a_real_installation(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PEILI_DEMO"):
        call_command("demo", stdout=StringIO(), stderr=StringIO())
