"""Run background work in a process of its own."""

import signal
import threading
from types import FrameType

from django.core.management.base import BaseCommand

from config import worker
from notifications import background


class Command(BaseCommand):
    """Run tasks and sweeps until SIGTERM or SIGINT; the task that runs is finished first."""

    help = "Run background work (tasks and sweeps) until stopped."
    requires_system_checks = []  # `manage.py check` is for deployment; a worker that is restarted starts at once

    def handle(self, *args: object, **options: object) -> None:
        stop = threading.Event()

        def end(signum: int, frame: FrameType | None) -> None:
            stop.set()
            background.work_arrived.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        self.stdout.write("Working; stop with Ctrl+C.")
        worker.work(stop)
