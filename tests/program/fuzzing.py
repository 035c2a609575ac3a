"""Programs that nobody would write: made from a grammar, or from published ones by small accidents."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.program import own_classes as own

PASTED = sorted((Path(__file__).parent / "pasted").glob("*.py"))
TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
ODD = [
    "",
    "(",
    ")",
    ":",
    "[",
    "]",
    "0",
    "1e999",
    "-",
    "**",
    "None",
    "self",
    "lambda",
    "yield",
    "del",
    "\t",
    "\\",
    "'",
    '"""',
]
ODD += [
    "a",
    "Value",
    "torch",
    "nan",
    "float('inf')",
    ".grad",
    ".data",
    ".backward()",
    "é",
    "\u2028",
    "\r",
    "10**9",
    "*x",
]
GRAMMAR = {
    "program": ["STATEMENT" * 4, "STATEMENT" * 3 + "LOOP" + "STATEMENT", "import torch\nTENSORS"],
    "STATEMENT": [
        *["NAME = EXPR\n"] * 6,
        *["NAME = Value(NUMBER)\n"] * 6,
        "NAME.backward()\n",
        "NAME.grad = NUMBER\n",
        "NAME.data CHANGE EXPR\n",
        "NAME CHANGE EXPR\n",
        "print(EXPR, f'{NAME}')\n",
        "NAME, NAME = EXPR, EXPR\n",
        "NAME = [EXPR for NAME in LIST]\n",
        "if EXPR > NUMBER:\n    STATEMENT",
        "def NAME(NAME, NAME=NUMBER):\n    return EXPR\n",
        "class NAME:\n    def __init__(self, NAME): self.NAME = EXPR\n"
        "    def __add__(self, other): return NAME(self.NAME + EXPR)\n",
        "try:\n    STATEMENTexcept Exception as NAME:\n    STATEMENT",
        "for NAME in LIST:\n    STATEMENT",
        "NAME.label = 'TEXT'\n",
        "del NAME\n",
        "with torch.no_grad():\n    STATEMENT",
        "assert EXPR, 'TEXT'\n",
        "NAME = sum(LIST)\n",
    ],
    "LOOP": ["for k in range(4):\n    NAME = EXPR\n    NAME.backward()\n    NAME.data CHANGE EXPR\n    STATEMENT"],
    "TENSORS": [
        "NAME = torch.tensor(LIST, requires_grad=True)\nNAME = torch.CALL(NAME * NUMBER)\n"
        "NAME.sum().backward()\nSTATEMENT"
    ],
    "EXPR": [
        *["NAME"] * 6,
        *["NUMBER", "EXPR OP EXPR", "EXPR OP NUMBER", "-EXPR", "(EXPR)", "NAME.CALL()", "CALL(EXPR)", "NAME.grad"],
    ],
    "OP": ["+", "-", "*", "/", "**", "%", "//", "@", "=="],
    "CHANGE": ["=", "+=", "-=", "*=", "**="],
    "CALL": ["tanh", "exp", "log", "relu", "sigmoid", "abs", "sqrt", "item", "detach", "zero_grad", "sin", "max"],
    "LIST": ["[EXPR, EXPR]", "range(3)", "[NUMBER, NUMBER, NUMBER]", "zip(LIST, LIST)", "[LIST, LIST]"],
    "NUMBER": ["0", "1", "-1.5", "2", "3.25", "1e300", "float('nan')", "float('-inf')", "0.1"],
    "NAME": ["a", "b", "c", "w", "x", "loss", "k", "self"],
    "TEXT": ["one", "", "<b>", "é", "%s"],
}  # fmt: skip
SYMBOL = re.compile("|".join(sorted(GRAMMAR, key=len, reverse=True)))


def grown(chance: random.Random, symbol: str = "program", depth: int = 0) -> str:
    """A program by the grammar; deep down it chooses what ends."""
    rules = GRAMMAR[symbol]
    rule = chance.choice(rules if depth < 9 else rules[:1])

    def part(match: re.Match[str]) -> str:
        text = grown(chance, match.group(), depth + 1)
        return text.replace("\n", "\n    ").removesuffix("    ") if rule[: match.start()].endswith("\n    ") else text

    return SYMBOL.sub(part, rule)


def seeds() -> list[str]:
    """Published programs, their loops cut short."""
    texts = [path.read_text("utf-8") for path in PASTED]
    texts += [
        own.CLOSURES + own.USE,
        own.METHODS + "a, b = Tensor(3.0), Tensor(2.0)\n(a * b + a).sigmoid().backward()\n",
    ]
    return [re.sub(r"\b(range\(|epochs = |< )(?:20|25|30|50|1, 101|8|6)\b", r"\g<1>2", text) for text in texts]


def broken(chance: random.Random, text: str) -> str:
    """The same with one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        lines, tokens = text.splitlines(keepends=True) or [""], TOKEN.findall(text) or [""]
        line, token = chance.randrange(len(lines)), chance.randrange(len(tokens))
        match chance.randrange(8):
            case 0:
                del lines[line]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[line])
            case 2:
                lines[line] = chance.choice(["    ", "\t", ""]) + lines[line].lstrip()
            case 3:
                tokens[token] = chance.choice(ODD)
            case 4:
                tokens[token] = chance.choice(tokens)
            case 5:
                tokens.insert(token, chance.choice(ODD))
            case 6:
                del tokens[token]
            case 7:
                tokens = tokens[: max(1, token)]
        text = "".join(lines) if text != "".join(lines) else "".join(tokens)
    return text


def programs(count: int, seed: int) -> Iterator[str]:
    """So many of both kinds; the same for the same seed."""
    chance, published = random.Random(seed), seeds()
    for number in range(count):
        text = grown(chance) if number % 2 else chance.choice(published)
        yield text if number % 4 == 1 else broken(chance, text)
