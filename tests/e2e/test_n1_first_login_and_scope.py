"""N1: an advisor comes for the first time, promises confidentiality, and sees only those who have shared."""

import re

from e2e.looking import press
from e2e.people import sign_in_by_form, sign_in_person
from e2e.steps import latest_mail
from playwright.sync_api import expect

WEST, SEA = "/neuvoja/lansirannan-yrityspolku/", "/neuvoja/merituulen-yrittajat/"
GUESS = "7d9f2c1e-0000-4000-8000-000000000000"


def test_the_first_visit_of_a_contact_of_two_organizations(site, visit, check_page):
    page = sign_in_by_form(visit(), site, "haahka")
    page.goto("/neuvoja/")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Minkä organisaation puolesta toimit?")
    check_page(page, "which organization")
    page.get_by_role("link", name="Länsirannan Yrityspolku").click()

    expect(main.get_by_role("heading", level=1)).to_have_text("Ennen kuin näet nimiä")
    expect(main).not_to_contain_text("Naakka")
    check_page(page, "promise of confidentiality")
    page.get_by_role("button", name="Anna lupaus ja jatka").click()
    expect(page.get_by_role("alert")).to_contain_text("Rastita lupaus")
    check_page(page, "promise missing")
    press(page, page.get_by_label("Lupaan pitää tiedot luottamuksellisina"), "Space")
    press(page, page.get_by_role("button", name="Anna lupaus ja jatka"))
    expect(page).to_have_url(f"{site.base_url}{WEST}")
    expect(main).to_contain_text("Näet 3 ohjaajaa, jotka ovat jakaneet todistuksensa organisaatiolle Länsirannan")
    expect(main.get_by_role("heading", level=3)).to_have_count(3)
    expect(main.get_by_role("heading", name="Rastas")).to_have_count(0)
    main.get_by_role("link", name="Niilo Naakka", exact=True).click()
    expect(main).to_contain_text("Näet 3 ohjaajaa, jotka")
    expect(main).to_contain_text("Todistus TP-")

    # The promise is given once; the other organization has a page and a count of its own.
    page.goto(SEA)
    expect(main).to_contain_text("Näet 1 ohjaajan, joka")
    expect(main.get_by_role("heading", level=3)).to_have_text(["Raimo Rastas"])


def test_a_contact_invites_a_colleague_who_joins_with_a_press(site, visit, check_page):
    contact = visit("advisor")
    contact.goto(f"{WEST}yhteyshenkilot/")
    check_page(contact, "contacts of an organization")
    contact.get_by_label("Kollegan sähköposti").fill("Lokki@peili.example ")
    contact.get_by_role("button", name="Lähetä kutsu").click()
    expect(contact.get_by_role("status").filter(has_text="Kutsu on lähetetty")).to_be_visible()
    link = re.search(r"https?://\S+/neuvoja/kutsu/\S+", latest_mail(contact, "lokki@peili.example")).group()
    invited = visit()
    invited.goto(link)
    check_page(invited, "an invitation")
    invited.get_by_role("link", name="Kirjaudu sisään").last.click()
    colleague = sign_in_person(visit(), site, "lokki")
    assert colleague.goto(WEST).status == 404
    colleague.goto(link)
    colleague.get_by_role("button", name="Ryhdy yhteyshenkilöksi").click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Ennen kuin näet nimiä")
    colleague.goto(link)  # leads on who has used it already
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Ennen kuin näet nimiä")
    assert invited.goto(link).status == 404  # and is over for everybody else


def test_a_guess_is_nothing_and_says_nothing(site, visit):
    page = sign_in_person(visit(), site, "haahka")
    for path in (
        f"{WEST}{GUESS}/",
        f"{WEST}{GUESS}/lataa/",
        f"{WEST}zip/{GUESS}/",
        "/neuvoja/kaislikon-ammattikorkeakoulu/",
    ):
        assert page.goto(path).status == 404
    told = (site.folder / "server.log").read_text()
    assert "not shared with it" in told
    assert "haahka" not in told.casefold()


def test_without_consents_the_page_explains_and_names_nobody(site, visit, check_page):
    holder = sign_in_person(visit(), site, "rastas")
    holder.goto("/todistukset/")
    holder.get_by_role("heading", level=2).get_by_role("link").click()
    holder.get_by_role("button", name="Peru jako – Merituulen yrittäjät ry").click()
    expect(holder.get_by_role("main")).to_contain_text("Jako on peruttu.")
    page = sign_in_person(visit(), site, "tiltaltti")
    page.goto(SEA)
    main = page.get_by_role("main")
    expect(main).to_contain_text("Vielä kukaan ei ole jakanut.")
    expect(main).to_contain_text("Pyydä häntä valitsemaan organisaatiosi")
    expect(main).not_to_contain_text("Rastas")
    expect(main.get_by_role("link", name="ZIP")).to_have_count(0)
    check_page(page, "nobody has shared")
