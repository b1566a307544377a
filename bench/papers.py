"""Measures certificates: drawing beside bare WeasyPrint in the same alternating run, and two processes beside one."""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import django

HOLDERS = ("Kuovi Rantanen", "Žofia Ålander-Öhman", "Maximiliana Konstantina Hohenzollern-Niemelä", "Åsa Đurđević")
ISSUED = datetime(2026, 12, 18, 10, tzinfo=UTC)
Work = Callable[[int], object]


def main() -> None:
    """Print what certificates cost."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--papers", type=int, default=20, help="certificates in one round")
    reader.add_argument("--many", type=int, default=100, help="certificates for the processes")
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="peili-papers-") as folder:
        start(folder)
        print("\nCertificates, CPU ms each (the middle of the rounds)")
        print_drawing(chosen.rounds, chosen.papers)
        print_processes(chosen.many, Path(folder))


def start(folder: str) -> None:
    """Set Django up with a demo's keys in a folder of its own, without a database."""
    os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="bench.settings", PEILI_DEMO="1")
    django.setup()


def snapshot(number: int) -> dict:
    """Return what a full certificate of the course prints."""
    sessions = [
        {"position": place, "title": f"{place}. kerta", "on": f"2026-{7 + place:02}-18", "minutes": 144, "mode": mode}
        for place, mode in enumerate(("on_site", "on_site", "online", "online", "hybrid"), start=1)
    ]
    outcomes = ["kokoaa ryhmän, jossa toiveet, perusvire ja kilpailutekijät on otettu huomioon"] * 8
    return {
        "form": 2, "kind": "certificate", "language": "fi", "number": f"TP-2026-{number:04}",
        "code": "7K3M9PQR4TVW2XYZ8ABC5DEF1GH6", "holder": HOLDERS[number % len(HOLDERS)], "given_name": "Kuovi",
        "family_name": "Rantanen", "run": "Syksy 2026", "starts_on": "2026-08-18", "ends_on": "2026-12-15",
        "issued_on": "2026-12-18", "heading": "Todistus", "statement": "on suorittanut hyväksytysti koulutuksen",
        "course": "Työpeili-ohjaajakoulutus", "course_language": "fi", "issuer": "Kaislikon ammattikorkeakoulu",
        "place": "Pori", "funding": "", "minutes": 720, "outcomes": outcomes, "content_language": "fi", "meetings": 3,
        "signatories": [{"name": "Helena Haahka", "title": "koulutusjohtaja"}], "sessions": sessions,
        "done": [{"kind": kind, "title": f"Suoritus {kind}", "count": 5} for kind in ("a", "b", "c", "d", "e")],
    }  # fmt: skip


def bare_weasyprint() -> Work:
    """Return WeasyPrint itself on the same HTML, warm: fonts registered and style sheet parsed once."""
    from weasyprint import HTML

    from courses import pdf
    from courses.certificates.domain.printing import LOOK, certificate_html

    pages = [certificate_html(snapshot=snapshot(number)) for number in range(len(HOLDERS))]
    tools = pdf._tools(LOOK)

    def draw(number: int) -> bytes:
        page = HTML(string=pages[number % len(pages)], url_fetcher=tools.fetcher, base_url=pdf.SCHEME)
        return page.write_pdf(stylesheets=[tools.style], font_config=tools.fonts, pdf_variant=pdf.VARIANT)

    return draw


def fresh_weasyprint() -> Work:
    """Return WeasyPrint as its documentation begins: everything made anew for each file."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from courses import pdf
    from courses.certificates.domain.printing import LOOK, certificate_html

    fetcher, text = pdf._tools(LOOK).fetcher, LOOK.stylesheet.read_text()

    def draw(number: int) -> bytes:
        fonts = FontConfiguration()
        style = CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url=pdf.SCHEME)
        page = HTML(string=certificate_html(snapshot=snapshot(number)), url_fetcher=fetcher, base_url=pdf.SCHEME)
        return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=pdf.VARIANT)

    return draw


def drawn(number: int) -> bytes:
    """Draw as a worker does, from the stored values: words, QR code, check of the letters, pages."""
    from courses import pdf
    from courses.certificates.domain.printing import LOOK, certificate_html

    return pdf.render_pdf(certificate_html(snapshot=snapshot(number)), look=LOOK)


def finished(number: int) -> bytes:
    """Make the whole file: badge, pages, the twin inside, the signature."""
    from courses.certificates.badges.keys import current_key
    from courses.certificates.domain import badges, rendering

    values, key = snapshot(number), current_key()
    token = badges.sign_badge(snapshot=values, words=badges._words(values), key=key, place=(1, number), at=ISSUED)
    return rendering.signed_pdf(snapshot=values, badge=badges.DraftBadge(1, number, token), at=ISSUED)


def print_drawing(rounds: int, papers: int) -> None:
    """Alternate between the ways of drawing, so that what else the machine does falls on all of them."""
    ways: dict[str, Work] = {
        "WeasyPrint alone, warm": bare_weasyprint(),
        "WeasyPrint alone, made anew": fresh_weasyprint(),
        "drawn (words, letters, QR, pages)": drawn,
        "finished (badge, twin, signature)": finished,
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        work(0)
    for _round in range(rounds):
        for name, work in ways.items():
            spent[name].append(_cpu_ms(work, papers))
    floor = statistics.median(spent["WeasyPrint alone, warm"])
    for name, figures in spent.items():
        middle = statistics.median(figures)
        goal = "  (goal 1.3)" if name.startswith("drawn") else ""
        print(f"{name:38}{middle:8.1f}{middle / floor:8.2f} × bare{goal}")


def _cpu_ms(work: Work, times: int) -> float:
    before = time.process_time()
    for number in range(times):
        work(number)
    return (time.process_time() - before) * 1000 / times


def print_processes(many: int, folder: Path) -> None:
    """Make many files in one process and in two, each warm, and tell how much faster two are."""
    seconds = {count: _seconds(count, many, folder) for count in (1, 2)}
    for count, taken in seconds.items():
        print(
            f"{many} finished, {count} process{'es' if count > 1 else '':24}{taken:8.1f} s{many / taken:8.1f} a second"
        )
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    faster = seconds[1] / seconds[2]
    print(f"two are {faster:.2f} times as fast as one on {cores} cores (goal 1.7 at rest; the load was {load:.1f})")


def _seconds(processes: int, many: int, folder: Path) -> float:
    fresh = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=start, initargs=(str(folder),)) as pool:
        list(pool.map(_warm, range(processes)))  # one for each: a warm-up takes longer than handing them out
        before = time.monotonic()
        list(pool.map(_stored, [(str(folder), number) for number in range(many)]))
        return time.monotonic() - before


def _warm(number: int) -> None:
    for again in range(3):
        finished(number + again)
    time.sleep(0.5)


def _stored(where: tuple[str, int]) -> None:
    """Make a file and have it on the disk, as a worker does before it says so."""
    path = Path(where[0]) / f"{os.getpid()}-{where[1]}.pdf"
    with path.open("wb") as file:
        file.write(finished(where[1]))
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    sys.exit(main())
