"""Measures the overview of a run at several sizes in one alternating run, and its whole table as a file."""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.run import ROOT, _environment

if TYPE_CHECKING:
    from django.test import Client

SIZES = (40, 1000)
PAGE_GOAL = 1.5  # times the smallest run's page
CSV_GOAL = 0.2  # milliseconds a trainee


def main() -> None:
    """Load runs of each size into one database, then measure in a process of its own."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--postgres", default="", help="address of a PostgreSQL server that may be filled")
    reader.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    reader.add_argument("--measure", action="store_true", help="the runs are there: only measure")
    chosen = reader.parse_args()
    if chosen.measure:
        measure(chosen.sizes)
        return
    environment = _environment(chosen.folder, chosen.postgres, "bench.settings")
    for size in chosen.sizes:
        prepare = [sys.executable, "deploy/prepare.py", "--demo", "--trainees", str(size)]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True)
    again = [sys.executable, "-m", "bench.overview", "--measure", "--folder", str(chosen.folder), "--sizes"]
    subprocess.run([*again, *map(str, chosen.sizes)], cwd=ROOT, env=environment, check=True)


def measure(sizes: list[int]) -> None:
    """Print what the page and the files cost at each size."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    clients = {size: _trainer_of(f"kuormitus-{size}") for size in sizes}
    pages = {size: f"/kouluttaja/kuormitus-{size}/edistyminen/" for size in sizes}
    spent: dict[int, list[float]] = {size: [] for size in sizes}
    for _round in range(9):
        for size in sizes:
            spent[size].append(_cpu(partial(_open, clients[size], pages[size]), times=5))
    floor = statistics.median(spent[sizes[0]])
    print("\nOverview of a run (the whole view in one process)")
    for size in sizes:
        own = statistics.median(spent[size])
        queries = _queries(partial(_open, clients[size], pages[size]))
        print(
            f"  {size:>6} trainees  {own * 1000:6.1f} ms CPU  {own / floor:4.2f}x the smallest "
            f"(goal {PAGE_GOAL}x at 1,000)  {queries} queries (goal 15)"
        )
    for size in sizes:
        for ending in ("csv", "xlsx"):
            _print_file(size, ending, clients[size])


def _open(client: "Client", path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _print_file(size: int, ending: str, client: "Client") -> None:
    path = f"/kouluttaja/kuormitus-{size}/edistyminen.{ending}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent = _cpu(lambda: sum(len(part) for part in _parts(client.get(path))), times=3)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    goal = f" (goal {CSV_GOAL})" if ending == "csv" else ""
    print(f"  {size:>6} trainees  {ending:<4}  {spent / size * 1000:6.3f} ms a trainee{goal}  memory +{grown:.1f} MB")


def _parts(answer: Any) -> Any:
    return answer.streaming_content


def _trainer_of(slug: str) -> "Client":
    from django.test import Client

    from courses.models import RunStaff

    client = Client(SERVER_NAME="localhost")
    client.force_login(RunStaff.objects.filter(run__slug=slug, role="trainer")[0].user)
    return client


def _cpu(work: Callable[[], Any], *, times: int) -> float:
    work()
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def _queries(work: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


if __name__ == "__main__":
    main()
