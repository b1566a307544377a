"""People of the demo who have no role of their own in its list: how they sign in."""

from e2e.browsing import PATIENCE
from e2e.serving import Site
from playwright.sync_api import Page


def sign_in_person(page: Page, site: Site, person: str) -> Page:
    """Sign somebody in by the key that people.yaml knows them by; all share one password."""
    page.goto("/tili/login/")
    page.locator("input[name=login]").fill(f"{person}@peili.example")
    page.locator("input[name=password]").fill(site.accounts["trainer"]["password"])
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_url(lambda url: "/tili/login" not in url, timeout=PATIENCE)
    return page
