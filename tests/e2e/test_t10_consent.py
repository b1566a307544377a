"""T10: one takes a copy of one's data, gives and takes back consent, and leaves; what stays is told beforehand."""

from zipfile import ZipFile

from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

ENDED = "Linkki ei ole voimassa"


def open_certificate(page: Page) -> None:
    page.goto("/todistukset/")
    page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").click()


def test_a_link_is_made_used_seen_and_withdrawn(site, visit, check_page):
    holder = sign_in_person(visit(), site, "varpunen")
    open_certificate(holder)
    holder.get_by_label("Kenelle linkki on").fill("Porin kaupunki")
    holder.get_by_label("Linkki on voimassa").select_option(label="1 viikon")
    holder.get_by_role("button", name="Tee linkki").click()
    expect(holder.get_by_role("status").filter(has_text="Linkki on tehty.")).to_be_visible()
    check_page(holder, "a certificate shared by a link")
    address = holder.get_by_label("Linkin osoite").input_value()

    stranger = visit()
    assert stranger.goto(address).status == 200
    expect(stranger.get_by_role("main")).to_contain_text("Virpi Varpunen")
    check_page(stranger, "a certificate behind a link")
    with stranger.expect_download() as waiting:
        stranger.get_by_role("link", name="Lataa PDF").click()
    assert waiting.value.suggested_filename.startswith("Varpunen_Virpi_TP-")
    assert stranger.context.cookies() == []

    holder.reload()
    told = holder.get_by_role("region", name="Avaukset ja lataukset")
    for words in ("katsottu", "ladattu"):
        expect(told.get_by_role("listitem").filter(has_text="Porin kaupunki").filter(has_text=words)).to_have_count(1)
    stale = holder.context.new_page()
    stale.goto(holder.url)
    for page in (holder, stale):  # withdrawn once more in another tab: nothing happens
        page.get_by_role("button", name="Peru jako – Porin kaupunki").click()
        expect(page.get_by_role("main")).to_contain_text("Linkki ei enää toimi.")
    for path in (address, f"{address}lataa/"):
        assert stranger.goto(path).status == 404
        expect(stranger.get_by_role("heading", level=1)).to_have_text(ENDED)
        expect(stranger.get_by_role("main")).not_to_contain_text("Varpunen")


def test_a_consent_is_given_and_taken_back_without_javascript(site, visit):
    holder = sign_in_person(visit(javascript=False), site, "varpunen")
    open_certificate(holder)
    holder.get_by_label("Organisaatio", exact=True).select_option(label="Länsirannan Yrityspolku")
    holder.get_by_role("button", name="Jaa todistus").click()
    advisor = visit("advisor")
    advisor.goto("/neuvoja/")
    found = advisor.get_by_role("main").get_by_role("link", name="Virpi Varpunen", exact=True)
    found.click()
    opened = advisor.url
    holder.get_by_role("button", name="Peru jako – Länsirannan Yrityspolku").click()
    assert advisor.goto(opened).status == 404
    code = holder.locator(".code").first.inner_text().replace("-", "")
    assert advisor.goto(f"/t/{code}/").status == 200  # anybody may still verify it


def test_a_copy_is_taken_and_the_account_erased(site, visit, check_page, tmp_path):
    person = sign_in_person(visit(), site, "varpunen")
    open_certificate(person)
    code = person.locator(".code").first.inner_text().replace("-", "")
    person.goto("/tili/omat-tiedot/")
    person.get_by_role("button", name="Kokoa omat tiedot").click()
    check_page(person, "a copy of one's own data")
    link = person.url
    with person.expect_download() as promised:
        person.get_by_role("link", name="Lataa ZIP").click()
    with ZipFile(promised.value.path()) as packed:
        names = packed.namelist()
        assert "omat-tiedot.json" in names
        assert any(name.startswith("certificates/Varpunen_Virpi_TP-") for name in names)
    other = visit("trainee")
    for address in (link, f"{link}lataa/"):
        assert other.goto(address).status == 404

    person.goto("/tili/omat-tiedot/")
    person.get_by_role("link", name="Keskeytä koulutus tai poista tili").click()
    main = person.get_by_role("main")
    expect(main.get_by_role("alert")).to_contain_text("Ohjaat yksin ryhmää")
    expect(main).to_contain_text("Todistusten rekisteri säilyy")
    expect(main.get_by_role("button", name="Poista tilini")).to_have_count(0)
    check_page(person, "an account that others still need")
    end_group(person, main.get_by_role("link", name="Avaa ryhmä").get_attribute("href"))

    person.goto("/tili/omat-tiedot/poista/")
    check_page(person, "an account about to be erased")
    person.get_by_role("button", name="Poista tilini").click()
    confirm_password(person, site)
    expect(person.get_by_role("alert")).to_contain_text("Rastita, että ymmärrät tämän.")
    person.get_by_label("Sähköpostiosoitteesi").fill("varpunen@peili.example")
    person.get_by_label("Ymmärrän, ettei poistoa voi perua").check()
    person.get_by_role("button", name="Poista tilini").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Tilisi on poistettu")
    check_page(person, "good-bye")
    assert person.goto(f"/t/{code}/").status == 200
    expect(person.get_by_role("main")).to_contain_text("Virpi Varpunen")


def end_group(page: Page, group: str) -> None:
    page.goto(f"{group.removesuffix('ohjaajat/')}paata/")
    page.get_by_role("radio").first.check()
    page.get_by_role("checkbox").check()
    page.get_by_role("main").get_by_role("button", name="Päätä ryhmä").click()
    expect(page.get_by_role("status").filter(has_text="Ryhmä on päätetty.")).to_be_visible()


def confirm_password(page: Page, site) -> None:
    if "/reauthenticate/" in page.url:
        page.locator("input[name=password]").fill(site.accounts["trainer"]["password"])
        page.locator("form:has(input[name=password]) [type=submit]").first.click()
