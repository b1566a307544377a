"""K7: who is ready and who lacks what; certificates are looked at, issued, fetched, replaced and revoked."""

import re
import sqlite3
from zipfile import ZipFile

import pytest
from e2e.people import sign_in_person
from e2e.serving import Site
from e2e.steps import part, reload_until
from playwright.sync_api import Locator, Page, expect

RUNNING = "/kouluttaja/syksy-2026/todistukset/"
ENDED = "/kouluttaja/kevat-2026/todistukset/"
TEMPLATES = "/cms/snippets/certificates/certificatetemplate/"


def row_of(page: Page, region: str, person: str) -> Locator:
    return part(page, re.compile(f"^{region}")).locator(".rows > li").filter(has_text=person)


def public_address(page: Page) -> str:
    return page.get_by_role("link", name="Julkinen tarkistussivu").get_attribute("href")


def correct_name(page: Page, name: str) -> None:
    """The holder writes the name as it ought to be printed."""
    page.goto("/tili/omat-tiedot/")
    page.get_by_label("Nimi todistuksessa").fill(name)
    page.get_by_role("main").get_by_role("button", name="Tallenna").click()
    expect(page.get_by_label("Nimi todistuksessa")).to_have_value(name)


def download(page: Page) -> bytes:
    link = page.get_by_role("link", name=re.compile("^Lataa PDF")).first
    reload_until(page, link)
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def test_while_sessions_are_to_come_nothing_is_issued_and_each_lacks_something(visit, check_page):
    page = visit("coordinator", device="desktop")
    page.goto(RUNNING)
    expect(page.get_by_role("main")).to_contain_text("valmiit 0")
    expect(page.get_by_role("main")).to_contain_text("puuttuu 12")
    expect(page.get_by_role("main")).to_contain_text("kun viimeinen kerta on pidetty: kerta 5")
    expect(row_of(page, "Puuttuu", "Metso")).to_contain_text("Oma ryhmä perustettu")
    expect(row_of(page, "Puuttuu", "Metso")).to_contain_text("Reflektiot: 0/5 hyväksytty.")
    check_page(page, "certificates of a running run")


def change_rules(page: Page) -> None:
    """A trainer makes the rules milder while somebody else is about to issue."""
    page.goto("/kouluttaja/kevat-2026/ehdot/")
    page.get_by_role("link", name="Muuta ehtoja").click()
    page.get_by_label("Tapaamisia vähintään").fill("2")
    page.get_by_role("button", name="Katso, mitä muuttuu").click()
    expect(page.get_by_label("Pirkko Peippo")).to_be_checked()
    page.get_by_role("button", name="Tallenna uusi versio").click()
    expect(page.get_by_role("status").filter(has_text="Ehtojen versio 2 on voimassa.")).to_be_visible()


def test_a_certificate_is_looked_at_issued_replaced_and_revoked(site, visit, check_page):
    page = visit("coordinator", device="desktop")
    page.goto(ENDED)
    expect(page.get_by_role("main")).to_contain_text("valmiit 1")
    expect(page.get_by_role("main")).to_contain_text("puuttuu 1")
    ready = row_of(page, "Valmiit", "Pirkko Peippo")
    seen = page.request.get(ready.get_by_role("link", name="Esikatsele").get_attribute("href"))
    assert (seen.headers["content-type"], seen.body()[:5]) == ("application/pdf", b"%PDF-")
    ready.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Myönnä valituille", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Valitse ensin, kenelle todistus myönnetään.")
    row_of(page, "Valmiit", "Pirkko Peippo").get_by_role("checkbox").check()
    page.get_by_role("button", name="Myönnä valituille", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Myönnä 1 todistus")
    check_page(page, "confirm the names")

    change_rules(visit("trainer"))
    page.get_by_role("button", name="Myönnä todistukset").click()
    expect(page.get_by_role("alert")).to_contain_text("Mitään ei myönnetty.")
    expect(page.get_by_role("alert")).to_contain_text("Pirkko Peippo: ehtojen versio 2, katsottaessa 1.")
    check_page(page, "rules changed while issuing")
    page.get_by_role("button", name="Myönnä todistukset").click()
    reload_until(page, page.get_by_role("heading", level=1, name="Myönnettiin 1 todistus."))
    check_page(page, "a batch that is done")
    page.get_by_role("link", name="Pirkko Peippo").click()
    expect(page.get_by_role("main")).to_contain_text("12 tuntia")
    number = page.get_by_role("heading", level=1).inner_text()
    public = visit()
    first = public_address(page)
    public.goto(first)
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on aito ja voimassa")

    correct_name(sign_in_person(visit(), site, "peippo"), "Pirkko Maria Peippo")
    page.reload()
    page.get_by_role("button", name="Korvaa uudella").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    expect(page.get_by_role("main")).to_contain_text("versio 2")
    public.reload()
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on korvattu uudella")
    reload_until(page, page.get_by_role("main").get_by_text("Voimassa", exact=True))
    second = public_address(page)
    assert second != first
    stale = page.context.new_page()
    stale.goto(page.url)

    page.get_by_role("button", name="Mitätöi todistus").click()
    expect(page.get_by_role("alert")).to_contain_text("Kirjoita, miksi todistus mitätöidään.")
    page.get_by_label("Syy").fill("Myönnetty väärälle henkilölle")
    page.get_by_role("button", name="Mitätöi todistus").click()
    expect(page.get_by_role("status")).to_contain_text("on mitätöity.")
    expect(part(page, "Mitätöinnin syy")).to_contain_text("Myönnetty väärälle henkilölle")
    check_page(page, "revoked certificate")
    stale.get_by_label("Syy").fill("Toinen syy")
    stale.get_by_role("button", name="Mitätöi todistus").click()
    expect(stale.get_by_role("main")).to_contain_text("on jo mitätöity.")
    stale.close()
    public.goto(second)
    expect(public.get_by_role("heading", level=1)).to_have_text("Todistus on mitätöity")
    expect(public.locator("body")).not_to_contain_text("väärälle henkilölle")


def test_a_letter_that_is_missing_is_named_and_attendance_alone_is_certified(site, visit, check_page):
    holder = sign_in_person(visit(), site, "harakka")
    correct_name(holder, "Хели Harakka")
    page = visit("coordinator", javascript=False)
    page.goto(ENDED)
    page.get_by_label("Хели Harakka").check()
    page.get_by_role("button", name="Myönnä osallistumistodistus valituille").click()
    expect(page.get_by_role("main")).to_contain_text("Todistuksen kirjasimessa ei ole merkkiä Х (U+0425), е (U+0435)")
    expect(page.get_by_role("button", name="Myönnä osallistumistodistukset")).to_have_count(0)

    correct_name(holder, "Heli Harakka")
    page.goto(ENDED)
    page.get_by_label("Heli Harakka").check()
    page.get_by_role("button", name="Myönnä osallistumistodistus valituille").click()
    page.get_by_role("button", name="Myönnä osallistumistodistukset").click()
    reload_until(page, page.get_by_role("heading", level=1, name="Myönnettiin 1 todistus."))
    page.get_by_role("link", name="Heli Harakka").click()
    expect(page.get_by_role("main")).to_contain_text("Osallistumistodistus")
    expect(page.get_by_role("main")).to_contain_text("12 tuntia")
    looking = visit("coordinator")
    looking.goto(page.url)
    check_page(looking, "a certificate of attendance")


def test_all_of_a_run_are_fetched_as_one_file(visit, tmp_path):
    page = visit("coordinator", device="desktop")
    page.goto(ENDED)
    with page.expect_download() as promised:
        page.get_by_role("link", name=re.compile("ZIP")).or_(page.get_by_role("button", name=re.compile("ZIP"))).click()
    names = ZipFile(promised.value.path()).namelist()
    assert any(name.endswith("Naakka_Niilo_TP-2026-0001.pdf") for name in names)
    assert [name for name in names if name.endswith((".xlsx", ".csv"))]


def test_a_template_that_is_edited_and_a_hand_in_the_database_change_nothing_old(site: Site, visit):
    page, admin = visit("coordinator", device="desktop"), visit("admin", device="desktop")
    page.goto(ENDED)
    row_of(page, "Myönnetty", "Niilo Naakka").get_by_role("link").first.click()
    before = download(page)
    admin.goto(TEMPLATES)
    admin.get_by_role("link", name="Työpeili-ohjaajakoulutuksen todistus").first.click()
    admin.locator("input[name=issuer]").fill("Aivan toinen opisto")
    admin.get_by_role("button", name=re.compile("^(Tallenna|Save)")).first.click()
    expect(admin.locator("body")).to_contain_text(re.compile("päivitetty|updated|tallennettu", re.IGNORECASE))
    page.reload()
    expect(page.get_by_role("main")).not_to_contain_text("Aivan toinen opisto")
    assert download(page) == before

    with sqlite3.connect(site.folder / "db.sqlite3", timeout=30) as database:
        for statement in (
            "UPDATE certificates_certificate SET snapshot = '{}'",
            "DELETE FROM certificates_certificate",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="cannot be changed"):
                database.execute(statement)
