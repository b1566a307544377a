"""A program that has loaded the site once and turns into its real server when asked: loading takes two seconds.

Each line it reads starts a server on the port and folder of its environment, or ends the one that it started last. The
server is granian with the command line it is given, in a process split off this one, as granian splits off its own.
"""

import gc
import os
import signal
import sys
import time
from pathlib import Path

STOP_WITHIN = 10  # seconds


def load() -> None:
    """Load all that a server loads before its first page; nothing is opened that a split process could not share."""
    import granian.cli  # noqa: F401
    from django.core.wsgi import get_wsgi_application
    from django.urls import URLResolver, get_resolver

    get_wsgi_application()
    unread = [get_resolver()]
    while unread:
        unread += [one for one in unread.pop().url_patterns if isinstance(one, URLResolver)]
    gc.collect()
    gc.freeze()


def start(command: list[str]) -> int:
    """Split off a server; return the number of its process. In that process this never returns."""
    process = os.fork()
    if process:
        return process
    log = os.open(Path(os.environ["DATA_DIR"]) / "server.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = ["granian", *command]
    from granian.cli import entrypoint

    try:
        entrypoint()
    finally:
        os._exit(0)  # what was loaded is not taken apart again, which would take longer than loading it


def stop(process: int) -> None:
    """End a server kindly, and if it does not heed, at once."""
    os.kill(process, signal.SIGTERM)
    give_up = time.monotonic() + STOP_WITHIN
    while os.waitpid(process, os.WNOHANG) == (0, 0):
        if time.monotonic() > give_up:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.02)


def main() -> None:
    """Start and stop as the lines say, and answer each when it is done."""
    load()
    running = 0
    for line in sys.stdin:
        if line.strip() == "start":
            running = start(sys.argv[1:])
        else:
            stop(running)
            running = 0
        sys.stdout.write(line)
        sys.stdout.flush()
    if running:
        stop(running)


if __name__ == "__main__":
    main()
