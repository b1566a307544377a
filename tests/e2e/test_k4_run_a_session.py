"""K4: a trainer runs a session and closes its register by keyboard; the trainees see the result."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from playwright.sync_api import Locator, Page, expect

REGISTER = "/kouluttaja/syksy-2026/lasnaolo/4/"
SESSION = "/oppi/syksy-2026/kerta/4/"
STATES = ["Kirjaamatta", "Läsnä", "Osittain", "Poissa", "Korvattu"]  # in the order of the keyboard


@pytest.fixture(scope="module")
def begun(site, browser):
    """The coordinator moves the fourth session to this very hour."""
    context = browser.new_context(base_url=site.base_url, storage_state=site.folder / "cookies-coordinator.json")
    page = context.new_page()
    page.goto("/koordinaattori/syksy-2026/aikataulu/4/")
    began = datetime.now(ZoneInfo("Europe/Helsinki")) - timedelta(minutes=30)
    page.locator("[name=starts_at]").fill(began.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Tallenna kerta").click()
    expect(page.get_by_role("main")).to_contain_text("Kerta on tallennettu.")
    context.close()


def row_of(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def mark_by_keyboard(page: Page, row: Locator, state: str, minutes: str = "") -> None:
    """Tab to the row's marked choice, go to the wanted one with the arrows, and on to the minutes."""
    tab_to(page, row.get_by_role("radio", checked=True))
    for _ in range(STATES.index(state)):
        page.keyboard.press("ArrowRight")
    expect(row.get_by_role("radio", name=state)).to_be_checked()
    if minutes:
        tab_to(page, row.get_by_label("Minuutit"))
        page.keyboard.type(minutes)


def test_a_trainer_marks_twelve_people_by_keyboard_and_locks_the_register(site, visit, check_page, begun):
    page = visit("trainer", device="desktop")
    page.goto("/kouluttaja/syksy-2026/lasnaolo/")
    check_page(page, "registers")
    press(page, page.get_by_role("link", name=re.compile(r"^4\.")))
    expect(page).to_have_url(re.compile(REGISTER))
    rows = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    expect(rows).to_have_count(12)
    check_page(page, "register, empty")

    for number in range(11):
        row = rows.nth(number)
        name = row.locator("legend").inner_text()
        if "Metso" in name:
            mark_by_keyboard(page, row, "Poissa")
        elif "Kiuru" in name:
            mark_by_keyboard(page, row, "Läsnä", minutes="60")
        else:
            mark_by_keyboard(page, row, "Läsnä")
    press(page, page.get_by_role("button", name="Tallenna läsnäolot"))
    expect(page.get_by_role("status")).to_contain_text("11 merkintää tallennettu.")
    press(page, page.get_by_role("button", name="Lukitse läsnäolot"))
    expect(page.get_by_role("main")).to_contain_text("Kirjaamatta: 1. Kirjaa kaikki ennen lukitsemista.")
    expect(row_of(page, "Kiuru, Kimmo").get_by_role("radio", name="Osittain")).to_be_checked()

    mark_by_keyboard(page, rows.nth(11), "Läsnä")
    press(page, page.get_by_role("button", name="Tallenna läsnäolot"))
    expect(page.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")
    page.reload()
    expect(page.get_by_role("radio", name="Kirjaamatta", checked=True)).to_have_count(0)
    press(page, page.get_by_role("button", name="Lukitse läsnäolot"))
    expect(page.get_by_role("main")).to_contain_text("Läsnäolot on lukittu.")
    expect(page.get_by_role("button", name="Tallenna läsnäolot")).to_have_count(0)
    expect(row_of(page, "Metso, Mikko").get_by_role("radio", name="Läsnä")).to_be_disabled()
    check_page(page, "register, locked")


def test_the_register_is_opened_again_for_a_correction(site, visit, begun):
    page = visit("trainer", device="desktop", javascript=False)
    page.goto("/kouluttaja/syksy-2026/lasnaolo/3/")
    page.get_by_role("button", name="Lukitse läsnäolot").click()
    expect(page.get_by_role("main")).to_contain_text("Läsnäolot on lukittu.")
    page.get_by_role("button", name="Avaa lista muutoksia varten").click()
    expect(page.get_by_role("main")).to_contain_text("Läsnäololista on avattu.")
    row = row_of(page, "Satakieli, Satu")
    row.get_by_role("radio", name="Korvattu").check()
    row.get_by_label("Minuutit").fill("200")
    row.get_by_label("Huomautus").fill("Korvaava tehtävä 19.11. ja keskustelu")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("alert")).to_contain_text("Mitään ei ole vielä tallennettu")
    expect(row).to_contain_text("Kerta kesti 120 minuuttia.")
    expect(row.get_by_label("Huomautus")).to_have_value("Korvaava tehtävä 19.11. ja keskustelu")
    row.get_by_label("Minuutit").fill("0")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")
    page.get_by_role("button", name="Lukitse läsnäolot").click()
    expect(page.get_by_role("main")).to_contain_text("Läsnäolot on lukittu.")

    trainee = sign_in_person(visit(), site, "satakieli")
    trainee.goto("/oppi/syksy-2026/kerta/3/")
    expect(own_attendance(trainee)).to_have_text("Korvattu")


def own_attendance(page: Page) -> Locator:
    return page.locator("dt:has-text('Läsnäolosi') + dd")


def test_trainees_see_their_own_result_and_nothing_of_the_register(site, visit, check_page, begun):
    page = sign_in_person(visit(), site, "metso")
    page.goto(SESSION)
    expect(own_attendance(page)).to_have_text("Poissa")
    check_page(page, "session with own attendance")
    page.goto("/oppi/")
    expect(page.get_by_role("main")).to_contain_text("Korvattavana kerta 4.")

    other = sign_in_person(visit(), site, "kiuru")
    other.goto(SESSION)
    expect(own_attendance(other)).to_have_text("Osittain")
    assert other.goto(REGISTER).status == 404
