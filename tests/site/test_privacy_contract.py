"""Every app that knows people can say what it knows and can forget it."""

import inspect
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from factories.accounts import UserFactory

from accounts.discovery import modules_named
from accounts.models import User
from accounts.personal_data import erase_all, export_all
from portal.translations import own_apps

MODULES = dict(modules_named("privacy"))


def knows_people(config):
    """Whether a model of the app points at a person, directly or through one of the app's own models or another's."""
    return any(
        field.is_relation and field.concrete and field.related_model is User
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.name != "uploaded_by_user" and not hasattr(model, "page_ptr")
    )


@pytest.mark.parametrize("label", sorted(config.label for config in own_apps() if knows_people(config)))
def test_an_app_that_knows_people_has_a_privacy_module(label):
    assert label in MODULES


@pytest.mark.parametrize("label", sorted(MODULES))
def test_the_module_keeps_the_contract(label):
    export, erase = MODULES[label].export_person, MODULES[label].erase_person
    assert list(inspect.signature(export).parameters) == ["user"]
    parameters = inspect.signature(erase).parameters
    assert list(parameters) == ["user", "at"]
    assert parameters["at"].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.django_db
def test_a_person_without_a_history_is_exported_and_erased_twice():
    user = UserFactory()
    json.dumps(export_all(user), cls=DjangoJSONEncoder)
    erase_all(user, at=timezone.now())
    erase_all(user, at=timezone.now())
    user.refresh_from_db()
    assert user.anonymized_at is not None
