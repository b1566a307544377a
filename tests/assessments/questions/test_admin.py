"""The question bank in the admin: listing, adding and editing every kind, and no way to delete."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory
from factories.assessments import BODIES, make_question, make_self_assessment
from factories.courses import make_course, session_pages
from taggit.models import Tag
from wagtail import blocks

from assessments.questions.block_values import _in_percent
from assessments.questions.blocks import question_block
from assessments.questions.domain import save_question
from assessments.questions.kinds import KINDS
from assessments.questions.models import Question
from assessments.selfassessment.models import Instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def url(name: str, *args) -> str:
    return reverse(f"wagtailsnippets_questions_question:{name}", args=args)


def flat(prefix: str, value) -> dict[str, str]:
    """Return form fields of a block as the admin's script sends them."""
    if isinstance(value, dict):
        parts = [flat(f"{prefix}-{name}", part) for name, part in value.items()]
        return {name: part for found in parts for name, part in found.items()}
    if isinstance(value, list):
        data = {f"{prefix}-count": str(len(value))}
        for place, part in enumerate(value):
            base = f"{prefix}-{place}"
            data |= {f"{base}-deleted": "", f"{base}-order": str(place), f"{base}-id": ""} | flat(f"{base}-value", part)
        return data
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {prefix: "" if value is None else str(value)}


def whole(block, value):
    """Return a value with what the form sends for the fields that it leaves out."""
    if isinstance(block, blocks.StructBlock):
        return {
            name: whole(child, value[name] if name in value else default_of(child))
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [whole(block.child_block, part) for part in value]
    return value


def default_of(block):
    if isinstance(block, blocks.ListBlock):
        return []
    default = block.get_default()
    return "" if default is None else default


def form_of(kind: str, body: dict, **more) -> dict[str, str]:
    """Return what the form sends for a body, with shares in percent as it shows them."""
    data = {"content-count": "1", "content-0-deleted": "", "content-0-order": "0", "content-0-id": ""}
    with suppress(ValidationError):  # a body with faults is sent as it is
        body = _in_percent(KINDS[kind].parse(body).model_dump(mode="json"))
    shown = question_block().child_blocks[kind]
    value = whole(shown, {name: part for name, part in body.items() if name in shown.child_blocks})
    data |= {"content-0-type": kind} | flat("content-0-value", value)
    return data | {"category": "Työpeili", "tags": "vire", "code": ""} | more


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_is_added_and_edited_through_the_form(admin, kind):
    response = admin.post(url("add"), form_of(kind, BODIES[kind]))
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert (question.kind, question.current.number, question.category) == (kind, 1, "Työpeili")
    assert list(question.tags.names()) == ["vire"]
    parsed = question.current.sort.parse(BODIES[kind])
    assert question.current.sort.parse(question.current.body) == parsed
    page = admin.get(url("edit", question.pk))
    assert page.status_code == 200
    assert "content-count" in page.content.decode() or "content" in page.content.decode()
    admin.post(url("edit", question.pk), form_of(kind, BODIES[kind]))
    assert question.versions.count() == 1
    other = f"Toisin sanoen? {BODIES[kind]['text']}"
    admin.post(url("edit", question.pk), form_of(kind, BODIES[kind] | {"text": other}))
    question.refresh_from_db()
    assert (question.versions.count(), question.text) == (2, other)
    assert question.current.created_by is not None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            form_of("single", BODIES["single"] | {"options": [{"text": "a"}, {"text": "b"}]}),
            "Merkitse yksi vaihtoehto oikeaksi",
        ),
        (form_of("short", BODIES["short"] | {"text": ""}), ""),
        ({"content-count": "0"}, ""),
        ({"content-count": "x"}, ""),
        (form_of("short", BODIES["short"], code="K1"), "Toisella kysymyksellä on jo tämä tunnus."),
    ],
)
def test_what_is_no_question_is_said_and_not_stored(admin, data, message):
    Question.objects.filter(pk=make_question().pk).update(code="K1")
    if data.get("content-count") == "x":
        data = {"content-count": "1", "content-0-type": "nope", "content-0-deleted": "", "content-0-order": "0"}
    response = admin.post(url("add"), data)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Question.objects.count() == 1


def test_the_list_searches_filters_and_costs_the_same_for_many(admin, django_assert_max_num_queries):
    for number in range(3):
        make_question("short", text=f"Sana {number}?")
    make_question("order")
    admin.get(url("list"))
    page = admin.get(url("list"), {"kind": "order"}).content.decode()
    assert "Järjestä." in page
    assert "Sana 1?" not in page
    with django_assert_max_num_queries(14):
        admin.get(url("list"))
    for number in range(20):
        make_question("short", text=f"Lisää {number}?")
    with django_assert_max_num_queries(14):
        admin.get(url("list"))


def test_questions_cannot_be_deleted(admin):
    question = make_question()
    response = admin.post(url("delete", question.pk))
    assert response.status_code in (302, 403, 404)
    assert Question.objects.filter(pk=question.pk).exists()


@pytest.mark.parametrize(
    "model", ["quiz.quizpage", "assignment.assignmentpage", "survey.surveypage", "selfassessment.selfassessmentpage"]
)
def test_an_author_finds_few_fields_on_the_first_screen(admin, model):
    parent = session_pages(make_course())[0]
    app, name = model.split(".")
    response = admin.get(reverse("wagtailadmin_pages:add", args=[app, name, parent.pk]))
    assert response.status_code == 200
    assert "title" in response.content.decode()


def test_pages_and_statements_open_for_editing(admin):
    page = make_self_assessment(session_pages(make_course())[0])
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    edit = reverse("wagtailsnippets_selfassessment_instrument:edit", args=[Instrument.objects.get().pk])
    assert "Osaan asian 1." in admin.get(edit).content.decode()
    assert not Tag.objects.exists()


def test_what_the_form_does_not_show_is_kept(admin):
    body = BODIES["single"] | {"penalty": "0.25", "numbering": "abc"}
    question = save_question(kind="single", body=body, at=timezone.now())
    admin.post(url("edit", question.pk), form_of("single", body | {"text": "Toisin?"}))
    question.refresh_from_db()
    assert (question.current.number, question.current.body["penalty"]) == (2, "0.25")
    assert question.current.body["numbering"] == "abc"


def test_texts_become_formatted_when_that_is_asked_for(admin):
    question = make_question("match", text="Liitä < osat\ntoisiinsa.")
    admin.post(url("edit", question.pk), form_of("match", question.current.body, formatted="on"))
    question.refresh_from_db()
    assert question.current.body["format"] == "html"
    assert question.current.body["text"] == "<p>Liitä &lt; osat<br>toisiinsa.</p>"
    assert question.current.body["pairs"][0] == {"prompt": "<p>Ymmärrys</p>", "answer": "Omaa aikaa"}
    assert question.text == "Liitä < osat\ntoisiinsa."


def test_a_fault_is_told_beside_its_field(admin):
    gaps = [{"sort": "number", "answers": [{"text": "viisi", "fraction": "1"}]}]
    response = admin.post(url("add"), form_of("gaps", {"text": "On [[1]].", "gaps": gaps}))
    (error,) = response.context["form"].errors.as_data()["content"]
    assert "Aukon vastaus ei ole luku" in str(error.block_errors[0].block_errors["gaps"].block_errors[0].as_json_data())
    assert not Question.objects.exists()


def test_letters_of_another_alphabet_are_told_after_saving(admin):
    body = BODIES["truefalse"] | {"feedback": "Refle\u043a\u0442\u043eiva ote"}
    page = admin.post(url("add"), form_of("truefalse", body), follow=True).content.decode()
    assert "on kyrillisiä kirjaimia" in page
    assert Question.objects.count() == 1
