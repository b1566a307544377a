"""Looks at a page as people with various eyes, hands and screens would."""

import os
import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests/vendor/axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# All rules are run; what they found in order stays there, as telling of it takes a third of the time.
RUN_AXE = """chosen => window.axe
    ? axe.run(document, {runOnly: chosen, resultTypes: ['violations']}).then(found => found.violations)
    : null"""
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
SHOTS = os.environ.get("PEILI_SHOTS")  # a folder for pictures of every page that is looked at
MOST_TABS = 250


class Listener:
    """Collects what the browser complains of on one page: script errors, refused resources, broken policy."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        # The page itself may rightly answer 404 or 422; only what it loads must be there.
        if "Failed to load resource" in message.text and message.location.get("url") == message.page.url:
            return
        # Where Chromium shows a PDF it asks for a picture of the site, as there is no page that could name one.
        if message.location.get("url", "").endswith("/favicon.ico"):
            return
        if "ERR_INTERNET_DISCONNECTED" in message.text:  # a story has gone into a tunnel
            return
        self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def expect_silence(self) -> None:
        """Fail if there was any complaint since the last call."""
        heard, self.complaints = self.complaints, []
        assert heard == []


def look_at(page: Page, name: str = "") -> None:
    """Check the page at 320 px and on a desktop, light and dark; leave it as it was. Its scripts must be on."""
    before = page.viewport_size
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^(fi|sv|en)$"))
    expect(page.locator("h1")).to_have_count(1)
    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)
        expect_no_sideways_scroll(page)
        expect_accessible(page)
        take_picture(page, name, str(size["width"]))
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # half-way between two themes no color is right
    wait_for_colors(page)
    expect_accessible(page, rules=["color-contrast"])
    take_picture(page, name, "dark")
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if before:
        page.set_viewport_size(before)


def wait_for_colors(page: Page) -> None:
    """Wait until no color glides any more: half-way between two themes none has its contrast."""
    page.evaluate(
        """() => new Promise(done => {
            const glides = () => document.getAnimations().some(one => one instanceof CSSTransition)
            const look = () => glides() ? setTimeout(look, 20) : done()
            requestAnimationFrame(() => requestAnimationFrame(look))
        })"""
    )


def expect_accessible(page: Page, rules: list[str] | None = None) -> None:
    """Fail with a readable list if axe finds a violation of WCAG 2.2 A or AA."""
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    violations = page.evaluate(RUN_AXE, chosen)
    if violations is None:
        # Evaluated by the browser's own tools, so the page's security policy stays in force and is not broken by it.
        # It is long, so it is sent once for each page and not with each look.
        page.evaluate(f"(() => {{ {AXE} }})()")
        violations = page.evaluate(RUN_AXE, chosen)
    told = []
    for violation in violations:
        told.append(f"{violation['id']}: {violation['help']}")
        told += [f"    {node['target']} {node['failureSummary']}" for node in violation["nodes"]]
    assert told == [], f"{page.url} at {page.viewport_size}\n" + "\n".join(told)


def expect_no_sideways_scroll(page: Page) -> None:
    """Fail and name the widest things if the page is wider than the window."""
    too_wide = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth
            if (document.documentElement.scrollWidth <= wide) return []
            return [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > wide + 1)
                .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
                .slice(-8).concat('page ' + document.documentElement.scrollWidth)
        }"""
    )
    assert too_wide == [], f"{page.url} at {page.viewport_size}: {too_wide}"


def take_picture(page: Page, name: str, variant: str) -> None:
    """Save a picture of the whole page if PEILI_SHOTS names a folder."""
    if SHOTS:
        path = page.url.split("/", 3)[-1].split("?")[0]
        file = re.sub(r"[^a-z0-9]+", "-", (name or path or "front").lower()).strip("-")[:80]
        page.screenshot(path=Path(SHOTS) / f"{file}-{variant}.png", full_page=True)


def tab_to(page: Page, target: Locator) -> None:
    """Reach something with the Tab key alone, as people without a mouse do, and see that it shows its focus."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    shown = target.evaluate(
        """element => {
            const seen = getComputedStyle(element)
            const label = element.labels && element.labels[0] ? getComputedStyle(element.labels[0]) : seen
            const drawn = getComputedStyle(element, '::after') // a link that fills its row is outlined there
            return [seen, label, drawn].some(s => parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none')
        }"""
    )
    assert shown, "focus cannot be seen"


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach something with the Tab key and press a key on it."""
    tab_to(page, target)
    page.keyboard.press(key)
