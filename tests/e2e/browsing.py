"""The browser of the stories: how it starts, which devices it plays, and how a person signs in."""

import os

from e2e.looking import DESKTOP, PHONE
from e2e.serving import Site
from playwright.sync_api import Page

# Chromium's sandbox does not start for root; the rest keeps it from calling its maker.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none"]
LAUNCH = {"executable_path": os.environ.get("PEILI_CHROMIUM", "/usr/bin/chromium"), "args": FLAGS, "headless": True}
FINNISH = {"locale": "fi-FI", "timezone_id": "Europe/Helsinki"}
DEVICES = {
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2, **FINNISH},
    "desktop": {"viewport": DESKTOP, **FINNISH},
}
PATIENCE = 20_000  # ms for something to appear, on a machine busy with three stories at once


def sign_in(page: Page, site: Site, role: str) -> None:
    """Fill in the sign-in form that is open and send it."""
    account = site.accounts[role]
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_url(lambda url: "/tili/login" not in url, timeout=PATIENCE)
