"""The source files of the course hold all of it, and every sum comes out."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
import yaml

from demo.sources import UnableToReadSource, read_curriculum, read_module
from demo.sources.reading import CURRICULUM


@pytest.fixture(scope="module")
def curriculum():
    return read_curriculum()


def every_module(curriculum):
    return [module for modules in curriculum.modules.values() for module in modules]


def quizzes(curriculum):
    return [module for module in every_module(curriculum) if module.kind == "quiz"]


def questions(curriculum):
    return [question for quiz in quizzes(curriculum) for question in quiz.questions]


def minute_of_day(clock):
    hours, minutes = clock.replace(":", ".").split(".")
    return int(hours) * 60 + int(minutes)


def test_five_sessions_of_twelve_hours_in_all(curriculum):
    assert [session.number for session in curriculum.sessions] == [1, 2, 3, 4, 5]
    assert [session.minutes for session in curriculum.sessions] == [180, 180, 120, 120, 120]
    assert sum(session.minutes for session in curriculum.sessions) == curriculum.course.extent_minutes == 720


def test_each_form_fills_the_extent_and_holds_every_session_once(curriculum):
    slugs = [session.slug for session in curriculum.sessions]
    minutes = {form.slug: [session.minutes for session in form.sessions] for form in curriculum.course.forms}
    assert minutes == {"viisi-kertaa": [180, 180, 120, 120, 120], "nelja-etakertaa": [180, 180, 180, 180]}
    for form in curriculum.course.forms:
        assert sum(session.minutes for session in form.sessions) == curriculum.course.extent_minutes
        assert [slug for session in form.sessions for slug in session.holds] == slugs


def test_a_form_takes_the_content_minutes_unless_it_brings_a_programme(curriculum):
    content = {session.slug: session.minutes for session in curriculum.sessions}
    for form in curriculum.course.forms:
        for session in form.sessions:
            own = sum(row.minutes for row in session.programme)
            assert session.minutes == (own or sum(content[slug] for slug in session.holds))


def test_programme_rows_fill_the_session_and_follow_one_another(curriculum):
    programmes = [(session.minutes, session.programme) for session in curriculum.sessions]
    programmes += [
        (session.minutes, session.programme)
        for form in curriculum.course.forms
        for session in form.sessions
        if session.programme
    ]
    assert len(programmes) == 7
    for minutes, rows in programmes:
        assert sum(row.minutes for row in rows) == minutes
        for row, after in pairwise(rows):
            assert minute_of_day(row.at) + row.minutes == minute_of_day(after.at)


def test_sessions_follow_the_three_steps_and_break_at_least_hourly_online(curriculum):
    steps = [step.name for step in curriculum.course.three_steps.steps]
    for session in curriculum.sessions:
        met = [row.step for row in session.programme if row.step]
        assert met == steps
        if session.mode == "online":
            stretch = longest_stretch(session.programme)
            assert stretch <= 60


def longest_stretch(rows):
    longest = current = 0
    for row in rows:
        current = 0 if row.title == "Tauko" else current + row.minutes
        longest = max(longest, current)
    return longest


def test_modules_of_each_session(curriculum):
    kinds = {number: [module.kind for module in modules] for number, modules in curriculum.modules.items()}
    assert kinds == {
        1: ["reading", "video", "exercise", "exercise", "quiz", "reflection"],
        2: ["reading", "video", "exercise", "exercise", "quiz", "reflection"],
        3: ["reading", "video", "exercise", "exercise", "quiz", "reflection"],
        4: ["reading", "video", "exercise", "discussion", "quiz", "reflection"],
        5: ["reading", "video", "exercise", "quiz", "reflection"],
    }


def test_online_work_takes_eight_hours(curriculum):
    assert sum(module.minutes for module in every_module(curriculum)) == 8 * 60


def test_slugs_and_numbers_are_unique(curriculum):
    modules = every_module(curriculum)
    slugs = [module.slug for module in modules]
    slugs += [round_.slug for round_ in curriculum.self_assessment.rounds] + [curriculum.survey.slug]
    assert len(set(slugs)) == len(slugs) == 32
    assert len({module.number for module in modules}) == 29


def test_pre_tasks_name_modules_that_exist(curriculum):
    known = {module.number for module in every_module(curriculum)}
    known |= {round_.slug for round_ in curriculum.self_assessment.rounds}
    for session in curriculum.sessions:
        assert set(session.pre_task.modules) <= known


def test_question_counts_and_ids(curriculum):
    assert [len(quiz.questions) for quiz in quizzes(curriculum)] == [7, 7, 7, 7, 6]
    expected = [f"K{quiz}.{n}" for quiz, count in enumerate([7, 7, 7, 7, 6], 1) for n in range(1, count + 1)]
    assert [question.id for question in questions(curriculum)] == expected


def test_question_kinds(curriculum):
    counts = {}
    for question in questions(curriculum):
        counts[question.kind] = counts.get(question.kind, 0) + 1
    assert counts == {"single": 19, "multiple": 5, "truefalse": 5, "match": 2, "order": 2, "numeric": 1}


def test_single_choices_have_one_right_answer_and_every_option_its_own_feedback(curriculum):
    for question in questions(curriculum):
        if question.kind in ("single", "multiple"):
            right = sum(option.correct for option in question.options)
            assert right == 1 if question.kind == "single" else right >= 3
            feedback = [option.feedback for option in question.options]
            assert all(feedback)
            assert len(set(feedback)) == len(feedback)


def test_the_number_question_is_right(curriculum):
    (question,) = [question for question in questions(curriculum) if question.kind == "numeric"]
    assert question.answer == Decimal(400) / 4 / 5


def test_group_kit(curriculum):
    kit = curriculum.groups
    assert len(kit.ground_rules.rules) == 8
    assert len(kit.log.fields) == 12
    assert len(kit.three_questions.questions) == 3
    words = " ".join(f"{part.label} {part.text}" for part in kit.invitation.parts).split()
    assert len(words) <= kit.invitation.max_words == 120


def test_instruments(curriculum):
    groups = curriculum.self_assessment.groups
    assert [len(group.statements) for group in groups] == [3, 4, 5]
    assert [round_.moment for round_ in curriculum.self_assessment.rounds] == ["start", "end"]
    assert [question.number for question in curriculum.survey.questions] == list(range(1, 13))


def test_reflections(curriculum):
    words = {
        module.number: (module.min_words, module.max_words)
        for module in every_module(curriculum)
        if module.kind == "reflection"
    }
    assert words == {"1.6": (200, 300), "2.6": (200, 300), "3.6": (250, 350), "4.6": (200, 300), "5.5": (300, 400)}


def test_question_bank_has_twenty_questions_in_four_baskets(curriculum):
    bank = next(module for module in every_module(curriculum) if module.number == "3.3")
    assert [len(basket.items) for basket in bank.baskets] == [5, 5, 5, 5]
    assert bank.favorites == 5


def test_bird_cards(curriculum):
    names = {card.name for card in curriculum.cards.cards}
    placed = {name for group in curriculum.cards.solution.groups for name in group.members}
    assert len(names) == 12
    assert names - placed == {"Joutsen"}


def test_price_example_comes_out_to_the_cent(curriculum):
    given = curriculum.prices.inputs
    facilitation = given.facilitation_hours * given.facilitation_per_hour
    shared = given.experts * given.expert_fee / given.groups_sharing
    for row in curriculum.prices.rows:
        meeting = given.place_per_meeting + row.members * given.refreshments_per_person + facilitation
        every = meeting * given.meetings
        assert row.per_meeting == meeting
        assert row.all_meetings == every
        assert row.with_experts == every + shared
        assert row.per_member == cents((every + shared) / row.members)
        assert row.per_member_unshared == cents((every + given.experts * given.expert_fee) / row.members)
        assert row.per_member_funded == cents((every - facilitation * given.meetings + shared) / row.members)


def cents(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_outcomes(curriculum):
    codes = [outcome.code for outcome in curriculum.course.outcomes]
    assert codes == [f"OT{n}" for n in range(1, 9)]
    assert {code for session in curriculum.sessions for code in session.outcome_codes} == set(codes)


def test_trainees_see_neither_design_marks_nor_source_codes():
    for path in CURRICULUM.rglob("*.*"):
        text = path.read_text()
        assert "⚙" not in text, path
        assert "✔" not in text, path
        for code in ("000", "001", "002", "003", "004"):
            assert f"({code}" not in text, path
            assert f" {code})" not in text, path


def test_no_letters_of_another_script():
    for path in CURRICULUM.rglob("*.*"):
        assert not [letter for letter in path.read_text() if "\u0400" <= letter <= "\u04ff"], path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"minutes": "pitkä"}, "minutes"),
        ({"pass_percent": 170}, "pass_percent"),
        ({"titel": "x"}, "titel"),
        ({"kind": "poll"}, "poll"),
        ({"questions": []}, "questions"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(tmp_path, change, message):
    raw = yaml.safe_load((CURRICULUM / "kerta-1" / "1-5-tarkistuskysymykset.yaml").read_text())
    path = tmp_path / "1-5-kysymykset.yaml"
    path.write_text(yaml.safe_dump(raw | change, allow_unicode=True))
    with pytest.raises(UnableToReadSource, match=message) as refusal:
        read_module(path)
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "kind: [", "---\nkind: reading\n"])
def test_a_file_that_is_no_source_is_refused(tmp_path, text):
    path = tmp_path / "1-1-rikki.md"
    path.write_text(text)
    with pytest.raises(UnableToReadSource, match=r"1-1-rikki\.md"):
        read_module(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnableToReadSource, match="cannot be read"):
        read_module(tmp_path / "puuttuu.yaml")
