"""What is exported and imported again is the same question: every kind, every format that can hold it."""

import pytest
from factories.question_bodies import OWN, bodies
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessments.questions.exchange.exporting import Outgoing, export
from assessments.questions.exchange.found import report
from assessments.questions.exchange.reading import read_file
from assessments.questions.kinds import KINDS

LIMITS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
# What GIFT cannot say, and says so when it is exported.
NOT_IN_GIFT = (
    *("points", "penalty", "hints", "feedback_correct", "feedback_partial", "feedback_incorrect", "shuffle"),
    *("numbering", "unit", "units", "unit_needed", "case_sensitive", "all_or_nothing", "excess", "template"),
    *("guidance", "min_words", "max_words", "lines", "response", "required"),
)


def again(row: Outgoing, format_: str):
    """Export a question and read it again; return what came back and what was stated as lost."""
    exported = export([row], format_)
    name = {"moodle-xml": "x.xml", "gift": "x.gift", "aiken": "x.txt", "json": "x.json"}[format_]
    file = read_file(name=name, data=exported.content.encode())
    assert not file.reason, file.reason
    [found] = file.questions
    assert not found.reason, (found.reason, exported.content)
    return found, exported


def the_same(found, row: Outgoing, *, without: tuple[str, ...] = ()) -> None:
    def kept(body):
        return KINDS[row.kind].parse({name: value for name, value in body.items() if name not in without})

    assert found.kind == row.kind
    assert kept(found.body) == kept(row.body)
    assert found.losses == []


@pytest.mark.parametrize("kind", OWN)
@LIMITS
@given(st.data())
def test_our_own_format_loses_nothing(kind, data):
    body = data.draw(bodies(kind))
    tags = tuple(data.draw(st.lists(st.sampled_from(["vire", "ryhmä", "1:1"]), unique=True)))
    row = Outgoing(kind, body, "Luokka/Kerta 1", "T-1", tags, is_archived=data.draw(st.booleans()))
    found, exported = again(row, "json")
    the_same(found, row)
    assert found.body == row.body
    assert (found.category, found.code, tuple(found.tags), found.is_archived) == (
        row.category,
        row.code,
        row.tags,
        row.is_archived,
    )
    assert exported.losses == []


@pytest.mark.parametrize("kind", OWN)
@LIMITS
@given(st.data())
def test_moodle_xml_gives_back_the_same_question(kind, data):
    body = data.draw(bodies(kind))
    row = Outgoing(kind, body, "Luokka/Kerta 1", "T-1", ("vire",), is_archived=data.draw(st.booleans()))
    found, exported = again(row, "moodle-xml")
    the_same(found, row)
    assert (found.category, found.code, found.tags, found.is_archived) == (
        row.category,
        row.code,
        ["vire"],
        row.is_archived,
    )
    assert exported.losses == []


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind != "gaps"])
@LIMITS
@given(st.data())
def test_gift_gives_back_the_same_question_but_for_what_it_states(kind, data):
    body = data.draw(bodies(kind))
    assume(kind != "description" or not body.get("feedback"))
    row = Outgoing(kind, body, "Luokka/Kerta 1", "T-1", ("vire", "a:b"))
    found, exported = again(row, "gift")
    the_same(found, row, without=NOT_IN_GIFT)
    assert (found.category, found.code, found.tags) == (row.category, row.code, ["vire", "a:b"])
    stated = " ".join(reason for _name, reason in exported.losses)
    said = {"hints": "vihjeet", "points": "pisteet", "case_sensitive": "kirjainkoko", "units": "yksiköt"}
    assert all(word in stated for name, word in said.items() if name in body)


@LIMITS
@given(bodies("single", html=False))
def test_aiken_gives_back_text_and_options(body):
    row = Outgoing("single", body)
    found, _exported = again(row, "aiken")
    assert found.body["text"] == " ".join(body["text"].split())
    options = [(" ".join(option["text"].split()), bool(option.get("correct"))) for option in body["options"]]
    assert [(option["text"], bool(option.get("correct"))) for option in found.body["options"]] == options


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind != "single"])
def test_aiken_leaves_out_other_kinds_and_says_so(kind):
    exported = export([Outgoing(kind, {"text": "x", "name": "Nimi"})], "aiken")
    assert (exported.content, exported.written) == ("", 0)
    assert [name for name, _reason in exported.left_out] == ["Nimi"]


def test_gift_leaves_out_gaps_and_says_so():
    exported = export([Outgoing("gaps", {"text": "x [[1]]", "name": "Nimi"})], "gift")
    assert exported.left_out == [("Nimi", "GIFT ei tunne aukkotehtäviä.")]


@LIMITS
@given(st.lists(st.sampled_from(list(OWN)).flatmap(lambda kind: st.tuples(st.just(kind), bodies(kind))), max_size=5))
def test_a_file_of_many_kinds_is_read_whole(rows):
    content = export([Outgoing(kind, body, "A") for kind, body in rows], "moodle-xml").content
    file = read_file(name="x.xml", data=content.encode("utf-16"))
    assert report([file])["imported"] == len(rows)


def test_all_units_stand_in_the_one_list_that_moodle_reads():
    units = [{"name": "cm", "factor": "1E+2"}, {"name": "km", "factor": "0.001"}]
    body = {"name": "n", "text": "t", "answers": [{"value": "1"}], "unit": "m", "units": units, "unit_needed": "graded"}
    content = export([Outgoing("numeric", body, "L")], "moodle-xml").content
    assert content.count("<units>") == 1
    assert content.count("<unit>") == 3
    assert "<multiplier>100</multiplier>" in content
