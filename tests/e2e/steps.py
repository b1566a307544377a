"""Small steps that several stories share: reading mail, making an account, waiting for work done elsewhere."""

import re
import time

from e2e.browsing import PATIENCE
from playwright.sync_api import Locator, Page, expect

PASSWORD = "kurki-lensi-yli-seitsemän-järven"
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$")


def latest_mail(page: Page, to: str) -> str:
    """Read the newest mail to the address at the demo's outbox page, and return its text."""
    page.goto("/postilaatikko/")
    page.get_by_role("listitem").filter(has_text=to).first.get_by_role("link").click()
    return page.locator(".mail-text").inner_text()


def code_in(text: str) -> str:
    """Return the sign-in code, which stands alone on a line of a mail."""
    return next(line for line in text.splitlines() if CODE.match(line.strip())).strip()


def read_code(page: Page, to: str) -> str:
    """Read the code in another window, as a mail program would."""
    other = page.context.new_page()
    code = code_in(latest_mail(other, to))
    other.close()
    return code


def confirm_address(page: Page, email: str) -> None:
    """Type the code from the mail into the page that asks for it."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Vahvista sähköpostiosoitteesi")
    page.get_by_label("Koodi").fill(read_code(page, email))
    page.get_by_role("button", name="Vahvista").click()
    expect(page).to_have_url(re.compile(r"^(?!.*/tili/)"))


def part(page: Page, name: str | re.Pattern[str]) -> Locator:
    """Return the part of the page that bears a heading."""
    return page.get_by_role("main").get_by_role("region", name=name)


def checklist_row(page: Page, title: str) -> Locator:
    """Return the row of the certificate checklist on a trainee's home."""
    return part(page, "Matka todistukseen").get_by_role("listitem").filter(has_text=title)


def reload_until(page: Page, target: Locator) -> None:
    """Open the page anew until something is there that another process is working on."""
    deadline = time.monotonic() + 3 * PATIENCE / 1000
    while not target.is_visible() and time.monotonic() < deadline:
        page.reload()
    expect(target).to_be_visible()
