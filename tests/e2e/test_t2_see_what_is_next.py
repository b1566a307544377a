"""T2: a trainee sees what is next: one step, the sessions, and what the certificate still lacks."""

import re

import pytest
from e2e.browsing import sign_in
from e2e.looking import press, tab_to
from e2e.steps import part
from playwright.sync_api import Page, expect

WHEN = re.compile(r"(ma|ti|ke|to|pe|la|su) \d{1,2}\.\d{1,2}\.(\d{4})? klo \d{1,2}(\.\d\d)?–\d{1,2}")
WHERE = re.compile(r"Verkko|sali ")
STATUS = re.compile(r"Läsnäolo kirjattu|Tulossa|Ei vielä auki|Poissa")
FOR_OTHERS = "Sinun ei tarvitse tehdä mitään"


def expect_home_with_one_step(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/oppi/$"))
    expect(page.locator(".next-step")).to_have_count(1)
    expect(page.locator(".next-step").get_by_role("link")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_on_a_phone_shows_one_next_step(visit, site, check_page, javascript):
    page = visit(javascript=javascript)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Kirjaudu sisään").click()
    sign_in(page, site, "trainee")
    expect_home_with_one_step(page)
    if javascript:
        check_page(page, "home of a trainee")
    page.locator(".next-step").get_by_role("link", name="Kirjaa tapaaminen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kirjaa tapaaminen")


def test_sessions_tell_day_place_and_state_and_their_hours_add_up(visit, check_page):
    page = visit("trainee")
    page.goto("/oppi/")
    sessions = part(page, "Koulutuskerrat")
    rows = sessions.get_by_role("listitem").all()
    assert len(rows) == 5
    for row in rows:
        words = row.inner_text()
        assert WHEN.search(words), words
        assert WHERE.search(words), words
        assert STATUS.search(words), words
    total = sessions.get_by_role("link", name="Koko koulutus, 12 h")
    addresses = [row.get_by_role("link").get_attribute("href") for row in rows]

    total.click()
    expect(page.get_by_role("main")).to_contain_text("5 koulutuskertaa, yhteensä 12 h")
    check_page(page, "the whole course of a trainee")
    hours = 0
    for address in addresses:
        page.goto(address)
        when = page.get_by_role("definition").first.inner_text()
        hours += int(re.search(r"\((\d+) h\)", when).group(1))
    assert hours == 12
    check_page(page, "a session of a trainee")


def test_every_unmet_condition_is_named_and_leads_to_what_it_asks(visit):
    page = visit("trainee")
    page.goto("/oppi/")
    unmet = {}
    for row in part(page, "Matka todistukseen").get_by_role("listitem").all():
        title, note = row.locator("p").all_inner_texts()
        assert re.match(r"(Kunnossa|Puuttuu vielä) – \S", note), f"{title}: {note}"  # words, not only colour
        if note.startswith("Puuttuu") and FOR_OTHERS not in note:
            unmet[title] = row.get_by_role("link", name=f"Avaa – {title}").get_attribute("href")
    assert len(unmet) == 6
    for title, address in unmet.items():
        assert page.goto(address).ok, title
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_sign_in_and_checklist_by_keyboard(visit, site):
    page = visit(device="desktop")
    page.goto("/tili/login/")
    tab_to(page, page.get_by_label("Sähköposti"))
    page.keyboard.type(site.accounts["trainee"]["email"])
    tab_to(page, page.get_by_role("textbox", name="Salasana"))
    page.keyboard.type(site.accounts["trainee"]["password"])
    page.keyboard.press("Enter")
    expect_home_with_one_step(page)
    press(page, part(page, "Matka todistukseen").get_by_role("link", name="Avaa – Reflektiot"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reflektio 3")
