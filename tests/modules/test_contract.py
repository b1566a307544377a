"""The contract of activity types, over all of them: a new folder under modules/ or assessments/ is tested unasked.

A type offers how a page of it is made (`MAKERS`) and how a trainee completes it (`COMPLETIONS`) to this test.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from factories.accounts import UserFactory
from factories.assessments import (
    fields_of,
    make_assignment,
    make_quiz,
    make_self_assessment,
    make_survey,
    statement_fields,
    survey_fields,
)
from factories.courses import make_staff
from factories.modules import COMPLETIONS as MODULE_COMPLETIONS
from factories.modules import MAKERS as MODULE_MAKERS
from factories.modules import Classroom, Completing

from assessments.assignment.models import AssignmentPage, Submission
from assessments.assignment.review import decide
from assessments.quiz.models import Attempt, QuizPage
from assessments.selfassessment.models import SelfAssessmentPage
from assessments.survey.models import SurveyPage
from courses.enums import CompletionRule, StaffRole
from courses.models import ActivityCompletion, ActivityPage
from courses.visits import resolver_of
from portal.icons import ICONS

KINDS = ("single", "truefalse")
COUNTS_AS = {"activity", "reflection", "survey"}


def _take_quiz(room, _prepared):
    room.client.post(room.url("aloita/"))
    attempt = Attempt.objects.filter(page=room.page).first()
    if attempt is not None:
        room.client.post(room.url(f"{attempt.number}/tarkista/"), fields_of(attempt, KINDS))


def _have_accepted(room, _prepared):
    room.client.post(room.url("laheta/"), {"text": "Minua kuunneltiin.", "version": "0"})
    sent = Submission.objects.filter(page=room.page).first()
    if sent is not None:
        decide(submission=sent, decision="accepted", feedback="Hyvä.", by=room.trainer, at=timezone.now(), number=1)


def _answer_survey(room, _prepared):
    room.client.post(room.url("laheta/"), survey_fields(room.page, a0="4", a1="ehkä", a3="Tauko", a4="9"))


def _assess_oneself(room, _prepared):
    room.client.post(room.url("laheta/"), statement_fields(room.page, 1, 2, 3, 4))


MAKERS = {
    **MODULE_MAKERS,
    QuizPage: make_quiz,
    AssignmentPage: make_assignment,
    SurveyPage: make_survey,
    SelfAssessmentPage: make_self_assessment,
}
COMPLETIONS = {
    **MODULE_COMPLETIONS,
    (QuizPage, "pass"): Completing(_take_quiz),
    (QuizPage, "submit"): Completing(_take_quiz),
    (AssignmentPage, "pass"): Completing(_have_accepted),
    (SurveyPage, "submit"): Completing(_answer_survey),
    (SelfAssessmentPage, "submit"): Completing(_assess_oneself),
}
TYPES = sorted(ActivityPage.__subclasses__(), key=lambda model: model._meta.label)
RULES = [
    pytest.param(model, str(rule), id=f"{model.__name__}-{rule}") for model in TYPES for rule in model.completion_rules
]
each_type = pytest.mark.parametrize("model", TYPES, ids=[model.__name__ for model in TYPES])


def app_of(model):
    return apps.get_app_config(model._meta.app_label)


def room_of(model, **fields) -> Classroom:
    assert model in MAKERS, f"Say in this test's MAKERS how a {model.__name__} is made."
    return Classroom(MAKERS[model], Client, **fields)


def rows_of(model) -> dict[str, int]:
    """Return how many rows each model of the type's app has."""
    return {record._meta.label: record._default_manager.count() for record in app_of(model).get_models()}


def test_there_are_types():
    assert {"LessonPage", "RecordingPage", "ExercisePage", "DiscussionPage"} <= {model.__name__ for model in TYPES}


@each_type
def test_the_folder_has_what_belongs_in_it(model):
    folder = Path(app_of(model).path)
    assert folder.parent.name in ("modules", "assessments")
    for name in ("README.md", "apps.py", "models.py", "urls.py", "privacy.py", "migrations/0001_initial.py"):
        assert (folder / name).is_file(), f"{folder.name}/{name} is missing"
    assert (folder / "templates" / folder.name).is_dir()
    assert len((folder / "README.md").read_text(encoding="utf-8").splitlines()) <= 20
    for language in ("sv", "en"):
        assert (folder / "locale" / language / "LC_MESSAGES" / "django.po").is_file()


@each_type
def test_what_a_type_says_of_itself(model):
    assert model.icon in ICONS
    assert model.counts_as in COUNTS_AS
    assert model.completion_rules
    assert set(model.completion_rules) <= set(CompletionRule.values)
    assert model.parent_page_types == ["courses.SessionPage"]
    assert not model.subpage_types
    names = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            names[language] = str(model.type_label)
    assert len(set(names.values())) == 3, names


@each_type
def test_routes_have_a_landing(model):
    match = resolver_of(model).resolve("")
    assert match.url_name == "landing"


@each_type
def test_the_first_screen_of_the_author_has_at_most_seven_fields(model):
    from wagtail.admin.panels import HelpPanel

    def fields(panels):
        for panel in panels:
            yield from fields(panel.children) if hasattr(panel, "children") else [panel]

    # Whatever is no help is a field: Wagtail's own title stands in the list under no class of fields.
    shown = [panel for panel in fields(model.content_panels) if not isinstance(panel, HelpPanel)]
    assert len(shown) <= 7, [getattr(panel, "field_name", getattr(panel, "relation_name", panel)) for panel in shown]


@each_type
@pytest.mark.django_db
def test_privacy_hooks(model):
    module = import_module(f"{app_of(model).name}.privacy")
    user = UserFactory()
    assert isinstance(module.export_person(user), dict)
    module.erase_person(user, at=timezone.now())
    module.erase_person(user, at=timezone.now())


@each_type
@pytest.mark.django_db
class TestLanding:
    def test_the_trainee_gets_it_and_strangers_do_not_know_of_it(self, model):
        room = room_of(model)
        assert room.client.get(room.url()).status_code == 200
        assert room.browser(UserFactory()).get(room.url()).status_code == 404
        assert room.browser(None).get(room.url()).status_code == 302

    def test_a_slip_in_the_address_is_404(self, model):
        room = room_of(model)
        for rest in ("ei-ole/", "../", "%00/", "ä/"):
            assert room.client.get(room.url(rest)).status_code in (301, 404)

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_in_each_language_and_without_inline_code(self, model, language):
        room = room_of(model)
        room.enrolment.user.language = language
        room.enrolment.user.save()
        html = room.client.get(room.url()).content.decode()
        assert f'<html lang="{language}"' in html
        assert ' style="' not in html
        assert "<script>" not in html
        assert " onclick=" not in html

    def test_it_takes_few_queries(self, model, queries_of):
        room = room_of(model)
        assert queries_of(lambda: room.client.get(room.url())) <= 15

    def test_a_withdrawn_trainee_is_a_stranger(self, model):
        room = room_of(model)
        room.enrolment.state = "withdrawn"
        room.enrolment.save()
        assert room.client.get(room.url()).status_code == 404

    def test_the_author_previews_the_draft(self, model):
        from factories.accounts import AdminFactory

        room = room_of(model)
        assert room.browser(AdminFactory()).get(f"/esikatselu/{room.page.pk}/").status_code == 200


@pytest.mark.parametrize(("model", "rule"), RULES)
@pytest.mark.django_db
class TestCompleting:
    def complete(self, room, model, rule):
        if rule == CompletionRule.VIEW:
            room.client.get(room.url())
            return
        assert (model, rule) in COMPLETIONS, f"Say in COMPLETIONS how a {model.__name__} is done by {rule}."
        way = COMPLETIONS[model, rule]
        prepared = way.prepare(room)
        way.act(room, prepared)

    def test_by_each_rule(self, model, rule):
        room = room_of(model, completion_rule=rule)
        assert not room.is_done()
        self.complete(room, model, rule)
        assert room.is_done()
        assert room.client.get(room.url()).status_code == 200

    def test_opening_it_is_not_enough_unless_the_rule_says_so(self, model, rule):
        room = room_of(model, completion_rule=rule)
        room.client.get(room.url())
        assert room.is_done() == (rule == CompletionRule.VIEW)

    def test_preview_stores_nothing(self, model, rule):
        room = room_of(model, completion_rule=rule)
        way = COMPLETIONS.get((model, rule), Completing(lambda room, prepared: None))
        prepared = way.prepare(room)
        room.client = room.browser(make_staff(room.run, StaffRole.COORDINATOR))  # a trainer may write in a discussion
        before = rows_of(model)
        html = room.client.get(room.url()).content.decode()
        way.act(room, prepared)
        assert "Mitään ei tallenneta" in html
        assert rows_of(model) == before
        assert not ActivityCompletion.objects.exists()


@each_type
@pytest.mark.django_db
def test_the_author_can_open_the_editor(model):
    from factories.accounts import AdminFactory

    room = room_of(model)
    author = room.browser(AdminFactory())
    label = model._meta
    add = reverse("wagtailadmin_pages:add", args=(label.app_label, label.model_name, room.session_page.pk))
    assert author.get(add).status_code == 200
    assert author.get(reverse("wagtailadmin_pages:edit", args=(room.page.pk,))).status_code == 200


@each_type
@pytest.mark.django_db
def test_a_page_with_records_is_not_deleted_by_accident(model):
    from factories.accounts import AdminFactory

    room = room_of(model)
    room.enrolment.completions.create(activity_id=room.page.pk, completed_at=timezone.now())
    author = room.browser(AdminFactory())
    assert author.post(reverse("wagtailadmin_pages:delete", args=(room.page.pk,))).status_code == 302
    assert model.objects.filter(pk=room.page.pk).exists()
