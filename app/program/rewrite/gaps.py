"""Python that the sandbox lacks, said in the Python that it has: del, comparisons of objects, formats of values,
huge powers. Annotations go, because nobody looks at them."""

from __future__ import annotations

import ast
import re
from string import Formatter

from app.program.rewrite.hooks import call_hook, is_hook, placed, run_hook

ORDER: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
SMALL_POWER = 64


class Annotations:
    """Functions and variables without annotations; the fields of a decorated class keep a mark that they had one."""

    def enter_FunctionDef(self, node: ast.FunctionDef) -> None:
        node.returns = None

    def enter_arg(self, node: ast.arg) -> None:
        node.annotation = None

    def enter_ClassDef(self, node: ast.ClassDef) -> None:
        if node.decorator_list:
            for item in node.body:
                if isinstance(item, ast.AnnAssign):
                    item.annotation = _FIELD

    def enter_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.annotation is not _FIELD:
            node.annotation = ast.Constant(None)

    def on_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.annotation is _FIELD:
            return node
        return placed(ast.Assign([node.target], node.value) if node.value else ast.Pass(), node)


_FIELD = ast.Name("object", ast.Load())


class Deletions:
    """del x[i] through a hook; del name forgets the name, which is all that a program can notice."""

    def on_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        return [statement for target in node.targets for statement in self._deleted(target, node)]

    def _deleted(self, target: ast.expr, node: ast.Delete) -> list[ast.stmt]:
        match target:
            case ast.Subscript(whole, ast.Slice() as part):
                return [placed(ast.Assign([ast.Subscript(whole, part, ast.Store())], ast.List([], ast.Load())), node)]
            case ast.Subscript(whole, part):
                return [run_hook("remove", whole, part, at=node)]
            case ast.Tuple(items) | ast.List(items):
                return [statement for item in items for statement in self._deleted(item, node)]
        target.ctx = ast.Store()  # type: ignore[attr-defined]
        return [placed(ast.Assign([target], ast.Constant(None)), node)]


class Attributes:
    """thing.__dict__.update(x=1) and thing.__dict__["x"] = 1."""

    def on_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Call(ast.Attribute(ast.Attribute(thing, "__dict__"), "update"), items, options):
                pairs = [(None, item) for item in items]
                pairs += [(ast.Constant(each.arg) if each.arg else None, each.value) for each in options]  # type: ignore[misc]
                given = ast.Dict([key for key, _ in pairs], [value for _, value in pairs])
                return run_hook("set_all", thing, given, at=node)
        return node

    def on_Assign(self, node: ast.Assign) -> ast.stmt:
        match node.targets:
            case [ast.Subscript(ast.Attribute(thing, "__dict__"), name)]:
                return run_hook("set_all", thing, ast.Dict([name], [node.value]), at=node)
        return node


class Numbers:
    """n.bit_length(); where there are `arrays`, x.item() and its like too, for x may be a number that numpy gave."""

    def __init__(self, arrays: bool) -> None:
        names = "round item astype sum mean max min std var copy squeeze tolist reshape flatten ravel" if arrays else ""
        self.methods = frozenset(["bit_length", *names.split()])

    def on_Call(self, node: ast.Call) -> ast.expr:
        match node.func:
            case ast.Attribute(thing, name) if name in self.methods:
                node.func = call_hook("of_number", thing, name, at=node.func)
        return node


class Comparisons:
    """x < y as compare(x, "<", y), because objects may define it; != too where they may answer with more than yes."""

    def __init__(self, careful: bool) -> None:
        self.order = ORDER | ({ast.NotEq: "!="} if careful else {})

    def on_Compare(self, node: ast.Compare) -> ast.expr:
        match node:
            case ast.Compare(left, [sign], [right]) if type(sign) in self.order:
                return call_hook("compare", left, self.order[type(sign)], right, at=node)
        return node


_WHOLE = re.compile("%[-#0 +]*[0-9.]*[sr]")  # where a value is asked for as it prints itself


class Formats:
    """The value of f"{x:.3f}" and "%.3f" % x, as a number where it is one."""

    def on_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        if node.conversion == -1 and not isinstance(node.value, ast.Constant):
            node.value = call_hook("shown", node.value, 1 if node.format_spec else 0)
        return node

    def on_BinOp(self, node: ast.BinOp) -> ast.expr:
        match node:
            case ast.BinOp(ast.Constant(str() as form), ast.Mod(), right) if not _WHOLE.search(form):
                node.right = call_hook("shown", right)
        return node

    def on_Call(self, node: ast.Call) -> ast.expr:
        match node.func:
            case ast.Attribute(ast.Constant(str() as form), "format"):
                forms = _forms(form)
                for place, item in enumerate(node.args):
                    if not isinstance(item, ast.Starred):
                        node.args[place] = call_hook("shown", item, forms.get(str(place), 0))
                for option in node.keywords:
                    if option.arg:
                        option.value = call_hook("shown", option.value, forms.get(option.arg, 0))
        return node


def _forms(text: str) -> dict[str, int]:
    """Of the fields of "{:.3f} {name}": 1 for those with a form such as .3f."""
    forms: dict[str, int] = {}
    try:
        fields = [(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return forms
    for place, (name, form) in enumerate(fields):
        first = re.split(r"[.\[]", name)[0] or str(place)
        forms[first] = 1 if form and first == (name or first) else 0
    return forms


class Changes:
    """x += y as x = change("add", x, y): for lists, which the sandbox extends by lists alone, and where programs are
    `careful`, because they have objects that may be changed in place."""

    def __init__(self, careful: bool) -> None:
        self.careful = careful

    kinds = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv"}

    def on_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        match node:
            case ast.AugAssign(ast.Name(name), operator, value) if self._needed(operator, value):
                changed = call_hook("change", self.kinds[type(operator)], ast.Name(name, ast.Load()), value, at=node)
                return placed(ast.Assign([node.target], changed), node)
        return node

    def _needed(self, operator: ast.operator, value: ast.expr) -> bool:
        if self.careful:
            return type(operator) in self.kinds
        return isinstance(operator, ast.Add) and _core(value) in (
            ast.Attribute,
            ast.Call,
            ast.Name,
            ast.Tuple,
            ast.GeneratorExp,
        )


class FunctionNames:
    """f.__name__ of functions."""

    def on_Attribute(self, node: ast.Attribute) -> ast.expr:
        if node.attr == "__name__" and isinstance(node.ctx, ast.Load) and not isinstance(node.value, ast.Call):
            return call_hook("name_of_function", node.value, at=node)
        return node


class Truth:
    """`if x` as `if truth(x)`, in programs whose objects may say themselves whether they count as true."""

    def on_If(self, node: ast.If) -> ast.stmt:
        node.test = call_hook("truth", node.test)
        return node

    on_While = on_IfExp = on_Assert = on_If

    def on_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.op, ast.Not):
            node.operand = call_hook("truth", node.operand)
        return node

    def on_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        node.ifs = [call_hook("truth", test) for test in node.ifs]
        return node


class Powers:
    """x ** y as power(x, y), which refuses whole numbers that nobody can wait for; a small exponent needs no guard."""

    def on_BinOp(self, node: ast.BinOp) -> ast.expr:
        match node:
            case ast.BinOp(left, ast.Pow(), right) if not _small(right):
                return call_hook("power", left, right, at=node)
            case ast.BinOp(left, ast.LShift(), right) if not _small(right):
                return call_hook("shift", left, right, at=node)
        return node


def _core(value: ast.expr) -> type[ast.expr]:
    """What a value is under the marks that passes have put around it."""
    while is_hook(value) and isinstance(value, ast.Call):
        value = value.args[0]
    return type(value)


def _small(exponent: ast.expr) -> bool:
    match exponent:
        case ast.UnaryOp(_, operand) | ast.Call(ast.Name("_backlight_here"), [operand, *_]):
            return _small(operand)
        case ast.Constant(int() | float() as value):
            return abs(value) <= SMALL_POWER
    return False
