"""The browser of the stories: how it starts, which devices it plays, and how a person signs in."""

import os
import shutil

from e2e.looking import DESKTOP, PHONE
from e2e.serving import Site
from playwright.sync_api import Page

# Chromium's sandbox does not start for root; the rest keeps it from calling its maker.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none"]
# Scripts of a page run once or twice, axe too: making machine code of them never pays.
FLAGS += ["--js-flags=--no-opt --no-maglev"]
WHOLE = os.environ.get("PEILI_CHROMIUM") or "/usr/bin/chromium"
# The same engine without what a desktop needs; it has neither cameras nor anybody to ask for the leave to use them.
SHELL = os.environ.get("PEILI_HEADLESS_SHELL", shutil.which("chromium-headless-shell")) or WHOLE
LAUNCH = {"executable_path": SHELL, "args": FLAGS, "headless": True}
LAUNCH_WHOLE = {**LAUNCH, "executable_path": WHOLE}
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
