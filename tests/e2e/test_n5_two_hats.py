"""N5: somebody who is a trainee and an advisor wears one hat at a time; neither sees the data of the other."""

import re

from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

SEEN = "/neuvoja/merituulen-yrittajat/"


def wear(page: Page, hat: str) -> None:
    """Switch by the frame of the page, as people do."""
    page.get_by_role("navigation", name="Toimit nyt roolissa").get_by_role("button", name=hat).click()


def test_the_hats_are_switched_and_show_only_their_own(site, visit, check_page):
    page = sign_in_person(visit(device="desktop"), site, "kyyhky")
    main = page.get_by_role("main")
    page.goto("/todistukset/")
    expect(main).to_contain_text("TP-2026-0002")
    expect(main).not_to_contain_text("Rastas")

    wear(page, "Yritysneuvoja")
    expect(page).to_have_url(re.compile(f"{SEEN}sitoumus/"))
    page.get_by_label("Lupaan pitää tiedot luottamuksellisina").check()
    page.get_by_role("button", name="Anna lupaus ja jatka").click()
    expect(main).to_contain_text("Näet 1 ohjaajan, joka")
    expect(main.get_by_role("heading", level=3)).to_have_text(["Raimo Rastas"])
    expect(main).not_to_contain_text("Kyyhky")
    check_page(page, "the hat of an advisor")

    wear(page, "Osallistuja")
    expect(page).to_have_url(f"{site.base_url}/oppi/")
    page.goto("/todistukset/")
    expect(main).to_contain_text("TP-2026-0002")


def test_a_bookmark_to_the_other_hat_asks(site, visit, check_page):
    page = sign_in_person(visit(), site, "kyyhky")
    page.goto("/todistukset/")
    assert page.goto(SEEN).status == 409
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Vaihdetaanko roolia?")
    expect(main).not_to_contain_text("Rastas")
    check_page(page, "switch hats")
    page.get_by_role("link", name="Pysy roolissa Osallistuja").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Vaihdetaanko roolia?")
    page.goto(SEEN)
    page.get_by_role("button", name="Vaihda rooliin Yritysneuvoja").click()
    expect(page).to_have_url(f"{site.base_url}{SEEN}")
    expect(main.get_by_role("heading", level=3)).to_have_text(["Raimo Rastas"])


def test_the_advisors_hat_opens_nothing_of_fellow_trainees(site, visit):
    page = sign_in_person(visit(), site, "kyyhky")
    page.goto(SEEN)
    page.get_by_role("button", name="Vaihda rooliin Yritysneuvoja").click()
    expect(page).to_have_url(f"{site.base_url}{SEEN}")
    for path in (
        "/kouluttaja/kevat-2026/edistyminen/",
        "/kouluttaja/kevat-2026/ryhmat/",
        "/kouluttaja/kevat-2026/todistukset/",
    ):
        assert page.goto(path).status == 404
    assert page.goto("/neuvoja/lansirannan-yrityspolku/").status == 404
