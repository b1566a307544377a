"""Long reports: one order however often it is sent, resumed by the sweep, one's own alone, gone after some days."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import make_run, make_staff
from factories.reporting import fund, join, make_project

from courses.enums import StaffRole
from courses.models import RunStaff
from courses.reporting import sweeps
from courses.reporting.domain import orders
from courses.reporting.models import OrderState, ReportOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, monkeypatch):
    """A coordinator of a run of a project so large that its reports are long."""
    monkeypatch.setattr(orders, "LONG", 5)
    project, run = make_project(), make_run()
    fund(project, run)
    join(run, 7)
    user = make_staff(run, StaffRole.COORDINATOR)
    client.force_login(user)
    return {"project": project, "run": run, "user": user, "kwargs": {"project": project.public_id, "report": "tulos"}}


def order(client, desk, **data):
    url = reverse("reporting:project-order", kwargs=desk["kwargs"])
    return client.post(url, {"ending": "csv", "rajaus": "", **data})


def test_a_long_report_is_ordered_made_and_fetched(client, desk):
    page = client.get(reverse("reporting:project-report", kwargs=desk["kwargs"]))
    assert "Tee raportti" in page.content.decode()
    file = reverse("reporting:project-file", kwargs={**desk["kwargs"], "ending": "csv"})
    assert client.get(file).status_code == 302
    first, again = order(client, desk), order(client, desk)
    assert first.url == again.url
    assert "Raporttia tehdään" in client.get(first.url).content.decode()
    assert client.get(f"{first.url}tiedosto/").status_code == 302
    assert sweeps.sweep(at=timezone.now()) == 1
    assert sweeps.sweep(at=timezone.now()) == 0
    made = ReportOrder.objects.get()
    assert (made.state, made.done, made.total) == (OrderState.READY, 5, 5)
    assert "Raportti on valmis" in client.get(first.url).content.decode()
    content = b"".join(client.get(f"{first.url}tiedosto/").streaming_content).decode()
    assert "Ilmoittautui ja pääsi mukaan;7" in content
    assert desk["user"].notifications.filter(kind="report-ready").count() == 1


def test_what_a_dead_worker_left_is_made_anew_after_its_lease(client, desk):
    order(client, desk)
    at = timezone.now()
    ReportOrder.objects.update(next_try_at=at + orders.LEASE, attempts=1, done=2)
    assert sweeps.sweep(at=at) == 0
    assert sweeps.sweep(at=at + orders.LEASE) == 1


def test_an_order_is_given_up_after_some_tries(client, desk):
    order(client, desk, rajaus="kunta:999")
    at = timezone.now()
    for _try in range(orders.MOST_ATTEMPTS + 1):
        sweeps.sweep(at=at)
        at += timedelta(hours=1)
    assert ReportOrder.objects.get().state == OrderState.FAILED
    page = client.get(reverse("reporting:order", kwargs={"order": ReportOrder.objects.get().public_id}))
    assert "ei valmistunut" in page.content.decode()


def test_an_order_is_for_its_reader_alone_while_they_may_read_it(client, desk):
    url = order(client, desk).url
    sweeps.sweep(at=timezone.now())
    client.force_login(make_staff(desk["run"], StaffRole.COORDINATOR))
    assert client.get(url).status_code == 404
    client.force_login(desk["user"])
    RunStaff.objects.filter(user=desk["user"]).update(ended_at=timezone.now())
    assert client.get(f"{url}tiedosto/").status_code == 404
    client.logout()
    assert client.get(f"{url}tiedosto/").status_code == 302


def test_an_expired_order_is_gone_with_its_file(client, desk):
    url = order(client, desk).url
    at = timezone.now()
    sweeps.sweep(at=at)
    file = ReportOrder.objects.get().file
    assert file.storage.exists(file.name)
    sweeps.sweep(at=at + orders.KEPT + timedelta(minutes=1))
    assert not file.storage.exists(file.name)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("data", [{"ending": ""}, {"ending": "pdf"}, {"ending": "\x00"}])
def test_an_order_of_no_known_file_is_none(client, desk, data):
    assert order(client, desk, **data).status_code == 404
    assert order(client, desk, rajaus="x" * 5000).status_code == 302
    client.force_login(UserFactory())
    assert order(client, desk).status_code == 404
