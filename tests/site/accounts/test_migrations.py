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


WRITTEN_BY_BOTH = (
    "events/event",
    "groups/meetingtemplate",
    "media/mediatrack",
    "publications/publication",
    "questions/question",
    "selfassessment/instrument",
)
WRITTEN_BY_PUBLISHERS = (
    "certificates/certificatetemplate",
    "courses/deliveryform",
    "groups/referralcontact",
    "notifications/messagetemplate",
)


@pytest.mark.parametrize(("name", "publishes"), [("Sisällön kirjoittajat", False), ("Sisällön julkaisijat", True)])
def test_editors_write_content_and_publishers_what_is_in_force_at_once(client, name, publishes):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    assert [client.get(f"/cms/snippets/{model}/add/").status_code for model in WRITTEN_BY_BOTH] == [200] * 6
    seen = [client.get(f"/cms/snippets/{model}/add/").status_code for model in WRITTEN_BY_PUBLISHERS]
    assert seen == [200 if publishes else 302] * 4
    assert client.get("/cms/kysymykset/tuonti/").status_code == 200
    assert client.get("/cms/media/video/add/").status_code == 200
