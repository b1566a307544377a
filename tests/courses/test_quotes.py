"""Quotes with consent for each use, things done together, the compass: what shows where, and until when."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.courses import make_staff
from factories.groups import add_member, make_founded_group, make_group_run, make_log, make_trainee

from courses.enums import StaffRole
from courses.groups.domain.members import remove_member
from courses.groups.models import LogPart
from courses.quotes.blocks import QuotesBlock
from courses.quotes.domain.compass import compass_of
from courses.quotes.domain.links import make_token
from courses.quotes.domain.quotes import Said, UnableToQuote, change_link, publish, record_quote, withdraw
from courses.quotes.domain.reading import consented_quotes, public_quotes, quotes_of_run
from courses.quotes.domain.works import Work, record_work
from courses.quotes.models import JointWork, Quote, QuoteConsent
from courses.quotes.urls import urlpatterns

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class World:
    """One run with a founded group, a quote, a work with a file, and a person in every role around it."""

    def __init__(self):
        self.run = make_group_run()
        self.enrolment = make_trainee(self.run)
        self.group = make_founded_group(enrolment=self.enrolment)
        self.member = self.group.members.first()
        self.coordinator = make_staff(self.run, StaffRole.COORDINATOR)
        self.quote = self.say("Sain työkavereita.", {"training", "web", "report"})
        self.work = self.do("Vuosikello", file=SimpleUploadedFile("pohja.pdf", PDF))
        self.people = {
            "facilitator": self.enrolment.user,
            "trainer": make_staff(self.run),
            "coordinator": self.coordinator,
            "other_trainer": make_staff(make_group_run()),
            "peer": make_trainee(self.run).user,
            "superuser": AdminFactory(),
            "stranger": UserFactory(),
        }

    def say(self, text, uses, **values):
        base = {"keyword": "sharing", "part": "courage", "attribution": "line", "given_on": timezone.localdate()}
        said = Said(text=text, uses=frozenset(uses), **{**base, **values})
        by = self.enrolment.user
        return record_quote(group=self.group, member=self.member, said=said, by=by, at=timezone.now())

    def do(self, title, **values):
        base = {"part": "productivity", "done_on": timezone.localdate(), "is_shareable": False}
        work = Work(title=title, **{**base, **values})
        return record_work(group=self.group, work=work, by=self.enrolment.user, at=timezone.now())

    def url(self, name):
        group, run = {"group": self.group.public_id}, {"run": self.run.slug}
        quote, work = {"quote": self.quote.public_id}, {"work": self.work.public_id}
        extra = {
            **{name: {**group, **quote} for name in ("withdraw", "renew-link")},
            **{name: {**group, **work} for name in ("work-share", "work-remove", "work-file")},
            "run": run,
            "publishing": {**run, **quote},
            "run-file": {**run, **work},
        }
        return reverse(f"quotes:{name}", kwargs=extra.get(name, group))


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


OWN = {"facilitator"}
TABLE = {
    **dict.fromkeys(["group", "add", "works", "work-add", "compass", "work-file"], OWN),
    **dict.fromkeys(["withdraw", "renew-link", "work-share", "work-remove"], OWN),
    "run": {"trainer", "coordinator"},
    "publishing": {"coordinator"},
    "run-file": {"trainer"},  # a work that is not shared is for the trainers alone
}
PRESSED = {"withdraw", "renew-link", "work-share", "work-remove", "publishing"}


def test_every_address_for_every_role(client, world):
    assert set(TABLE) | {"consent"} == {pattern.name for pattern in urlpatterns}
    wrong = []
    for role, person in world.people.items():
        client.force_login(person)
        for name, allowed in TABLE.items():
            got = client.get(world.url(name)).status_code
            expected = 405 if name in PRESSED else 200 if role in allowed else 404
            if got != expected:
                wrong.append((role, name, got))
            if name in PRESSED and role not in allowed:
                posted = client.post(world.url(name)).status_code
                if posted != 404:
                    wrong.append((role, name, "POST", posted))
    assert wrong == []
    assert Quote.objects.get().text


def test_a_shared_work_is_for_the_coordinator_too(client, world):
    JointWork.objects.update(is_shareable=True)
    client.force_login(world.coordinator)
    assert "Vuosikello" in client.get(world.url("run")).text
    answer = client.get(world.url("run-file"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


def test_consent_is_asked_for_each_use_and_withdrawn_with_the_next_view(world):
    only_training = world.say("Uskalsin.", {"training"}, attribution="nothing")
    assert {row.text for row in consented_quotes(use="report")} == {"Sain työkavereita."}
    with pytest.raises(UnableToQuote):
        publish(quote=only_training, by=world.coordinator, at=timezone.now())
    with pytest.raises(UnableToQuote):
        world.say("Ei lupaa", set())
    publish(quote=world.quote, by=world.coordinator, at=timezone.now())
    block = QuotesBlock()
    value = block.to_python({"title": "Sanottua", "most": 3})
    assert "Sain työkavereita." in block.render(value)
    withdraw(quote=world.quote, uses=["web"], at=timezone.now())
    assert "Sain" not in block.render(value)
    assert [row.text for row in consented_quotes(use="report", keyword="sharing")] == ["Sain työkavereita."]
    for _press in range(2):
        withdraw(quote=world.quote, at=timezone.now())
    world.quote.refresh_from_db()
    assert (world.quote.text, world.quote.published_at) == ("", None)
    assert list(consented_quotes(use="report", runs=[world.run])) == []


def test_consent_given_to_other_words_no_longer_holds(world):
    publish(quote=world.quote, by=world.coordinator, at=timezone.now())
    QuoteConsent.objects.update(text_version="2020-1")
    assert public_quotes() == []
    assert quotes_of_run(run=world.run) == []


def test_the_speaker_withdraws_by_link_and_looking_changes_nothing(client, world):
    url = reverse("quotes:consent", kwargs={"token": make_token(world.quote)})
    page = client.get(url)
    assert "Sain työkavereita." in page.text
    assert world.member.pseudonym not in page.text
    assert world.group.name not in page.text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"uses": ["x\x00"]}).status_code == 422
    assert QuoteConsent.objects.filter(withdrawn_at=None).count() == 3
    assert client.post(url, {"uses": ["web"]}).status_code == 302
    client.post(url, {"uses": ["training", "report"]})
    assert "Lupaa ei ole" in client.get(url).text
    assert client.post(url, {"uses": ["web"]}).status_code == 200
    other = world.say("Toinen lause.", {"web"})
    token = make_token(other)
    change_link(quote=other)
    for bad in (token, token[:-1] + "A", "x"):
        assert client.get(reverse("quotes:consent", kwargs={"token": bad})).status_code == 404


def test_staff_see_neither_pseudonym_nor_municipality(client, world):
    for role in ("trainer", "coordinator"):
        client.force_login(world.people[role])
        page = client.get(world.url("run")).text
        assert "Sain työkavereita." in page
        assert world.member.line_name in page
        for secret in (world.member.pseudonym, world.member.place_name):
            assert secret not in page


def test_who_is_removed_takes_the_quotes_along(world):
    remove_member(member=world.member, at=timezone.now())
    assert not Quote.objects.exists()


BAD_QUOTES = {
    "no words": {"text": ""},
    "zero byte": {"text": "a\x00"},
    "too long": {"text": "a" * 601},
    "no use": {"uses": []},
    "an unknown use": {"uses": ["billboard"]},
    "not asked": {"asked": ""},
    "somebody else's member": {"member": "00000000-0000-4000-8000-000000000000"},
    "no member": {"member": "x"},
    "tomorrow": {"given_on": "2099-01-01"},
    "no keyword": {"keyword": "luck"},
}


def quote_data(world, **values):
    base = {"text": "Saa vaan olla. <b>🙂</b>", "member": str(world.member.public_id), "keyword": "growth"}
    base |= {"part": "understanding", "attribution": "entrepreneur", "uses": ["web"], "asked": "on"}
    return base | {"given_on": timezone.localdate().isoformat()} | values


@pytest.mark.parametrize("case", BAD_QUOTES)
def test_a_bad_quote_is_told_and_nothing_is_lost(client, world, case):
    client.force_login(world.enrolment.user)
    answer = client.post(world.url("add"), quote_data(world, **BAD_QUOTES[case]))
    assert answer.status_code == 422
    assert Quote.objects.count() == 1


def test_a_quote_is_looked_at_for_people_and_stored_once(client, world):
    client.force_login(world.enrolment.user)
    named = quote_data(world, text=f"{world.member.pseudonym} auttoi, soita 040 123 4567.")
    assert client.post(world.url("add"), named).text.count("<mark>") >= 1
    for _press in range(2):
        assert client.post(world.url("add"), quote_data(world)).status_code == 302
    assert Quote.objects.count() == 2
    assert "&lt;b&gt;" in client.get(world.url("group")).text


def test_works_take_safe_files_only(client, world):
    client.force_login(world.enrolment.user)
    data = {"title": "Sivut", "part": "networks", "done_on": timezone.localdate().isoformat()}
    for name, content in (("x.html", b"<html></html>"), ("x.pdf", b"<svg onload=1>"), ("x.exe", b"MZ\x00\x01")):
        answer = client.post(world.url("work-add"), {**data, "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422, name
    assert client.post(world.url("work-add"), {**data, "title": "", "file": ""}).status_code == 422
    for _press in range(2):
        sent = {**data, "file": SimpleUploadedFile("../../sivut.pdf", PDF)}
        assert client.post(world.url("work-add"), sent).status_code == 302
    made = JointWork.objects.get(title="Sivut")
    assert made.file_name == "sivut.pdf"
    stored = made.file.storage.exists(made.file.name)
    world.work = made
    assert stored
    assert b"".join(client.get(world.url("work-file")).streaming_content) == PDF
    client.post(world.url("work-remove"))
    assert not JointWork.objects.filter(title="Sivut").exists()


def test_the_compass_counts_what_the_tags_say(client, world):
    logs = [make_log(world.group, days_ago=days) for days in (3, 9, 20)]
    LogPart.objects.all().delete()
    for log, parts in zip(logs, (["courage"], ["courage", "networks"], []), strict=True):
        LogPart.objects.bulk_create(LogPart(log=log, part=part) for part in parts)
    compass = compass_of(group=world.group)
    assert {point.part: (point.meetings, point.works) for point in compass.points if point.meetings or point.works} == {
        "courage": (2, 0),
        "networks": (1, 0),
        "productivity": (0, 1),
    }
    assert sum(point.meetings for point in compass.points) == LogPart.objects.count()
    assert (compass.tagged_meetings, compass.works) == (2, 1)
    client.force_login(world.enrolment.user)
    page = client.get(world.url("compass")).text
    assert "<desc" in page
    assert 'width="320.0"' in page
    assert "Laskettu 2 tapaamisesta" in page


def test_lists_ask_as_much_for_many_as_for_few(world, django_assert_max_num_queries):
    for number in range(12):
        add_member(world.group)
        world.say(f"Lause {number}.", {"web"})
    with django_assert_max_num_queries(2):
        assert len(quotes_of_run(run=world.run)) == 13
    with django_assert_max_num_queries(2):
        compass_of(group=world.group)
