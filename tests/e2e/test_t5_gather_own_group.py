"""T5: a trainee without a group gathers one, and the sessions that were closed until then open at once."""

import re
from datetime import date, timedelta

import pytest
from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from e2e.steps import checklist_row, part
from playwright.sync_api import Page, expect

SESSION = "/oppi/syksy-2026/kerta"
CLOSED = "Tämän kerran sisältö ei ole vielä auki"
REASON = "Avautuu, kun alat koota omaa ryhmääsi."
HAIRDRESSING, BUILDING = "Muu palvelutoiminta", "Rakentaminen"
CANDIDATES = [("Kaisla", HAIRDRESSING), ("Ulpukka", HAIRDRESSING), ("Vuokko", BUILDING), ("Kielo", "Koulutus")]


@pytest.fixture
def trainee(visit, site):
    """Open a window of somebody whose group does not exist yet."""

    def open_window(**how) -> Page:
        return sign_in_person(visit(**how), site, "satakieli")

    return open_window


def test_a_group_is_gathered_and_opens_the_later_sessions(trainee, visit, check_page):
    page, elsewhere = trainee(), trainee(device="desktop")
    for position in (3, 4, 5):
        expect_closed(elsewhere, position)
    check_page(elsewhere, "a session closed until the group is gathered")

    page.goto("/oppi/")
    part(page, "Oma ryhmä").get_by_role("link", name="Näin kokoat ryhmän").click()
    check_page(page, "no group yet")
    page.get_by_role("main").get_by_role("link", name="Luo ryhmä").click()
    check_page(page, "a new group")
    found_by_keyboard(page)
    expect_state(page, "suunnitteilla")
    group = page.url

    page.get_by_role("button", name="Aloita kokoaminen").click()
    expect_state(page, "kootaan")
    for position in (3, 4, 5):
        expect_open(elsewhere, position)

    page.goto(group)
    page.locator(".next-step").get_by_role("link", name="Lisää ehdokas").click()
    check_page(page, "a candidate")
    expect_nothing_personal(page)
    for name, line in CANDIDATES[:-1]:
        add_candidate(page, name, line, again=True)
    plain = trainee(javascript=False)
    plain.goto(page.url)
    add_candidate(plain, *CANDIDATES[-1], again=False)
    expect(plain.get_by_role("table").get_by_role("rowheader")).to_have_text([name for name, _line in CANDIDATES])

    invite_and_inform(page, group, check_page)
    ask_by_link(page, group, visit(), visit(javascript=False), check_page)
    page.goto(group)
    check_page(page, "a group being gathered")
    decide_on_the_hint(page, check_page)
    compose_by_keyboard(page, plain, check_page)
    compose_by_dragging(elsewhere, f"{group}kokoonpano/")
    leave_by_own_link(page, group, visit())
    for name, _line in CANDIDATES:
        confirm(page, name)
    agree_on_rules_and_goal(page, check_page)
    plan_first_meeting(page, check_page)

    page.goto(group)
    page.get_by_role("button", name="Perusta ryhmä").click()
    expect_state(page, "perustettu")
    check_page(page, "a founded group")
    elsewhere.goto("/oppi/")
    expect(checklist_row(elsewhere, "Oma ryhmä perustettu")).to_contain_text("Kunnossa")


def expect_closed(page: Page, position: int) -> None:
    page.goto(f"{SESSION}/{position}/")
    expect(page.get_by_role("main")).to_contain_text(CLOSED)
    expect(page.get_by_role("main")).to_contain_text(REASON)
    expect(page.get_by_role("link", name="Näin avaat sen")).to_be_visible()


def expect_open(page: Page, position: int) -> None:
    page.goto(f"{SESSION}/{position}/")
    expect(part(page, "Verkko-osiot")).to_be_visible()
    expect(page.get_by_text(CLOSED)).to_have_count(0)


def expect_state(page: Page, word: str) -> None:
    expect(page.get_by_role("main").locator(".page-head").get_by_text(word, exact=True)).to_be_visible()


def found_by_keyboard(page: Page) -> None:
    """Name, area, way of meeting and size, with the keys alone."""
    tab_to(page, page.get_by_label("Työnimi"))
    page.keyboard.type("Iltapilvet")
    tab_to(page, page.get_by_label("Kunta, jossa tapaatte"))
    page.keyboard.type("Rauma")
    tab_to(page, page.get_by_role("radio", name="lähi"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="verkko")).to_be_checked()
    for size in ("0", "−1", "50"):
        tab_to(page, page.get_by_label("Montako ryhmäläistä toivot"))
        page.keyboard.press("Control+a")
        page.keyboard.type(size)
        press(page, page.get_by_role("button", name="Luo ryhmä"))
        expect(page.get_by_label("Montako ryhmäläistä toivot")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Työnimi")).to_have_value("Iltapilvet")
    tab_to(page, page.get_by_label("Montako ryhmäläistä toivot"))
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    press(page, page.get_by_role("button", name="Luo ryhmä"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Iltapilvet")
    for word in ("Rauma", "verkko"):
        expect_state(page, word)


def add_candidate(page: Page, name: str, line: str, *, again: bool) -> None:
    page.get_by_label("Peitenimi").fill(name)
    page.get_by_label("Toimiala").select_option(label=line)
    page.get_by_role("radio", name="yksin").check()
    page.get_by_role("radio", name="3–5 vuotta").check()
    page.get_by_role("checkbox", name="työkavereita").check()
    page.get_by_role("button", name="Tallenna ja lisää seuraava" if again else "Tallenna ehdokas").click()
    expect(page.get_by_role("status").filter(has_text="Ehdokas on lisätty.")).to_be_visible()


def expect_nothing_personal(page: Page) -> None:
    """An identity code is refused in a pseudonym, a word on health is asked about."""
    for name, told in (("Vuokko 010190-123A", "Peitenimessä ei voi olla tätä"), ("Uupunut", "kertovan terveydestä")):
        page.get_by_label("Peitenimi").fill(name)
        page.get_by_label("Toimiala").select_option(label=BUILDING)
        page.get_by_role("radio", name="yksin").check()
        page.get_by_role("radio", name="3–5 vuotta").check()
        page.get_by_role("button", name="Tallenna ehdokas").click()
        expect(page.get_by_role("main").get_by_text(told).first).to_be_visible()


def open_menu(page: Page, entry: str) -> None:
    """Choose a page of the group from its menu, as it is on a phone."""
    menu = page.get_by_role("navigation", name="Ryhmän sivut")
    menu.locator("summary").click()
    menu.get_by_role("link", name=entry, exact=True).filter(visible=True).click()


def invite_and_inform(page: Page, group: str, check_page) -> None:
    """The invitation is filled from the group, the notice can be downloaded in the member's language."""
    page.goto(group)
    open_menu(page, "Kutsu")
    expect(page.get_by_label("Kutsuteksti")).to_have_value(re.compile("etäyhteydellä"))
    check_page(page, "an invitation")
    open_menu(page, "Aloituskeskustelu")
    expect(
        page.get_by_role("main").get_by_role("listitem").filter(has_text="Mikä sai sinut vastaamaan?")
    ).to_be_visible()
    check_page(page, "the first talk")
    open_menu(page, "Informointilappu")
    page.get_by_role("link", name="Svenska").click()
    check_page(page, "an information notice")
    with page.expect_download() as download:
        page.get_by_role("link", name="Lataa PDF").click()
    assert download.value.suggested_filename == "informointilappu-sv.pdf"


def compose_by_keyboard(page: Page, plain: Page, check_page) -> None:
    """The board with the keys alone, and by its buttons without scripts; an old page moves nothing."""
    open_menu(page, "Kokoonpano")
    check_page(page, "the composition board")
    plain.goto(page.url)
    press(page, page.get_by_role("button", name="Siirrä Kielo: Ilman ryhmää"))
    expect(part(page, "Ilman ryhmää").get_by_role("heading", name="Kielo")).to_be_visible()
    plain.get_by_role("button", name="Siirrä Kielo: Ilman ryhmää").click()  # the same again changes nothing
    expect(part(plain, "Ilman ryhmää").get_by_role("heading", name="Kielo")).to_be_visible()
    check_page(page, "somebody without a group")
    press(page, page.get_by_role("button", name="Siirrä Kielo: Iltapilvet"))
    expect(part(page, "Iltapilvet").get_by_role("heading", name="Kielo")).to_be_visible()
    expect(part(page, "Iltapilvet")).to_contain_text("Hyvän kokoinen")
    open_menu(page, "Kortit")


def compose_by_dragging(wide: Page, board: str) -> None:
    """Dragging presses the same buttons."""
    wide.goto(board)
    card = wide.get_by_role("listitem").filter(has=wide.get_by_role("heading", name="Vuokko"))
    card.scroll_into_view_if_needed()
    place = card.bounding_box()
    target = part(wide, "Ilman ryhmää").get_by_role("heading", level=2).bounding_box()
    right = place["x"] + place["width"]
    wide.mouse.move(right - 20, place["y"] + 15)
    wide.mouse.down()
    wide.mouse.move(right - 60, place["y"] + 25, steps=4)
    wide.mouse.move(target["x"] + 20, target["y"] + 10, steps=6)
    wide.mouse.up()
    expect(part(wide, "Ilman ryhmää").get_by_role("heading", name="Vuokko")).to_be_visible()
    wide.get_by_role("button", name="Siirrä Vuokko: Iltapilvet").click()
    expect(part(wide, "Iltapilvet").get_by_role("heading", name="Vuokko")).to_be_visible()


def leave_by_own_link(page: Page, group: str, guest: Page) -> None:
    """A prospect who asks to be removed is gone from the cards and from the poll."""
    page.goto(f"{group}jasenet/uusi/")
    add_candidate(page, "Orvokki", "Koulutus", again=False)
    open_menu(page, "Toivekysely")
    page.get_by_role("button", name="Avaa kysely").click()
    link = page.get_by_label("Orvokki", exact=True).input_value()
    guest.goto(link)
    guest.get_by_role("link", name="Poista").first.click()
    guest.get_by_role("button", name="Poista").first.click()
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Linkki ei ole voimassa")
    page.reload()
    expect(page.get_by_text("Orvokki")).to_have_count(0)
    page.get_by_role("button", name="Päätä kysely").click()
    open_menu(page, "Kortit")
    expect(page.get_by_text("Orvokki")).to_have_count(0)


def ask_by_link(page: Page, group: str, guest: Page, card: Page, check_page) -> None:
    """The needs poll: nobody signs in, looking changes nothing, and an ended poll ends politely."""
    page.goto(group)
    open_menu(page, "Toivekysely")
    check_page(page, "a poll not opened yet")
    page.get_by_role("button", name="Avaa kysely").click()
    check_page(page, "a poll that is open")
    common = page.get_by_label("Yhteinen linkki").input_value()

    guest.goto(common)
    check_page(guest, "a needs poll by link")
    guest.get_by_role("button", name="Lähetä toiveet").click()
    check_page(guest, "a needs poll without an answer")
    expect(guest.get_by_text("Valitse ainakin yksi toive.").first).to_be_visible()
    for wish in ("jaksaminen", "ilta-ajat"):
        guest.get_by_role("checkbox", name=wish).check()
    guest.get_by_role("button", name="Lähetä toiveet").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kiitos vastauksestasi")
    check_page(guest, "a needs poll answered")
    card.goto(page.get_by_label("Vuokko", exact=True).input_value())
    card.get_by_role("checkbox", name="hinnoittelu").check()
    card.get_by_role("button", name="Tallenna muutokset").or_(card.get_by_role("button", name="Lähetä toiveet")).click()
    expect(card.get_by_role("heading", level=1)).to_have_text("Kiitos vastauksestasi")

    page.reload()
    wishes = part(page, "Toiveet").get_by_role("row")
    expect(wishes.filter(has_text="Jaksaminen")).to_contain_text("1")
    expect(wishes.filter(has_text="Hinnoittelu")).to_contain_text("1")
    page.get_by_role("button", name="Päätä kysely").click()
    check_page(page, "a poll that has ended")
    guest.goto(common)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kysely on päättynyt")
    check_page(guest, "a needs poll that has ended")


def decide_on_the_hint(page: Page, check_page) -> None:
    """Two of one line and one municipality may compete: the trainee decides, and says why."""
    open_menu(page, "Kortit")
    hints = part(page, "Sopivatko yhteen").get_by_role("listitem")
    expect(hints).to_have_count(1)
    expect(hints).to_contain_text("sama ala ja kunta")
    hints.get_by_role("link", name="Kaisla ja Ulpukka").click()
    check_page(page, "a competitive situation")
    page.get_by_role("radio", name="voivat olla samassa ryhmässä").check()
    page.get_by_label("Perustelu yhdellä lauseella").fill("Asiakkaat ovat eri puolilla kuntaa, ja kumpikin haluaa.")
    page.get_by_role("button", name="Kirjaa päätös").click()
    expect(hints).to_contain_text("Päätetty")
    expect(hints).to_contain_text("Asiakkaat ovat eri puolilla kuntaa")


def confirm(page: Page, name: str) -> None:
    page.get_by_role("link", name=f"Vahvista {name}").click()
    page.get_by_label("Toiveet kysytty").fill(date.today().isoformat())
    page.get_by_label("Informointilappu annettu").fill(date.today().isoformat())
    page.get_by_role("main").get_by_role("button", name="Vahvista").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("Mukana")


def agree_on_rules_and_goal(page: Page, check_page) -> None:
    open_menu(page, "Yleiskuva")
    page.get_by_role("link", name="Kirjaa pelisäännöt").click()
    check_page(page, "ground rules")
    page.get_by_label("Sovittu").fill(date.today().isoformat())
    page.get_by_label("Moniko hyväksyi").fill("4")
    page.get_by_label("Montako ryhmässä oli").fill("4")
    page.get_by_role("button", name="Tallenna pelisäännöt").click()
    expect(page.get_by_role("link", name="Kirjaa pelisäännöt")).to_have_count(0)

    page.get_by_role("link", name="Kirjaa tavoitteellisuus").click()
    page.get_by_role("radio", name="vapaa").check()
    page.get_by_role("button", name="Kirjaa", exact=True).click()
    facts = page.get_by_role("region", name="Ryhmän tila")
    expect(facts.get_by_role("definition").filter(has_text="vapaa")).to_be_visible()


def plan_first_meeting(page: Page, check_page) -> None:
    page.get_by_role("link", name="Suunnittele tapaaminen").click()
    check_page(page, "a meeting being planned")
    page.get_by_label("Päivä").fill((date.today() + timedelta(days=7)).isoformat())
    page.get_by_label("Alkaa klo").fill("17:30")
    page.get_by_role("radio", name="aloitus").check()
    page.get_by_role("radio", name="etänä").check()
    page.get_by_role("button", name="Tallenna tapaaminen").click()
    expect(part(page, "Tapaamiset")).to_contain_text("klo 17.30–19.30")
