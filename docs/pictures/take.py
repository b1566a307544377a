"""Take the pictures in this folder anew, from the demo on the real server: `make pictures`."""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from e2e.browsing import DEVICES, LAUNCH, sign_in  # noqa: E402 -- needs the path above
from e2e.serving import load_demo, serving  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

# File, who is looking, which of the demo's addresses (or the person's own home), on which device.
PICTURES = [
    ("home-phone", "trainee", "", "phone"),
    ("home-desktop", "trainee", "", "desktop"),
    ("quiz-phone", "trainee", "quiz", "phone"),
    ("group-phone", "trainee", "own_group", "phone"),
    ("log-phone", "trainee", "meeting_log", "phone"),
    ("review-desktop", "trainer", "", "desktop"),
    ("overview-desktop", "trainer", "progress", "desktop"),
    ("invitations-desktop", "trainer", "invitations", "desktop"),
    ("messages-desktop", "trainer", "messages", "desktop"),
    ("certificates-desktop", "coordinator", "certificates", "desktop"),
    ("closing-desktop", "coordinator", "closing", "desktop"),
    ("shared-desktop", "advisor", "", "desktop"),
]


def main() -> None:
    """Serve a fresh demo and photograph it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = load_demo(Path(folder) / "demo")
        with serving(demo) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**LAUNCH)
            for name, role, key, device in PICTURES:
                take(browser, site, HERE / f"{name}.png", role=role, key=key, device=device)


def take(browser: Browser, site, file: Path, *, role: str, key: str, device: str) -> None:
    """Photograph one screen."""
    context = browser.new_context(base_url=site.base_url, **DEVICES[device])
    page = context.new_page()
    page.goto("/tili/login/")
    sign_in(page, site, role)
    page.goto(site.urls[key] if key else site.accounts[role]["home"])
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    main()
