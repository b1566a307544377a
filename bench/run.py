"""Starts the servers, alternates the scenarios between them, and prints one table for each database."""

import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.burst import PEOPLE, burst
from bench.client import Client
from bench.processes import cpu_seconds
from bench.scenarios import BARE, SCENARIOS, Scenario, sign_in

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
CONNECTIONS = 4
WARMING = 8  # calls before the first are timed, so that both workers have met the page


@dataclass
class Measured:
    """What one scenario has cost so far, a figure for each round."""

    server_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0.0

    @property
    def total_ms(self) -> float:
        """Server and database together, the middle round."""
        return statistics.median(self.server_ms) + statistics.median(self.database_ms)


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the process of its database if it has one of its own."""

    port: int
    pid: int
    database_pid: int | None

    def cpu(self) -> tuple[float, float]:
        """Return the processor seconds used so far by server and database."""
        return cpu_seconds(self.pid), cpu_seconds(self.database_pid) if self.database_pid else 0.0


def main() -> None:
    """Measure on each database that was given."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--postgres", default="", help="address of a PostgreSQL server that may be filled")
    reader.add_argument("--postgres-pid", type=int)
    reader.add_argument("--trainees", type=int, default=40, help="size of the run that is measured")
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--requests", type=int, default=60, help="requests in one turn of one scenario")
    chosen = reader.parse_args()
    measure_on("SQLite", chosen, "", None)
    if chosen.postgres:
        measure_on("PostgreSQL", chosen, chosen.postgres, chosen.postgres_pid)


def measure_on(name: str, chosen: argparse.Namespace, url: str, database_pid: int | None) -> None:
    """Load the demo into one database, serve it and the bare page, and print the table."""
    folder = chosen.folder / name.lower()
    prepare = [sys.executable, "deploy/prepare.py", "--demo", "--trainees", str(chosen.trainees)]
    subprocess.run(prepare, cwd=ROOT, env=_environment(folder, url, "bench.settings"), check=True)
    told = json.loads((folder / "demo.json").read_text())
    people = [_person(told["volume"], number) for number in range(CONNECTIONS)]
    crowd = [_person(told["volume"], number) for number in range(min(PEOPLE, chosen.trainees))]
    with (
        serving(_environment(folder, url, "bench.settings"), "config.wsgi", database_pid) as peili,
        serving(_environment(folder, url, "bench.bare_settings"), "bench.bare_wsgi", database_pid) as floor,
    ):
        turns = [(BARE, floor), *((scenario, peili) for scenario in SCENARIOS)]
        results = {scenario.name: Measured() for scenario, _ in turns}
        cookies = {
            peili: [_signed_in(peili, person) for person in people],
            floor: _bare_sessions(people, _environment(folder, url, "bench.bare_settings")),
        }
        for _ in range(chosen.rounds):
            for scenario, server in turns:
                people_there = list(zip(people, cookies[server], strict=True))
                take_turn(results[scenario.name], scenario, server, people_there, chosen.requests)
        at_once = burst(peili.port, crowd)
    print_table(name, chosen.trainees, results)
    print(
        f"{len(crowd)} people start the quiz at once: all have it after {at_once.everybody:.2f} s, "
        f"the middle one after {at_once.median:.2f} s, the last one after {at_once.slowest:.2f} s"
    )


def _person(volume: dict, number: int) -> dict:
    """Return one trainee of the large run: who signs in, and where things are. They differ in their number only."""
    account = volume["account"]
    email = account["email"].replace("-0@", f"-{number}@")
    return {"urls": volume["urls"], "account": {**account, "email": email}, "home": account["home"]}


def _signed_in(server: Server, person: dict) -> dict[str, str]:
    client = Client(server.port)
    sign_in(client, person)
    return client.cookies


def _bare_sessions(people: list[dict], environment: dict[str, str]) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "bench.bare_session", *(person["account"]["email"] for person in people)]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return [{"sessionid": key} for key in made.stdout.split()]


Person = tuple[dict, dict[str, str]]  # what scenarios need to know of somebody, and their cookies


def take_turn(result: Measured, scenario: Scenario, server: Server, people: list[Person], requests: int) -> None:
    """Run one scenario for one round: counted once, then timed on one connection, then on four."""
    demo, cookies = people[0]
    client = _client(server, cookies)
    client.counts = True
    answer = scenario.run(client, demo)
    result.queries, result.kilobytes = client.queries, answer.size / 1024
    client.counts = False
    for _ in range(0 if result.server_ms else WARMING):
        scenario.run(client, demo)
    repetitions = max(requests // scenario.weight, 4)
    before = server.cpu()
    for _ in range(repetitions):
        scenario.run(client, demo)
    after = server.cpu()
    result.server_ms.append((after[0] - before[0]) * 1000 / repetitions)
    result.database_ms.append((after[1] - before[1]) * 1000 / repetitions)
    result.per_second.append(_rate(scenario, server, people, repetitions))


def _client(server: Server, cookies: dict[str, str]) -> Client:
    client = Client(server.port)
    client.cookies.update(cookies)
    return client


def _rate(scenario: Scenario, server: Server, people: list[Person], repetitions: int) -> float:
    """Return units per second when several people work at once."""
    failures: list[Exception] = []

    def work(demo: dict, cookies: dict[str, str]) -> None:
        client = _client(server, cookies)
        try:
            for _ in range(repetitions):
                scenario.run(client, demo)
        except Exception as failure:  # told below, in the thread that can stop the run
            failures.append(failure)

    threads = [threading.Thread(target=work, args=person) for person in people]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return CONNECTIONS * repetitions / (time.monotonic() - started)


def print_table(name: str, trainees: int, results: dict[str, Measured]) -> None:
    """Print what each scenario costs, and how many times the bare page that is."""
    floor = results[BARE.name].total_ms
    print(f"\n{name}, a run of {trainees} trainees, granian with {WORKERS} workers")
    heading = ("scenario", "CPU ms", "of it DB", "× bare", f"per s c{CONNECTIONS}", "SQL", "KB")
    print("{:22}{:>9}{:>9}{:>9}{:>12}{:>6}{:>8}".format(*heading))
    for label, result in results.items():
        database = statistics.median(result.database_ms)
        rate = statistics.median(result.per_second)
        print(
            f"{label:22}{result.total_ms:9.1f}{database:9.1f}{result.total_ms / floor:9.1f}"
            f"{rate:12.1f}{result.queries:6d}{result.kilobytes:8.1f}"
        )


@contextlib.contextmanager
def serving(environment: dict[str, str], application: str, database_pid: int | None) -> Iterator[Server]:
    """Serve an application with granian until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(WORKERS)]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "error", f"{application}:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, process)
        yield Server(port, process.pid, database_pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen) -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _environment(folder: Path, url: str, settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {
        **kept,
        **dict.fromkeys(("REDIS_URL", "S3_URL", "MAIL_URL"), ""),
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": settings,
        "PEILI_DEMO": "1",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }


if __name__ == "__main__":
    main()
