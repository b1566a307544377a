"""T7: a trainee asks for help without a name, sees it on the agenda, gets an answer and closes the loop."""

from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Page, expect

QUESTION = "Miten ryhmä palaa puheeseen, kun ilta on alkanut myöhässä?"
GROUP = "Yhteinen pöytä"
ANSWER = "Aloita kierroksella, jossa jokainen sanoo yhden lauseen."
RUN = "/ryhmat/apu/syksy-2026/"


def test_help_is_asked_without_a_name_answered_and_closed(visit, site, check_page):
    asker, peer, trainer = visit(), visit(device="desktop"), visit("trainer", device="desktop")
    sign_in_person(asker, site, "joutsen")
    asker.goto(RUN)
    check_page(asker, "asking for help")
    asker.get_by_label("Mihin tarvitset apua").fill("Soita minulle numeroon 040 123 4567")
    asker.get_by_role("button", name="Lähetä pyyntö").click()
    expect(asker.get_by_role("alert").locator("mark")).to_have_text("040 123 4567")
    asker.get_by_label("Mihin tarvitset apua").fill(QUESTION)
    asker.get_by_role("button", name="Lähetä pyyntö").dblclick()
    expect(part(asker, "Omat pyyntösi").get_by_text(QUESTION)).to_have_count(1)
    check_page(asker, "a request for help that waits")

    sign_in_person(peer, site, "viherpeippo")
    shared = expect_shared(peer)
    expect(shared).to_contain_text("Nimettömänä")
    assert "Joutsen" not in peer.content()
    check_page(peer, "a session with an agenda")

    trainer.goto("/kouluttaja/odottaa/?nayta=apua")
    trainer.get_by_role("link", name="Avunpyyntö").filter(has_text="Avunpyyntö").first.click()
    expect(trainer.get_by_role("heading", level=1)).to_contain_text("Joutsen")
    trainer.get_by_role("button", name="Tallenna vastaus").click()
    expect(trainer.get_by_text("Kirjoita vastaus, tai merkitse, että asia käsiteltiin yhdessä.").first).to_be_visible()
    check_page(trainer, "a request for help to answer")
    trainer.get_by_label("Vastauksesi").fill(ANSWER)
    trainer.get_by_role("button", name="Tallenna vastaus").click()
    expect(trainer.get_by_role("status")).to_contain_text("Vastaus on tallennettu")

    asker.goto(RUN)
    own = part(asker, "Omat pyyntösi")
    expect(own).to_contain_text(ANSWER)
    check_page(asker, "a request for help that is answered")
    own.get_by_role("button", name="Merkitse ratkenneeksi").first.click()
    expect(asker.get_by_text("1 ratkennut pyyntö")).to_be_visible()
    peer.reload()
    expect(peer.get_by_text(QUESTION)).to_have_count(0)


def expect_shared(page: Page):
    """Open the coming session of the run and return what is taken up there together."""
    for position in (4, 5):
        page.goto(f"/oppi/syksy-2026/kerta/{position}/")
        shared = part(page, "Yhdessä käsiteltävää")
        if shared.count():
            break
    expect(shared).to_contain_text(QUESTION)
    return shared


def test_a_worried_trainee_asks_to_be_called_and_writes_nothing(visit, site, check_page):
    page, trainer = visit(javascript=False), visit("trainer")
    sign_in_person(page, site, "viherpeippo")
    page.goto("/ryhmat/")
    page.get_by_role("main").get_by_role("link", name=GROUP).first.click()
    page.get_by_role("link", name="Olen huolissani jostakusta").click()
    contacts = part(page, "Mistä saa apua")
    for name, number in (("Hätänumero", "112"), ("MIELI Kriisipuhelin", "0925250111")):
        expect(contacts.locator(f"a[href='tel:{number}']")).to_contain_text(name)
    expect(page.get_by_role("main").locator("textarea, input[type=text]")).to_have_count(0)
    page.get_by_role("button", name="Pyydä kouluttajaa soittamaan").click()
    expect(part(page, "Huoli ryhmäläisestä")).to_contain_text("Soittopyyntö on lähetetty")
    trainer.goto("/kouluttaja/odottaa/?nayta=apua")
    trainer.get_by_role("link", name="Pyytää kouluttajaa soittamaan").first.click()
    check_page(trainer, "a request to be called")
    trainer.get_by_label("Asia käsiteltiin yhdessä").check()
    trainer.get_by_role("button", name="Tallenna vastaus").click()
    expect(trainer.get_by_role("status")).to_contain_text("Vastaus on tallennettu")
