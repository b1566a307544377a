"""Forty people press Start at the same moment: how long until everybody has the questions, and the slowest of them."""

import threading
import time
from dataclasses import dataclass

from bench.client import Client
from bench.scenarios import sign_in

PEOPLE = 40


@dataclass(frozen=True)
class Burst:
    """What the burst took, in seconds."""

    everybody: float
    slowest: float
    median: float


def burst(port: int, people: list[dict]) -> Burst:
    """Sign the people in one after the other, then let them all start the quiz at once and open its page.

    Raises the first failure: an answer other than the questions is one.
    """
    clients = [_ready(port, person) for person in people]
    gate = threading.Barrier(len(people) + 1)
    took: list[float] = []
    failures: list[Exception] = []
    threads = [
        threading.Thread(target=_start, args=(client, person, gate, took, failures))
        for client, person in zip(clients, people, strict=True)
    ]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.monotonic()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    took.sort()
    return Burst(time.monotonic() - started, took[-1], took[len(took) // 2])


def first_quiz(person: dict) -> str:
    """Return the quiz of the first session, which is open to everybody; the demo names that of the third."""
    return str(person["urls"]["quiz"]).replace("-3/", "-1/")


def _ready(port: int, person: dict) -> Client:
    client = Client(port)
    sign_in(client, person)
    return client


def _start(client: Client, person: dict, gate: threading.Barrier, took: list[float], failures: list[Exception]) -> None:
    gate.wait()
    began = time.monotonic()
    try:
        token = [("csrfmiddlewaretoken", client.cookies["csrftoken"])]
        page = client.post(first_quiz(person) + "aloita/", token)
        if page.status != 200 or "/tarkista/" not in page.text:
            raise RuntimeError(f"{page.url} answered {page.status}")
        took.append(time.monotonic() - began)
    except Exception as failure:  # told by the thread that waits for all
        failures.append(failure)
