import pytest
from django.contrib.auth.models import Group
from factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def test_wagtails_groups_have_names_our_editors_understand():
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    for name in ("Sisällön kirjoittajat", "Sisällön julkaisijat"):
        group = Group.objects.get(name=name)
        assert group.permissions.filter(codename="access_admin").exists()
        assert group.page_permissions.exists()


def test_editors_write_events_and_publications_and_publishers_the_messages_too(client):
    for name, texts in (("Sisällön kirjoittajat", False), ("Sisällön julkaisijat", True)):
        user = UserFactory()
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        for address in ("events/event/", "publications/publication/", "events/event/add/"):
            assert client.get(f"/cms/snippets/{address}").status_code == 200
        assert (client.get("/cms/snippets/notifications/messagetemplate/").status_code == 200) is texts
