"""A facilitator writes in the private notebook, and asks the pulse of a meeting; members answer by three taps."""

import re

from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Browser, expect

NOTE = "Kuuntelin enemmän kuin neuvoin. Hiljaisuus ei enää pelota."


def test_a_note_is_saved_as_it_is_written_and_found_by_nobody_else(visit, site, check_page):
    page = sign_in_person(visit(), site, "paasky")
    page.goto("/ryhmat/")
    page.get_by_role("main").get_by_role("link", name="Muistikirja").click()
    expect(page.get_by_role("heading", name="Ei vielä muistiinpanoja")).to_be_visible()
    check_page(page, "an empty notebook")
    page.get_by_role("link", name="Kirjoita muistiinpano").click()
    page.get_by_label("Muistiinpano", exact=True).fill(NOTE)
    expect(page.locator("[data-saved]")).to_contain_text("Tallennettu klo")
    check_page(page, "a note being written")
    page.get_by_role("button", name="Tallenna muistiinpano").dblclick()
    expect(part(page, "Muistiinpanot").get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Hae omasta muistikirjasta").fill("HILJAISUUS")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("Kuuntelin enemmän"))).to_be_visible()
    assert "hiljaisuus" not in page.url.lower()
    check_page(page, "notes that were found")
    page.get_by_role("link", name=re.compile("Kuuntelin enemmän")).click()
    note = page.url
    other = visit("trainer")
    assert other.goto(note).status == 404


def test_the_pulse_of_a_meeting_shows_from_three_answers_on(visit, site, browser: Browser, check_page):
    page = visit("trainee")
    page.goto(f"{site.urls['own_group']}pulssi/")
    check_page(page, "pulses of a group")
    page.get_by_role("button", name="Avaa pulssi").first.click()
    link = page.get_by_label("Pulssin linkki").input_value()
    expect(page.get_by_text("Tulos näkyy, kun vastauksia on vähintään 3.")).to_be_visible()
    for number in range(3):
        phone = visit()
        phone.goto(link)
        if not number:
            check_page(phone, "three taps")
            phone.get_by_role("button", name="Lähetä vastaus").click()
            expect(phone.get_by_role("alert")).to_contain_text("Tarkista 3 kohtaa")
        for question in ("Ilmapiiri oli avoin", "Kaikilla oli tilaa puhua", "Tapaamisesta oli minulle hyötyä"):
            phone.get_by_role("group", name=question).get_by_label(str(number + 3)).check()
        phone.get_by_role("button", name="Lähetä vastaus").dblclick()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Kiitos vastauksestasi")
    page.reload()
    expect(part(page, "Tulos")).to_contain_text("4,0/5")
    check_page(page, "a pulse with its result")
