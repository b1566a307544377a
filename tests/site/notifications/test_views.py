import pytest
from django.utils import timezone
from factories.accounts import UserFactory

from notifications.domain import notify, queue_mail
from notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def tell(user, count=1, **given):
    for _ in range(count):
        told = notify(
            **{
                "user": user,
                "kind": "x",
                "subject": "Aihe",
                "text": "T",
                "url": "/oppi/",
                "at": timezone.now(),
                **given,
            }
        )
    return told


def test_one_sees_ones_own_notifications_escaped(client, user):
    tell(user, subject="<script>alert(1)</script>")
    tell(UserFactory(), subject="Toisen")
    page = client.get("/ilmoitukset/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "Toisen" not in page


def test_everything_is_marked_as_read_by_a_button(client, user):
    tell(user, 2)
    assert "Merkitse kaikki luetuiksi" in client.get("/ilmoitukset/").content.decode()
    client.post("/ilmoitukset/")
    client.post("/ilmoitukset/")
    assert not Notification.objects.filter(read_at=None).exists()
    assert "Merkitse kaikki luetuiksi" not in client.get("/ilmoitukset/").content.decode()


def test_opening_one_marks_it_and_leads_on(client, user):
    told = tell(user)
    assert client.get(f"/ilmoitukset/{told.public_id}/").url == "/oppi/"
    told.refresh_from_db()
    assert told.read_at is not None


def test_someone_elses_notification_does_not_exist(client, user):
    told = tell(UserFactory())
    assert client.get(f"/ilmoitukset/{told.public_id}/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "\x00"])
def test_any_page_number_is_answered(client, user, number):
    tell(user)
    assert client.get("/ilmoitukset/", {"page": number}).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(client, user):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/ilmoitukset/")  # the frame of the page remembers its links
    costs = []
    for _ in range(2):
        tell(user, 30)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/ilmoitukset/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_outbox_shows_mails_of_the_demo_with_their_links(client):
    mail = queue_mail(
        to="x@esimerkki.test",
        subject="<b>Koodi</b>",
        text="https://peili.test/a?b=1&c=2\n<script>",
        language="fi",
        at=timezone.now(),
    )
    assert "&lt;b&gt;Koodi" in client.get("/postilaatikko/").content.decode()
    page = client.get(f"/postilaatikko/{mail.public_id}/").content.decode()
    assert 'href="https://peili.test/a?b=1&amp;c=2"' in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("real", [{"DEMO": False}, {"MAIL_URL": "smtp://localhost"}])
def test_there_is_no_outbox_where_mail_is_real(client, settings, real):
    mail = queue_mail(to="x@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())
    for name, value in real.items():
        setattr(settings, name, value)
    assert client.get("/postilaatikko/").status_code == 404
    assert client.get(f"/postilaatikko/{mail.public_id}/").status_code == 404
