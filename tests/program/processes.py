"""Which processes there are."""

from __future__ import annotations

import os


def children() -> set[int]:
    """Processes that this one started and that still run."""
    found = set()
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat") as stat:
                state, parent = stat.read().rpartition(")")[2].split()[:2]
            if entry.isdigit() and int(parent) == os.getpid() and state != "Z":
                found.add(int(entry))
        except (OSError, ValueError):
            continue
    return found
