"""Reads how much processor time a tree of processes has used, children that have ended included (Linux only)."""

import os
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """Return the seconds of processor time used so far by a process and all its descendants."""
    own: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # The name in brackets may hold spaces: read on after it.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parent, used = int(fields[1]), sum(int(field) for field in fields[11:15])
            own[int(folder.name)] = (parent, used * TICK)
    return sum(used for pid, (_, used) in own.items() if _descends(pid, root, own))


def _descends(pid: int, root: int, own: dict[int, tuple[int, float]]) -> bool:
    while pid in own and pid != root:
        pid = own[pid][0]
    return pid == root
