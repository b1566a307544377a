"""The admin of recordings: one that a page shows is kept, with a message."""

import pytest
from factories.accounts import AdminFactory
from factories.courses import add_activity, make_course, session_pages
from factories.media import RecordingFactory

from media.models import Recording
from modules.recording.models import RecordingPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(AdminFactory())
    return client


def test_a_recording_in_use_is_kept_and_the_editor_told(editor):
    recording = RecordingFactory()
    add_activity(session_pages(make_course())[0], RecordingPage, recording=recording)

    response = editor.post(f"/cms/media/delete/{recording.pk}/", follow=True)

    assert response.status_code == 200
    assert "Tallenne on käytössä sivulla" in response.content.decode()
    assert Recording.objects.filter(pk=recording.pk).exists()


def test_a_recording_nobody_shows_can_be_deleted(editor):
    recording = RecordingFactory()

    editor.post(f"/cms/media/delete/{recording.pk}/", follow=True)

    assert not Recording.objects.filter(pk=recording.pk).exists()


def test_deleting_needs_the_right_to(client):
    recording = RecordingFactory()

    assert client.post(f"/cms/media/delete/{recording.pk}/").status_code == 302
    assert Recording.objects.filter(pk=recording.pk).exists()
