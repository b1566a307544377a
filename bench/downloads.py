"""Measures downloads of certificates: one fetched again and again beside a bare page that sends the same stored file,
and many as one ZIP, with the memory that takes."""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.client import Client
from bench.processes import cpu_seconds
from bench.run import ROOT, Server, _bare_sessions, _environment, serving

ORGANISATION = "lansirannan-yrityspolku"
HOME = f"/neuvoja/{ORGANISATION}/"
SHARED_IN_DEMO = 3
SIZES = (40, 200)
WARMING = 8  # calls before a turn is timed, so that both workers have met the page


def main() -> None:
    """Measure on SQLite, one file on PostgreSQL too when there is one, and many files as a ZIP."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--postgres", default="", help="address of a PostgreSQL server that may be filled")
    reader.add_argument("--postgres-pid", type=int)
    reader.add_argument("--rounds", type=int, default=9)
    reader.add_argument("--single", action="store_true", help="leave the ZIPs out")
    chosen = reader.parse_args()
    measure_on("SQLite", chosen, "", None)
    if chosen.postgres:
        measure_on("PostgreSQL", chosen, chosen.postgres, chosen.postgres_pid)


def measure_on(name: str, chosen: argparse.Namespace, url: str, database_pid: int | None) -> None:
    """Load a demo, share many certificates, and print what fetching them costs."""
    folder = chosen.folder / name.lower()
    environment = _environment(folder, url, "bench.settings")
    subprocess.run([sys.executable, "deploy/prepare.py", "--demo"], cwd=ROOT, env=environment, check=True)
    told = json.loads((folder / "demo.json").read_text())
    advisor = next(account for account in told["accounts"] if account["role"] == "advisor")
    environment["BENCH_FILE"] = str(next((folder / "uploads").rglob("todistukset/**/*.pdf")))
    bare = environment | {"DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
    with (
        serving(environment, "config.wsgi", database_pid) as peili,
        serving(bare, "bench.bare_wsgi", database_pid) as floor,
    ):
        client, other = Client(peili.port), Client(floor.port)
        client.sign_in(advisor["email"], advisor["password"])
        other.cookies = _bare_sessions([{"account": advisor}], bare)[0]
        print(f"\nDownloads on {name}, granian with 2 workers, the middle of {chosen.rounds} rounds")
        print_single(chosen.rounds, (peili, client, told["urls"]["certificate_pdf"]), (floor, other, "/bare/file/"))
        if url or chosen.single:
            return
        for size, more in zip(SIZES, (SIZES[0] - SHARED_IN_DEMO, SIZES[1] - SIZES[0]), strict=True):
            share_many(more, environment)
            print_zip(size, chosen.rounds, peili, client)


def share_many(count: int, environment: dict[str, str]) -> None:
    """Share so many more certificates with the advisor's organization, by the factory of the tests."""
    given = environment | {"PYTHONPATH": f"{environment['PYTHONPATH']}:{ROOT / 'tests'}"}
    subprocess.run([sys.executable, "-m", "e2e.many", ORGANISATION, str(count)], cwd=ROOT, env=given, check=True)


def print_single(rounds: int, ours: tuple[Server, Client, str], bare: tuple[Server, Client, str]) -> None:
    """Print what one download costs, in the same alternating run as the bare page's. The database's part is in it."""
    (peili, client, path), (floor, other, bare_path) = ours, bare
    known = {"If-None-Match": _fetch(client, path)[1]}
    turns = {
        "ours": (peili, lambda: _fetch(client, path)),
        "bare": (floor, lambda: _fetch(other, bare_path)),
        "known": (peili, lambda: _fetch(client, path, known)),
    }
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in turns}
    for _ in range(rounds):
        for name, (server, work) in turns.items():
            spent[name].append(_cpu(server, work, times=200))
    totals = {name: statistics.median(map(sum, found)) for name, found in spent.items()}
    own, least, asked = (
        f"{totals[name]:.2f} ms CPU (database {statistics.median(part for _, part in found):.2f})"
        for name, found in spent.items()
    )
    print(
        f"one certificate again {own}, a bare page with the same file {least}: {totals['ours'] / totals['bare']:.2f} x"
    )
    print(f"asked for again by a browser that has it {asked}: {totals['known'] / totals['bare']:.2f} x")


def print_zip(size: int, rounds: int, server: Server, client: Client) -> None:
    """Print how long a ZIP takes, and the most memory the server has used so far."""
    path = f"{HOME}zip/"
    length, _tag = _fetch(client, path)
    times, before = [], cpu_seconds(server.pid)
    for _ in range(rounds):
        started = time.perf_counter()
        _fetch(client, path)
        times.append(time.perf_counter() - started)
    middle, spent = statistics.median(times), (cpu_seconds(server.pid) - before) / rounds
    told = f"ZIP of {size} certificates {middle:.3f} s, of it {spent:.3f} s CPU, {length / 1e6:.1f} MB"
    print(f"{told}; the server has used at most {_peak(server):.0f} MB of memory")


def _fetch(client: Client, path: str, more: dict[str, str] | None = None) -> tuple[int, str]:
    """Fetch a file and return its size and its tag; the bytes are not kept."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    client.connection.request("GET", path, headers={"Cookie": cookies, **(more or {})})
    response = client.connection.getresponse()
    length = 0
    while part := response.read(65536):
        length += len(part)
    if response.status != (304 if more else 200):
        raise RuntimeError(f"{path} answered {response.status}")
    return length, response.headers.get("ETag", "")


def _cpu(server: Server, work: Callable[[], object], *, times: int) -> tuple[float, float]:
    """Return the milliseconds of one call, warm: the server's and the database's."""
    for _ in range(WARMING):
        work()
    before = server.cpu()
    for _ in range(times):
        work()
    own, database = (now - then for now, then in zip(server.cpu(), before, strict=True))
    return own * 1000 / times, database * 1000 / times


def _peak(server: Server) -> float:
    """Return the megabytes the largest of the server's processes has needed at any time."""
    peaks = [0]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                lines = (folder / "status").read_text().splitlines()
            except OSError:
                continue
            status = dict(line.split(":", 1) for line in lines if ":" in line)
            if int(status["PPid"]) == server.pid and "VmHWM" in status:
                peaks.append(int(status["VmHWM"].split()[0]))
    return max(peaks) / 1024


if __name__ == "__main__":
    main()
