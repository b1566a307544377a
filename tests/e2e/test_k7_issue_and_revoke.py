"""K7: who is ready and who lacks what; certificates are looked at, issued, replaced and revoked."""

from e2e.people import sign_in_person
from playwright.sync_api import Locator, Page, expect

CERTIFICATES = "/kouluttaja/syksy-2026/todistukset/"
REASON = "Suorittanut saman osion aiemmassa toteutuksessa"
PATIENCE = 30  # tries, each a whole page


def reload_until_seen(page: Page, wanted: Locator) -> None:
    """Ask the server again until what a worker makes in the background is there."""
    for _ in range(PATIENCE):
        if wanted.count():
            break
        page.reload()
    expect(wanted).to_be_visible()


def row_of(page: Page, region: str, person: str) -> Locator:
    listed = page.get_by_role("region", name=region).locator(".rows > li")
    return listed.filter(has_text=person)


def open_person(page: Page, person: str) -> None:
    """Go from the list of what is lacking to the page of one trainee."""
    page.goto(CERTIFICATES)
    row = row_of(page, "Puuttuu", person)
    row.locator("summary").click()
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person)


def grant_all(page: Page, person: str) -> None:
    """Grant exceptions from whatever the person lacks, but for the coordinator's own confirmation."""
    open_person(page, person)
    lacking = page.get_by_role("region", name="Matka todistukseen").locator(".checklist > li:not(.is-done)")
    titles = lacking.locator(".checklist__title").all_inner_texts()
    for title in titles:
        if "vahvistus" in title:
            continue
        page.get_by_text("Myönnä poikkeus").first.click()
        page.get_by_label("Ehto", exact=True).select_option(label=title)
        page.get_by_label("Perustelu").fill(REASON)
        page.get_by_role("button", name="Myönnä poikkeus").click()
        expect(page.get_by_role("status")).to_contain_text("Poikkeus on myönnetty.")
    expect(lacking).to_have_count(1)


def test_those_who_are_ready_are_listed_and_the_others_with_what_they_lack(visit, check_page):
    trainer = visit("trainer", device="desktop")
    trainer.goto(CERTIFICATES)
    expect(trainer.get_by_role("main")).to_contain_text("valmiit 0")
    expect(trainer.get_by_role("main")).to_contain_text("puuttuu 12")
    lacking = row_of(trainer, "Puuttuu", "Metso")
    expect(lacking).to_contain_text("Oma ryhmä perustettu")
    expect(lacking).to_contain_text("Reflektiot: 0/5 hyväksytty.")
    check_page(trainer, "certificates of a running run")

    grant_all(trainer, "Kaarina Käki")
    expect(trainer.get_by_role("region", name="Matka todistukseen")).to_contain_text("poikkeus")
    expect(trainer.get_by_role("button", name="Vahvista, että suoritus on käyty läpi")).to_have_count(0)
    check_page(trainer, "trainee with exceptions")

    coordinator = visit("coordinator")
    open_person(coordinator, "Kaarina Käki")
    coordinator.get_by_role("button", name="Vahvista, että suoritus on käyty läpi").click()
    expect(coordinator.get_by_role("status")).to_contain_text("Suoritus on vahvistettu: Kaarina Käki.")

    trainer.goto(CERTIFICATES)
    expect(trainer.get_by_role("main")).to_contain_text("valmiit 1")
    expect(trainer.get_by_role("main")).to_contain_text("puuttuu 11")
    expect(trainer.get_by_role("button", name="Myönnä valituille")).to_have_count(0)


def test_a_certificate_is_looked_at_issued_replaced_and_revoked(site, visit, check_page):
    page = visit("coordinator", device="desktop")
    page.goto(CERTIFICATES)
    ready = row_of(page, "Valmiit", "Kaarina Käki")
    seen = page.request.get(ready.get_by_role("link", name="Esikatsele").get_attribute("href"))
    assert (seen.headers["content-type"], seen.body()[:5]) == ("application/pdf", b"%PDF-")
    page.get_by_role("button", name="Myönnä valituille").click()
    expect(page.get_by_role("main")).to_contain_text("Valitse ensin, kenelle todistus myönnetään.")
    ready.get_by_role("checkbox").check()
    check_page(page, "certificates, one chosen")
    page.get_by_role("button", name="Myönnä valituille").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Myönnä 1 todistus")
    expect(page.get_by_role("main")).to_contain_text("Kaarina Käki")
    check_page(page, "confirm the names")
    page.get_by_role("button", name="Myönnä todistukset").click()
    expect(page.get_by_role("main")).to_contain_text("Myönnettiin 1 todistus.")
    expect(page.get_by_role("main")).to_contain_text("myönnetty 1")
    reload_until_seen(page, row_of(page, "Myönnetty", "Kaarina Käki").get_by_text("Voimassa"))

    page.get_by_role("link", name="Kaarina Käki").click()
    expect(page.get_by_role("main")).to_contain_text("12 tuntia")
    check_page(page, "certificate as the staff sees it")
    number = page.get_by_role("heading", level=1).inner_text()
    public = visit()
    first = public_address(page)
    public.goto(first)
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on aito ja voimassa")
    expect(public.get_by_role("main")).to_contain_text("Kaarina Käki")

    correct_name(sign_in_person(visit(), site, "kaki"))
    page.get_by_role("button", name="Korvaa uudella").click()
    expect(page.get_by_role("main")).to_contain_text("on korvattu uudella.")
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    expect(page.get_by_role("main")).to_contain_text("versio 2")
    public.reload()
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on korvattu uudella")
    reload_until_seen(page, page.get_by_role("main").get_by_text("Voimassa", exact=True))
    second = public_address(page)
    assert second != first
    public.goto(second)
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on aito ja voimassa")
    expect(public.get_by_role("main")).to_contain_text("Kaarina Maria Käki")

    page.get_by_role("button", name="Mitätöi todistus").click()
    expect(page.get_by_role("alert")).to_contain_text("Kirjoita, miksi todistus mitätöidään.")
    check_page(page, "revoke without a reason")
    page.get_by_label("Syy").fill("Myönnetty väärälle henkilölle")
    page.get_by_role("button", name="Mitätöi todistus").click()
    expect(page.get_by_role("status")).to_contain_text("on mitätöity.")
    expect(page.get_by_role("region", name="Mitätöinnin syy")).to_contain_text("Myönnetty väärälle henkilölle")
    expect(page.get_by_role("button", name="Mitätöi todistus")).to_have_count(0)
    check_page(page, "revoked certificate")
    public.reload()
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on mitätöity")
    expect(public.get_by_role("main")).to_contain_text("Mitätöity")
    expect(public.locator("body")).not_to_contain_text("väärälle henkilölle")
    check_page(public, "revoked, as everybody sees it")


def correct_name(page: Page) -> None:
    """The holder writes the name as it ought to have been printed."""
    page.goto("/tili/omat-tiedot/")
    page.get_by_label("Nimi todistuksessa").fill("Kaarina Maria Käki")
    page.get_by_role("main").get_by_role("button", name="Tallenna").click()
    expect(page.get_by_label("Nimi todistuksessa")).to_have_value("Kaarina Maria Käki")


def public_address(page: Page) -> str:
    return page.get_by_role("link", name="Julkinen tarkistussivu").get_attribute("href")
