import pytest
from django.contrib.auth.models import Group

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def test_wagtails_groups_have_names_our_editors_understand():
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    for name in ("Sisällön kirjoittajat", "Sisällön julkaisijat"):
        group = Group.objects.get(name=name)
        assert group.permissions.filter(codename="access_admin").exists()
        assert group.page_permissions.exists()
