"""T1: from the link in the mail to what is next; and every link that cannot be used leads on."""

import re

from e2e.steps import latest_mail
from playwright.sync_api import Page, expect

EMAIL = "zofia.alander@esimerkki.test"
LINK = re.compile(r"https?://\S+(/kutsu/\S+/)")
DESK = "/kouluttaja/kevat-2027/kutsut/"


def invite(trainer: Page, address: str) -> None:
    trainer.goto(DESK + "uusi/")
    trainer.get_by_label("Osoitteet").fill(address)
    trainer.get_by_role("button", name="Tarkista luettelo").click()
    expect(trainer.get_by_role("heading", name="Kutsu lähtisi 1 ihmiselle")).to_be_visible()
    trainer.get_by_role("button", name="Lähetä 1 kutsu").click()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("Kutsut on lähetetty")


def link_in_mail(page: Page, to: str) -> str:
    match = LINK.search(latest_mail(page, to))
    assert match, "a link in the mail"
    return match[1]


def old_link(page: Page, to: str) -> str:
    """Find a mail that has lain in the outbox for weeks, below whatever was sent since."""
    for number in range(1, 9):
        page.goto(f"/postilaatikko/?page={number}")
        mail = page.get_by_role("listitem").filter(has_text=to)
        if mail.count():
            mail.first.get_by_role("link").click()
            break
    match = LINK.search(page.locator(".mail-text").inner_text())
    assert match, "a link in the mail"
    return match[1]


def test_the_link_of_a_mail_leads_to_a_place_and_is_used_once(visit, check_page):
    trainer = visit("trainer", device="desktop")
    invite(trainer, f"Žofia Ålander-Öhman < {EMAIL.upper()} >")

    guest = visit()
    link = link_in_mail(guest, EMAIL)
    for _scanner in range(2):
        assert guest.request.get(link).ok
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Työpeili-ohjaajakoulutus")
    check_page(guest, "an invitation")
    guest.get_by_role("button", name="Ota kutsu vastaan").click()
    expect(guest.get_by_label("Etunimi")).to_have_value("Žofia")
    expect(guest.get_by_text(EMAIL)).to_be_visible()
    for name, reason in (("  ", "Täytä tämä kohta"), ("🙂", "Kirjoita nimi kirjaimin"), ("=Žofia", "Poista =")):
        guest.get_by_label("Etunimi").fill(name)
        guest.get_by_role("button", name="Tule mukaan").click()
        expect(guest.get_by_role("alert")).to_contain_text(reason)
    expect(guest.get_by_role("alert")).to_be_focused()
    expect(guest.get_by_label("Sukunimi")).to_have_value("Ålander-Öhman")
    check_page(guest, "joining with mistakes")
    guest.get_by_label("Etunimi").fill("Ž" * 80)
    guest.get_by_label("Hyväksyn käyttöehdot").check()
    guest.get_by_role("button", name="Tule mukaan").dblclick()
    expect(guest.locator(".next-step").get_by_role("link")).to_have_count(1)
    expect(guest.get_by_role("status")).to_contain_text("Paikkasi on vahvistettu")
    check_page(guest, "home of who has just joined")
    guest.goto(link)
    expect(guest).to_have_url(re.compile("/oppi/$"))

    stranger = visit(javascript=False)  # whoever gets the forwarded mail
    stranger.goto(link)
    expect(stranger).to_have_url(re.compile("/tili/login/"))
    expect(stranger.get_by_role("main")).to_contain_text("Kutsu on jo otettu vastaan")

    trainer.goto(DESK + "?tila=accepted")
    expect(trainer.get_by_role("row").filter(has_text=EMAIL)).to_contain_text("Hyväksytty")


def test_a_link_that_is_over_offers_a_new_mail(visit, check_page):
    trainer = visit("trainer", device="desktop")
    trainer.goto(DESK + "?tila=expired")
    row = trainer.get_by_role("row").filter(has_text="paavo.peippo@esimerkki.test")
    expect(row).to_contain_text("Vanhentunut")
    guest = visit()
    link = old_link(guest, "paavo.peippo@esimerkki.test")
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kutsun aika on päättynyt")
    check_page(guest, "an expired invitation")
    guest.get_by_role("button", name="Lähetä minulle uusi kutsu").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Uusi kutsu on lähdössä")
    guest.goto(link_in_mail(guest, "paavo.peippo@esimerkki.test"))
    expect(guest.get_by_role("button", name="Ota kutsu vastaan")).to_be_visible()
    guest.goto(link[:-8] + "xxxxxxx/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kutsu ei ole voimassa")
    check_page(guest, "a link that was never made")
