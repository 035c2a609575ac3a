"""The op table: one row holds all that the product knows of an op. To add an op, add a row; the kernel, the notation,
the exports, the help and the tests read it from here.

The texts are Python expressions: `x` and `y` are the inputs, `out` is the result, `k` is the op's constant (exponent,
slope), and a row's text may call other rows by name. A derivative is written once, in PyTorch's own form, because that
form decides how it rounds and where it is infinite."""

from __future__ import annotations

from dataclasses import dataclass

ANY = -1  # the arity of an op that takes any number of inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    name: str
    title: str  # in words: "multiply"
    glyph: str  # in the circle of its node
    arity: int  # number of inputs; the last one may be a constant `k` of the op where `constant` is named
    call: str = ""  # how a learner writes it
    value: str = ""
    derivative: tuple[str, ...] = ()  # by each input
    closed: tuple[str, ...] = ()  # by each input: when this holds nothing passes back, not even 0 * infinity
    constant: str = ""  # what `k` is called
    default: float = float("nan")  # of `k`
    domain: str = ""  # where the value is defined; everywhere when empty
    needs: str = ""  # the domain in words, after the op's title: "needs a positive number"
    why: str = ""  # why it passes its gradient back as it does, in words
    tie: str = ""  # the convention where the derivative does not exist
    made_of: tuple[str, ...] = ()  # smaller ops that give the same: assignments, then an expression; for ANY: of two
    torch: str = ""  # with `import torch` and `import torch.nn.functional as F`
    micrograd: str = ""  # with the lecture's Value; empty where it has no word for it
    points: tuple[tuple[float, ...], ...] = ()  # inputs that its tests must try

    @property
    def inputs(self) -> tuple[int, int]:
        """The least and the most inputs that a node of it has."""
        if self.arity == ANY:
            return 0, 2**31 - 1
        return (1 if self.constant else self.arity), self.arity


# fmt: off
OPS: tuple[Op, ...] = (
    Op(name="leaf", title="leaf", glyph="", arity=0, torch="torch.tensor(k)", micrograd="Value(k)"),
    Op(name="constant", title="constant", glyph="", arity=0, torch="k", micrograd="k"),
    Op(
        name="add", title="add", glyph="+", arity=2, call="x + y", value="x + y", derivative=("1", "1"),
        torch="x + y", micrograd="x + y", points=((2.0, -3.0), (1e308, 1e308)),
        why="a sum grows as fast as each of its terms",
    ),
    Op(
        name="sub", title="subtract", glyph="−", arity=2, call="x - y", value="x - y", derivative=("1", "-1"),
        made_of=("x + -y",), torch="x - y", micrograd="x - y", points=((2.0, 2.0), (1.0, 1e-17)),
        why="a difference grows with its first term and shrinks with its second",
    ),
    Op(
        name="mul", title="multiply", glyph="×", arity=2, call="x * y", value="x * y", derivative=("y", "x"),
        torch="x * y", micrograd="x * y", points=((2.0, -3.0), (0.0, 5.0), (1e200, 1e200)),
    ),
    Op(
        name="div", title="divide", glyph="÷", arity=2, call="x / y", value="x / y", derivative=("1 / y", "-(out / y)"),
        domain="y != 0", needs="needs a divisor that is not 0", made_of=("x * y ** -1",),
        torch="x / y", micrograd="x / y", points=((1.0, 4.0), (1.0, 0.0), (0.0, 0.0), (-3.0, 1e-200)),
        why="the larger the divisor, the less a change of either input counts",
    ),
    Op(
        name="neg", title="negate", glyph="−", arity=1, call="-x", value="-x", derivative=("-1",),
        made_of=("x * -1",), torch="-x", micrograd="-x", points=((3.0,), (0.0,)),
        why="when its input rises, its result falls by as much",
    ),
    Op(
        name="pow", title="power", glyph="xᵏ", arity=2, constant="exponent", call="x ** k", value="x ** k",
        derivative=("0 if k == 0 else k * x ** (k - 1)", "0 if x == 0 and k >= 0 else out * log(x)"),
        closed=("k == 0", ""),
        domain="x > 0 or (x == 0 and k >= 0) or (x < 0 and k == floor(k))",
        needs="needs a positive base, or a whole exponent (not a negative one when the base is 0)",
        tie="x ** 0 has the derivative 0 everywhere, also at 0",
        torch="x ** k", micrograd="x ** k",
        points=((3.0, 2.0), (-2.0, 3.0), (0.0, 0.0), (0.0, 2.0), (0.0, -1.0), (-4.0, 0.5), (2.0, -1.5), (4.0, 0.5)),
        why="the steeper the curve of the power, the more gets through",
    ),
    Op(
        name="exp", title="exponential", glyph="exp", arity=1, call="exp(x)", value="exp(x)", derivative=("out",),
        torch="torch.exp(x)", micrograd="x.exp()", points=((0.0,), (1.7627471740390859,), (710.0,), (-745.0,)),
        why="an exponential grows as fast as it is large",
    ),
    Op(
        name="log", title="logarithm", glyph="log", arity=1, call="log(x)", value="log(x)", derivative=("1 / x",),
        domain="x > 0", needs="needs a positive number",
        torch="torch.log(x)", points=((1.0,), (2.5,), (0.0,), (-1.0,)),
        why="the larger its input, the slower a logarithm grows",
    ),
    Op(
        name="sqrt", title="square root", glyph="√", arity=1, call="sqrt(x)", value="sqrt(x)",
        derivative=("1 / (2 * out)",), domain="x >= 0", needs="needs a number that is not negative",
        made_of=("x ** 0.5",), torch="torch.sqrt(x)", micrograd="x ** 0.5", points=((2.0,), (0.0,), (-4.0,)),
        why="the larger its input, the slower a root grows",
    ),
    Op(
        name="abs", title="absolute value", glyph="|x|", arity=1, call="abs(x)", value="abs(x)",
        derivative=("1 if x > 0 else -1 if x < 0 else 0",), tie="0 at 0",
        torch="torch.abs(x)", points=((2.0,), (-2.0,), (0.0,)),
    ),
    Op(
        name="sin", title="sine", glyph="sin", arity=1, call="sin(x)", value="sin(x)", derivative=("cos(x)",),
        torch="torch.sin(x)", points=((0.5,), (3.141592653589793,), (1e6,)),
        why="the cosine is the slope of the sine",
    ),
    Op(
        name="cos", title="cosine", glyph="cos", arity=1, call="cos(x)", value="cos(x)", derivative=("-sin(x)",),
        torch="torch.cos(x)", points=((0.5,), (0.0,), (1e6,)),
        why="where the sine is positive, the cosine falls",
    ),
    Op(
        name="tan", title="tangent", glyph="tan", arity=1, call="tan(x)", value="tan(x)", derivative=("1 + out ** 2",),
        made_of=("sin(x) / cos(x)",), torch="torch.tan(x)", points=((0.5,), (1.5707963267948966,)),
        why="the further its output is from 0, the steeper the tangent",
    ),
    Op(
        name="tanh", title="hyperbolic tangent", glyph="tanh", arity=1, call="tanh(x)", value="tanh(x)",
        derivative=("1 - out ** 2",), made_of=("e = exp(2 * x)", "(e - 1) / (e + 1)"),
        torch="torch.tanh(x)", micrograd="x.tanh()", points=((0.8813735870195432,), (0.0,), (1e-9,), (20.0,)),
        why="the flatter the curve there, the less gets through",
    ),
    Op(
        name="sigmoid", title="sigmoid", glyph="σ", arity=1, call="sigmoid(x)", value="1 / (1 + exp(-x))",
        derivative=("out * (1 - out)",), made_of=("1 / (1 + exp(-x))",),
        torch="torch.sigmoid(x)", points=((0.0,), (2.0,), (-1000.0,), (40.0,)),
        why="at most a quarter gets through",
    ),
    Op(
        name="relu", title="rectifier", glyph="relu", arity=1, call="relu(x)", value="0 if x < 0 else x",
        derivative=("0 if x <= 0 else 1",), closed=("x <= 0",), tie="0 at 0",
        torch="torch.relu(x)", micrograd="x.relu()", points=((2.0,), (-2.0,), (0.0,)),
    ),
    Op(
        name="leaky_relu", title="leaky rectifier", glyph="leaky", arity=1, constant="slope", default=0.01,
        call="leaky_relu(x, k)", value="x if x > 0 else k * x", derivative=("1 if x > 0 else k",),
        tie="the slope at 0", torch="F.leaky_relu(x, k)", points=((2.0,), (-2.0,), (0.0,)),
    ),
    Op(
        name="elu", title="exponential linear unit", glyph="elu", arity=1, constant="alpha", default=1.0,
        call="elu(x, k)", value="k * expm1(x) if x <= 0 else x", derivative=("k * exp(x) if x <= 0 else 1",),
        tie="alpha at 0", torch="F.elu(x, k)", points=((2.0,), (-2.0,), (0.0,), (-50.0,)),
    ),
    Op(
        name="softplus", title="softplus", glyph="softplus", arity=1, call="softplus(x)",
        value="x if x > 20 else log1p(exp(x))", derivative=("1 if x > 20 else exp(x) / (1 + exp(x))",),
        tie="above 20 it is x itself, as in PyTorch", made_of=("log(1 + exp(x))",),
        torch="F.softplus(x)", points=((0.0,), (-2.0,), (20.0,), (20.5,), (-40.0,)),
    ),
    Op(
        name="gelu", title="Gaussian error linear unit", glyph="gelu", arity=1, call="gelu(x)",
        value="0.5 * x * (1 + erf(x * sqrt(0.5)))",
        derivative=("0.5 * (1 + erf(x * sqrt(0.5))) + x * (exp(-0.5 * x ** 2) * (1 / sqrt(2 * pi)))",),
        torch="F.gelu(x)", points=((0.0,), (1.0,), (-0.75,), (-3.0,), (6.0,)),
    ),
    Op(
        name="silu", title="sigmoid linear unit", glyph="silu", arity=1, call="silu(x)", value="x / (1 + exp(-x))",
        derivative=("sigmoid(x) * (1 + x * (1 - sigmoid(x)))",), made_of=("x * sigmoid(x)",),
        torch="F.silu(x)", points=((0.0,), (1.0,), (-1.25,), (30.0,)),
    ),
    Op(
        name="max", title="maximum", glyph="max", arity=2, call="max(x, y)", value="x if x >= y or x != x else y",
        derivative=("0 if x < y else 0.5 if x == y else 1", "0 if x > y else 0.5 if x == y else 1"),
        closed=("x < y", "x > y"), tie="equal inputs share the gradient, half and half",
        torch="torch.maximum(x, y)", points=((2.0, 3.0), (3.0, 2.0), (2.0, 2.0), (0.0, -0.0)),
    ),
    Op(
        name="min", title="minimum", glyph="min", arity=2, call="min(x, y)", value="x if x <= y or x != x else y",
        derivative=("0 if x > y else 0.5 if x == y else 1", "0 if x < y else 0.5 if x == y else 1"),
        closed=("x > y", "x < y"), tie="equal inputs share the gradient, half and half",
        torch="torch.minimum(x, y)", points=((2.0, 3.0), (3.0, 2.0), (2.0, 2.0)),
    ),
    Op(
        name="sum", title="sum", glyph="Σ", arity=ANY, call="sum(xs)", value="sum(xs)", derivative=("1",),
        made_of=("x + y",),
        torch="torch.stack(xs).sum()", micrograd="sum(xs)",
        why="a sum grows as fast as each of its terms",
    ),
)
# fmt: on

OP_CODE: dict[str, int] = {op.name: code for code, op in enumerate(OPS)}
