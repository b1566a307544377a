"""K3: a list is looked at row by row before anything is sent, sent once, followed; a wrong address is put right."""

import re

from e2e.steps import latest_mail, part
from playwright.sync_api import Page, expect

DESK = "/kouluttaja/kevat-2027/kutsut/"
MERI, TUULI, SUVI = (f"{name}@esimerkki.test" for name in ("meri.merimetso", "tuuli.tukkasotka", "suvi.suohaukka"))
LIST = f"""Etunimi;Sukunimi;Sähköposti
Meri;Merimetso;{MERI}
Meri;Merimetso; {MERI.upper()}
Tuuli;Tukkasotka;tuuli.tukkasotka(at)esimerkki.test
Suvi;Suohaukka;suvi.suohaukka@esimerki.test
Risto;Räkätti;risto.rakatti@esimerkki.test
Helka;Haikara;haikara@peili.example
=cmd|'/c calc'!A1;;"=1+1"
"""
FILE = {"name": "kutsuttavat.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}


def upload(page: Page) -> None:
    page.goto(DESK)
    page.get_by_role("link", name="Kutsu ihmisiä").click()
    page.get_by_label("Tai tiedosto").set_input_files(FILE)
    page.get_by_role("button", name="Tarkista luettelo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkista ennen lähettämistä")


def row(page: Page, text: str):
    return page.get_by_role("main").get_by_role("row").filter(has_text=text)


def link_of(page: Page, to: str) -> str:
    match = re.search(r"https?://\S+(/kutsu/\S+/)", latest_mail(page, to))
    assert match, "a link in the mail"
    return match[1]


def test_a_list_is_checked_fixed_sent_and_followed(visit, check_page):
    trainer = visit("trainer", device="desktop")
    trainer.goto("/kouluttaja/kevat-2027/edistyminen/")
    trainer.get_by_role("link", name="Ihmiset", exact=True).click()
    trainer.get_by_role("link", name="Kutsut", exact=True).click()
    check_page(trainer, "invitations of a run")
    trainer.goto(DESK + "uusi/")
    trainer.get_by_role("button", name="Tarkista luettelo").click()
    expect(trainer.get_by_role("alert")).to_contain_text("Liitä osoitteet tai valitse tiedosto")
    trainer.get_by_label("Tai tiedosto").set_input_files({**FILE, "name": "x.xlsx", "buffer": b"\x89PNG\r\n\x1a\n\0\0"})
    trainer.get_by_role("button", name="Tarkista luettelo").click()
    expect(trainer.get_by_role("alert")).to_contain_text("Tiedosto ei ole luettelo")
    check_page(trainer, "a file that is no list")

    upload(trainer)
    expect(trainer.get_by_role("heading", name="Kutsu lähtisi 2 ihmiselle")).to_be_visible()
    verdicts = ["Kutsutaan", "Sama osoite", "@-merkki", "Kutsutaan", "kieltäytynyt", "jo mukana", "kaava"]
    rows = part(trainer, "Rivi riviltä").get_by_role("row")
    for number, verdict in enumerate(verdicts, start=1):
        expect(rows.nth(number)).to_contain_text(verdict)
    check_page(trainer, "verdicts of a list")
    rows.nth(3).get_by_role("link", name="Korjaa").click()
    check_page(trainer, "a row to correct")
    trainer.get_by_label("Sähköposti").fill("tuuli@@esimerkki.test")
    trainer.get_by_role("button", name="Tallenna rivi").click()
    expect(trainer.get_by_role("alert")).to_contain_text("useampi @-merkki")
    trainer.get_by_label("Sähköposti").fill(TUULI)
    trainer.get_by_role("button", name="Tallenna rivi").click()
    trainer.get_by_role("button", name="Lähetä 3 kutsua").dblclick()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("Kutsut on lähetetty")

    upload(trainer)  # the same file once more: only the address that was put right by hand is unknown to it
    expect(trainer.get_by_role("heading", name="Kenellekään ei lähtisi kutsua")).to_be_visible()
    trainer.get_by_role("button", name="Hylkää luettelo").click()
    expect(trainer.get_by_role("status")).to_contain_text("Mitään ei lähetetty")

    # A typo is seen after sending: the old link is dead, the right address gets its own.
    mails = visit()
    wrong = link_of(mails, "suvi.suohaukka@esimerki.test")
    row(trainer, "suvi.suohaukka@esimerki.test").get_by_role("link", name="Korjaa osoite").click()
    trainer.get_by_label("Oikea sähköpostiosoite").fill(SUVI)
    check_page(trainer, "an address to correct")
    trainer.get_by_role("button", name="Lähetä kutsu oikeaan osoitteeseen").click()
    mails.goto(wrong)
    expect(mails.get_by_role("heading", level=1)).to_have_text("Kutsu ei ole voimassa")

    mails.goto(link_of(mails, TUULI))
    mails.get_by_text("En tule mukaan").click()
    mails.get_by_role("button", name="Kieltäydy kutsusta").click()
    expect(mails.get_by_text("Olet kieltäytynyt kutsusta")).to_be_visible()
    check_page(mails, "a refused invitation")

    meri = link_of(mails, MERI)
    trainer.goto(DESK)
    row(trainer, MERI).get_by_role("button", name="Peru kutsu").click()
    expect(row(trainer, MERI)).to_contain_text("Peruttu")
    mails.goto(meri)
    expect(mails.get_by_role("heading", level=1)).to_have_text("Kutsu ei ole voimassa")
    row(trainer, MERI).get_by_role("button", name="Lähetä uudelleen").click()
    expect(row(trainer, MERI)).not_to_contain_text("Peruttu")
    assert link_of(mails, MERI) != meri
    trainer.reload()
    expect(row(trainer, TUULI)).to_contain_text("Kieltäytynyt")
    expect(row(trainer, TUULI).get_by_role("button")).to_have_count(0)
    totals = trainer.get_by_role("list", name="Kutsut tilan mukaan").get_by_role("listitem")
    counts = [int(re.search(r"\d+", text)[0]) for text in totals.all_inner_texts()]
    assert counts[0] == sum(counts[1:])
    check_page(trainer, "invitations with every state")
