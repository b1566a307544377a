"""K2: a trainer writes, a colleague approves; trainees see the old text until then; what is in use stays."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

from e2e.looking import press
from e2e.people import sign_in_person
from e2e.steps import reload_until
from PIL import Image
from playwright.sync_api import Locator, Page, expect

OLD, NEW = "3.1 Hiljaisuus ei ole tyhjää", "3.1 Hiljaisuus kantaa"
LEARN = "/oppi/syksy-2026"
LESSON = f"{LEARN}/hiljaisuus-ei-ole-tyhjaa/"
LOOK_ALIKE = "Refle\u043a\u0442\u043eiva"  # three letters of it are Cyrillic
ALTERNATIVE = "Tyyni järvi, jonka rannalla on kolme tuolia"
LARGEST = 15 * 1024 * 1024


def open_editor(page: Page, words: str = "Hiljaisuus", title: str = "^3.1 Hiljaisuus") -> None:
    """Find the page as an author does."""
    page.goto(f"/cms/pages/search/?q={words}")
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page.locator("#id_title")).to_have_value(re.compile(title))


def choose(page: Page, action: str) -> None:
    """Choose an action from the menu at the bottom of the editor."""
    page.locator("footer").get_by_role("button", name="Lisää toimintoja").click()
    page.locator("footer").get_by_role("button", name=action).click()


def save_draft(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Tallenna luonnos").click()
    page.wait_for_load_state()


def add_block(page: Page, name: str) -> None:
    """Add a block of that name at the end of the text."""
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 400), "#3a6b7c").save(out, "PNG")
    return out.getvalue()


def upload(dialog: Locator, path: Path) -> None:
    """Send a file in the dialog that chooses a picture."""
    dialog.locator("input[type=file]").set_input_files(path)
    expect(dialog.get_by_label("Otsikko")).not_to_have_value("")
    with dialog.page.expect_response(lambda answer: answer.request.method == "POST" and "chooser" in answer.url):
        dialog.get_by_role("button", name="Lähetä").click()


def insert_picture(page: Page, folder: Path) -> None:
    """Insert a picture after three files that are none: a page, a drawing with a script, and one that is too large."""
    files = {
        "sivu.html": (b"<html><script>alert(1)</script></html>", "Kuvan muoto ei ole tuettu"),
        "kuvio.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "ei ole tuettu"),
        "suuri.png": (png() + bytes(LARGEST), "Tiedosto on liian suuri"),
    }
    add_block(page, "Kuva")
    page.get_by_role("button", name="Valitse kuva").last.click()
    dialog = page.locator(".modal-dialog")
    dialog.get_by_role("tab", name="Lähetä").click()
    for name, (content, reason) in files.items():
        (folder / name).write_bytes(content)
        upload(dialog, folder / name)
        expect(dialog.get_by_text(reason).first).to_be_visible()
    (folder / "jarvi.png").write_bytes(png())
    upload(dialog, folder / "jarvi.png")
    expect(page.get_by_label("Vaihtoehtoinen teksti").last).to_have_value("")


def insert_video(page: Page) -> None:
    add_block(page, "Video tai ääni")
    page.get_by_role("button", name="Valitse tallenne").last.click()
    page.locator(".modal-dialog").get_by_role("link", name="Kaksi versiota samasta illasta").first.click()


def test_a_page_is_revised_approved_and_found(visit, site, tmp_path):
    writer, publisher, trainee = visit(device="desktop"), visit("admin", device="desktop"), visit("trainee")
    sign_in_person(writer, site, "teeri")

    open_editor(writer)
    writer.locator("#id_title").fill(NEW)
    writer.locator("#id_source_note").fill(f"{LOOK_ALIKE} ohjaaja, luonnos")
    insert_picture(writer, tmp_path)
    insert_video(writer)
    save_draft(writer)  # the picture says nothing yet to those who do not see it
    warning = writer.get_by_role("note").filter(has_text="Tarkista vielä")
    expect(warning).to_contain_text("puuttuu vaihtoehtoteksti")
    expect(warning).to_contain_text(f"Sanassa ”{LOOK_ALIKE}” on kyrillisiä kirjaimia")
    writer.locator("#id_source_note").fill("Reflektoiva ohjaaja, luonnos")
    writer.get_by_label("Vaihtoehtoinen teksti").last.fill(ALTERNATIVE)

    writer.get_by_role("button", name="Näytä tai piilota tarkistukset").click()
    checks = writer.locator("[data-side-panel=checks]")
    expect(checks).to_contain_text("Sanoja")
    expect(checks).to_contain_text(re.compile(r"Ongelmia löytynyt\s+0"), use_inner_text=True)

    writer.get_by_role("button", name="Näytä tai piilota esikatselu").click()
    seen = writer.frame_locator("#w-preview-iframe")
    expect(seen.get_by_role("heading", level=1)).to_have_text(NEW)
    mode = writer.get_by_label("Esikatselutila")
    mode.select_option(label=next(name for name in mode.locator("option").all_inner_texts() if "kerta 3" in name))
    expect(seen.get_by_text("Esikatselu: tämän osallistuja näkee")).to_be_visible()
    expect(seen.get_by_text("Avautuu, kun alat koota omaa ryhmääsi.")).to_be_visible()

    saving = writer.locator(".w-autosave-indicator")  # the editor saves by itself; what is sent meanwhile is not taken
    expect(saving).not_to_contain_text("Tallennetaan", use_inner_text=True)
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
    picture = trainee.get_by_role("img", name=ALTERNATIVE)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect(trainee.locator("video track[kind=captions]")).to_have_count(1)
    address = picture.get_attribute("src")
    assert visit().request.get(address).status == 404  # the gate of the lesson is the gate of its pictures
    trainee.goto(f"{LEARN}/haku/?q=kantaa")
    reload_until(trainee, trainee.get_by_role("link", name=NEW))

    publisher.goto(publisher.url.replace("/edit/", "/history/"))
    expect(publisher.get_by_role("main")).to_contain_text("Tarmo Teeri")


def test_a_revision_waits_for_the_day_of_its_session(visit):
    publisher, trainee = visit("admin", device="desktop"), visit("trainee")
    open_editor(publisher, "versiota", "^3.2 Kaksi versiota")
    title = publisher.locator("#id_title").input_value()
    address = f"{LEARN}/{publisher.locator('#id_slug').input_value()}/"
    publisher.locator("#id_title").fill(f"{title} (uusi)")
    publisher.get_by_role("button", name="Näytä tai piilota tila").click()
    publisher.get_by_role("button", name="Aseta ajastus").click()
    moment = (date.today() + timedelta(days=9)).strftime("%-d.%-m.%Y 14.00")
    publisher.locator("#id_go_live_at").fill(moment)
    press(publisher, publisher.get_by_role("button", name="Tallenna ajastus"))  # past the calendar, with the keyboard
    publisher.wait_for_load_state()
    choose(publisher, "Ajasta julkaisu")
    expect(publisher.locator(".messages .success").first).to_contain_text("ajastettu")
    trainee.goto(address)
    expect(trainee.get_by_role("heading", level=1)).to_have_text(title)


def test_what_is_deleted_is_had_back(visit):
    page = visit("admin", device="desktop")
    open_editor(page)
    lesson = page.url
    page.goto(lesson.replace("/edit/", "/copy/"))
    page.locator("#id_new_title").fill("Koeosio")
    page.locator("#id_new_slug").fill("koeosio")
    page.get_by_role("button", name=re.compile("^Kopioi")).click()
    page.get_by_role("main").get_by_role("link", name="Koeosio", exact=True).first.click()
    copy = page.url
    page.goto(copy.replace("/edit/", "/delete/"))
    page.get_by_role("button", name=re.compile("poista", re.IGNORECASE)).first.click()
    expect(page.get_by_text("Saat sen takaisin")).to_be_visible()
    page.goto(copy.replace("/edit/", "/move/"))
    page.get_by_role("button", name=re.compile("Valitse")).first.click()
    page.locator(".modal-dialog").get_by_role("link", name=re.compile("^Ensimmäiset askeleet")).click()
    page.get_by_role("main").get_by_role("button", name=re.compile("Siirrä|Vahvista")).click()
    page.get_by_role("button", name=re.compile("Kyllä")).click()
    expect(page.locator(".messages .success").first).to_be_visible()
    page.goto(copy)
    choose(page, "Julkaise")
    expect(page.locator(".messages .success").first).to_contain_text("julkaistu")


def test_a_page_that_a_rule_counts_is_not_hidden(visit):
    page = visit("admin", device="desktop")
    open_editor(page)
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    page.get_by_role("button", name=re.compile("piilota|Kyllä", re.IGNORECASE)).first.click()
    expect(page.get_by_text("on käytössä, eikä sitä voi piilottaa")).to_contain_text(
        "suoritusehto ”Verkko-osiot” toteutuksessa Syksy 2026"
    )
