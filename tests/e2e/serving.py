"""Starts the real server on a copy of the demo, as `make demo` does."""

import contextlib
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 60  # seconds, on a machine busy with other tests


@dataclass(frozen=True)
class Demo:
    """A loaded demo: its folder, who can sign in, and where things are."""

    folder: Path
    accounts: dict[str, dict] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Site(Demo):
    """A demo that is being served."""

    base_url: str = ""


def load_demo(folder: Path) -> Demo:
    """Make the demo in a folder, with the work done that it leaves to a worker: else each copy would do it anew."""
    for command in (["deploy/prepare.py", "--demo"], ["manage.py", "db_worker", "--batch", "--interval", "0"]):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment(folder, PEILI_EMBEDDED_WORKER="0"),
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    (folder / "done").touch()
    return read_demo(folder)


def main() -> None:
    """Make the demo in a folder ahead of the stories, while other work leaves a processor free."""
    load_demo(Path(sys.argv[1]))


@contextlib.contextmanager
def only_one_process(folder: Path) -> Iterator[bool]:
    """Let one test process in at a time; tell the first one that it is the first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not (folder / "made").exists()
        (folder / "made").touch()


def read_demo(folder: Path) -> Demo:
    """Read what the demo command has told of itself."""
    told = json.loads((folder / "demo.json").read_text())
    return Demo(folder, {account["role"]: account for account in told["accounts"]}, told["urls"])


def copy_demo(demo: Demo, folder: Path) -> Demo:
    """Copy a demo that is not being served; the static files are shared, as nobody changes them."""
    shutil.copytree(demo.folder, folder, ignore=shutil.ignore_patterns("static", "*.log"))
    (folder / "static").symlink_to(demo.folder / "static")
    return Demo(folder, demo.accounts, demo.urls)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a server: the checkout's own settings, and nothing of the test settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PEILI_LINK_CHECKS": "0",
        "PEILI_VISITOR_FORM_SECONDS": "0",  # stories fill a form in as quickly as machines do
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DATA_DIR": str(folder),
        # Empty rather than absent, as an operator's .env would fill the gap.
        **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "S3_URL", "MAIL_URL"), ""),
        "PEILI_DEMO": "1",
        "PEILI_EMBEDDED_WORKER": "1",
        **more,
    }


@contextlib.contextmanager
def serving(demo: Demo) -> Iterator[Site]:
    """Serve a demo on a free port until the end of the block; an error in the server's log is an error of the test."""
    with _own_port() as port:
        base_url = f"http://127.0.0.1:{port}"
        log = demo.folder / "server.log"
        with log.open("w") as out:
            started = environment(demo.folder, BASE_URL=base_url)
            command = [sys.executable, "-m", "granian", *_arguments(port)]
            server = subprocess.Popen(command, cwd=ROOT, env=started, stdout=out, stderr=subprocess.STDOUT)
            try:
                _wait_until_ready(base_url, server, log)
                yield Site(demo.folder, demo.accounts, demo.urls, base_url)
            finally:
                server.terminate()
                try:
                    server.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()
        expect_no_traceback(log)


@contextlib.contextmanager
def serving_in_turn(demo: Demo, folder: Path) -> Iterator[Callable[[], AbstractContextManager[Site]]]:
    """Give a way to serve copies of a demo one after another, in one folder and on one port, each by a new server.

    They are split off a process that has loaded the site already: each would need two seconds of its own for it.
    """
    copy_demo(demo, folder)  # what is loaded knows its static files
    with _own_port() as port:
        base_url = f"http://127.0.0.1:{port}"
        command = [sys.executable, str(Path(__file__).with_name("ready_server.py")), *_arguments(port)]
        started = environment(folder, BASE_URL=base_url)
        asked, answered = subprocess.PIPE, subprocess.PIPE
        loaded = subprocess.Popen(command, cwd=ROOT, env=started, stdin=asked, stdout=answered, text=True)

        def ask(what: str) -> None:
            print(what, file=loaded.stdin, flush=True)
            assert loaded.stdout.readline() == f"{what}\n", "The process that servers are split off has ended."

        @contextlib.contextmanager
        def serve() -> Iterator[Site]:
            shutil.rmtree(folder, ignore_errors=True)
            copied = copy_demo(demo, folder)
            ask("start")
            try:
                _wait_until_ready(base_url, loaded, folder / "server.log")
                yield Site(folder, copied.accounts, copied.urls, base_url)
            finally:
                ask("stop")
            expect_no_traceback(folder / "server.log")

        try:
            yield serve
        finally:
            loaded.stdin.close()
            loaded.wait(timeout=20)


def expect_no_traceback(log: Path) -> None:
    """Fail if a server has logged an error."""
    assert "Traceback" not in log.read_text(), log.read_text()[-4000:]


def _arguments(port: int) -> list[str]:
    """Return what granian is started with, as in `make demo` but for the port."""
    given = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    given += ["--blocking-threads", "4", "--workers-kill-timeout", "2", "--log-level", "warning"]
    return [*given, "config.wsgi:application"]


@contextlib.contextmanager
def _own_port() -> Iterator[int]:
    """Keep a port for one server as long as it runs.

    The server shares its port with whoever asks for the same one (SO_REUSEPORT). If another test process were given
    it meanwhile, both would serve it, each with a database of its own, and people would be signed out at random. So
    the port stays bound here; as nobody listens on this socket, the server gets all the visitors.
    """
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


def _wait_until_ready(base_url: str, server: subprocess.Popen, log: Path) -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{base_url}/readyz", timeout=5):
            return
        time.sleep(0.02)
    raise AssertionError(f"The server did not start: {log.read_text()[-4000:]}")


if __name__ == "__main__":
    main()
