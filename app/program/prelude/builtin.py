"""Python's own functions, taught about values; everything else goes to the real ones."""

from __future__ import annotations

from app.program.prelude.tape import tape


def add_up(items, start=0):
    here = tape.here
    total = start
    for item in items:
        tape.here = here
        total = total + item
    return total


def write_line(*items, sep=" ", end="\n", file=None, flush=False):
    text = (" " if sep is None else sep).join([str(item) for item in items])
    tape.printed.append((tape.here, text + ("\n" if end is None else end)))
