"""People of the demo who have no role of their own in its list: how they sign in."""

import re

from e2e.browsing import PATIENCE
from e2e.serving import Site
from playwright.sync_api import Page

DOOR = "/tili/login/"


def sign_in_person(page: Page, site: Site, person: str) -> Page:
    """Sign somebody in by the key that people.yaml knows them by, and open where that leads.

    The form is fetched and sent without being drawn, which takes as long as many a story: those of signing in draw it.
    """
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.request.get(DOOR).text())
    assert token, "the form of the door"
    sent = {"csrfmiddlewaretoken": token[1], "login": _address(person), "password": _password(site)}
    answer = page.request.post(DOOR, form=sent, max_redirects=0)
    assert answer.status == 302, answer.text()
    page.goto(answer.headers["location"])
    return page


def sign_in_by_form(page: Page, site: Site, person: str) -> Page:
    """Sign somebody in as they would do it themselves, for stories in which the page of the form plays a part."""
    page.goto(DOOR)
    page.locator("input[name=login]").fill(_address(person))
    page.locator("input[name=password]").fill(_password(site))
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_url(lambda url: "/tili/login" not in url, timeout=PATIENCE)
    return page


def _address(person: str) -> str:
    return f"{person}@peili.example"


def _password(site: Site) -> str:
    """Return the password that all share."""
    return site.accounts["trainer"]["password"]
