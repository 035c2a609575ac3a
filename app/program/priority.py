"""Who computes lets who answers go first."""

from __future__ import annotations

import os
from contextlib import suppress
from threading import get_native_id

LOWER = 5  # as nice has it; a thread that never had its turn would hold up all others while it has the GIL


def lower_priority() -> None:
    """Of this thread alone and of the processes it starts, where the system knows such a thing."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            thread = get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + LOWER)
