"""A trainer brings questions in a file, asks them with a time limit, gives one trainee more time, and reads answers."""

import re

from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Page, expect

FILE = """::Koon merkitys::[html]<p onclick\\=x>Onko ryhmän koolla väliä?</p>{T}

::Oma oppi::Kerro, mitä opit kuuntelemisesta. {}

::Rikki::Tämä jäi kesken }
"""
BANK = "/cms/snippets/questions/question/"
QUIZ = "/oppi/syksy-2026/tarkistuskysymykset-3/"
RESULTS = "/kouluttaja/kysymykset/syksy-2026/tarkistuskysymykset-3/"
ANSWER = "Opin, että hiljaisuus on myös vastaus."


def send(page: Page, name: str, content: bytes) -> None:
    """Send a file on the page that reads questions."""
    page.goto("/cms/kysymykset/tuonti/")
    page.get_by_label("Kysymystiedosto").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_label("Luokka", exact=True).fill("Koe")
    page.get_by_role("button", name="Lue tiedosto").click()


def bank_holds(page: Page, words: str) -> int:
    page.goto(f"{BANK}?q={words}")
    return page.get_by_role("main").get_by_role("link", name=re.compile(words)).count()


def test_a_file_is_looked_at_before_anything_is_stored(visit):
    page = visit("admin", device="desktop")
    send(page, "kuva.gift", b"\x89PNG\r\n\x1a\n" + bytes(200))
    expect(page.get_by_role("alert").first).to_contain_text("Tämä ei ole tekstitiedosto.")
    send(page, "koe.gift", FILE.encode("cp1252"))
    expect(page.get_by_role("main")).to_contain_text("Mitään ei ole vielä tallennettu.")
    preview = page.url
    rows = page.locator("table.exchange-rows tbody tr")
    for row, verdict, why in (
        (0, "Jotain jää pois", "Tekstissä oli skripti. Se poistettiin."),
        (1, "Kokonaan", "avoin vastaus"),
        (2, "Ei voi tuoda", "Rivi 5"),
    ):
        expect(rows.nth(row)).to_contain_text(verdict)
        expect(rows.nth(row)).to_contain_text(why)
    assert bank_holds(page, "koolla") == 0
    page.goto(preview)
    page.get_by_role("button", name="Tallenna 2 kysymystä").click()
    expect(page.get_by_text("2 kysymystä on nyt kysymyspankissa.")).to_be_visible()
    send(page, "koe.gift", FILE.encode("utf-16"))  # the same, saved by another program
    expect(rows.nth(0)).to_contain_text("On jo pankissa")
    expect(page.get_by_role("button", name=re.compile("^Tallenna"))).to_have_count(0)

    page.goto("/cms/kysymykset/luokat/")
    page.get_by_role("link", name="Nimeä tai siirrä – Koe").click()
    page.get_by_label("Luokka").fill(" / ")
    page.get_by_role("button", name="Siirrä").click()
    expect(page.get_by_text("Kirjoita luokka.")).to_be_visible()
    page.get_by_label("Luokka").fill("Työpeili/Koe")
    page.get_by_role("button", name="Siirrä").click()
    expect(page.get_by_role("link", name="Työpeili/Koe", exact=True)).to_be_visible()


def ask_with_a_limit(page: Page) -> None:
    """Let the quiz draw both new questions, within ten minutes."""
    page.goto("/cms/pages/search/?q=Tarkistuskysymykset")
    page.get_by_role("link", name=re.compile("Tarkistuskysymykset 3")).first.click()
    page.locator("#id_draws-ADD").click()
    page.locator("#id_draws-0-category").fill("Työpeili/Koe")
    page.locator("#id_draws-0-count").fill("2")
    page.get_by_role("tab", name="Asetukset").click()
    page.locator("#id_time_limit").fill("10")
    page.locator("footer").get_by_role("button", name="Lisää toimintoja").click()
    page.locator("footer").get_by_role("button", name="Julkaise").click()
    expect(page.locator(".messages .success").first).to_be_visible()


def test_more_time_for_one_and_an_answer_that_a_person_reads(visit, site, check_page):
    author, trainer = visit("admin", device="desktop"), visit("trainer", device="desktop")
    trainee, other = visit("trainee", javascript=False), visit(javascript=False)
    ask_with_a_limit(author)

    trainer.goto(RESULTS)
    check_page(trainer, "results of a quiz with a limit")
    trainer.get_by_role("link", name="Anna lisäaikaa").click()
    trainer.get_by_role("button", name="Anna lisäaikaa").click()
    for problem in ("Valitse osallistuja.", "Kirjoita lisäaika minuutteina, 1–600.", "Kirjoita perustelu."):
        expect(trainer.get_by_role("alert")).to_contain_text(problem)
    check_page(trainer, "more time: what is missing")
    trainer.get_by_label("Osallistuja").select_option(label="Kaisla Kuovi")
    trainer.get_by_label("Lisäaika minuutteina").fill("20")
    trainer.get_by_label("Perustelu").fill("Sovittu opintojen alussa")
    trainer.get_by_role("button", name="Anna lisäaikaa").click()
    expect(trainer.get_by_role("status").filter(has_text="Lisäaika on annettu.")).to_be_visible()
    expect(part(trainer, "Aikaraja")).to_contain_text("Kaisla Kuovi")
    check_page(trainer, "results of a quiz with more time for one")

    sign_in_person(other, site, "paasky")
    other.goto(QUIZ)
    expect(other.get_by_role("main")).to_contain_text("10 minuuttia")
    trainee.goto(QUIZ)
    expect(trainee.get_by_role("main")).to_contain_text("30 minuuttia")
    trainee.get_by_role("button", name=re.compile("^(Aloita|Yritä)")).click()
    expect(trainee.locator("#aika")).to_contain_text("Aikaa on klo")
    trainee.get_by_label("Vastauksesi").last.fill(ANSWER)
    trainee.get_by_role("button", name="Tarkista vastaukset").click()
    expect(trainee.get_by_role("alert")).to_contain_text("vielä vastaamatta")
    expect(trainee.get_by_label("Vastauksesi").last).to_have_value(ANSWER)
    trainee.get_by_role("button", name="Tarkista silti").click()
    expect(trainee.get_by_role("heading", name="Vastauksesi odottavat kouluttajan arviota")).to_be_visible()
    result = trainee.url

    trainer.goto("/kouluttaja/odottaa/")
    trainer.get_by_role("main").get_by_role("link", name=re.compile("Tarkistuskysymykset 3")).first.click()
    expect(trainer.get_by_role("main")).to_contain_text(ANSWER)
    check_page(trainer, "an answer in own words to read")
    trainer.get_by_role("textbox", name="Pisteet").fill("7")
    trainer.get_by_label("Palaute").fill("Hyvä huomio.")
    trainer.get_by_role("button", name="Anna pisteet").click()
    expect(trainer.get_by_role("alert")).to_be_visible()
    expect(trainer.get_by_label("Palaute")).to_have_value("Hyvä huomio.")
    trainer.get_by_role("textbox", name="Pisteet").fill("0,5")
    trainer.get_by_role("button", name="Anna pisteet").click()
    expect(trainer.get_by_role("status").filter(has_text="Pisteet on annettu.")).to_be_visible()

    trainee.goto(result)
    expect(trainee.get_by_role("main")).to_contain_text("Hyvä huomio.")
    trainee.goto("/ilmoitukset/")
    expect(trainee.get_by_role("main")).to_contain_text("Tarkistuskysymykset 3")
