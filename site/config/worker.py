"""The worker: runs woken tasks at once and the sweeps every half minute.

In production it is a process of its own (`manage.py worker`); on the embedded default it is a thread inside the
server process.
"""

import atexit
import fcntl
import logging
import os
import socket
import threading
import time
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from notifications import background

logger = logging.getLogger(__name__)

SWEEP_EVERY = 30.0  # seconds
LOOK_EVERY = 2.0  # seconds between looks at the queue; work queued in this process is seen at once
LONGEST_PAUSE = 60.0  # seconds between tries while the database cannot be reached

_embedded: threading.Thread | None = None
_starting = threading.Lock()


def work(stop: threading.Event, *, arrived: threading.Event = background.work_arrived) -> None:
    """Run tasks and sweeps until told to stop; errors are logged and never end the loop."""
    worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}"
    next_sweep = 0.0
    failures = 0
    while not stop.is_set():
        arrived.clear()
        try:
            busy = background.run_ready(worker_id=worker_id)
            if time.monotonic() >= next_sweep:
                background.run_sweeps(at=timezone.now())
                next_sweep = time.monotonic() + SWEEP_EVERY
            failures = 0
        except Exception:
            failures += 1
            busy = False
            logger.exception("The worker failed and goes on")
        finally:
            close_old_connections()
        if failures:
            stop.wait(min(2.0**failures, LONGEST_PAUSE))
        elif not busy and not stop.is_set():
            arrived.wait(LOOK_EVERY)
    connections.close_all()


def start_embedded() -> threading.Thread | None:
    """Start the worker thread of this process if the settings ask for one; once per process.

    Returns the thread, None where the settings ask for none.
    """
    global _embedded  # noqa: PLW0603 -- one per process is the point
    if not settings.EMBEDDED_WORKER:
        return None
    with _starting:
        if _embedded is not None and _embedded.is_alive():
            return _embedded
        stop = threading.Event()
        _embedded = threading.Thread(target=_work_alone, args=(stop,), name="peili-worker", daemon=True)
        _embedded.start()
        atexit.register(_stop, stop, _embedded)
        return _embedded


def _stop(stop: threading.Event, thread: threading.Thread) -> None:
    stop.set()
    background.work_arrived.set()
    thread.join(timeout=5)


def _work_alone(stop: threading.Event) -> None:
    """Work while no other process of this installation does; take over when that one ends."""
    while not stop.is_set():
        lock = _take_lock()
        if lock is not None:
            with lock:
                work(stop)
            return
        stop.wait(SWEEP_EVERY)


def _take_lock() -> IO[str] | None:
    """Return the open lock file if this process got it, None if another process holds it."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "worker.lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    return handle
