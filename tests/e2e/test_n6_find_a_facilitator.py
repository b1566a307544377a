"""N6: a visitor finds a facilitator and writes through the relay; only who wants to be found is there."""

import re

from e2e.looking import press
from e2e.people import sign_in_person
from e2e.steps import latest_mail, part
from playwright.sync_api import Page, expect

VISITOR = "vieras@peili.example"
REGISTER = "/ohjaajat/"


def search(page: Page, place: str, **more: str) -> None:
    page.goto(REGISTER)
    page.get_by_label("Kunta").fill(place)
    if "line" in more:
        page.get_by_label("Toimiala").select_option(label=more["line"])
    page.get_by_role("button", name="Hae").click()


def write(page: Page, url: str, email: str = VISITOR, text: str = "Etsin ryhmää Kankaanpäästä.") -> None:
    page.goto(url)
    page.get_by_label("Nimesi").fill("Vieno Vieras")
    page.get_by_label("Sähköpostisi").fill(email)
    page.get_by_label("Viestisi").fill(text)
    page.get_by_role("button", name="Lähetä viesti").dblclick()


def link_in(mail: str, kind: str) -> str:
    found = re.search(rf"https?://[^/]+(/ohjaajat/{kind}/\S+)", mail)
    assert found, mail
    return found[1]


def fill_listing(page: Page, text: str) -> None:
    page.get_by_label("Kunta").select_option(label="Kankaanpää")
    page.get_by_label("Esittely", exact=True).fill(text)
    page.get_by_label("Annan luvan").check()
    page.get_by_role("button", name="Julkaise esittely").click()


def come_into_the_register(page: Page, check_page) -> None:
    """A facilitator publishes an introduction; what would give an address away is refused."""
    page.goto("/tili/omat-tiedot/")
    page.get_by_role("link", name="Oma esittely").click()
    fill_listing(page, "Soita minulle 040 123 4567.")
    expect(page.locator("#id_text_error")).to_contain_text("040 123 4567")
    expect(page.get_by_label("Kunta")).to_have_value("214")
    check_page(page, "an introduction with a phone number")
    fill_listing(page, "Matti Meikäläinen oli ryhmässäni. Otan mukaan uusia.")
    expect(page.get_by_role("alert")).to_contain_text("Matti")
    fill_listing(page, "Ohjaan ryhmää kaupan alan yrittäjille. Otan mukaan uusia.")
    expect(page.get_by_text("Esittelysi näkyy nyt ohjaajahakemistossa.")).to_be_visible()


def test_a_visitor_finds_a_facilitator_who_wants_to_be_found(visit, site, check_page):
    visitor, facilitator = visit(), sign_in_person(visit(device="desktop"), site, "varpunen")
    visitor.goto("/")
    visitor.get_by_role("main").get_by_role("link", name="Etsi ohjaaja").click()
    expect(visitor.get_by_role("heading", name="Niilo Naakka")).to_be_visible()
    expect(visitor.get_by_text("Virpi Varpunen")).to_have_count(0)
    assert "@" not in visitor.get_by_role("main").inner_text()
    check_page(visitor, "the register of facilitators")
    come_into_the_register(facilitator, check_page)

    search(visitor, "Porri")
    expect(visitor.locator("#id_kunta_error")).to_contain_text("ei löydy")
    search(visitor, "Maaninka")
    expect(visitor.get_by_text("Maaninka kuuluu nykyisin tähän kuntaan: Kuopio.")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Raimo Rastas")).to_be_visible()
    search(visitor, "Karvia")
    expect(visitor.get_by_role("heading", name="Tästä kunnasta ei löytynyt ohjaajaa")).to_be_visible()
    check_page(visitor, "nobody here, somebody next door")
    press(visitor, part(visitor, "Lähellä ja etänä").get_by_role("link", name="Kankaanpää"))
    visitor.get_by_role("link", name="Kirjoita ohjaajalle – Virpi Varpunen").click()
    contact = visitor.url
    check_page(visitor, "a facilitator to write to")

    write(visitor, contact, email="vieras@")
    expect(visitor.locator("#id_email_error")).to_be_visible()
    expect(visitor.get_by_label("Viestisi")).to_have_value("Etsin ryhmää Kankaanpäästä.")
    write(visitor, contact)
    expect(visitor.get_by_role("heading", name="Katso sähköpostisi")).to_be_visible()
    visitor.goto(link_in(latest_mail(visitor, VISITOR), "viesti"))
    check_page(visitor, "a message to confirm")
    visitor.get_by_role("button", name="Lähetä viesti").click()
    expect(visitor.get_by_role("heading", name="Viesti on lähetetty")).to_be_visible()
    mail = latest_mail(visitor, "varpunen@peili.example")
    assert "Vieno Vieras" in mail
    assert "Etsin ryhmää Kankaanpäästä." in mail
    for _more in range(2):
        write(visitor, contact)
        expect(visitor.get_by_role("heading", name="Katso sähköpostisi")).to_be_visible()
    write(visitor, contact)
    expect(visitor.get_by_role("alert")).to_contain_text("tänään jo monta viestiä")

    facilitator.goto(link_in(mail, "asiaton"))
    facilitator.get_by_role("button", name="Viesti oli asiaton").click()
    expect(facilitator.get_by_role("heading", name="Kiitos ilmoituksesta")).to_be_visible()
    write(visitor, contact)
    expect(visitor.get_by_role("alert")).to_contain_text("ei voi lähettää")

    facilitator.goto("/ohjaajat/oma/")
    facilitator.get_by_role("button", name="Poista esittely hakemistosta").click()
    expect(facilitator.get_by_text("Esittelysi on poistettu hakemistosta.")).to_be_visible()
    search(visitor, "Kankaanpää")
    expect(visitor.get_by_text("Virpi Varpunen")).to_have_count(0)
    assert visitor.goto(contact).status == 404

    coordinator = visit("coordinator", device="desktop")
    coordinator.goto("/koordinaattori/")
    coordinator.get_by_role("link", name="Ohjaajahakemisto").click()
    check_page(coordinator, "the register at the coordinator's desk")
    coordinator.get_by_role("link", name="Poista – Toivo Tikli").click()
    coordinator.get_by_label("Syy").fill("Esittely mainostaa muuta palvelua.")
    coordinator.get_by_role("button", name="Poista ja kerro ohjaajalle").click()
    expect(coordinator.get_by_role("row", name="Toivo Tikli")).to_have_count(0)
    assert "mainostaa" in latest_mail(coordinator, "tikli@peili.example")
