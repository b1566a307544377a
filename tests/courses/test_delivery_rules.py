"""The rules of a delivery form are asked in words, as a run's are; the editor shows what they ask for."""

import pytest
from django.urls import reverse
from factories.accounts import AdminFactory, UserFactory
from factories.courses import make_course, make_form, make_run, make_staff
from wagtail.models import ModelLogEntry

from courses.enums import StaffRole
from courses.rules import RuleBook

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery():
    return make_form(make_course(sessions=2), rules={"conditions": [{"id": "attendance", "kind": "attendance"}]})


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def address(delivery) -> str:
    return reverse("courses_delivery_rules", args=[delivery.pk])


def filled(client, delivery, **changes) -> dict:
    """Return what a browser would send of the page as it stands, with some of it changed."""
    form = client.get(address(delivery)).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if value is True:
            data[field.html_name] = "on"
        elif value is not None and value is not False and value != "":
            data[field.html_name] = value
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def test_the_editor_shows_the_rules_in_words_and_leads_to_the_form(admin, delivery):
    edit = reverse("wagtailsnippets_courses_deliveryform:edit", args=[delivery.pk])
    page = admin.get(edit).content.decode()
    assert address(delivery) in page
    assert 'name="rules"' not in page
    new = admin.get(reverse("wagtailsnippets_courses_deliveryform:add")).content.decode()
    assert "Tallenna ensin toteutusmuoto" in new


def test_rules_are_changed_in_words_and_what_the_form_does_not_ask_stays(admin, delivery):
    sent = filled(
        admin, delivery, **{"c-meetings_logged-on": "on", "c-meetings_logged-count": "4", "closes_days_after": "30"}
    )
    answer = admin.post(address(delivery), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    before = delivery.rules
    delivery.refresh_from_db()
    book = RuleBook.parse(delivery.rules)
    assert [rule.kind for rule in book.conditions] == ["attendance", "meetings_logged"]
    assert book.conditions[1].params["count"] == 4
    assert (book.closes_days_after, before) == (30, {"conditions": [{"id": "attendance", "kind": "attendance"}]})
    assert ModelLogEntry.objects.filter(object_id=str(delivery.pk), action="wagtail.edit").exists()
    # Pressed once more, the page is older than what is stored.
    answer = admin.post(address(delivery), sent)
    assert answer.status_code == 422
    assert "Joku on muuttanut ehtoja" in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"c-attendance-on": None},
        {"present_percent": "0"},
        {"present_percent": "\x00"},
        {"present_percent": "😀"},
        {"opens_days_before": "9" * 30},
        {"seen": "x"},
        {"seen": None},
    ],
    ids=str,
)
def test_what_cannot_be_held_is_refused_and_nothing_is_stored(admin, delivery, changes):
    assert admin.post(address(delivery), filled(admin, delivery, **changes)).status_code == 422
    before = delivery.rules
    delivery.refresh_from_db()
    assert delivery.rules == before


def test_who_may_not_edit_delivery_forms_gets_nowhere(client, delivery):
    for user in (None, UserFactory(), make_staff(make_run(), StaffRole.TRAINER)):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(address(delivery)).status_code in (302, 403, 404)
        assert client.post(address(delivery), {}).status_code in (302, 403, 404)
    client.force_login(AdminFactory())
    assert client.get(reverse("courses_delivery_rules", args=[delivery.pk + 999])).status_code == 404
