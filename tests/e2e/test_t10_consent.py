"""T10, the part of consent: a holder shares by a link and with an organization, sees who looks, and takes it back."""

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
