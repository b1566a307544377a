"""A visitor reads of the course, makes an account, enrols, is accepted, and lands on a home with a next step."""

import re

from e2e.looking import press, tab_to
from e2e.steps import PASSWORD, confirm_address, latest_mail, part
from playwright.sync_api import Page, expect

EMAIL = "katri.kirvinen@esimerkki.test"
NAME = "Katri Kirvinen"
REASON = "Avautuu, kun alat koota omaa ryhmääsi."


def test_a_visitor_enrols_and_becomes_a_trainee(visit, check_page):
    visitor = visit()
    read_of_the_course(visitor, check_page)
    make_an_account(visitor)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Ilmoittaudu: Kevät 2027")
    check_page(visitor, "enrol")
    enrol_by_keyboard(visitor, check_page)

    coordinator = visit("coordinator", javascript=False)
    accept(coordinator)
    table = visit("coordinator", device="desktop")
    table.goto("/koordinaattori/kevat-2027/hakemukset/")
    check_page(table, "applications")

    assert "/oppi/kevat-2027/" in latest_mail(visitor, EMAIL)
    visitor.goto("/")
    visitor.goto("/oppi/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Katri")
    expect(visitor.locator(".next-step").get_by_role("link")).to_have_count(1)
    check_page(visitor, "home of a new trainee")
    expect_later_sessions_closed(visitor)
    visitor.locator(".next-step").get_by_role("link").click()
    expect(visitor).to_have_url(re.compile("/oppi/kevat-2027/.+/"))


def read_of_the_course(visitor: Page, check_page) -> None:
    visitor.goto("/")
    check_page(visitor, "front page")
    visitor.get_by_role("main").get_by_role("link", name="Työpeili-ohjaajakoulutus", exact=True).click()
    expect(visitor.get_by_role("main")).to_contain_text("12 h")
    check_page(visitor, "course")
    visitor.get_by_role("link", name="Ilmoittaudu – Kevät 2027", exact=True).click()
    visitor.get_by_role("main").get_by_role("link", name="Luo tunnus").click()


def make_an_account(visitor: Page) -> None:
    visitor.get_by_label("Sähköposti").fill(EMAIL)
    given, family = NAME.split()
    visitor.get_by_label("Etunimi").fill(given)
    visitor.get_by_label("Sukunimi").fill(family)
    visitor.get_by_role("textbox", name="Salasana").fill(PASSWORD)
    visitor.get_by_label("Hyväksyn käyttöehdot").check()
    visitor.get_by_role("main").get_by_role("button", name="Luo tunnus").click()
    confirm_address(visitor, EMAIL)


def enrol_by_keyboard(visitor: Page, check_page) -> None:
    tab_to(visitor, visitor.get_by_label("Mitä toivot koulutukselta?"))
    visitor.keyboard.type("Haluan koota ryhmän saariston yrittäjistä.")
    press(visitor, visitor.get_by_label("Sitoudun kokoamaan"), "Space")
    press(visitor, visitor.get_by_role("button", name="Lähetä ilmoittautuminen"))
    expect(visitor.get_by_role("main")).to_contain_text("Ilmoittautumisesi on vastaanotettu")
    check_page(visitor, "enrolled")


def accept(coordinator: Page) -> None:
    coordinator.goto("/koordinaattori/")
    coordinator.get_by_role("link", name="3 hakemusta odottaa").click()
    expect(part(coordinator, re.compile("^Odottaa päätöstä"))).to_contain_text("saariston yrittäjistä")
    coordinator.get_by_role("button", name=f"Hyväksy – {NAME}").click()
    expect(coordinator.get_by_role("status").filter(has_text=f"{NAME} on hyväksytty.")).to_be_visible()
    expect(coordinator.get_by_role("row").filter(has_text=NAME)).to_contain_text("Hyväksytty")


def expect_later_sessions_closed(visitor: Page) -> None:
    sessions = part(visitor, "Koulutuskerrat").get_by_role("listitem")
    expect(sessions).to_have_count(5)
    for row in sessions.all()[:2]:
        expect(row).not_to_contain_text("Avautuu")
    for row in sessions.all()[2:]:
        expect(row).to_contain_text("Ei vielä auki")
        expect(row).to_contain_text(REASON)
