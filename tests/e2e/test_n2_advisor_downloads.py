"""N2: an advisor finds a certificate that has been shared with the organization, and downloads the holder's bytes."""

from pathlib import Path

from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

HOME = "/neuvoja/lansirannan-yrityspolku/"


def download(page: Page, link: str = "Lataa PDF") -> tuple[bytes, str]:
    """Press the link and return what came, with its name."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).first.click()
    return Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename


def test_an_advisor_sees_and_downloads_only_what_has_been_shared(site, visit, check_page):
    page = visit("advisor", device="desktop")
    page.goto("/neuvoja/")
    expect(page).to_have_url(f"{site.base_url}{HOME}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Näet 3 ohjaajaa, jotka ovat jakaneet todistuksensa organisaatiolle")
    for name, shown in [("Naakka", 1), ("Kirsi-Maria Kyyhky", 1), ("Tikli", 1), ("Varpunen", 0), ("Rastas", 0)]:
        expect(main.get_by_role("heading", name=name)).to_have_count(shown)
    check_page(page, "certificates shared with an organization")

    page.get_by_label("Hae nimellä tai numerolla").fill("rastas")
    page.get_by_role("button", name="Hae").click()
    expect(main).to_contain_text("Ei osumia")
    check_page(page, "nothing found")
    page.get_by_label("Hae nimellä tai numerolla").fill("0003")
    page.get_by_role("button", name="Hae").click()
    expect(main.get_by_role("heading", level=3)).to_have_text(["Toivo Tikli"])
    page.get_by_role("link", name="Toivo Tikli", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Todistus TP-")
    check_page(page, "certificate of a facilitator")
    received, name = download(page)
    assert name.startswith("Tikli_Toivo_")
    assert received.startswith(b"%PDF-")
    opened = page.url

    holder = sign_in_person(visit(), site, "tikli")
    holder.goto("/todistukset/")
    own, own_name = download(holder)
    assert (own, own_name) == (received, name)
    holder.get_by_role("heading", level=2).get_by_role("link").click()
    downloads = holder.get_by_role("region", name="Avaukset ja lataukset")
    expect(downloads.get_by_role("listitem").filter(has_text="Alma Alli, Länsirannan Yrityspolku")).to_have_count(2)
    expect(downloads.get_by_role("listitem").filter(has_text="ladattu").filter(has_text="Alma Alli")).to_have_count(1)
    expect(downloads).to_contain_text("Sinä itse")
    check_page(holder, "own certificate with its downloads")

    holder.get_by_role("button", name="Peru jako – Länsirannan Yrityspolku").click()
    expect(holder.get_by_role("main")).to_contain_text("Jako on peruttu.")
    assert page.goto(opened).status == 404
    expect(page.locator("body")).not_to_contain_text("Tikli")
    assert page.request.get(f"{opened}lataa/").status == 404
    page.goto(HOME)
    expect(main).to_contain_text("Näet 2 ohjaajaa")
    expect(main.get_by_role("heading", name="Tikli")).to_have_count(0)


def test_a_contact_of_another_organization_sees_nothing_of_it(site, visit):
    page = sign_in_person(visit(), site, "tiltaltti")
    page.goto("/neuvoja/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Näet 1 ohjaajan")
    expect(main.get_by_role("heading", level=3)).to_have_text(["Raimo Rastas"])
    assert page.goto(HOME).status == 404
    assert page.goto(site.urls["certificate_pdf"]).status == 404
    number = site.urls["certificate_pdf"].removeprefix(HOME)
    assert page.request.get(f"/neuvoja/merituulen-yrittajat/{number}").status == 404


def test_the_one_certificate_is_found_without_a_mouse_and_without_javascript(visit):
    page = visit("advisor", javascript=False)
    page.goto(HOME)
    received, name = download(page, "Lataa PDF – Niilo Naakka")
    assert (received[:5], name[:13]) == (b"%PDF-", "Naakka_Niilo_")
