"""T3 and T4, handing in: what is typed is never lost, people are not named by accident, files are what they say."""

import re

import pytest
from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

PLACE = "/oppi/syksy-2026/reflektio-3/"
PDF = b"%PDF-1.7\n%%EOF"
EXE = b"MZ\x90\x00" + b"\x00" * 300


def open_assignment(visit, site, person: str, **how) -> Page:
    page = sign_in_person(visit(**how), site, person)
    page.goto(PLACE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reflektio 3")
    return page


def text_field(page: Page):
    return page.get_by_role("textbox", name="Tekstisi")


def test_what_is_typed_without_a_connection_waits_in_the_browser_and_is_sent_when_it_is_back(site, visit, check_page):
    page = open_assignment(visit, site, "tervapaasky")
    text_field(page).fill("Kirjoitin junassa ilman yhteyttä.")
    expect(page.get_by_text("Luonnos tallennettu klo")).to_be_visible()
    check_page(page, "assignment being written")
    page.context.set_offline(True)
    text_field(page).fill("Kirjoitin junassa ilman yhteyttä, ja tunnelissa lisää.")
    expect(page.get_by_text("Yhteys ei toimi.")).to_be_visible()
    page.get_by_role("button", name="Lähetä kouluttajalle").click()
    expect(text_field(page)).to_have_value("Kirjoitin junassa ilman yhteyttä, ja tunnelissa lisää.")
    kept = page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('peili-draft:')).length")
    assert kept == 1
    page.context.set_offline(False)
    expect(page.get_by_text("Luonnos tallennettu klo")).to_be_visible()
    page.wait_for_function("!Object.keys(localStorage).some(k => k.startsWith('peili-draft:'))")
    page.reload()
    expect(text_field(page)).to_have_value("Kirjoitin junassa ilman yhteyttä, ja tunnelissa lisää.")


def test_people_who_can_be_recognized_are_pointed_out_before_sending(site, visit, check_page):
    page = open_assignment(visit, site, "punarinta")
    text = "Eilen Matti Meikäläinen kertoi, että hänen tunnuksensa on 131052-308T ja puhelin 040 123 4567. " * 2
    text_field(page).fill(text)
    page.get_by_role("button", name="Lähetä kouluttajalle").click()
    note = page.get_by_role("alert").filter(has_text="Ennen kuin lähetät")
    expect(note).to_be_focused()
    for words in ("Nimi", "Henkilötunnus", "Puhelinnumero"):
        expect(note).to_contain_text(words)
    expect(note.locator("mark").filter(has_text="131052-308T").first).to_be_visible()
    check_page(page, "assignment with remarks")
    note.get_by_role("button", name="Näytä tekstissä").first.click()
    chosen = page.evaluate(
        "() => { const a = document.activeElement; return a.value.slice(a.selectionStart, a.selectionEnd) }"
    )
    assert chosen == "Matti Meikäläinen"
    text_field(page).fill("Ryhmässä syntyi hiljaisuus, ja odotin.")
    page.get_by_role("button", name="Tarkista ja lähetä korjattu teksti").click()
    page.get_by_role("button", name="Lähetä silti").click()  # shorter than advised: may be sent all the same
    expect(page.get_by_role("main")).to_contain_text("Tekstisi on lähetetty kouluttajalle.")


@pytest.mark.parametrize(
    ("name", "content"), [("tyhja.pdf", b""), ("ohjelma.exe", EXE), ("lasku.exe.pdf", EXE)], ids=str
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_text_stays(site, visit, name, content):
    page = open_assignment(visit, site, "viherpeippo")
    text_field(page).fill("Tämä teksti jää.")
    files = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.get_by_label(re.compile("Liitteet")).set_input_files(files)
    page.get_by_role("button", name="Lisää luonnokseen").click()
    expect(page.get_by_role("alert")).to_contain_text(name)
    expect(text_field(page)).to_have_value("Tämä teksti jää.")


def test_a_file_goes_along_and_comes_back_as_a_download(site, visit, check_page):
    page = open_assignment(visit, site, "viherpeippo", javascript=False)
    text_field(page).fill("Liitin muistiinpanoni.")
    files = {"name": "muistiinpanot.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label(re.compile("Liitteet")).set_input_files(files)
    page.get_by_role("button", name="Lisää luonnokseen").click()
    link = page.get_by_role("link", name="muistiinpanot.pdf")
    answer = page.request.get(link.get_attribute("href"))
    assert answer.body() == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    expect(text_field(page)).to_have_value("Liitin muistiinpanoni.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_session_that_ends_while_one_writes_loses_nothing(site, visit, javascript):
    page = open_assignment(visit, site, "kiuru", javascript=javascript)
    words = f"Kirjoitin pitkään ja hartaasti, skriptit {'päällä' if javascript else 'pois'}."
    text_field(page).fill(words)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lähetä kouluttajalle").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    page.locator("input[name=login]").fill("kiuru@peili.example")
    page.locator("input[name=password]").fill(site.accounts["trainer"]["password"])
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reflektio 3")
    expect(text_field(page)).to_have_value(words)
    expect(page.get_by_role("main")).to_contain_text("tekstisi säilyi")
