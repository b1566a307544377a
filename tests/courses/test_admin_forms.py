"""The editor of every activity type offers the rules of completion the type knows, and no others."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from factories.accounts import AdminFactory
from factories.courses import make_course, session_pages
from factories.modules import make_lesson
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.admin_forms import ActivityPageForm
from courses.enums import CompletionRule
from courses.models import ActivityPage, Prerequisite

TYPES = [model for model in apps.get_models() if issubclass(model, ActivityPage) and model is not ActivityPage]


def form_of(model, **values):
    return model.get_edit_handler().get_form_class()(instance=model(**values))


@pytest.mark.django_db
@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
class TestEveryType:
    def test_its_form_builds_on_the_one_of_the_course(self, model):
        assert issubclass(model.get_edit_handler().get_form_class(), ActivityPageForm)

    def test_only_its_own_rules_can_be_chosen(self, model):
        field = form_of(model).fields.get("completion_rule")
        if field is None:
            assert len(model.completion_rules) == 1, "Show the rule where there is a choice."
            return
        assert [value for value, _label in field.choices] == list(model.completion_rules)
        for rule in CompletionRule.values:
            if rule in model.completion_rules:
                assert field.clean(rule) == rule
            else:
                with pytest.raises(ValidationError):
                    field.clean(rule)

    def test_a_new_page_begins_with_the_types_first_rule(self, model):
        form = form_of(model)
        if "completion_rule" in form.fields:
            assert form["completion_rule"].value() == model.completion_rules[0]

    def test_a_pages_own_rule_stays_chosen(self, model):
        last = model.completion_rules[-1]
        form = form_of(model, completion_rule=last)
        if "completion_rule" in form.fields:
            assert form["completion_rule"].value() == last


@pytest.mark.django_db
def test_the_author_sees_the_choice_and_what_it_means(client):
    page = make_lesson(session_pages(make_course(sessions=1))[0])
    client.force_login(AdminFactory(language="fi"))
    html = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "Valittavana ovat tähän osioon sopivat tavat." in html
    assert '<option value="view">kun sivu on avattu</option>' in html
    assert '<option value="manual" selected>kun osallistuja merkitsee sen tehdyksi</option>' in html
    assert "kun vastaus on lähetetty" not in html


@pytest.mark.django_db
class TestCircles:
    """Two activities that wait for one another would never open."""

    def form_for(self, page, *needed):
        data = nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "body": streamfield([]),
                "minutes": 10,
                "completion_rule": "manual",
                "opens_when": "session",
                "opens_days": 0,
                "audience": "all",
                "prerequisites": inline_formset([{"needed": str(other.pk)} for other in needed]),
                "comments": inline_formset([]),
            }
        )
        return type(page).get_edit_handler().get_form_class()(data, instance=page, for_user=AdminFactory())

    def test_a_circle_is_refused_and_a_chain_is_not(self):
        place = session_pages(make_course(sessions=1))[0]
        first, second, third = (make_lesson(place) for _ in range(3))
        Prerequisite.objects.create(activity_id=second.pk, needed_id=first.pk)
        Prerequisite.objects.create(activity_id=third.pk, needed_id=second.pk)
        assert self.form_for(third, second, first).is_valid()
        for form in (self.form_for(first, third), self.form_for(first, first)):
            assert not form.is_valid()
            assert "kumpikaan ei koskaan avautuisi" in str(form.non_field_errors())
