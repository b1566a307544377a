"""Pages that runs need stay where they are, with the list of what needs them; others can be had back."""

import pytest
from django.urls import reverse
from factories.accounts import AdminFactory
from factories.courses import EnrolmentFactory, make_course, make_run, session_pages
from factories.modules import make_lesson
from wagtail.models import Page

from courses.enums import RunState
from courses.models import ActivityPage, CoursePage, Enrolment, Prerequisite, TrashPage
from courses.page_guards import uses_of
from portal.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(AdminFactory(language="fi"))
    return client


def url(name, *pages):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk for page in pages])


@pytest.fixture
def course():
    return make_course(sessions=2)


class TestUses:
    def test_a_page_no_run_has_is_free(self, course):
        assert uses_of(make_lesson(session_pages(course)[0])) == []

    def test_rules_runs_and_other_activities_are_named(self, course):
        first, second = session_pages(course)
        needed, other = make_lesson(first), make_lesson(second, title="Jatko")
        Prerequisite.objects.create(activity_id=other.pk, needed_id=needed.pk)
        run = make_run(course=course, name="Syksy X")
        assert uses_of(needed) == [
            "osio ”Jatko” avautuu vasta sen jälkeen",
            "suoritusehto ”Verkko-osiot” toteutuksessa Syksy X",
        ]
        assert "kerta 1 toteutuksessa Syksy X" in uses_of(Page.objects.get(pk=first.pk))
        needed.required = False
        needed.save()
        assert len(uses_of(needed)) == 1
        run.state = RunState.ENDED
        run.save()
        assert uses_of(Page.objects.get(pk=first.pk)) == ["osio ”Jatko” avautuu vasta sen jälkeen"]


class TestHiding:
    def test_a_used_page_stays_published_and_the_list_is_told(self, editor, course):
        lesson = make_lesson(session_pages(course)[0], title="Kolme ovea")
        run = make_run(course=course)
        html = editor.post(url("unpublish", lesson), follow=True).content.decode()
        assert f"suoritusehto ”Verkko-osiot” toteutuksessa {run.name}" in html
        lesson.refresh_from_db()
        assert lesson.live

    def test_a_voluntary_page_can_be_hidden(self, editor, course):
        lesson = make_lesson(session_pages(course)[0], required=False)
        make_run(course=course)
        editor.post(url("unpublish", lesson))
        lesson.refresh_from_db()
        assert not lesson.live


class TestMoving:
    def test_out_of_its_course_only_when_nothing_needs_it(self, editor, course):
        lesson, elsewhere = make_lesson(session_pages(course)[0]), session_pages(make_course())[0]
        run = make_run(course=course)
        editor.post(url("move_confirm", lesson, elsewhere))
        assert Page.objects.get(pk=lesson.pk).get_parent().pk == session_pages(course)[0].pk
        run.state = RunState.ENDED
        run.save()
        editor.post(url("move_confirm", lesson, elsewhere))
        assert Page.objects.get(pk=lesson.pk).get_parent().pk == elsewhere.pk

    def test_within_its_course_at_any_time(self, editor, course):
        first, second = session_pages(course)
        lesson = make_lesson(first)
        make_run(course=course)
        editor.post(url("move_confirm", lesson, second))
        assert Page.objects.get(pk=lesson.pk).get_parent().pk == second.pk


class TestDeleting:
    def test_a_deleted_page_is_put_aside_and_can_be_moved_back(self, editor, course):
        first = session_pages(course)[0]
        lesson = make_lesson(first, title="Turha")
        html = editor.post(url("delete", lesson), follow=True).content.decode()
        assert "Poistetut sivut" in html
        found = ActivityPage.objects.get(pk=lesson.pk)
        assert not found.live
        assert found.get_parent().specific_class is TrashPage
        editor.post(url("move_confirm", found, first))
        assert ActivityPage.objects.get(pk=lesson.pk).get_parent().pk == first.pk

    def test_deleting_from_there_is_for_good(self, editor, course):
        lesson = make_lesson(session_pages(course)[0])
        editor.post(url("delete", lesson))
        editor.post(url("delete", ActivityPage.objects.get(pk=lesson.pk)))
        assert not ActivityPage.objects.filter(pk=lesson.pk).exists()

    def test_two_of_the_same_name(self, editor, course):
        for page in session_pages(course):
            editor.post(url("delete", make_lesson(page, title="Sama", slug="sama")))
        assert TrashPage.objects.get().get_children().count() == 2

    def test_many_at_once_are_refused_with_a_message(self, editor, course):
        lesson = make_lesson(session_pages(course)[0], title="Kolme ovea")
        make_run(course=course)
        for action in ("delete", "unpublish"):
            address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action)) + f"?id={lesson.pk}"
            html = editor.post(address, follow=True).content.decode()
            assert "Joukossa on sivuja, jotka ovat käytössä: Kolme ovea" in html
        lesson.refresh_from_db()
        assert lesson.live


def test_a_copied_course_has_the_content_and_no_people(editor, course):
    make_lesson(session_pages(course)[0], title="Kolme ovea")
    EnrolmentFactory(run=make_run(course=course))
    before = Enrolment.objects.count()
    home = course.get_parent().add_child(instance=HomePage(title="Etusivu", slug="etusivu"))
    data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": home.pk, "copy_subpages": "on"}
    data["publish_copies"] = "on"
    assert editor.post(url("copy", course), data).status_code == 302
    copied = CoursePage.objects.get(slug="kopio")
    assert ActivityPage.objects.descendant_of(copied).get().title == "Kolme ovea"
    assert Enrolment.objects.count() == before
    assert not copied.runs.exists()
