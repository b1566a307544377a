"""What the browser stories stand on: a demo served by the real server, people signed in, and devices to look with.

Each story file gets a fresh copy of the demo and a server of its own, so stories may change what they like.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e.browsing import DEVICES, LAUNCH, PATIENCE, sign_in
from e2e.looking import Listener, look_at
from e2e.serving import Demo, Site, load_demo, only_one_process, read_demo, serving, serving_in_turn
from playwright.sync_api import Browser, Page, expect

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "test-results"
Visit = Callable[..., Page]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    expect.set_options(timeout=PATIENCE)
    return LAUNCH


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Demo:
    """The demo as it is loaded, with everybody signed in once through the real form; all test processes share it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with only_one_process(shared / "demo") as is_first:
        folder = Path(os.environ.get("PEILI_STORY_DEMO") or shared / "demo" / "data")
        if not is_first:
            return read_demo(folder)
        return sign_everybody_in(read_demo(folder) if (folder / "done").exists() else load_demo(folder), browser)


def sign_everybody_in(demo: Demo, browser: Browser) -> Demo:
    """Sign every role in and keep the cookies; the sessions lie in the database that the stories copy."""
    with serving(demo) as site:
        for role in site.accounts:
            context = browser.new_context(**DEVICES["desktop"], base_url=site.base_url)
            page = context.new_page()
            page.goto("/tili/login/")
            sign_in(page, site, role)
            context.storage_state(path=demo.folder / f"cookies-{role}.json")
            context.close()
    return demo


@pytest.fixture(scope="session")
def serve(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable]:
    """A way to serve a fresh copy of the demo; one at a time."""
    with serving_in_turn(demo, tmp_path_factory.mktemp("site") / "data") as serve_one:
        yield serve_one


@pytest.fixture(scope="module")
def site(serve: Callable) -> Iterator[Site]:
    """A server on a fresh copy of the demo, for the stories of one file."""
    with serve() as served:
        yield served


@pytest.fixture
def visit(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a browser window: `visit("trainee", device="phone", javascript=False)`; without a role as a stranger.

    When the test ends no window may have had anything to complain of.
    """
    opened: list[tuple[Page, Listener]] = []

    def open_window(role: str | None = None, *, device: str = "phone", javascript: bool = True, **more: object) -> Page:
        state = site.folder / f"cookies-{role}.json" if role else None
        settings = {**DEVICES[device], **more}
        context = browser.new_context(
            base_url=site.base_url, storage_state=state, java_script_enabled=javascript, **settings
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        opened.append((page, Listener(page)))
        return page

    yield open_window
    if request.node.stash.get(FAILED, False):
        RESULTS.mkdir(exist_ok=True)
        for number, (page, _) in enumerate(opened):
            name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)
    heard = [complaint for _, listener in opened for complaint in listener.complaints]
    for page, _ in opened:
        page.context.close()
    assert heard == []


@pytest.fixture
def check_page() -> Callable[..., None]:
    """Check the open page for accessibility, width and language: `check_page(page, "home of a trainee")`."""
    return look_at
