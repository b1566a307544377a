"""N8 and N10: an advisor follows the area's figures, the trainer sees the same ones; the role of contact moves on."""

import re
import sqlite3
from contextlib import closing
from io import BytesIO

from e2e.people import sign_in_person
from e2e.steps import latest_mail, part
from openpyxl import load_workbook
from playwright.sync_api import expect

WEST = "/neuvoja/lansirannan-yrityspolku/"
AREA = f"{WEST}alue/"
STAFF = "/kouluttaja/alueen-luvut/"
HAAHKA = "SELECT id FROM accounts_user WHERE email = 'haahka@peili.example'"  # a contact who has never been here


def change(site, statement: str) -> None:
    with closing(sqlite3.connect(site.folder / "db.sqlite3", timeout=20)) as database, database:
        database.execute(statement)


def sums_on(page) -> list[str]:
    """Return the figures of the chosen area as the page shows them."""
    return page.locator(".area-figures dd").all_inner_texts()


def test_an_advisor_follows_the_figures_of_the_area(site, visit, check_page):
    page = visit("advisor")
    page.goto("/neuvoja/")
    page.locator("summary").first.click()
    page.get_by_role("navigation", name="Päävalikko").get_by_role("link", name="Alueen luvut").click()
    expect(page).to_have_url(f"{site.base_url}{AREA}")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Satakunta, kaikki vuodet")
    main = page.get_by_role("main")
    for measure in ("Koulutuksessa", "Todistuksen saaneita", "Toimivia ryhmiä", "Ryhmätapaamisia"):
        expect(main.locator(".area-figures dt").filter(has_text=measure)).to_have_count(1)
    expect(main).to_contain_text(re.compile(r"Laskettu \d+\.\d+\.\d{4} klo"))
    expect(main.get_by_role("button", name="Tulosta")).to_be_visible()
    check_page(page, "figures of an area")
    shown = sums_on(page)
    assert all(figure.isdigit() and (int(figure) == 0 or int(figure) >= 5) for figure in shown), shown

    # The same figures in the file, and for the trainer for the same filter and day.
    book = load_workbook(BytesIO(page.request.get(f"{WEST}alue.xlsx").body()))
    rows = [[str(value) for value in row if value is not None] for row in book.active.iter_rows(values_only=True)]
    assert ["Yhteensä", *shown] in rows
    trainer = visit("trainer")
    trainer.goto(f"{STAFF}?alue=m04")
    assert sums_on(trainer) == shown
    assert trainer.request.get(f"{STAFF[:-1]}.csv?alue=m04").body() == page.request.get(f"{WEST}alue.csv").body()

    # Few people: hidden in the municipality, and no subtraction of years or municipalities gives them away.
    page.get_by_label("Alue").select_option(label="Ulvila")
    page.get_by_role("button", name="Näytä").click()
    expect(main.locator(".area-figures__hidden").first).to_have_text("peitetty")
    expect(main).to_contain_text("Peitetty luku koskisi alle viittä")
    assert not {"1", "2", "3", "4"} & set(part(page, "Vuosittain").get_by_role("cell").all_inner_texts())

    # Nothing there yet; a figure that is not of today says of when it is.
    page.get_by_label("Alue").select_option(label="Helsinki")
    page.get_by_role("button", name="Näytä").click()
    expect(main.get_by_role("heading", name="Ei vielä lukuja")).to_be_visible()
    change(site, "UPDATE areas_areasnapshot SET taken_at = '2026-01-02 05:06:00'")
    page.goto(AREA)
    expect(main).to_contain_text("Luvut eivät ole tältä päivältä")
    expect(main).to_contain_text("2.1.2026 klo 7.06")
    assert sums_on(page) == shown
    assert page.goto(STAFF).status == 404
    assert page.goto("/neuvoja/merituulen-yrittajat/alue/").status == 404


def test_the_role_of_contact_is_handed_over(site, visit, check_page):
    contact = visit("advisor")

    def name_successor(email: str) -> str:
        contact.goto(f"{WEST}yhteyshenkilot/")
        contact.get_by_label("Seuraajan sähköposti").fill(email)
        contact.get_by_role("button", name="Nimeä seuraaja").click()
        expect(contact.get_by_role("status").filter(has_text="Tehtävä siirtyy, kun")).to_be_visible()
        return re.search(r"https?://\S+/neuvoja/kutsu/\S+", latest_mail(contact, email)).group()

    # A contact of another organization cannot take over: neither is to see what the other is shown.
    stranger = sign_in_person(visit(), site, "tiltaltti")
    stranger.goto(name_successor("tiltaltti@peili.example"))
    check_page(stranger, "asked to take over")
    stranger.get_by_role("button", name="Ryhdy yhteyshenkilöksi").click()
    expect(stranger.get_by_role("main")).to_contain_text("Olet jo toisen organisaation yhteyshenkilö")
    assert stranger.goto(WEST).status == 404

    successor = sign_in_person(visit(), site, "lokki")
    successor.goto(name_successor("lokki@peili.example"))
    assert contact.goto(WEST).status == 200  # nothing has moved yet
    successor.get_by_role("button", name="Ryhdy yhteyshenkilöksi").click()
    successor.get_by_label("Lupaan pitää tiedot luottamuksellisina").check()
    successor.get_by_role("button", name="Anna lupaus ja jatka").click()
    expect(successor.get_by_role("link", name="Niilo Naakka", exact=True)).to_be_visible()  # consents have stayed
    assert contact.goto(WEST).status == 404
    assert contact.goto(AREA).status == 404
    own = contact.request.get("/neuvoja/omat-toimet.csv")
    assert own.status == 200
    assert "Naakka" not in own.text()

    holder = sign_in_person(visit(), site, "naakka")
    holder.goto("/ilmoitukset/")
    expect(holder.get_by_role("main")).to_contain_text("Lotta Lokki näkee nyt todistuksesi")

    # Who returns begins anew; when the last one leaves, nobody sees anything until the holder says so again.
    successor.goto(f"{WEST}yhteyshenkilot/")
    successor.get_by_label("Kollegan sähköposti").fill("alli@peili.example")
    successor.get_by_role("button", name="Lähetä kutsu").click()
    contact.goto(re.search(r"https?://\S+/neuvoja/kutsu/\S+", latest_mail(successor, "alli@peili.example")).group())
    contact.get_by_role("button", name="Ryhdy yhteyshenkilöksi").click()
    contact.get_by_label("Lupaan pitää tiedot luottamuksellisina").check()
    contact.get_by_role("button", name="Anna lupaus ja jatka").click()
    expect(contact.get_by_role("link", name="Niilo Naakka", exact=True)).to_be_visible()
    change(site, f"UPDATE accounts_organisationcontact SET ended_at = CURRENT_TIMESTAMP WHERE user_id = ({HAAHKA})")
    for page in (contact, successor):
        page.goto(f"{WEST}yhteyshenkilot/luovu/")
        page.get_by_role("button", name="Luovu tehtävästä").click()
    assert successor.goto(WEST).status == 404
    holder.reload()
    expect(holder.get_by_role("main")).to_contain_text("Länsirannan Yrityspolku ei enää näe todistustasi")
