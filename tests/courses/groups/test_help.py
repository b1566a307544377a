"""The help loop: asked on a log or by itself, on the agenda without giving its author away, answered, solved."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from factories.courses import make_staff
from factories.groups import make_founded_group, make_group_run, make_log, make_trainee

from courses.domain.agenda import agenda_of, coming_session, shared_agenda_of
from courses.groups.domain import help as domain
from courses.groups.domain.reviewing import acknowledge_log
from courses.groups.enums import HelpKind, HelpShown, HelpState
from courses.groups.models import HelpRequest
from courses.groups.review_queue import pending
from notifications.models import Notification

pytestmark = pytest.mark.django_db
QUESTION = "Miten toimin, kun yksi vie puheajan?"


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_group_run()


@pytest.fixture
def run(made):
    return deepcopy(made)


@pytest.fixture
def enrolment(run):
    return make_trainee(run)


@pytest.fixture
def session(run):
    """A session ahead, for which the agenda gathers."""
    last = run.sessions.order_by("-starts_at").first()
    last.starts_at = timezone.now() + timedelta(days=3)
    last.save()
    return last


def ask(enrolment, shown=HelpShown.UNNAMED, question=QUESTION):
    return domain.ask_for_help(enrolment=enrolment, question=question, shown=shown, at=timezone.now())


def page_of(enrolment):
    return reverse("groups:help", kwargs={"run": enrolment.run.slug})


def test_a_question_waits_in_the_inbox_and_on_the_agenda(run, enrolment, session):
    trainer = make_staff(run)
    ask(enrolment)
    (entry,) = pending(user=trainer)
    assert entry.needs_help
    assert entry.person == enrolment.user.get_full_name()
    (item,) = agenda_of(session=session)
    assert (item.text, item.answered) == (QUESTION, False)


@pytest.mark.parametrize(("shown", "named"), [(HelpShown.UNNAMED, False), (HelpShown.NAMED, True)])
def test_the_name_is_shown_only_if_the_author_wants_it(client, enrolment, session, shown, named):
    ask(enrolment, shown)
    peer = make_trainee(enrolment.run)
    make_founded_group(enrolment=peer)  # which opens the session
    for item in (*agenda_of(session=session), *shared_agenda_of(session=session)):
        assert bool(item.author_name) is named
    client.force_login(peer.user)
    url = reverse("courses:session", kwargs={"run": enrolment.run.slug, "position": session.position})
    text = client.get(url).text
    assert QUESTION in text
    assert (enrolment.user.get_full_name() in text) is named
    assert str(HelpRequest.objects.get().public_id) not in text
    before = enrolment.run.sessions.order_by("starts_at").first()
    enrolment.run.sessions.filter(pk=before.pk).update(starts_at=timezone.now() + timedelta(days=1))
    assert QUESTION not in client.get(url).text, "it belongs to the session before, which is still to be held"


def test_what_is_for_the_trainer_alone_is_on_no_agenda(run, enrolment, session):
    ask(enrolment, HelpShown.TRAINER)
    assert agenda_of(session=session) == []
    assert shared_agenda_of(session=session) == []
    assert len(pending(user=make_staff(run))) == 1


def test_the_order_on_the_agenda_does_not_tell_who_asked_first(run, session):
    questions = ["Ääniä", "Alku", "Loppu"]
    for question in questions:
        ask(make_trainee(run), question=question)
    shown = [item.text for item in shared_agenda_of(session=session)]
    assert shown == sorted(questions, key=str.casefold)


def test_a_log_that_needs_help_asks_once_and_is_answered_with_the_log(run, enrolment):
    group = make_founded_group(enrolment=enrolment)
    log = make_log(group, needs_help=True, question=QUESTION)
    asked = HelpRequest.objects.get(log=log)
    assert (asked.enrolment, asked.question, asked.state) == (enrolment, QUESTION, HelpState.OPEN)
    trainer = make_staff(run)
    assert [entry.url for entry in pending(user=trainer)] == [reverse("groups:review", kwargs={"log": log.public_id})]
    acknowledge_log(log=log, by=trainer, comment="Kokeile kierrosta.", revision=log.revision, at=timezone.now())
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == (HelpState.ANSWERED, "Kokeile kierrosta.", trainer)


def test_a_log_that_no_longer_needs_help_takes_its_request_back(client, enrolment):
    group = make_founded_group(enrolment=enrolment)
    log = make_log(group, needs_help=True, question=QUESTION)
    log.needs_help = False
    domain.follow_log(log=log, at=timezone.now())
    assert not HelpRequest.objects.exists()


def test_an_answer_reaches_the_author_once_and_the_second_trainer_is_told(client, run, enrolment):
    asked = ask(enrolment)
    first, second = make_staff(run), make_staff(run)
    url = reverse("groups:help-answer", kwargs={"request_id": asked.public_id})
    client.force_login(first)
    for _ in range(2):
        client.post(url, {"answer": "Sovi puhevuoroista."})
    client.force_login(second)
    late = client.post(url, {"answer": "Toinen vastaus."})
    assert late.status_code == 422
    assert "Toinen vastaus." in late.text
    assert "Sovi puhevuoroista." in late.text
    told = Notification.objects.filter(user=enrolment.user, kind="help-answered")
    assert told.count() == 1
    assert QUESTION not in told.get().text


def test_the_author_reads_the_answer_and_closes_the_loop(client, run, enrolment):
    asked = ask(enrolment)
    domain.answer_request(
        request=asked, by=make_staff(run), answer="", discussed=True, at=timezone.now()
    )  # fmt: skip
    client.force_login(enrolment.user)
    assert "Asia käsiteltiin yhdessä." in client.get(page_of(enrolment)).text
    change = reverse("groups:help-change", kwargs={"run": enrolment.run.slug, "request_id": asked.public_id})
    for _ in range(2):
        client.post(change, {"action": "solved"})
    asked.refresh_from_db()
    assert asked.state == HelpState.SOLVED


def test_a_call_is_asked_for_without_a_word_and_once(client, run, enrolment):
    client.force_login(enrolment.user)
    for _ in range(3):
        client.post(reverse("groups:help-call", kwargs={"run": run.slug}), {"question": "salaisuus"})
    (asked,) = HelpRequest.objects.all()
    assert (asked.kind, asked.question) == (HelpKind.CALL, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.filter(pk=asked.pk).update(question="salaisuus")


@pytest.mark.parametrize(
    "sent",
    [{}, {"question": " ", "shown": "named"}, {"question": "x" * 401, "shown": "named"},
     {"question": "Kysymys", "shown": "everybody"}],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_and_stays_on_the_page(client, enrolment, sent):
    client.force_login(enrolment.user)
    answer = client.post(page_of(enrolment), sent)
    assert answer.status_code == 422
    assert sent.get("question", "").strip() in answer.text
    assert not HelpRequest.objects.exists()


def test_a_recognizable_person_in_the_question_is_asked_about_first(client, enrolment):
    client.force_login(enrolment.user)
    sent = {"question": "Soita numeroon 040 123 4567", "shown": "unnamed"}
    asked = client.post(page_of(enrolment), sent)
    assert asked.status_code == 422
    assert "Tarkista ennen tallennusta" in asked.text
    assert not HelpRequest.objects.exists()


def test_the_same_question_twice_is_one(enrolment):
    assert ask(enrolment) == ask(enrolment)


def test_a_request_is_taken_back_until_it_is_answered(run, enrolment):
    asked = ask(enrolment)
    domain.withdraw_request(request=asked)
    assert not HelpRequest.objects.exists()
    asked = ask(enrolment)
    domain.answer_request(request=asked, by=make_staff(run), answer="Vastaus", discussed=False, at=timezone.now())
    with pytest.raises(domain.UnableToAsk):
        domain.withdraw_request(request=asked)


def test_nobody_else_reads_or_changes_a_request(client, run, enrolment):
    asked = ask(enrolment, HelpShown.TRAINER)
    own = reverse("groups:help-change", kwargs={"run": run.slug, "request_id": asked.public_id})
    answer = reverse("groups:help-answer", kwargs={"request_id": asked.public_id})
    for person in (make_trainee(run).user, make_trainee(make_group_run()).user, make_staff(make_group_run())):
        client.force_login(person)
        assert client.get(answer).status_code == 404
        assert client.post(answer, {"answer": "x"}).status_code == 404
        assert client.post(own, {"action": "withdraw"}).status_code == 404
    assert HelpRequest.objects.get().state == HelpState.OPEN


def test_the_agenda_takes_as_many_queries_for_many(run, session, django_assert_max_num_queries):
    for number in range(8):
        ask(make_trainee(run), question=f"Kysymys {number}")
    with django_assert_max_num_queries(2):
        assert len(shared_agenda_of(session=session)) == 8


def test_the_coming_session_is_the_first_that_has_not_ended(run, session):
    assert coming_session(run=run, at=timezone.now()) == session
    assert coming_session(run=run, at=timezone.now() + timedelta(days=400)) is None
