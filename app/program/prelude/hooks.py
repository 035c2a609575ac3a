"""What the rewriter puts into a program: where it is, what things are called, and what the sandbox's Python lacks."""

from __future__ import annotations

from app.program.prelude.tape import tape
from app.program.prelude.value import Value


def here(value, site):
    """`value`; what is done next is done at `site`."""
    tape.here = site
    return value


def named(value, name):
    """`value`, which is put in a variable called `name`; the first name of a node is kept."""
    if isinstance(value, Value):
        if value._node not in tape.variable:
            tape.variable[value._node] = name
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            if not isinstance(item, (Value, list, tuple)):
                break
            named(item, f"{name}[{index}]")
    return value


def named_each(values, names):
    values = list(values)
    for value, name in zip(values, names, strict=False):
        if name:
            named(value, name)
    return values


def last(value):
    if isinstance(value, Value):
        tape.last = value._node
    return value


def read(target, name, getter):
    """`target.name` where a class of ours or of the program defines `name` as a property."""
    if hasattr(target, getter):
        return getattr(target, getter)()
    return getattr(target, name)


def write(target, name, setter, value):
    if hasattr(target, setter):
        getattr(target, setter)(value)
    else:
        setattr(target, name, value)


def columns():
    """The whole tape, for the host."""
    return {
        "op": tape.op,
        "start": tape.start,
        "inputs": tape.inputs,
        "data": tape.data,
        "needs": tape.needs,
        "site": tape.site,
        "param": tape.param,
        "label": tape.label,
        "variable": tape.variable,
        "events": tape.events,
        "printed": tape.printed,
        "last": tape.last,
        "looked": tape.looked,
    }
