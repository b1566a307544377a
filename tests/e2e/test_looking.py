"""The checks of the stories find what they are there to find."""

import pytest
from e2e.looking import DESKTOP, PHONE, Listener, expect_accessible, expect_no_sideways_scroll, look_at, tab_to
from playwright.sync_api import Browser, Page

PAGE = '<!doctype html><html lang="fi"><title>Sivu</title><body><main><h1>Otsikko</h1>{}</main></body></html>'


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


def show(page: Page, body: str) -> None:
    page.set_content(PAGE.format(body))


def test_a_sound_page_passes(page):
    show(page, "<p>Tekstiä</p>")
    look_at(page)
    assert page.viewport_size == DESKTOP


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt"),
        ("<p style='color: #bbb'>Haaleaa</p>", "color-contrast"),
        ("<input name='nimi'>", "label"),
        ("<button style='width: 10px; height: 10px; padding: 0'></button>", "button-name"),
    ],
)
def test_a_violation_is_found_and_named(page, body, rule):
    show(page, body)
    with pytest.raises(AssertionError, match=rule):
        expect_accessible(page)


def test_contrast_is_looked_at_in_the_dark_too(page):
    show(page, "<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }</style><p>Yö</p>")
    with pytest.raises(AssertionError, match="color-contrast"):
        look_at(page)


def test_a_page_wider_than_the_window_is_found(page):
    show(page, "<p style='width: 400px'>Leveä</p>")
    expect_no_sideways_scroll(page)
    page.set_viewport_size({**PHONE, "width": 320})
    with pytest.raises(AssertionError, match="page 4"):
        expect_no_sideways_scroll(page)


def test_a_focus_that_cannot_be_seen_is_found(page):
    show(page, "<style>a:focus { outline: none }</style><a href='#a'>Näkyvä</a> <button>Tallenna</button>")
    tab_to(page, page.get_by_role("button"))
    with pytest.raises(AssertionError, match="focus cannot be seen"):
        tab_to(page, page.get_by_role("link"))


def test_what_the_browser_complains_of_is_heard(page):
    listener = Listener(page)
    show(page, "<script>console.error('rikki')</script>")
    page.wait_for_timeout(100)
    with pytest.raises(AssertionError):
        listener.expect_silence()
    listener.expect_silence()
