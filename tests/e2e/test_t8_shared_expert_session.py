"""T8 and N9: an expert session that groups share; places are numbers, everybody sees the same sums, nobody a name."""

import re
from datetime import date, timedelta

from e2e.looking import press
from e2e.steps import latest_mail, part
from playwright.sync_api import Page, expect

DAY = date.today() + timedelta(days=30)


def fill_offer(page: Page, topic: str, price: str, seats: str) -> None:
    page.get_by_label("Aihe", exact=True).fill(topic)
    page.get_by_label("Päivä", exact=True).fill(DAY.isoformat())
    page.get_by_label("Alkaa klo").fill("17:30")
    page.get_by_label("Paikka").first.fill("Kirjasto")
    page.get_by_label("Paikkoja").fill(seats)
    page.get_by_label("Hinta ilman arvonlisäveroa").fill(price)
    page.get_by_label("Varaukset viimeistään").fill((DAY - timedelta(days=7)).isoformat())


def own_part(page: Page):
    return part(page, "Ryhmäsi paikat")


def reserve(page: Page, heads: str) -> None:
    """Reserve with the keys alone."""
    field = page.get_by_label("Montako paikkaa")
    field.fill(heads)
    press(page, own_part(page).get_by_role("button", name=re.compile("Varaa paikat|Muuta varausta")))


def expect_share(page: Page, sum_: str) -> None:
    page.reload()
    expect(own_part(page)).to_contain_text(re.compile(sum_.replace(" ", r"\s")))


def test_groups_share_an_expert_and_see_the_same_sums(visit, check_page):
    organizer, other = visit("trainee_ready"), visit("trainee")
    organizer.goto("/ryhmat/osuudet/")
    check_page(organizer, "sessions one can take part in")
    organizer.get_by_role("link", name="Tarjoa osuus").click()
    fill_offer(organizer, "Ajankäyttö yhdessä", "paljon", "9")
    organizer.get_by_role("button", name="Avaa varattavaksi").click()
    expect(organizer.get_by_text("Kirjoita luku, esimerkiksi 40 tai 12,50.").first).to_be_visible()
    check_page(organizer, "a session with a price that is none")
    organizer.get_by_label("Hinta ilman arvonlisäveroa").fill("-5")
    organizer.get_by_role("button", name="Avaa varattavaksi").click()
    expect(organizer.get_by_text("Kirjoita luku, esimerkiksi")).to_have_count(0)
    expect(organizer.get_by_label("Hinta ilman arvonlisäveroa")).to_have_value("-5")
    organizer.get_by_label("Hinta ilman arvonlisäveroa").fill("1 234,50")
    organizer.get_by_role("button", name="Avaa varattavaksi").dblclick()
    expect(organizer.get_by_role("heading", name="Ajankäyttö yhdessä")).to_be_visible()
    desk = organizer.url

    other.goto("/ryhmat/osuudet/")
    other.get_by_role("link", name="Ajankäyttö yhdessä").click()
    session = other.url
    check_page(other, "a session to reserve")
    reserve(other, "5")
    expect(own_part(other)).to_contain_text(re.compile(r"1\s234,50\s€"))
    organizer.goto(session)
    reserve(organizer, "5")
    expect(organizer.get_by_text("Ryhmällesi on enää 4 paikkaa.").first).to_be_visible()
    check_page(organizer, "places that are not there any more")
    reserve(organizer, "4")
    expect(own_part(organizer)).to_contain_text(re.compile(r"617,25\s€"))
    expect_share(other, "617,25 €")
    reserve(other, "4")
    expect(other.get_by_text("8/9")).to_be_visible()

    change(organizer, desk, seats="7")
    expect(organizer.get_by_text("Paikkoja on jo varattu 8.").first).to_be_visible()
    change(organizer, desk, seats="8", price="1000.01")
    expect(part(organizer, "Varanneet ryhmät")).to_contain_text("2 ryhmää ei ole vielä vahvistanut")
    check_page(organizer, "an organizer's desk with groups to confirm")
    expect_share(other, "500,0[01] €")
    check_page(other, "a price to confirm")
    other.get_by_role("button", name="Vahvista varaus").click()
    expect(other.get_by_role("button", name="Vahvista varaus")).to_have_count(0)
    other.get_by_role("button", name="Peru varaus").click()
    expect(other.get_by_text("4/8")).to_be_visible()
    reserve(other, "2")

    organizer.goto(desk)
    organizer.get_by_text("Peru asiantuntijaosuus").click()
    organizer.get_by_role("button", name="Peru osuus ja kerro varanneille").click()
    expect(organizer.get_by_text("Varaukset raukesivat.")).to_be_visible()
    other.reload()
    expect(other.get_by_text("Kenenkään ei tarvitse maksaa mitään.")).to_be_visible()
    other.goto("/ilmoitukset/")
    expect(other.get_by_text("Asiantuntijaosuus on peruttu: Ajankäyttö yhdessä")).to_be_visible()


def change(page: Page, desk: str, **values: str) -> None:
    """Change the number of seats or the price."""
    page.goto(desk)
    page.get_by_role("link", name="Muuta tietoja").click()
    for name, label in (("seats", "Paikkoja"), ("price", "Hinta ilman arvonlisäveroa")):
        if name in values:
            page.get_by_label(label).fill(values[name])
    page.get_by_role("button", name="Tallenna muutokset").click()


def test_an_advisor_offers_a_session_and_sees_heads_only(visit, site, check_page):
    advisor, facilitator, trainer = visit("advisor", device="desktop"), visit("trainee"), visit("trainer")
    advisor.goto("/neuvoja/osuudet/")
    advisor.get_by_role("link", name="Tarjoa asiantuntijaosuus").click()
    fill_offer(advisor, "Verot tutuiksi", "0 €", "12")
    advisor.get_by_role("button", name="Avaa varattavaksi").click()
    expect(advisor.get_by_role("heading", name="Verot tutuiksi")).to_be_visible()
    desk = advisor.url
    facilitator.goto("/ryhmat/osuudet/")
    facilitator.get_by_role("link", name="Verot tutuiksi").click()
    assert trainer.goto(facilitator.url).status == 404, "it appears to facilitators only"
    reserve(facilitator, "6")
    expect(facilitator.get_by_role("button", name="Muuta varausta")).to_be_visible()
    advisor.goto(desk)
    expect(part(advisor, "Varanneet ryhmät")).to_contain_text("6/12")
    for name in ("Aamukahvi", "Kuovi"):
        expect(advisor.get_by_role("main").get_by_text(name)).to_have_count(0)
    change(advisor, desk, seats="5")
    expect(advisor.get_by_text("Paikkoja on jo varattu 6.").first).to_be_visible()
    change(advisor, desk, price="90")
    expect(part(advisor, "Varanneet ryhmät")).to_contain_text(re.compile("odottaa vahvistusta", re.IGNORECASE))
    check_page(advisor, "an advisor's desk")
    facilitator.reload()
    facilitator.get_by_role("button", name="Vahvista varaus").click()
    expect(facilitator.get_by_text("Varaus on vahvistettu.")).to_be_visible()
    advisor.reload()
    advisor.get_by_role("button", name="Sulje varaukset").click()
    expect(advisor.get_by_role("button", name="Sulje varaukset")).to_have_count(0)
    advisor.get_by_text("Peru asiantuntijaosuus").click()
    advisor.get_by_role("button", name="Peru osuus ja kerro varanneille").click()
    expect(advisor.get_by_text("Varaukset raukesivat.")).to_be_visible()
    facilitator.reload()
    expect(facilitator.get_by_text("Asiantuntijaosuus on peruttu")).to_be_visible()
    mail = latest_mail(facilitator, site.accounts["trainee"]["email"])
    assert "paikat ja osuus kuluista raukesivat" in mail
