"""Categories of the bank: the tree, and another name or place for one, with all that lies under it and its draws."""

import pytest
from django.urls import reverse
from factories.accounts import AdminFactory, UserFactory
from factories.assessments import make_place, make_question, make_quiz

from assessments.questions.categories import UnableToRename, all_categories, rename_category
from assessments.questions.models import Question
from assessments.quiz.models import QuizDraw

pytestmark = pytest.mark.django_db


def make(*paths: str) -> list[Question]:
    rows = []
    for path in paths:
        question = make_question("truefalse")
        question.category = path
        question.save()
        rows.append(question)
    return rows


def paths() -> list[str]:
    return list(Question.objects.order_by("pk").values_list("category", flat=True))


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("A", "B", ["B", "B/x", "B/x/y", "AB", "", "a/x"]),
        ("A/x", "C", ["A", "C", "C/y", "AB", "", "a/x"]),
        ("A", "A/x", ["A/x", "A/x/x", "A/x/x/y", "AB", "", "a/x"]),
        ("A/x/y", "AB", ["A", "A/x", "AB", "AB", "", "a/x"]),
        ("A", " / Uusi //  luokka/", ["Uusi/luokka", "Uusi/luokka/x", "Uusi/luokka/x/y", "AB", "", "a/x"]),
        ("A", "A", ["A", "A/x", "A/x/y", "AB", "", "a/x"]),
    ],
)
def test_what_lies_under_it_goes_along(old, new, after):
    make("A", "A/x", "A/x/y", "AB", "", "a/x")
    rename_category(old=old, new=new)
    assert paths() == after


@pytest.mark.parametrize(("old", "new"), [("A", ""), ("A", "/ /"), ("", "B"), ("Z", "B"), ("A", "x" * 252)])
def test_what_cannot_be_done_changes_nothing(old, new):
    make("A", "A/x/y")
    with pytest.raises(UnableToRename):
        rename_category(old=old, new=new)
    assert paths() == ["A", "A/x/y"]


def test_draws_go_along_those_of_a_draft_too():
    make("A/x")
    _enrolment, page = make_place(make_quiz, kinds=())
    QuizDraw.objects.create(page=page, category="A/x", count=1)
    other = QuizDraw.objects.create(page=page, category="AB", count=1)
    page = type(page).objects.get(pk=page.pk)
    page.title = "Luonnos"
    page.save_revision()
    rename_category(old="A", new="Työpeili/Kerta 1")
    assert page.draws.model.objects.exclude(pk=other.pk).get().category == "Työpeili/Kerta 1/x"
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert [draw.category for draw in draft.draws.all()] == ["Työpeili/Kerta 1/x", "AB"]
    assert draft.title == "Luonnos"


def test_the_tree_counts_what_lies_under(django_assert_num_queries):
    make("B", "A/x", "A/x", "A/x/y", "", "A-b")
    with django_assert_num_queries(1):
        rows = all_categories()
    assert [(row.path, row.own, row.total) for row in rows] == [
        ("A", 0, 3), ("A/x", 2, 3), ("A/x/y", 1, 1), ("A-b", 1, 1), ("B", 1, 1)
    ]  # fmt: skip


class TestPages:
    """The pages of the admin."""

    def test_from_the_list_to_the_new_name(self, client):
        make("Ryhmä & muut/1", "")
        client.force_login(AdminFactory())
        page = client.get(reverse("questions_categories"))
        assert "Ryhmä &amp; muut/1" in page.content.decode()
        url = f"{reverse('questions_category')}?luokka=Ryhm%C3%A4%20%26%20muut"
        assert "Luokassa ja sen alla on yksi kysymys." in client.get(url).content.decode()
        refused = client.post(url, {"category": " / "})
        assert refused.status_code == 422
        assert "Kirjoita luokka." in refused.content.decode()
        assert client.post(url, {"category": "Uusi"}).status_code == 302
        assert paths() == ["Uusi/1", ""]
        assert client.post(url, {"category": "Uusi"}).status_code == 404  # sent twice

    @pytest.mark.parametrize("query", ["", "?luokka=", "?luokka=ei", "?luokka=%00", "?luokka=<script>"])
    def test_no_such_category(self, client, query):
        make("A")
        client.force_login(AdminFactory())
        assert client.get(reverse("questions_category") + query).status_code == 404

    @pytest.mark.parametrize("name", ["questions_categories", "questions_category"])
    def test_for_those_who_may_change_questions(self, client, name):
        make("A")
        client.force_login(UserFactory())
        assert client.get(reverse(name) + "?luokka=A").status_code in (302, 403)

    def test_the_form_offers_the_categories_there_are(self, client):
        question = make("A/x")[0]
        client.force_login(AdminFactory())
        page = client.get(reverse("wagtailsnippets_questions_question:edit", args=[question.pk])).content.decode()
        assert '<datalist id="id_category-luokat"><option value="A/x"></option></datalist>' in page
        assert 'list="id_category-luokat"' in page
