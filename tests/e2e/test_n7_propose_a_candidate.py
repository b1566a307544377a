"""N7: an advisor proposes, staff decide, the advisor reads "handled" and no more. And a place that becomes free."""

import re

from e2e.people import sign_in_person
from e2e.steps import latest_mail, part
from playwright.sync_api import Page, expect

NAME, MAIL = "Žofia Leivonen-Öhman", "zofia.leivonen@esimerkki.test"
OWN, STUDYING = "alli@peili.example", "haikara@peili.example"


def propose(page: Page, *, name: str, mail: str, why: str = "Vetää jo aamukahveja.", consents: bool = True) -> None:
    page.get_by_label("Ehdokkaan nimi").fill(name)
    page.get_by_label("Ehdokkaan sähköposti").fill(mail)
    page.get_by_label("Miksi ehdotat häntä?").fill(why)
    page.get_by_label("Olen kysynyt häneltä").set_checked(consents)
    page.get_by_role("button", name="Ehdota", exact=True).click()


def own_row(page: Page, name: str):
    return part(page, "Ehdotuksesi").get_by_role("listitem").filter(has_text=name)


def test_a_candidate_is_proposed_invited_and_handled(site, visit, check_page):
    advisor = visit("advisor")
    advisor.goto("/neuvoja/ehdokkaat/")
    check_page(advisor, "propose a candidate")
    propose(advisor, name=NAME, mail=MAIL, consents=False)
    expect(advisor.get_by_role("alert")).to_contain_text("Ehdottaa voi vain luvalla")
    expect(advisor.get_by_label("Ehdokkaan nimi")).to_have_value(NAME)
    propose(advisor, name=NAME, mail=OWN.upper())
    expect(advisor.get_by_role("alert")).to_contain_text("Tämä on oma osoitteesi")
    propose(advisor, name=NAME, mail=f" {MAIL.upper()}")
    expect(advisor.get_by_role("status").filter(has_text="Ehdotus on lähetetty")).to_be_visible()
    expect(own_row(advisor, NAME)).to_contain_text("Odottaa käsittelyä")
    # Somebody who has a place already: not a word of it.
    propose(advisor, name="Henna Haikara", mail=STUDYING)
    expect(own_row(advisor, "Henna Haikara")).to_contain_text("Odottaa käsittelyä")

    other = sign_in_person(visit(javascript=False), site, "tiltaltti")
    other.goto("/neuvoja/merituulen-yrittajat/ehdokkaat/")
    propose(other, name="Zofia Leivonen", mail=MAIL, why="Kysyi koulutuksesta.")
    expect(own_row(other, "Zofia Leivonen")).to_contain_text("Odottaa käsittelyä")
    expect(part(other, "Ehdotuksesi").get_by_role("listitem")).to_have_count(1)

    trainer = visit("trainer", device="desktop")
    trainer.goto("/kouluttaja/ehdokkaat/")
    check_page(trainer, "candidates")
    trainer.get_by_role("link", name=NAME).click()
    expect(part(trainer, "Kuka ehdotti ja miksi").get_by_role("listitem")).to_have_count(2)
    check_page(trainer, "a candidate")
    address = trainer.url
    trainer.get_by_role("button", name="Lähetä kutsu").click()
    expect(trainer.get_by_role("status").filter(has_text=f"Kutsu on lähetetty: {NAME}")).to_be_visible()
    trainer.get_by_role("link", name="Henna Haikara").click()
    trainer.get_by_role("button", name="Lähetä kutsu").click()  # the staff are told what the advisor is not
    expect(trainer.get_by_role("alert")).to_be_visible()
    trainer.get_by_role("button", name="Ei kutsuta").click()

    assert re.search(r"https?://\S+/kutsu", latest_mail(trainer, MAIL))
    advisor.reload()
    for name in (NAME, "Henna Haikara"):
        expect(own_row(advisor, name)).to_contain_text("Käsitelty")
    expect(advisor.get_by_role("main")).not_to_contain_text(re.compile("kutsuttu|Kevät 2027", re.IGNORECASE))
    assert advisor.goto(address.removeprefix(site.base_url)).status == 404


def test_the_next_in_line_gets_the_place_that_becomes_free(site, visit, check_page):
    waiting = sign_in_person(visit(), site, "tavi")
    waiting.goto("/ilmoittaudu/kevat-2027-eta/")
    expect(waiting.get_by_role("main")).to_contain_text("Olet jonossa sijalla 1")
    check_page(waiting, "on the waiting list")

    coordinator = visit("coordinator", device="desktop")
    coordinator.goto("/kouluttaja/kevat-2027-eta/osallistujat/?osa=jonossa")
    expect(coordinator.get_by_role("row").filter(has_text="Teppo Tavi")).to_contain_text("1.")
    check_page(coordinator, "people of a run")
    coordinator.goto("/koordinaattori/kevat-2027-eta/hakemukset/")
    coordinator.get_by_role("button", name="Hyväksy jonoon – Teppo Tavi").click()
    expect(part(coordinator, re.compile("^Jonossa"))).to_contain_text("Hyväksytty jonoon")
    coordinator.get_by_role("button", name="Hylkää – Kaija Kuikka").click()

    waiting.reload()
    expect(waiting.get_by_role("main")).to_contain_text("Paikkasi on vahvistettu")
    assert "Paikka vapautui, ja se on nyt sinun." in latest_mail(waiting, "tavi@peili.example")

    coordinator.goto("/koordinaattori/kevat-2027/avain/")
    check_page(coordinator, "enrollment key")
    coordinator.goto("/kouluttaja/syksy-2026/osallistujat/?haku=kuovi")
    coordinator.get_by_role("link", name="Kaisla Kuovi").click()
    coordinator.get_by_role("link", name="Siirrä toiseen toteutukseen").click()
    coordinator.get_by_label("Toteutus, jossa hän jatkaa").select_option("kevat-2027")
    coordinator.get_by_role("button", name="Valitse").click()
    proposed = coordinator.locator("select[name^=credit] option:checked")
    expect(proposed).to_have_text([re.compile(f"^{number}\\. ") for number in (1, 2, 3)])
    check_page(coordinator, "going on in another run")
    coordinator.go_back()
    coordinator.go_back()
    coordinator.get_by_role("link", name="Merkitse keskeyttäneeksi").click()
    check_page(coordinator, "taking somebody off")
