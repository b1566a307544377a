"""T4, steps 1–2: sound and picture are tried at any time, and the way in opens a quarter of an hour before."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from e2e.browsing import DEVICES, FLAGS, LAUNCH_WHOLE, PATIENCE
from e2e.looking import Listener, press
from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Page, expect

SESSION = "/oppi/syksy-2026/kerta/4/"
CHECK = "/yhteys/kerta/syksy-2026/4/"
DEVICE_FLAGS = ["--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required"]


@pytest.fixture(scope="module")
def equipped(browser_type):
    """A browser on a machine that has a camera and a microphone."""
    browser = browser_type.launch(**{**LAUNCH_WHOLE, "args": [*FLAGS, *DEVICE_FLAGS]})
    yield browser
    browser.close()


@pytest.fixture
def with_devices(equipped, site):
    """Open a phone's window there, with the leave to use the devices or without; all must stay silent."""
    opened = []

    def open_window(role=None, *, allowed=True) -> Page:
        state = site.folder / f"cookies-{role}.json" if role else None
        leave = ["camera", "microphone"] if allowed else []
        context = equipped.new_context(
            base_url=site.base_url, storage_state=state, permissions=leave, **DEVICES["phone"]
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        opened.append((page, Listener(page)))
        return page

    yield open_window
    for page, listener in opened:
        listener.expect_silence()
        page.context.close()


def begins_in(site, minutes: int) -> None:
    """Let time pass: the fourth session begins in so many minutes."""
    start = datetime.now(UTC) + timedelta(minutes=minutes)
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE courses_session SET starts_at = ? WHERE position = 4 AND run_id ="
            " (SELECT id FROM courses_courserun WHERE slug = 'syksy-2026')",
            (start.strftime("%Y-%m-%d %H:%M:%S"),),
        )
    database.close()


def test_a_trainee_tries_sound_and_picture_and_joins_in_time(with_devices, site, check_page):
    begins_in(site, 90)
    page = with_devices("trainee")
    page.goto(SESSION)
    expect(page.get_by_text("Linkki avautuu")).to_be_visible()
    expect(page.get_by_role("link", name="Liity verkkotapaamiseen")).to_have_count(0)
    press(page, page.get_by_role("link", name="Kokeile ääni ja kuva"))
    check_page(page, "a sound and picture check")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, page.get_by_role("button", name="Aloita tarkistus"))
    results = part(page, "Tarkista ääni ja kuva")
    expect(results.get_by_text("Äänesi kuuluu")).to_be_visible()
    expect(results.get_by_text("Kuvasi näkyy")).to_be_visible()
    check_page(page, "a sound and picture check that runs")
    page.get_by_role("button", name="Soita merkkiääni").click()
    page.get_by_role("button", name="Lopeta tarkistus").click()
    expect(page.get_by_role("button", name="Aloita tarkistus")).to_be_focused()
    asked = [url for url in asked if not url.endswith(".svg")]  # the browser's own, for the picture of its tab
    assert asked == [], "the check asked the net for something"

    begins_in(site, 14)
    page.reload()
    expect(page.get_by_role("link", name="Liity verkkotapaamiseen")).to_be_visible()
    page.goto(SESSION)
    expect(page.get_by_role("link", name="Liity verkkotapaamiseen")).to_be_visible()
    page.goto("/oppi/")
    expect(page.locator(".next-step").get_by_role("link", name="Liity tapaamiseen")).to_be_visible()


def test_the_page_says_in_words_what_is_wrong(with_devices, visit, site):
    refused = with_devices("trainee", allowed=False)
    refused.goto(CHECK)
    refused.get_by_role("button", name="Aloita tarkistus").click()
    expect(refused.get_by_text("Mikrofonin käyttöä ei ole sallittu")).to_be_visible()
    expect(refused.get_by_text("Kameran käyttöä ei ole sallittu")).to_be_visible()

    bare = visit("trainee")  # a machine with neither camera nor microphone
    bare.goto(CHECK)
    bare.get_by_role("button", name="Aloita tarkistus").click()
    expect(bare.get_by_text("Mikrofonia ei löydy")).to_be_visible()
    expect(bare.get_by_text("Kameraa ei löydy")).to_be_visible()

    plain = visit("trainee", javascript=False)
    plain.goto(CHECK)
    expect(plain.get_by_text("Avaa laitteen ääniasetukset")).to_be_visible()
    expect(plain.get_by_role("button", name="Aloita tarkistus")).to_be_hidden()


def test_a_guest_and_the_support_come_by_link(with_devices, visit, site, check_page):
    trainer = visit("trainer", device="desktop")
    trainer.goto("/kouluttaja/syksy-2026/kerta/4/yhteys/")
    trainer.get_by_role("button", name="Tee linkki vieraalle").click()
    trainer.get_by_role("button", name="Tee linkki tuelle").click()
    check_page(trainer, "links to a session")
    guest = with_devices()
    guest.goto(trainer.get_by_label("Vieraan linkki").input_value())
    check_page(guest, "a guest's check")
    guest.get_by_role("button", name="Aloita tarkistus").click()
    expect(guest.get_by_text("Äänesi kuuluu")).to_be_visible()
    expect(guest.get_by_role("link", name="Liity tapaamiseen")).to_have_count(0)

    support = visit(javascript=False)
    support.goto(trainer.get_by_label("Tuen linkki").input_value())
    expect(support.get_by_role("link", name="Liity tapaamiseen")).to_be_visible()
    support.get_by_label("Muistiinpano", exact=True).fill("Yhden kaiutin vaihdettu, muut kuulevat.")
    support.get_by_role("button", name="Tallenna muistiinpano").click()
    expect(support.get_by_text("Yhden kaiutin vaihdettu")).to_be_visible()
    trainer.reload()
    expect(trainer.get_by_text("Yhden kaiutin vaihdettu")).to_be_visible()
    trainer.get_by_role("button", name="Ota linkki pois – Vieraan linkki").click()
    assert guest.reload().status == 404
    expect(guest.get_by_role("heading", level=1)).to_have_text("Linkki ei ole voimassa")
    stranger = sign_in_person(visit(), site, "satakieli")
    assert stranger.goto("/kouluttaja/syksy-2026/kerta/4/yhteys/").status == 404
