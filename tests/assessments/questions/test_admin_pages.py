"""One question's other pages in the admin: trying it, versions, use; and what is done to many questions at once."""

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.assessments import BODIES, RIGHT, make_place, make_question, make_quiz

from assessments.questions.domain import save_question
from assessments.questions.models import Question
from assessments.quiz.models import Attempt, QuizDraw, QuizQuestion

pytestmark = pytest.mark.django_db
PAGES = ("questions_try", "questions_versions", "questions_usage")


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def listing(**filters):
    return reverse("wagtailsnippets_questions_question:list"), filters


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_may_be_tried_and_nothing_is_stored(admin, kind):
    url = reverse("questions_try", args=[make_question(kind).pk])
    page = admin.get(url)
    assert page.status_code == 200
    assert "Näin osallistuja näkee kysymyksen" in page.content.decode()
    data = {"a0" if part == "" else f"a0-{part}": values for part, values in RIGHT[kind].items()}
    answered = admin.post(url, {"seed": page.context["seed"]} | data)
    assert answered.status_code == 200
    assert "Kokeile uudelleen" in answered.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    "data",
    [{}, {"a0": "999"}, {"a0": "<script>alert(1)</script>"}, {"a0-0": "😀\x00", "seed": "x" * 50}, {"seed": "-1"}],
)
@pytest.mark.parametrize("kind", BODIES)
def test_bad_answers_while_trying_are_no_error(admin, kind, data):
    response = admin.post(reverse("questions_try", args=[make_question(kind).pk]), data)
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.content.decode()


def test_versions_are_compared_and_an_old_one_comes_back_as_a_new_one(admin):
    question = make_question("single")
    changed = BODIES["single"] | {"text": "Mikä lause auttaa?"}
    save_question(kind="single", body=changed, at=timezone.now(), question=question)
    url = reverse("questions_versions", args=[question.pk])
    page = admin.get(url).content.decode()
    assert "<del>Mikä repliikki tukee vertaisuutta?</del>" in page
    assert "<ins>Mikä lause auttaa?</ins>" in page
    admin.post(url, {"version": "1"})
    question.refresh_from_db()
    assert (question.current.number, question.text) == (3, BODIES["single"]["text"])
    admin.post(url, {"version": "99"})
    assert question.versions.count() == 3
    for query in ({"vanha": "x", "uusi": "😀"}, {"vanha": "1", "uusi": "3"}):
        assert admin.get(url, query).status_code == 200
    assert "Versiot ovat samanlaiset" in admin.get(url, {"vanha": "1", "uusi": "3"}).content.decode()


def test_the_place_of_a_change_is_told_in_the_words_of_the_form(admin):
    question = make_question("single")
    options = [dict(option) for option in BODIES["single"]["options"]]
    options[1]["feedback"] = "Hyvä."
    save_question(kind="single", body=BODIES["single"] | {"options": options}, at=timezone.now(), question=question)
    page = admin.get(reverse("questions_versions", args=[question.pk])).content.decode()
    assert "Vaihtoehdot 2, Palaute" in page


def test_where_a_question_is_used_and_may_be_drawn(admin):
    quiz = make_place(make_quiz, ("single",))[1]
    question = QuizQuestion.objects.get().question
    other = make_place(make_quiz, ())[1]
    QuizDraw.objects.create(page=other, category="Työpeili")
    page = admin.get(reverse("questions_usage", args=[question.pk])).content.decode()
    for found in (quiz, other):
        assert f">{found.title}</a>" in page
    assert admin.get(*listing(used="1")).content.decode().count("snippet_") >= 1


def test_only_authors_reach_the_pages(client):
    question = make_question()
    for user in (UserFactory(), UserFactory(is_staff=True)):
        client.force_login(user)
        for name in PAGES:
            assert client.get(reverse(name, args=[question.pk])).status_code in (302, 403, 404)
    client.force_login(AdminFactory())
    for name in PAGES:
        assert client.get(reverse(name, args=[question.pk])).status_code == 200
        assert client.get(reverse(name, args=[question.pk + 99])).status_code == 404


def test_the_list_filters_by_category_tag_and_use(admin):
    one, two, three = (make_question("short", text=f"Sana {number}?") for number in range(3))
    Question.objects.filter(pk=two.pk).update(category="Työpeili/Kerta 2")
    Question.objects.filter(pk=three.pk).update(category="Muu", is_archived=True)
    two.tags.add("vire")
    QuizQuestion.objects.create(page=make_place(make_quiz, ())[1], question=one)
    cases = {
        ("category", "Työpeili"): {0, 1},
        ("category", "Työpeili/Kerta 2"): {1},
        ("tag", str(two.tags.get().pk)): {1},
        ("used", "1"): {0},
        ("used", "0"): {1, 2},
        ("is_archived", "true"): {2},
        ("kind", "short"): {0, 1, 2},
        ("kind", "order"): set(),
    }
    for (name, value), found in cases.items():
        page = admin.get(*listing(**{name: value})).content.decode()
        assert {number for number in range(3) if f"Sana {number}?" in page} == found, (name, value)
    for value in ("😀", "x" * 500, "999999"):
        assert admin.get(*listing(category=value, tag=value, used=value)).status_code == 200


def act(admin, action, questions, data=None):
    url = reverse("wagtail_bulk_action", args=["questions", "question", action])
    query = "&".join(f"id={question.pk}" for question in questions)
    assert admin.get(f"{url}?{query}").status_code == 200
    return admin.post(f"{url}?{query}", data or {})


def test_many_questions_are_moved_tagged_archived_and_brought_back(admin):
    questions = [make_question("short") for _ in range(3)]
    act(admin, "category", questions[:2], {"category": " Uusi / Kerta 9 "})
    act(admin, "tag", questions, {"tags": "vire, vertaisuus"})
    act(admin, "archive", questions[1:])
    assert [question.category for question in Question.objects.order_by("pk")] == ["Uusi/Kerta 9"] * 2 + [
        "Työpeili/Kerta 1"
    ]
    assert set(questions[0].tags.names()) == {"vire", "vertaisuus"}
    assert Question.objects.filter(is_archived=True).count() == 2
    act(admin, "bring_back", questions)
    assert not Question.objects.filter(is_archived=True).exists()


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("category", {}),
        ("category", {"category": " / "}),
        ("category", {"category": "x" * 256}),
        ("tag", {}),
        ("tag", {"tags": " , "}),
        ("tag", {"tags": "x" * 101}),
    ],
)
def test_bad_input_changes_nothing(admin, action, data):
    question = make_question()
    assert act(admin, action, [question], data).status_code == 200
    question.refresh_from_db()
    assert (question.category, list(question.tags.names())) == ("Työpeili/Kerta 1", [])


def test_a_copy_begins_with_the_content_and_no_code(admin):
    question = make_question("order")
    Question.objects.filter(pk=question.pk).update(code="K1.1")
    page = admin.get(reverse("wagtailsnippets_questions_question:copy", args=[question.pk]))
    assert page.status_code == 200
    form = page.context["form"]
    assert form.initial["content"][0].value["items"][0] == "tunnustelu"
    assert form["code"].value() == ""


def test_a_formatted_question_keeps_its_format_and_is_edited_with_an_editor(admin):
    body = BODIES["single"] | {"format": "html", "text": "<p>Mikä <b>tukee</b>?</p>"}
    question = save_question(kind="single", body=body, at=timezone.now())
    page = admin.get(reverse("wagtailsnippets_questions_question:edit", args=[question.pk]))
    assert page.context["form"].rich is True
    table = body | {"text": "<table><tr><td>x</td></tr></table>"}
    save_question(kind="single", body=table, at=timezone.now(), question=question)
    page = admin.get(reverse("wagtailsnippets_questions_question:edit", args=[question.pk]))
    assert page.context["form"].rich is False
    assert "HTML-merkintöinä" in page.content.decode()


def test_only_questions_in_use_are_offered_to_a_quiz(admin):
    shown, archived = make_question("short", text="Näkyy?"), make_question("short", text="Piilossa?")
    Question.objects.filter(pk=archived.pk).update(is_archived=True)
    chooser = Question.snippet_viewset.chooser_viewset
    page = admin.get(reverse(f"{chooser.url_namespace}:choose")).json()["html"]
    assert shown.text in page
    assert archived.text not in page
