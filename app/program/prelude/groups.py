"""Groups: which object or which call of a function made a node. An object's group stays the same for all its calls."""

from __future__ import annotations

from typing import Any

from app.program.prelude.tape import now, numbers

# group → outer group, name, whether it is an object, its variable, how many nodes there were before it
groups: list[list[Any]] = [[0, "", False, "", 0]]
regions: list[tuple[int, int]] = []  # from this node on, the group is this one


def enter(owner: Any, name: str) -> int:
    """Begin a method of `owner`, or a function where it is None. Gives the group to go back to."""
    outer = now.group
    if owner is None:
        groups.append([outer, name, False, "", len(numbers)])
        switch(len(groups) - 1)
    elif hasattr(owner, "_backlight_group"):
        adopt(owner._backlight_group, outer)
        switch(owner._backlight_group)
    else:
        groups.append([outer, name, True, "", len(numbers)])
        owner._backlight_group = len(groups) - 1
        switch(len(groups) - 1)
    return outer


def adopt(group: int, outer: int) -> None:
    """An object without a name that was made outside of the object that uses it belongs to that one."""
    row = groups[group]
    if row[0] or row[3] or not groups[outer][2]:
        return
    above = outer
    while above and above != group:
        above = groups[above][0]
    if above != group:
        row[0] = outer


def leave(outer: int) -> None:
    """End it. A call that made nothing leaves nothing behind."""
    if now.group == len(groups) - 1 and not groups[-1][2] and groups[-1][4] == len(numbers):
        groups.pop()
    switch(outer)


def switch(group: int) -> None:
    now.group = group
    if regions and regions[-1][0] == len(numbers):
        regions[-1] = (len(numbers), group)
    else:
        regions.append((len(numbers), group))
