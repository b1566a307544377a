"""A stranger becomes a person with an account, and makes the account safe."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from e2e.steps import PASSWORD, confirm_address, latest_mail, read_code
from playwright.sync_api import Page, expect


def fill_sign_up(page: Page, email: str) -> None:
    page.goto("/tili/signup/")
    page.get_by_label("Sähköposti").fill(email)
    page.get_by_label("Etunimi").fill("Žofia")
    page.get_by_label("Sukunimi").fill("Ålander-Öhman")
    page.get_by_role("textbox", name="Salasana").fill(PASSWORD)


def sign_up(page: Page, email: str) -> None:
    fill_sign_up(page, email)
    page.get_by_label("Hyväksyn käyttöehdot").check()
    page.get_by_role("main").get_by_role("button", name="Luo tunnus").click()
    confirm_address(page, email)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_stranger_creates_an_account_with_a_code_from_the_mail(visit, check_page, javascript):
    email = f"zofia-{javascript}@esimerkki.test".lower()
    page = visit(javascript=javascript)
    fill_sign_up(page, email)
    if javascript:
        check_page(page, "sign-up")
    page.get_by_role("main").get_by_role("button", name="Luo tunnus").click()

    expect(page.get_by_role("alert")).to_contain_text("Hyväksy käyttöehdot")
    expect(page.get_by_label("Etunimi")).to_have_value("Žofia")
    expect(page.get_by_label("Hyväksyn käyttöehdot")).to_have_attribute("aria-invalid", "true")
    if javascript:
        expect(page.get_by_role("alert")).to_be_focused()
        check_page(page, "sign-up refused")

    sign_up(page, email)
    page.goto("/tili/omat-tiedot/")
    expect(page.get_by_label("Sukunimi")).to_have_value("Ålander-Öhman")
    if javascript:
        check_page(page, "my details")


def test_one_signs_in_with_a_code_and_a_wrong_code_can_be_corrected(visit, check_page):
    page = visit()
    sign_up(page, "koodi@esimerkki.test")
    page.context.clear_cookies()

    page.goto("/tili/login/code/")
    check_page(page, "ask for a code")
    page.get_by_label("Sähköposti").fill("KOODI@esimerkki.test ")
    page.get_by_role("button", name="Lähetä koodi").click()
    page.get_by_label("Koodi").fill("VÄÄRÄ1")
    page.get_by_role("button", name="Vahvista").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page, "wrong code")
    page.get_by_label("Koodi").fill(read_code(page, "koodi@esimerkki.test"))
    page.get_by_role("button", name="Vahvista").click()
    expect(page).to_have_url(re.compile(r"^(?!.*/tili/)"))


def confirm_password(page: Page) -> None:
    if "/reauthenticate/" in page.url:
        page.get_by_role("textbox", name="Salasana").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button").first.click()


def test_an_authenticator_app_is_asked_for_at_the_next_sign_in(visit, check_page):
    page = visit()
    sign_up(page, "sovellus@esimerkki.test")
    page.goto("/tili/2fa/")
    check_page(page, "second factor")
    page.get_by_role("link", name="Ota sovellus käyttöön").click()
    check_page(page, "confirm the password")
    confirm_password(page)
    check_page(page, "set up an authenticator app")
    secret = page.get_by_role("main").get_by_text(re.compile(r"^[A-Z2-7]{32}$")).inner_text()
    page.get_by_label("koodi").fill(code_of_app(secret))
    page.get_by_role("button", name="Ota käyttöön").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("[vV]arakood"))
    check_page(page, "backup codes")

    page.context.clear_cookies()
    page.goto("/tili/login/")
    page.get_by_label("Sähköposti").fill("sovellus@esimerkki.test")
    page.get_by_role("textbox", name="Salasana").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Kirjaudu sisään").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toinen vaihe")
    check_page(page, "second step")
    page.get_by_label("koodi").fill(code_of_app(secret, step=1))
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"^(?!.*/tili/)"))


def code_of_app(secret: str, step: int = 0) -> str:
    """Return what the app shows now, or shows next: each code works once."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def test_a_passkey_signs_in_without_a_password(visit, site, check_page):
    """Browsers give passkeys to names, never to bare addresses, so this story visits `localhost`."""
    page = visit(device="desktop")
    home = site.base_url.replace("127.0.0.1", "localhost")
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "isUserVerified": True}})
    sign_up(page, "avain@esimerkki.test")
    page.context.clear_cookies()
    page.goto(f"{home}/tili/login/")
    page.get_by_label("Sähköposti").fill("avain@esimerkki.test")
    page.get_by_role("textbox", name="Salasana").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Kirjaudu sisään").click()

    page.goto(f"{home}/tili/2fa/webauthn/add/")
    confirm_password(page)
    check_page(page, "add a passkey")
    page.get_by_label("Avaimen nimi").fill("Puhelin")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).not_to_have_url(re.compile("/webauthn/add/"))
    page.goto(f"{home}/tili/2fa/webauthn/")
    expect(page.get_by_role("main")).to_contain_text("Puhelin")
    check_page(page, "passkeys")

    page.context.clear_cookies()
    page.goto(f"{home}/tili/login/")
    check_page(page, "sign-in")
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    expect(page).to_have_url(re.compile(r"^(?!.*/tili/)"))


def test_sessions_are_listed_and_the_other_one_is_ended(visit, check_page):
    phone, desktop = visit(), visit(device="desktop")
    sign_up(phone, "laitteet@esimerkki.test")
    desktop.goto("/tili/login/")
    desktop.get_by_label("Sähköposti").fill("laitteet@esimerkki.test")
    desktop.get_by_role("textbox", name="Salasana").fill(PASSWORD)
    desktop.get_by_role("main").get_by_role("button", name="Kirjaudu sisään").click()
    expect(desktop).to_have_url(re.compile(r"^(?!.*/tili/)"))
    desktop.goto("/tili/sessions/")
    check_page(desktop, "sessions")
    desktop.get_by_role("button", name="Kirjaudu ulos muilta laitteilta").click()
    phone.goto("/tili/omat-tiedot/")
    expect(phone).to_have_url(re.compile("/tili/login/"))


def test_the_outbox_is_readable_for_all(visit, check_page):
    page = visit()
    sign_up(page, "posti@esimerkki.test")
    page.goto("/postilaatikko/")
    check_page(page, "outbox")
    latest_mail(page, "posti@esimerkki.test")
    check_page(page, "a mail in the outbox")
    page.goto("/ilmoitukset/")
    check_page(page, "notifications, none yet")
    page.goto("/tili/ehdot/")
    check_page(page, "terms of use")
