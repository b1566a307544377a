"""Every page of every role: answers, is accessible, fits a phone, and speaks the language that was chosen."""

import re

import pytest
from e2e.browsing import DEVICES
from e2e.looking import (
    DESKTOP,
    NARROW,
    Listener,
    expect_accessible,
    expect_no_sideways_scroll,
    wait_for_colors,
)
from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

RUN = "/kouluttaja/syksy-2026"
LEARN = "/oppi/syksy-2026"

# By role, or by the person of the demo who has no role of their own.
# A page that bears an identifier is written as the link that leads there: `page > link`; a status other than 200
# stands first: `404 page`.
PAGES: dict[str, list[str]] = {
    "stranger": [
        "/", "{course}", "/tietoa/", "/tietosuoja/", "/saavutettavuus/", "/tili/login/", "/tili/login/code/",
        "/tili/signup/", "/tili/password/reset/", "/tili/ehdot/", "/ilmoittaudu/kevat-2027/", "/tarkista/",
        "/tarkista/tiedosto/", "/asiantuntijat/", "/julkaisut/", "/tietosuoja/ohjaajahakemisto/",
        "404 /ohjaajat/viesti/x/",
        "404 /asiantuntija/x/", "{verify}", "{badge}", "/tyyliopas/",
        "/postilaatikko/", "404 /ei-ole/", "404 /t/ABC/", "404 /tapahtumaan/x/",
        "404 /jaettu/ei-ole/",
    ],
    "trainee": [
        "/oppi/", "{learn}", f"{LEARN}/kerta/1/", f"{LEARN}/kerta/3/", f"{LEARN}/kerta/5/", "{lesson}", "{quiz}",
        "{assignment}", "{survey}", f"{LEARN}/alkuitsearviointi/", "/ryhmat/", "/ryhmat/uusi/", "{own_group}",
        "{own_group}muokkaa/", "{own_group}jasenet/uusi/", "{own_group}ohjaajat/", "{own_group}pelisaannot/",
        "{own_group}tavoitteellisuus/", "{own_group}tapaamiset/", "{own_group}tapaamiset/uusi/", "{own_group}kirjaa/",
        "{own_group}hinta/", "{own_group}kulut/", "{own_group}osuudet/", "/ryhmat/osuudet/tarve/", "/ryhmat/verkosto/",
        "/ryhmat/verkosto/04/", "/ryhmat/verkosto/04/ > Puhuja", "/asiantuntijat/ > Kysy", "/asiantuntijat/oma/",
        "{own_group}paata/", "{own_group}yritykset/", "{own_group}kokoonpano/", "{own_group}huoli/",
        "{own_group}sitaatit/uusi/",
        "{own_group}tehty/uusi/", "{own_group}kompassi/", "{own_group}pulssi/", "{own_group}ohjaajat/luovuta/",
        "/muistikirja/",
        "/muistikirja/uusi/", "{own_group}tapaamiset/sarja/", "{own_group}kalenteri/",
        "{own_group}paatostapaaminen/", "/yhteys/kokeile/", "/yhteys/kerta/syksy-2026/4/", "404 /yhteys/ei-ole/",
        "{meeting_log}", "/todistukset/", "/ilmoitukset/",
        "/tili/omat-tiedot/", "/tili/kalenteri/", "/tili/email/", "/tili/password/change/", "/tili/2fa/",
        "/tili/sessions/",
        "/rahoittaja/",
        "/tili/logout/", "/tili/omat-tiedot/poista/", "/ilmoittaudu/syksy-2026/keskeyta/", "/ilmoittaudu/kevat-2027/",
        "404 /ryhmat/00000000-0000-4000-8000-000000000000/",
    ],
    "trainee_ready": [
        "/oppi/", "/todistukset/", "/todistukset/ > Muuta nimeä", "/oppi/kevat-2026/", "/oppi/kevat-2026/kerta/5/",
        "/oppi/kevat-2026/reflektio-5/", "/oppi/kevat-2026/loppukysely/", "/oppi/kevat-2026/loppuitsearviointi/",
    ],
    "satakieli": ["/oppi/", f"{LEARN}/kerta/3/", f"{LEARN}/kerta/3/korvaus/", f"403 {LEARN}/reflektio-3/", "/ryhmat/"],
    "trainer": [
        "/kouluttaja/", "{review_inbox}", "{progress}", f"{RUN}/edistyminen/ > Petra Pääsky", f"{RUN}/kuviot/",
        f"{RUN}/lasnaolo/",
        "{attendance}", f"{RUN}/lasnaolo/5/", f"{RUN}/kerta/3/",
        f"{RUN}/kerta/3/ > Satu Satakieli", f"{RUN}/kerta/5/", f"{RUN}/lasnaolo/4/tuo/", f"{RUN}/kerta/4/yhteys/",
        f"{RUN}/ryhmat/",
        f"{RUN}/ryhmat/ > Saunapolku", f"{RUN}/sitaatit/", f"{RUN}/pulssi/", "{certificates}",
        "{certificates} > Niilo Naakka", "{learn}", "{lesson}", "{review_inbox} > jaksaminen",
        "{review_inbox} > Reflektio 3", f"{RUN}/tehtavat/", f"{RUN}/tehtavat/reflektio-3/",
        f"{RUN}/tehtavat/reflektio-3/ > Satu", "/kouluttaja/kyselyt/kevat-2026/loppukysely/",
        "/kouluttaja/kysymykset/syksy-2026/tarkistuskysymykset-1/", f"{RUN}/kysymykset/3/", f"{RUN}/poikkeukset/",
        "/kouluttaja/kyselyt/syksy-2026/loppukysely/", "/kouluttaja/itsearvioinnit/kevat-2026/loppuitsearviointi/",
        f"{RUN}/aikataulu/", f"{RUN}/aikataulu/5/", f"{RUN}/aikataulu/5/peru/", "404 /koordinaattori/syksy-2026/peru/",
    ],
    "coordinator": [
        "/koordinaattori/", "/koordinaattori/tapahtumat/uusi/", "/koordinaattori/verkostot/",
        "/koordinaattori/hankkeet/uusi/", "/koordinaattori/uusi-toteutus/", f"{RUN}/aikataulu/",
        "/koordinaattori/kevat-2027/peru/",
        "/koordinaattori/kevat-2027/tiedot/",
        "/koordinaattori/kevat-2027/hakemukset/", "{progress}", "/koordinaattori/syksy-2026/rahoittajan-tiedot/",
        f"{RUN}/ehdot/", f"{RUN}/ehdot/muuta/", f"{RUN}/ehdot/siirra/", f"{RUN}/poikkeukset/",
        f"{RUN}/edistyminen/ > Petra Pääsky", "{attendance}", f"{RUN}/ryhmat/", "{certificates}",
        "{certificates} > Niilo Naakka",
    ],
    "haahka": [
        "/neuvoja/", "/neuvoja/lansirannan-yrityspolku/sitoumus/",
        "404 /neuvoja/kutsu/00000000-0000-4000-8000-000000000000/x/",
    ],
    "naakka": ["/todistukset/ > Työpeili-ohjaajakoulutus"],
    "advisor": [
        "/neuvoja/", "/neuvoja/osuudet/", "/neuvoja/osuudet/ > Tietosuoja", "/neuvoja/osuudet/uusi/",
        "/neuvoja/lansirannan-yrityspolku/yhteyshenkilot/",
        "/neuvoja/lansirannan-yrityspolku/yhteyshenkilot/luovu/",
        "/neuvoja/lansirannan-yrityspolku/?haku=ei-ole", "/neuvoja/ > Niilo Naakka", "{verify}",
        "404 /neuvoja/merituulen-yrittajat/", "404 {progress}",
    ],
    "admin": ["/tili/omat-tiedot/", "/tili/2fa/", "404 {own_group}", "404 {progress}"],
}  # fmt: skip
LANGUAGES = {"sv": "Svenska", "en": "English"}
DARK_EVERY = 5  # the components are the same on all pages
STATUS = re.compile(r"^(\d{3}) ")
HTML_LANGUAGE = re.compile(r'<html lang="(\w+)"')


def open_entry(page: Page, site, entry: str) -> int:
    """Open an entry of the table; return the status of what was opened last."""
    address, _, link = STATUS.sub("", entry).partition(" > ")
    answer = page.goto(address.format(**site.urls))
    if not link:
        return answer.status
    leads = page.get_by_role("main").locator("a", has_text=link).first
    return page.goto(leads.get_attribute("href")).status


def look_over(page: Page, listener: Listener, in_the_dark: bool) -> None:
    """Look at the open page in both widths, and in the dark if asked."""
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page.locator("h1")).to_have_count(1)
    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)
        expect_no_sideways_scroll(page)
        expect_accessible(page)
    if in_the_dark:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        wait_for_colors(page)
        expect_accessible(page, rules=["color-contrast"])
        page.emulate_media(color_scheme="light")
        wait_for_colors(page)
    listener.expect_silence()


def choose_language(page: Page, role: str, language: str) -> None:
    """Choose a language in the menu, as people do: strangers by a link, others by a button."""
    page.goto("/tyyliopas/")
    page.locator(".site-header .menu > summary").click()
    page.locator(".site-header .menu").get_by_role("link" if role == "stranger" else "button", name=language).click()


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_role(browser, site, role):
    state = site.folder / f"cookies-{role}.json" if role in site.accounts else None
    context = browser.new_context(base_url=site.base_url, storage_state=state, **DEVICES["desktop"])
    page = context.new_page()
    if role not in {*site.accounts, "stranger"}:
        sign_in_person(page, site, role)
    listener = Listener(page)
    wrong, addresses = [], {}
    for number, entry in enumerate(PAGES[role]):
        expected = int(found[1]) if (found := STATUS.match(entry)) else 200
        try:
            assert open_entry(page, site, entry) == expected
            addresses[page.url] = expected
            look_over(page, listener, in_the_dark=number % DARK_EVERY == 0)
        except AssertionError as error:
            wrong.append(f"{entry}: {error}")
            listener.complaints.clear()
    for code, name in LANGUAGES.items():
        choose_language(page, role, name)
        expect(page.locator("html")).to_have_attribute("lang", code)
        for address, expected in addresses.items():
            answer = page.request.get(address)
            found = HTML_LANGUAGE.search(answer.text())
            if (answer.status, found and found[1]) != (expected, code):
                wrong.append(f"{address} in {code}: {answer.status}, {found and found[1]}")
    context.close()
    assert wrong == [], "\n\n".join(wrong)
