"""T6: a trainee logs a meeting on a phone, the trainer reads it and answers, the trainee sees the answer."""

import re
from datetime import date, timedelta

from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from e2e.steps import checklist_row, part
from playwright.sync_api import Locator, Page, expect

COMMENT = "Hieno havainto hiljaisuudesta. Mitä kokeilet, jos se kestää seuraavalla kerralla pidempään?"
PHONE = "040 123 4567"


def fill_log(page: Page, *, topic: str) -> None:
    """Fill in the one screen of a log; day, time and kind come from the plan."""
    page.get_by_label("Montako ryhmäläistä oli läsnä").fill("5")
    page.get_by_label("Aihe 1–3 sanalla").fill(topic)
    page.get_by_label("Luottamusmuistutus sanottiin").check()
    page.get_by_role("group", name="Kaikilla oli mahdollisuus puhua").get_by_label("kyllä").check()
    page.get_by_role("group", name="Oma olo tapaamisen jälkeen").get_by_label("4").check()


def logs_of(page: Page, topic: str) -> Locator:
    """Return the rows of the meetings page that tell of the topic."""
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=topic)


def expect_logged(page: Page, count: int) -> None:
    page.goto("/oppi/")
    expect(checklist_row(page, "Ryhmätapaamiset kirjattu")).to_contain_text(f"{count}/3 tapaamista kirjattu")


def test_a_log_is_sent_once_read_and_answered(visit, site, check_page):
    phone, trainer = visit("trainee"), visit("trainer", device="desktop")
    expect_logged(phone, 1)
    phone.locator(".next-step").get_by_role("link", name="Kirjaa tapaaminen").click()
    check_page(phone, "a log being written")
    fill_log(phone, topic="hiljaisuus")
    phone.get_by_label("Mikä auttoi").fill(f"Odotin rauhassa. Yksi lupasi soittaa numerosta {PHONE}.")
    expect(phone.locator("[data-saved]")).to_contain_text("Luonnos tallennettu klo")
    phone.get_by_role("button", name="Lähetä kirjaus").click()

    warning = phone.get_by_role("alert")
    expect(warning).to_be_focused()
    expect(warning.locator("mark")).to_have_text(PHONE)
    expect(warning).to_contain_text("puhelinnumero")
    check_page(phone, "a log that tells of somebody")
    phone.get_by_label("Mikä auttoi").fill("Odotin rauhassa, kunnes joku jatkoi.")
    phone.get_by_role("button", name="Lähetä kirjaus").dblclick()
    expect(phone.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()
    check_page(phone, "a log that has been sent")
    sent = phone.url
    phone.goto(site.urls["own_group"])
    expect(logs_of(phone, "hiljaisuus")).to_have_count(1)
    phone.get_by_role("link", name="Kaikki tapaamiset").click()
    expect(logs_of(phone, "hiljaisuus")).to_have_count(1)
    check_page(phone, "meetings of a group")

    trainer.goto("/kouluttaja/odottaa/")
    row = trainer.get_by_role("main").get_by_role("listitem").filter(has_text="Kaisla Kuovi")
    acknowledge_by_keyboard(trainer, row.filter(has_text=re.compile("tapaami", re.IGNORECASE)))
    check_page(trainer, "a log that has been read")

    phone.goto(sent)
    expect(part(phone, "Kouluttajan kommentti")).to_contain_text(COMMENT)
    expect(phone.get_by_text("Kuitattu", exact=True)).to_be_visible()
    expect(phone.get_by_role("link", name="Täydennä kirjausta")).to_be_visible()
    expect_logged(phone, 2)


def acknowledge_by_keyboard(trainer: Page, row: Locator) -> None:
    press(trainer, row.get_by_role("link"))
    expect(part(trainer, "Kirjaus")).to_contain_text("Odotin rauhassa, kunnes joku jatkoi.")
    tab_to(trainer, part(trainer, "Vastauksesi").get_by_role("textbox"))
    trainer.keyboard.type(COMMENT)
    press(trainer, trainer.get_by_role("button", name="Kuittaa luetuksi"))
    expect(trainer.get_by_role("status").filter(has_text="Kirjaus on kuitattu.")).to_be_visible()


def test_a_log_is_sent_without_javascript(visit, site):
    page = visit(javascript=False)
    sign_in_person(page, site, "paasky")
    page.goto("/ryhmat/")
    page.get_by_role("link", name="Saunapolku").click()
    page.get_by_role("link", name="Kirjaa tapaaminen, jota ei ole suunniteltu").click()
    page.get_by_label("Päivä").fill((date.today() - timedelta(days=2)).isoformat())
    page.get_by_label("Alkoi klo").fill("17:30")
    page.get_by_role("radio", name="kokemusten vaihto").check()
    page.get_by_role("radio", name="kasvokkain").check()
    fill_log(page, topic="tilan löytäminen")
    page.get_by_role("button", name="Lähetä kirjaus").click()
    expect(page.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()


def test_a_log_is_filled_in_and_sent_by_keyboard_alone(visit, site):
    page = sign_in_person(visit(), site, "paasky")
    open_unplanned(page)
    held = date.today() - timedelta(days=12)
    for label, keys in (("Päivä", f"{held:%m%d%Y}"), ("Alkoi klo", "0530PM")):  # in the order of the browser's controls
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(keys)
    for first_choice in ("#id_kind_0", "#id_mode_0"):
        press(page, page.locator(first_choice), key="Space")
    for label, text in (("Montako ryhmäläistä oli läsnä", "4"), ("Aihe 1–3 sanalla", "näppäimistö")):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(text)
    press(page, page.get_by_label("Luottamusmuistutus sanottiin"), key="Space")
    for first_choice in ("#id_voice_0", "#id_feeling_0"):
        press(page, page.locator(first_choice), key="Space")
    press(page, page.get_by_role("button", name="Lähetä kirjaus"))
    expect(page.get_by_text("Odottaa kuittausta", exact=True)).to_be_visible()


def open_unplanned(page: Page) -> None:
    page.goto("/ryhmat/")
    page.get_by_role("link", name="Saunapolku").click()
    page.get_by_role("link", name="Kirjaa tapaaminen, jota ei ole suunniteltu").click()


def test_two_windows_lose_nothing(visit, site, check_page):
    page = sign_in_person(visit(), site, "paasky")
    open_unplanned(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Aihe 1–3 sanalla").fill("ensimmäinen")
    expect(page.locator("[data-saved]")).to_contain_text("Luonnos tallennettu klo")
    other.get_by_label("Aihe 1–3 sanalla").fill("toinen")
    expect(other.locator("[data-saved]")).to_contain_text("muutettu toisaalla")
    other.get_by_role("button", name="Tallenna luonnos").click()
    conflict = other.get_by_role("alert")
    expect(conflict).to_contain_text("ensimmäinen")
    expect(other.get_by_label("Aihe 1–3 sanalla")).to_have_value("toinen")
    check_page(other, "a log that two windows have changed")
    other.close()
    page.reload()
    expect(page.get_by_label("Aihe 1–3 sanalla")).to_have_value(re.compile("ensimmäinen|toinen"))
