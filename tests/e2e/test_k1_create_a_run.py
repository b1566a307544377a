"""K1: a coordinator makes a run from a template: dates shift, what cannot be is refused, and it is opened at last."""

from datetime import date, timedelta

from playwright.sync_api import Page, Route, expect

NEW = "/koordinaattori/uusi-toteutus/"
NEXT_YEAR = date.today().year + 1


def two_weeks_before_independence_day() -> date:
    """Return a first day that brings the second session of an own pattern to a public holiday."""
    return date(NEXT_YEAR, 12, 6) - timedelta(days=14)


def choose(page: Page, base: str, starts_on: date, name: str) -> None:
    page.get_by_role("radio", name=base).check()
    page.get_by_label("Ensimmäinen päivä").fill(starts_on.isoformat())
    page.get_by_label("Ensimmäinen päivä").press("Tab")
    page.get_by_label("Nimi", exact=True).last.fill(name)


def session(page: Page, number: int):
    return page.locator(".plan-row").nth(number - 1)


def create(page: Page) -> None:
    page.get_by_role("button", name="Luo luonnos").click()


def test_a_run_is_made_from_an_earlier_one_looked_at_and_opened(visit, check_page):
    page = visit("coordinator", device="desktop")
    page.goto("/kouluttaja/syksy-2026/aikataulu/")
    page.get_by_role("link", name="Kopioi uudeksi toteutukseksi").click()
    expect(page.get_by_role("radio", name="Kopio: Syksy 2026")).to_be_checked()
    check_page(page, "a new run")
    first = date(NEXT_YEAR, 9, 7)
    choose(page, "Kopio: Syksy 2026", first, "Seuraava syksy")
    expect(session(page, 5)).to_be_visible()  # the dates come by themselves
    expect(page.get_by_text("Yhteensä 12 h, laajuus 12 h.")).to_be_visible()
    page.get_by_label("Ensimmäinen päivä").fill((first + timedelta(days=7)).isoformat())
    page.get_by_label("Ensimmäinen päivä").press("Tab")
    expect(session(page, 1).get_by_label("Päivä")).to_have_value((first + timedelta(days=7)).isoformat())
    expect(session(page, 3).get_by_label("Päivä")).to_have_value((first + timedelta(days=56)).isoformat())

    # Session 4 before session 3, and hours that do not add up.
    fourth = session(page, 4).get_by_label("Päivä").input_value()
    # The line is slow: the answer to the day comes while the minutes are being typed, and must not undo them.
    held: list[Route] = []
    page.route(f"**{NEW}*", lambda route: held.append(route), times=1)
    with page.expect_request(f"**{NEW}*"):
        session(page, 4).get_by_label("Päivä").fill((first + timedelta(days=8)).isoformat())
    session(page, 1).get_by_label("Kesto, min").fill("120")
    held[0].continue_()
    expect(page.get_by_text("Yhteensä 11 h, laajuus 12 h.")).to_be_visible()
    expect(session(page, 1).get_by_label("Kesto, min")).to_have_value("120")
    create(page)
    expect(session(page, 4)).to_contain_text("ennen kuin edellinen kerta on ohi")
    expect(page.get_by_label("Nimi", exact=True).last).to_have_value("Seuraava syksy")
    check_page(page, "a new run with sessions out of order")
    session(page, 4).get_by_label("Päivä").fill(fourth)
    create(page)
    expect(page.get_by_role("alert")).to_contain_text("Tunnit eivät täsmää laajuuteen")
    page.get_by_label("Tunnit saavat poiketa laajuudesta").check()

    # More meetings than weeks can never be.
    page.get_by_text("Muuta ehtoja").click()
    page.get_by_label("Tapaamisia vähintään").fill("60")
    create(page)
    expect(page.get_by_role("alert")).to_contain_text("Suoritusehtoa ei voi täyttää")
    page.get_by_label("Tapaamisia vähintään").fill("2")
    page.get_by_role("checkbox", name="Hilla Huuhkaja").check()
    create(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Aikataulu")
    check_page(page, "the schedule of a draft")
    page.get_by_role("link", name="Katso osallistujana").first.click()
    expect(page.get_by_text("Näet, mitä osallistujalle on auki")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Avaa ilmoittautuminen").click()
    expect(page.get_by_role("status").filter(has_text="Ilmoittautuminen on auki.")).to_be_visible()
    stranger = visit()
    stranger.goto("/ilmoittaudu/seuraava-syksy/")
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()


def test_without_javascript_the_same_page_shows_the_dates_by_its_button(visit):
    page = visit("coordinator", javascript=False)
    page.goto(NEW)
    page.get_by_role("radio", name="Oma toteutusmuoto").check()
    page.get_by_label("Kertoja (vapaaehtoinen)").fill("4")
    page.get_by_label("Ensimmäinen päivä").fill(two_weeks_before_independence_day().isoformat())
    page.get_by_role("button", name="Näytä päivät").last.click()
    expect(session(page, 2)).to_contain_text("Päivä on itsenäisyyspäivä.")
    expect(page.locator(".plan-row")).to_have_count(4)
    page.get_by_label("Nimi", exact=True).last.fill("Omin päivin")
    create(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aikataulu")
