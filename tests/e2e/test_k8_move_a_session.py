"""K8: a session is moved; who is told is seen first, each is told once, and the calendar follows."""

from datetime import datetime, timedelta

from e2e.steps import part
from factories import calendar_files as reading
from playwright.sync_api import Page, expect

SCHEDULE = "/kouluttaja/syksy-2026/aikataulu/"
SESSION = "/oppi/syksy-2026/kerta/5/"
TIME = "%Y-%m-%dT%H:%M"


def event_of(content: bytes, title: str):
    calendar = reading.read(content)
    (event,) = [event for event in reading.events(calendar) if title in event.text("SUMMARY")]
    return calendar, event


def open_session(page: Page, name: str) -> None:
    page.goto(SCHEDULE)
    page.get_by_role("listitem").filter(has_text="5. Heijastuksia").get_by_role("link", name=name).click()


def test_a_moved_session_is_told_once_and_calendars_follow(visit, check_page):
    trainee = visit("trainee")
    trainee.goto("/tili/kalenteri/")
    trainee.get_by_role("button", name="Luo osoite").click()
    check_page(trainee, "one's own calendar")
    address = trainee.get_by_label("Osoite", exact=True).input_value().partition("/kalenteri/")[2]
    stranger = visit().request
    _before, old = event_of(stranger.get(f"/kalenteri/{address}").body(), "Heijastuksia")

    trainer = visit("trainer", device="desktop")
    open_session(trainer, "Muokkaa tai siirrä")
    starts = trainer.get_by_label("Alkaa")
    new = datetime.strptime(starts.input_value(), TIME) + timedelta(days=1, hours=1)
    starts.fill("2020-01-01T10:00")
    trainer.get_by_role("button", name="Jatka").click()
    expect(trainer.get_by_role("alert")).to_be_visible()  # before session 4, and long over
    starts.fill(new.strftime(TIME))
    trainer.get_by_role("button", name="Jatka").click()
    told = part(trainer, "Tästä kerrotaan 13 henkilölle")
    expect(told).to_contain_text("Kaisla Kuovi")
    check_page(trainer, "who is told of a move")
    trainer.get_by_label("Oma viestisi").fill("Sali on varattu muille.")
    trainer.get_by_role("button", name="Siirrä ja kerro 13 henkilölle").dblclick()
    expect(trainer.get_by_role("status").filter(has_text="Siitä kerrottiin 13 henkilölle.")).to_be_visible()
    check_page(trainer, "the schedule with a moved session")
    trainer.get_by_role("link", name="Kenelle muutos kerrottiin").click()
    expect(trainer.get_by_text("Sali on varattu muille.")).to_be_visible()
    check_page(trainer, "who was told")

    # The same appointment with a higher number replaces the old one: in the mail and in the feed.
    mails = visit()
    mails.goto("/postilaatikko/")
    mine = mails.get_by_role("listitem").filter(has_text="kuovi@peili.example").filter(has_text="Muutos: kerta 5")
    expect(mine).to_have_count(1)
    mine.get_by_role("link").click()
    with mails.expect_download() as download:
        mails.get_by_role("link", name="Avaa kalenteritiedosto").click()
    invitation, event = event_of(download.value.path().read_bytes(), "Heijastuksia")
    _feed, fed = event_of(stranger.get(f"/kalenteri/{address}").body(), "Heijastuksia")
    assert invitation.value("METHOD") == "REQUEST"
    assert {event.value("UID"), fed.value("UID")} == {old.value("UID")}
    assert int(event.value("SEQUENCE")) == int(fed.value("SEQUENCE")) == int(old.value("SEQUENCE")) + 1
    assert event.value("DTSTART") == fed.value("DTSTART") == new.strftime("%Y%m%dT%H%M%S")

    trainee.goto(SESSION)
    expect(trainee.get_by_text("Kerta on siirretty")).to_be_visible()
    check_page(trainee, "a moved session")
    trainee.goto("/tili/kalenteri/")
    trainee.get_by_role("button", name="Poista osoite").click()
    assert stranger.get(f"/kalenteri/{address}").status == 404


def test_a_cancelled_session_is_seen_and_can_be_taken_back(visit):
    trainer = visit("trainer", javascript=False)
    open_session(trainer, "Peru kerta")
    trainer.get_by_label("Oma viestisi").fill("Sairastuin.")
    trainer.get_by_role("button", name="Peru kerta").click()
    expect(trainer.get_by_role("status").filter(has_text="Kerta on peruttu.")).to_be_visible()
    trainee = visit("trainee")
    trainee.goto(SESSION)
    expect(trainee.get_by_text("Kerta on peruttu").first).to_be_visible()
    open_session(trainer, "Palauta")
    trainer.get_by_role("button", name="Palauta kerta").click()
    trainee.reload()
    expect(trainee.get_by_text("Kerta on peruttu")).to_have_count(0)
