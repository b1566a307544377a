"""K2: a trainer writes, a colleague approves; trainees see the old text until then; what is in use stays."""

import re

from e2e.people import sign_in_person
from e2e.steps import reload_until
from playwright.sync_api import Page, expect

OLD, NEW = "3.1 Hiljaisuus ei ole tyhjää", "3.1 Hiljaisuus kantaa"
LEARN = "/oppi/syksy-2026"
LESSON = f"{LEARN}/hiljaisuus-ei-ole-tyhjaa/"
LOOK_ALIKE = "Refle\u043a\u0442\u043eiva"  # three letters of it are Cyrillic


def open_editor(page: Page) -> None:
    """Find the page as an author does."""
    page.goto("/cms/pages/search/?q=Hiljaisuus")
    page.get_by_role("link", name=re.compile("^3.1 Hiljaisuus")).first.click()
    expect(page.locator("#id_title")).to_have_value(re.compile("Hiljaisuus"))


def choose(page: Page, action: str) -> None:
    """Choose an action from the menu at the bottom of the editor."""
    page.locator("footer").get_by_role("button", name="Lisää toimintoja").click()
    page.locator("footer").get_by_role("button", name=action).click()


def save_draft(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Tallenna luonnos").click()
    page.wait_for_load_state()


def test_a_page_is_revised_approved_and_found(visit, site):
    writer, publisher, trainee = visit(device="desktop"), visit("admin", device="desktop"), visit("trainee")
    sign_in_person(writer, site, "teeri")

    open_editor(writer)
    writer.locator("#id_title").fill(NEW)
    writer.locator("#id_source_note").fill(f"{LOOK_ALIKE} ohjaaja, luonnos")
    save_draft(writer)
    warning = writer.get_by_role("note").filter(has_text="Tarkista vielä")
    expect(warning).to_contain_text(f"Sanassa ”{LOOK_ALIKE}” on kyrillisiä kirjaimia")
    writer.locator("#id_source_note").fill("Reflektoiva ohjaaja, luonnos")

    writer.get_by_role("button", name="Näytä tai piilota esikatselu").click()
    seen = writer.frame_locator("#w-preview-iframe")
    expect(seen.get_by_role("heading", level=1)).to_have_text(NEW)
    mode = writer.get_by_label("Esikatselutila")
    mode.select_option(label=next(name for name in mode.locator("option").all_inner_texts() if "kerta 3" in name))
    expect(seen.get_by_text("Esikatselu: tämän osallistuja näkee")).to_be_visible()
    expect(seen.get_by_text("Avautuu, kun alat koota omaa ryhmääsi.")).to_be_visible()

    choose(writer, "Lähetä työnkulkuun Julkaisijan hyväksyntä")
    expect(writer.get_by_text(re.compile("lähetetty"))).to_be_visible()
    trainee.goto(LESSON)
    expect(trainee.get_by_role("heading", level=1)).to_have_text(OLD)

    open_editor(publisher)
    choose(publisher, "Hyväksy ja julkaise")
    expect(publisher.locator(".messages .success").first).to_be_visible()
    trainee.reload()
    expect(trainee.get_by_role("heading", level=1)).to_have_text(NEW)
    expect(trainee.get_by_text("Osio on päivitetty sen jälkeen, kun teit sen.")).to_be_visible()
    trainee.goto(f"{LEARN}/haku/?q=kantaa")
    reload_until(trainee, trainee.get_by_role("link", name=NEW))

    publisher.goto(publisher.url.replace("/edit/", "/history/"))
    expect(publisher.get_by_role("main")).to_contain_text("Tarmo Teeri")


def test_a_page_that_a_rule_counts_is_not_hidden(visit):
    page = visit("admin", device="desktop")
    open_editor(page)
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    page.get_by_role("button", name=re.compile("piilota|Kyllä", re.IGNORECASE)).first.click()
    expect(page.get_by_text("on käytössä, eikä sitä voi piilottaa")).to_contain_text(
        "suoritusehto ”Verkko-osiot” toteutuksessa Syksy 2026"
    )
