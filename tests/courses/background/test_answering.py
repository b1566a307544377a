"""Background data: optional item by item, declined apart from missing, tied to a person by a token for a while."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.funding import make_funded_run, make_participant, make_project

from accounts.ledger import replay
from accounts.models import User
from accounts.personal_data import erase_all
from courses.background import figures
from courses.background.domain.answering import UnableToAnswer, answer_background, cut_ties, take_back
from courses.background.domain.reading import answers_of, obstacles_told, own_record
from courses.background.enums import ITEMS
from courses.background.models import BackgroundLink, BackgroundRecord
from courses.background.privacy import export_person
from courses.background.retention import clocks

pytestmark = pytest.mark.django_db


def answer(enrolment, *, is_over=False, at=None, **answers):
    values = {"user": enrolment.user, "project": enrolment.run.project, "answers": answers}
    return answer_background(**values, is_over=is_over, at=at or timezone.now())


def test_declined_is_an_answer_and_missing_is_none():
    enrolment = make_participant()
    record = answer(enrolment, gender="declined", age_band="over54")
    assert (record.gender, record.age_band, record.municipality, record.work) == ("declined", "over54", "", "")
    assert own_record(user=enrolment.user, project=enrolment.run.project) == record
    answer(enrolment, gender="woman")  # what is sent replaces what was there
    record.refresh_from_db()
    assert (record.gender, record.age_band) == ("woman", "")


@pytest.mark.parametrize("answers", [{}, {"gender": "", "work": ""}])
def test_nothing_at_all_is_no_record_and_takes_the_old_one_away(answers):
    enrolment = make_participant()
    assert answer(enrolment, **answers) is None
    answer(enrolment, gender="man")
    assert answer(enrolment, **answers) is None
    assert not BackgroundRecord.objects.exists()
    assert not BackgroundLink.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"gender": "x"},
        {"age_band": "1968-03-02"},
        {"municipality": "999"},
        {"work": "<script>"},
        {"obstacles": "some", "obstacles_text": "Olen 131052-308T ja väsynyt"},
        {"obstacles": "some", "obstacles_text": "tunnus 010203A123X"},
        {"obstacles": "some", "obstacles_text": "kirjoita aino@esimerkki.test"},
        {"obstacles": "some", "obstacles_text": "soita 040 123 4567"},
    ],
)
def test_unknown_answers_and_what_tells_of_a_person_are_refused(answers):
    with pytest.raises(UnableToAnswer):
        answer(make_participant(), is_over=True, **answers)
    assert not BackgroundRecord.objects.exists()


def test_only_participants_of_a_project_that_asks_now_are_asked():
    project = make_project(asks_background=False)
    enrolment = make_participant(make_funded_run(project))
    with pytest.raises(UnableToAnswer):
        answer(enrolment, gender="man")
    asking = make_participant()
    with pytest.raises(UnableToAnswer):
        answer_background(user=UserFactory(), project=asking.run.project, answers={}, is_over=False, at=timezone.now())
    with pytest.raises(UnableToAnswer):  # the tie would be cut at once
        answer(asking, gender="man", at=timezone.now() + timedelta(days=400))


def test_exit_items_wait_for_the_end_and_words_for_a_yes():
    enrolment = make_participant()
    record = answer(enrolment, gender="man", exit_work="self", obstacles="some", obstacles_text="Kello")
    assert (record.exit_work, record.obstacles, record.obstacles_text) == ("", "", "")
    record = answer(enrolment, is_over=True, exit_work="self", obstacles="none", obstacles_text="Kello")
    assert (record.exit_work, record.obstacles, record.obstacles_text) == ("self", "none", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        BackgroundRecord.objects.update(obstacles_text="Kello")


def test_a_person_in_two_runs_of_a_project_answers_once():
    project = make_project()
    first = make_participant(make_funded_run(project))
    second = make_participant(make_funded_run(project), user=first.user)
    answer(first, gender="man")
    answer(second, gender="woman")
    assert [row.gender for row in answers_of(project_ids=[project.pk])] == ["woman"]


def test_the_answers_know_no_person_no_run_no_time():
    """The table of answers has no column that another table could be joined by, but the project's."""
    fields = {field.name for field in BackgroundRecord._meta.get_fields()}
    assert fields == {"token", "project", *ITEMS, "obstacles_text"}
    with connection.cursor() as cursor:
        columns = {
            column.name
            for column in connection.introspection.get_table_description(cursor, "background_backgroundrecord")
        }
    for forbidden in ("user", "run", "birth", "hetu", "_at", "_on", "identity"):
        assert not any(forbidden in column for column in columns)
    assert not any("birth" in field.name or "hetu" in field.name for field in User._meta.get_fields())


def test_cutting_the_ties_leaves_answers_that_are_nobodys():
    project = make_project()
    run = make_funded_run(project)
    people = [make_participant(run) for _ in range(6)]
    for number, enrolment in enumerate(people):
        answer(enrolment, gender="woman" if number else "man")
    tokens = set(BackgroundRecord.objects.values_list("token", flat=True))
    ties = next(clock for clock in clocks() if clock.key == "background.links")
    day = project.ends_on + timedelta(days=180)
    assert ties.due() == {day: 6}
    assert ties.due(run=run) == {}
    assert ties.clear(at=timezone.now(), most=200) == 0
    assert ties.clear(at=timezone.now() + timedelta(days=381), most=200) == 6
    assert cut_ties(project=project) == 0
    rows = answers_of(project_ids=[project.pk])
    assert [row.user_id for row in rows] == [None] * 6
    assert not tokens & set(BackgroundRecord.objects.values_list("token", flat=True))
    assert own_record(user=people[0].user, project=project) is None
    totals = {key: values for key, _title, values in figures.background_totals(project=project)}
    assert [n for value, _label, n in totals["gender"] if value in ("woman", "man")] == [5, 1]


def test_answers_and_flags_go_when_the_archive_day_has_passed():
    enrolment = make_participant()
    answer(enrolment, gender="man")
    later = timezone.now() + timedelta(days=2001)
    for clock in clocks():
        assert clock.title
        assert clock.keeps()
        clock.clear(at=later, most=200)
    assert not BackgroundRecord.objects.exists()


def test_one_is_given_ones_answers_and_takes_them_along():
    enrolment = make_participant()
    answer(enrolment, gender="declined", municipality="609")
    given = export_person(enrolment.user)["background"]
    assert given[0]["gender"] == "declined"
    assert given[0]["municipality"] == "609"
    erase_all(enrolment.user, at=timezone.now())
    assert not BackgroundRecord.objects.exists()
    again = make_participant()
    answer(again, gender="man")
    take_back(user=again.user, project=again.run.project, at=timezone.now())
    take_back(user=again.user, project=again.run.project, at=timezone.now())
    assert not BackgroundRecord.objects.exists()


def test_what_was_written_is_shown_when_five_have_written():
    project = make_project()
    run = make_funded_run(project)
    for number in range(5):
        assert obstacles_told(project=project) == []
        answer(make_participant(run), is_over=True, obstacles="some", obstacles_text=f"Este {9 - number}")
    assert obstacles_told(project=project) == [f"Este {number}" for number in range(5, 10)]


def test_reports_get_everybody_in_exactly_one_value(django_assert_num_queries):
    project = make_project()
    run = make_funded_run(project)
    people = [make_participant(run) for _ in range(3)]
    answer(people[0], gender="woman", municipality="609")
    answer(people[1], gender="declined")
    keys = [enrolment.user_id for enrolment in people]
    with django_assert_num_queries(2):
        tables = figures.background_counts(project=project, people=keys)
    for _key, _title, values in tables:
        assert sorted(user for _value, _label, users in values for user in users) == sorted(keys)
    gender = {value: users for value, _label, users in tables[0][2]}
    assert (gender["woman"], gender["declined"], gender["missing"]) == ([keys[0]], [keys[1]], [keys[2]])
    assert [value for value, _label, _users in tables[0][2]][-2:] == ["declined", "missing"]


def test_answers_that_were_taken_back_go_again_after_a_restored_backup():
    enrolment = make_participant()
    record = answer(enrolment, gender="man")
    link = BackgroundLink.objects.get()
    take_back(user=enrolment.user, project=enrolment.run.project, at=timezone.now())
    record.save(force_insert=True)
    link.pk = None
    link.save(force_insert=True)
    assert replay([], at=timezone.now())["background"] == 1
    assert not BackgroundRecord.objects.exists()
    assert not BackgroundLink.objects.exists()
    answer(enrolment, gender="woman")  # another token: kept
    assert "background" not in replay([], at=timezone.now())
