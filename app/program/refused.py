"""What the sandbox does not have, and what to write instead: complaints say it, and the page of accepted Python lists
it. A row is `what is written: (a program with it, what to write instead)`."""

from __future__ import annotations

Row = tuple[str, str]

NAMES: dict[str, Row] = {
    "input": ('x = input("x = ")', "Write the number into the program: x = 2.0."),
    "open": ('data = open("data.csv")', "Put the numbers into the program: data = [1.0, 2.0]."),
    "globals": ('globals()["w1"] = Value(1.0)', "Keep the values in a dictionary: w = {}."),
    "vars": ("vars()", "Name the attributes: a.data, a.grad."),
    "dir": ("dir()", "Name what you want to see: print(a.data)."),
    "help": ("help(len)", "Delete this line."),
    "quit": ("quit()", "Delete this line: a program ends with its last line."),
    "exit": ("exit()", "Delete this line: a program ends with its last line."),
    "compile": ('compile("1", "", "eval")', "Write the code itself."),
}
MODULES: dict[str, Row] = {
    "os": ("import os\nos.getcwd()", "Programs have no files and no environment: delete the line and what needs it."),
    "pathlib": (
        "from pathlib import Path\nPath('data.csv')",
        "Programs have no files: put the numbers into the program.",
    ),
    "csv": ("import csv\ncsv.reader([])", "Put the rows into the program: rows = [[1.0, 2.0]]."),
    "pandas": ("import pandas as pd\npd.DataFrame()", "Put the rows into the program: rows = [[1.0, 2.0]]."),
    "tensorflow": ("import tensorflow as tf\ntf.Variable(1.0)", "Say it with torch, or with Value."),
    "jax": ("import jax\njax.grad(abs)", "Say it with torch, or with Value."),
    "autograd": ("import autograd\nautograd.grad(abs)", "Say it with torch, or with Value."),
    "sympy": ("import sympy\nsympy.Symbol('x')", "Use numbers: the graph shows the derivatives."),
    "scipy": ("import scipy\nscipy.special.expit(0.0)", "Use math or numpy."),
    "torchvision": ("import torchvision\ntorchvision.datasets", "Put the numbers into the program: xs = [[1.0, 2.0]]."),
    "pytest": ("import pytest\npytest.approx(1.0)", "Write assert a.grad == 2.0, or use unittest."),
    "threading": ("import threading\nthreading.Thread()", "Do one thing after the other."),
    "asyncio": ("import asyncio\nasyncio.run(None)", "Do one thing after the other."),
}
BASES: dict[str, Row] = {
    "NamedTuple": ("class P(NamedTuple):\n    def length(self): return 1", "Use a class with __init__ instead."),
    "list": ("class Batch(list):\n    pass", "Use a class that holds a list instead."),
    "dict": ("class Params(dict):\n    pass", "Use a class that holds a dict instead."),
    "float": ("class Number(float):\n    pass", "Use a class that holds a number instead."),
    "type": ("class Meta(type):\n    pass", "Use a function that makes the class instead."),
}
SYNTAX: dict[str, Row] = {
    "yield expressions": (
        "def f():\n    x = yield 1\nprint(f())",
        "Write yield on a line of its own.",
    ),
    "exception groups": ("try:\n    pass\nexcept* ValueError:\n    pass", "Write except ValueError:."),
}


def instead_of_module(name: str) -> str | None:
    row = MODULES.get(name.split(".")[0])
    return row[1] if row else None
