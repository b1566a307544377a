"""T6 in a tunnel: a log is written, reloaded and sent on a connection that comes and goes, and there is one of it."""

from datetime import date, timedelta

import pytest
from e2e.browsing import DEVICES
from e2e.people import sign_in_by_form
from e2e.test_t6_log_a_meeting import fill_log
from playwright.sync_api import BrowserContext, Page, expect

GROUP = "Saunapolku"
PERSON, STRANGER = "paasky", "satakieli"


@pytest.fixture
def phone(browser, site):
    """Return a phone whose person is signed in; it may lose its connection, which a console complains of."""
    context = browser.new_context(base_url=site.base_url, **DEVICES["phone"])
    page = context.new_page()
    sign_in_by_form(page, site, PERSON)
    yield page
    context.close()


def open_form(page: Page, *, days_ago: int) -> str:
    """Open the form of a meeting nobody planned, fill in what is asked, and wait until it opens in a tunnel too."""
    page.goto("/ryhmat/")
    page.get_by_role("link", name=GROUP).click()
    page.get_by_role("link", name="Kirjaa tapaaminen, jota ei ole suunniteltu").click()
    page.get_by_label("Päivä").fill((date.today() - timedelta(days=days_ago)).isoformat())
    page.get_by_label("Alkoi klo").fill("17:30")
    page.get_by_role("radio", name="kokemusten vaihto").check()
    page.get_by_role("radio", name="kasvokkain").check()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page.url


def logs(page: Page, topic: str):
    page.goto("/ryhmat/")
    page.goto(page.get_by_role("link", name=GROUP).get_attribute("href") + "tapaamiset/")
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=topic)


def kept_in(context: BrowserContext, page: Page) -> int:
    """Count what the browser keeps of unsent logs, whoever wrote them."""
    return page.evaluate(
        """async () => {
          const asked = indexedDB.open("peili-kirjaukset");
          const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
          if (!database.objectStoreNames.contains("entries")) return 0;
          const rows = database.transaction("entries").objectStore("entries").count();
          return new Promise((done) => { rows.onsuccess = () => done(rows.result); });
        }"""
    )


def test_a_log_written_in_a_tunnel_goes_once_when_the_connection_is_back(phone, check_page):
    address = open_form(phone, days_ago=30)
    fill_log(phone, topic="tunneli")
    phone.context.set_offline(True)
    for _tap in range(3):
        phone.get_by_role("button", name="Lähetä kirjaus").click()
    expect(phone.locator("[data-saved]")).to_contain_text("Odottaa verkkoa")
    phone.reload()
    expect(phone.get_by_label("Aihe 1–3 sanalla")).to_have_value("tunneli")
    check_page(phone, "a log without a connection")
    phone.goto("/ryhmat/")
    expect(phone.get_by_role("listitem").filter(has_text=GROUP)).to_contain_text("odottaa verkkoa")
    check_page(phone, "no connection")
    phone.context.set_offline(False)
    phone.goto(address)
    expect(phone.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()
    assert kept_in(phone.context, phone) == 0
    expect(logs(phone, "tunneli")).to_have_count(1)


def test_a_breaking_line_and_two_hundred_taps_make_one_log(phone):
    address = open_form(phone, days_ago=31)
    fill_log(phone, topic="katkeileva")
    broken = []

    def break_twice(route):
        sends = route.request.method == "POST" and "save" not in (route.request.post_data or "")
        if sends and len(broken) < 2:
            broken.append(route.request)
            if len(broken) == 2:
                route.fetch()  # it arrives, but its answer is lost
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route(address, break_twice)
    tap = "(button) => { for (let tap = 0; tap < 200; tap += 1) button.click(); }"
    phone.get_by_role("button", name="Lähetä kirjaus").evaluate(tap)
    expect(phone.locator("[data-saved]")).to_contain_text("Odottaa verkkoa")
    while len(broken) < 2:
        phone.evaluate("dispatchEvent(new Event('online'))")
        phone.wait_for_timeout(300)
    expect(phone.locator("[data-saved]")).to_contain_text("Odottaa verkkoa")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()
    expect(logs(phone, "katkeileva")).to_have_count(1)


def test_a_session_that_ended_in_the_tunnel_asks_to_sign_in_and_then_sends(phone, site):
    address = open_form(phone, days_ago=32)
    fill_log(phone, topic="istunto")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Lähetä kirjaus").click()
    expect(phone.locator("[data-saved]")).to_contain_text("Odottaa verkkoa")
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    expect(phone.get_by_role("link", name="Kirjaudu sisään, niin kirjaus lähtee")).to_be_visible()
    # Somebody else signs in on the same phone: nothing of it is shown to them, and nothing goes in their name.
    sign_in_by_form(phone, site, STRANGER)
    phone.goto("/ryhmat/")
    phone.wait_for_timeout(300)
    expect(phone.get_by_text(GROUP)).to_have_count(0)
    assert kept_in(phone.context, phone) == 1
    phone.context.clear_cookies()
    sign_in_by_form(phone, site, PERSON)
    phone.goto(address)
    expect(phone.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()
    expect(logs(phone, "istunto")).to_have_count(1)


def test_questions_wait_for_their_writer_and_signing_out_wipes_the_phone(phone):
    """The same day again, and a name of the roster: asked, never sent by itself; gone when one signs out."""
    open_form(phone, days_ago=32)
    fill_log(phone, topic="kaksoset")
    phone.get_by_label("Mikä auttoi").fill("Soita numeroon 040 123 4567.")
    phone.get_by_role("button", name="Lähetä kirjaus").click()
    warning = phone.get_by_role("alert")
    expect(warning).to_contain_text("Onko tämä sama tapaaminen?")
    expect(warning.locator("mark")).to_have_text("040 123 4567")
    expect(warning.get_by_role("link", name="Avaa")).to_be_visible()
    phone.goto("/ryhmat/")
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.locator(".site-header .menu > summary").click()
    phone.get_by_role("button", name="Kirjaudu ulos").click()
    expect(phone.get_by_role("link", name="Kirjaudu sisään")).to_be_visible()
    assert kept_in(phone.context, phone) == 0
