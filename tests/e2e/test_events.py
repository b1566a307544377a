"""Events without an account: bad input, waiting, canceling by link; feedback and data requests that are answered."""

import re

from e2e.steps import latest_mail
from playwright.sync_api import expect

FULL = "/tapahtumat/aamukahvit-raumalla/"
FREE = "/tapahtumat/jaksava-yrittaja/"
LINK = re.compile(r"https?://\S+(/tapahtumaan/\S+|/tietopyynto/vahvista/\S+)")


def test_a_visitor_signs_up_waits_moves_up_and_cancels(visit, check_page):
    page = visit()
    page.goto("/tapahtumat/")
    check_page(page, "events")
    page.get_by_role("link", name="Timanttikiertue: Jaksava yrittäjä").click()
    expect(page.get_by_role("main")).to_contain_text("induktiosilmukka")
    expect(page.get_by_role("main")).not_to_contain_text("kokous.example")
    check_page(page, "an event")
    page.get_by_role("link", name="Ilmoittaudu", exact=True).click()
    page.get_by_label("Nimi").fill("Kuikka 🐦")
    page.get_by_label("Sähköposti").fill("kuikka")
    page.get_by_label("Mitä tarvitset").fill("Tulkkaus")
    page.get_by_role("button", name="Ilmoittaudu").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Tarkista 2 kohtaa")
    expect(page.get_by_label("Mitä tarvitset")).to_have_value("Tulkkaus")
    check_page(page, "sign-up with errors")
    page.get_by_label("Nimi").fill("Kaija Kuikka")
    page.get_by_label("Sähköposti").fill("kaija@esimerkki.test")
    page.get_by_role("button", name="Ilmoittaudu").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ilmoittautumisesi on vastaanotettu")
    expect(page.get_by_role("main")).to_contain_text("kaija@esimerkki.test")
    check_page(page, "thanks for signing up")

    told = latest_mail(page, "kaija@esimerkki.test")
    assert "Paikkasi on varattu" in told
    page.goto(LINK.search(told)[1])
    expect(page.get_by_role("link", name="Liity verkkotapaamiseen")).to_be_visible()
    check_page(page, "own sign-up")
    page.get_by_role("button", name="Peru ilmoittautuminen").click()
    expect(page.get_by_role("main")).to_contain_text("Olet perunut ilmoittautumisesi")

    page.goto(f"{FULL}ilmoittaudu/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ilmoittaudu jonoon")
    page.goto("/tapahtumat/?kieli=sv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Evenemang")
    expect(page.get_by_role("main")).to_contain_text("Företagaren orkar")


def test_the_organizer_cancels_a_place_counts_visitors_and_answers_feedback(visit, check_page):
    page = visit("coordinator", device="desktop")
    page.goto("/koordinaattori/")
    page.get_by_role("navigation", name="Päävalikko").first.get_by_role("link", name="Tapahtumat").click()
    check_page(page, "organizer's events")
    page.get_by_role("link", name="Timanttikiertue: Aamukahvit Raumalla").click()
    expect(page.get_by_role("heading", name="Jonossa")).to_be_visible()
    check_page(page, "an event's desk")
    page.get_by_role("button", name="Peru paikka Pauli Pulmunen").click()
    expect(page.get_by_role("heading", name="Jonossa")).to_have_count(0)
    expect(page.get_by_role("row", name=re.compile("Uuno Uuttukyyhky"))).to_be_visible()
    page.get_by_role("link", name="Lista ovelle").click()
    check_page(page, "list for the door")

    page.goto("/koordinaattori/tapahtumat/")
    page.get_by_role("link", name="Kirjaa kävijämäärä").click()
    page.get_by_label("Kävijöitä paikan päällä").fill("-3")
    page.get_by_role("button", name="Kirjaa kävijämäärä").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Kävijöitä paikan päällä").fill("61")
    page.get_by_label("Kävijöitä verkossa").fill("0")
    page.get_by_role("button", name="Kirjaa kävijämäärä").click()
    expect(page.get_by_role("main")).to_contain_text("61")

    page.get_by_role("navigation", name="Päävalikko").first.get_by_role("link", name="Yhteydenotot").click()
    check_page(page, "feedback and requests")
    page.get_by_role("main").get_by_role("link", name=re.compile("Saavutettavuuspalaute")).first.click()
    page.get_by_label("Vastaus").fill("Korjasimme listan: päivä luetaan nyt kerran.")
    check_page(page, "a piece of feedback")
    page.get_by_role("button", name="Lähetä vastaus").click()
    expect(page.get_by_role("status")).to_contain_text("Vastaus on lähetetty.")
    assert "päivä luetaan nyt kerran" in latest_mail(page, "rantasipi@peili.example")


def test_anybody_gives_feedback_and_asks_for_their_data(visit, check_page):
    page = visit()
    page.goto("/tapahtumat/")
    page.get_by_role("contentinfo").get_by_role("link", name="Saavutettavuuspalaute").click()
    expect(page.get_by_label("Millä sivulla?")).to_have_value("/tapahtumat/")
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page, "feedback with an error")
    page.get_by_label("Mikä ei toiminut").fill("Kohdistus katoaa valikossa.")
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi")

    page.goto("/tietopyynto/")
    page.get_by_label("Haluan tietää").check()
    page.get_by_label("Nimi").fill("Kaija Kuikka")
    page.get_by_label("Sähköposti").fill("kaija@esimerkki.test")
    check_page(page, "a data request")
    page.get_by_role("button", name="Lähetä pyyntö").click()
    page.goto(LINK.search(latest_mail(page, "kaija@esimerkki.test"))[1])
    page.get_by_role("button", name="Vahvista pyyntö").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pyyntösi on vahvistettu")

    desk = visit("coordinator", device="desktop")
    desk.goto("/koordinaattori/yhteydenotot/")
    desk.get_by_role("main").get_by_role("link", name=re.compile("Tietopyyntö")).last.click()
    expect(desk.get_by_role("main")).to_contain_text("Vahvisti sähköpostiosoitteensa")
    check_page(desk, "a data request at the desk")
