"""Add up the closing lines of several pytest runs and print them as one."""

import re
import sys
from collections import Counter
from pathlib import Path


def main() -> None:
    """Print one line: how many tests passed, failed and were left out in all runs together."""
    total: Counter[str] = Counter()
    for file in sys.argv[1:]:
        total += counts(Path(file).read_text(errors="replace"))
    failed = total["failed"] + total["error"] + total["errors"]
    print(f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped")


def counts(output: str) -> Counter[str]:
    """Read the numbers of the last closing line in one run's output; a run without one counts as one failure."""
    closing = [line for line in output.splitlines() if re.search(r"\d+ \w+.* in [\d.]+s", line)]
    if not closing:
        return Counter(failed=1)
    return Counter({word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", closing[-1].split(" in ")[0])})


if __name__ == "__main__":
    main()
