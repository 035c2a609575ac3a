"""Random programs for gestures: straight lines in many spellings, with functions, loops and lines that end them."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[str]], str]
SIGNS = st.sampled_from(["+", "-", "*", "/", "**"])
CALLS = st.sampled_from(["tanh", "exp", "relu", "sigmoid", "sin"])
SPACES = st.sampled_from(["", " "])


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A program whose leaves all have different numbers."""
    writer = Writer(draw)
    for _ in range(draw(st.integers(1, 3))):
        writer.leaf()
    for _ in range(draw(st.integers(0, 5))):
        draw(st.sampled_from([writer.line, writer.line, writer.line, writer.odd_line]))()
    writer.end()
    return "".join(writer.lines)


class Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.names: list[str] = []
        self.leaves = 0

    def value(self) -> str:
        self.leaves += 1
        return f"Value({self.leaves / 8 + 0.5})"

    def fresh(self) -> str:
        self.names.append(f"v{len(self.names)}")
        return self.names[-1]

    def leaf(self) -> None:
        value = self.value()
        name = self.fresh()
        label = self.draw(st.sampled_from(["", "", f", label='{name}'"]))
        self.lines.append(f"{name} = {value[:-1]}{label})\n")

    def line(self) -> None:
        text = self.expression(3)
        ending = self.draw(st.sampled_from(["", "", "", "  # why", "\n", "\n# about the next"]))
        self.lines.append(f"{self.fresh()} = {text}{ending}\n")

    def odd_line(self) -> None:
        text = self.expression(2)
        known = self.draw(st.sampled_from(self.names))
        kind = self.draw(
            st.sampled_from(["aug", "again", "alias", "two", "pair", "list", "def", "loop", "sum", "multi", "if"])
        )
        match kind:
            case "aug":
                self.lines.append(f"{known} {self.draw(st.sampled_from(['+', '*']))}= {text}\n")
            case "again":
                self.lines.append(f"{known} = {text}\n")
            case "alias":
                self.lines.append(f"{self.fresh()} = {known}\n")
            case "two":
                other = self.expression(1)
                self.lines.append(f"{self.fresh()} = {text}; {self.fresh()} = {other}  # two\n")
            case "pair":
                other = self.expression(1)
                self.lines.append(f"{self.fresh()}, {self.fresh()} = {text}, {other}\n")
            case "list":
                name = f"l{len(self.lines)}"
                self.lines.append(f"{name} = [{text}, {self.value()}]\n")
                self.lines.append(f"{self.fresh()} = {name}[0]*{name}[1]\n")
            case "def":
                name = f"f{len(self.lines)}"
                self.lines.append(f"def {name}(x):\n    y = x*2\n    return y.tanh()\n")
                self.lines.append(f"{self.fresh()} = {name}({text})\n")
            case "loop":
                name = self.fresh()
                self.lines.append(f"{name} = {text}\nfor i in range(2):\n    {name} = {name}*{known}\n")
            case "sum":
                self.lines.append(f"{self.fresh()} = sum([{known}, {text}])\n")
            case "multi":
                self.lines.append(f"{self.fresh()} = ({text}\n    + {known})\n")
            case "if":
                self.lines.append(f"if True:\n    {self.fresh()} = {text}\n")

    def end(self) -> None:
        last = self.names[-1]
        end = self.draw(
            st.sampled_from(["", f"{last}.backward()\n", f"print({last}.data)\n", last, f"{last}*{self.names[0]}"])
        )
        self.lines.append(end)

    def expression(self, depth: int) -> str:
        kind = self.draw(st.sampled_from(["name", "name", "sign", "sign", "sign", "minus", "call", "method", "leaf"]))
        if depth == 0 or kind == "name":
            return self.draw(st.sampled_from(self.names))
        inner = self.expression(depth - 1)
        match kind:
            case "sign":
                gap, sign = self.draw(SPACES), self.draw(SIGNS)
                other = (
                    self.draw(st.sampled_from(["2", "0.5", "-1"]))
                    if self.draw(st.booleans())
                    else self.expression(depth - 1)
                )
                return f"({inner}{gap}{sign}{gap}{other})"
            case "minus":
                return f"-{inner}"
            case "call":
                return f"{self.draw(CALLS)}({inner})"
            case "method":
                return f"({inner}).{self.draw(CALLS)}()"
        return self.value()
