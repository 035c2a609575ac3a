"""Which classes of a program do what `Value` does, and what else their text says."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from app.program.rewrite.members import name_of
from app.program.rewrite.walk import every

ARITHMETIC = frozenset({"__add__", "__radd__", "__mul__", "__rmul__"})
PASSES = frozenset("back bprop backpass backpropagate propagate differentiate compute_gradients compute_grads".split())
GRADIENTS = ("grad", "derivative", "adjoint", "delta")
NUMBERS = ("data", "value", "val")
KIN = (
    "parent",
    "child",
    "prev",
    "dep",
    "input",
    "operand",
    "arg",
    "src",
    "left",
    "creator",
    "history",
    "ctx",
    "tape",
    "local",
)


@dataclass(frozen=True, slots=True)
class OwnClass:
    """What the text says about such a class."""

    name: str
    number: str  # the attribute that holds the number
    gradient: str
    fields: list[str]  # all attributes of its objects
    methods: dict[str, int]  # method → its line
    overwrites: list[int]  # lines of inner functions that set a gradient without adding to it
    unlinked: set[str]  # methods that make an object and leave out what the other such methods set on it
    users: bool  # whether its objects keep what was made of them, in the place of what they were made from


def own_classes(classes: list[ast.ClassDef]) -> list[OwnClass]:
    """Those with a number, and with two of arithmetic, a gradient, and what they were made from; and all that inherit
    from them."""
    found: list[OwnClass] = []
    for node in classes:
        methods = {item.name: item.lineno for item in node.body if isinstance(item, ast.FunctionDef)}
        fields = _fields(node)
        number = _number(node)
        gradient = next((name for word in GRADIENTS for name in fields if _is(word, name)), "")
        if not gradient and ARITHMETIC & methods.keys():
            gradient = _gathered(node, number)
        known = number.strip("_").lower() in NUMBERS and any(map(_is_kin, fields))
        if number and sum((bool(ARITHMETIC & methods.keys()), bool(gradient), known)) > 1:
            wrong, unlinked, users = _overwrites(node, gradient), _unlinked(node), _keeps_users(node)
            found.append(OwnClass(node.name, number, gradient, fields, methods, wrong, unlinked, users))
        elif base := next((each for each in found if each.name in map(name_of, node.bases)), None):
            fields, lines = list(dict.fromkeys([*base.fields, *fields])), methods | {node.name: node.lineno}
            wrong, unlinked = _overwrites(node, base.gradient), _unlinked(node)
            found.append(OwnClass(node.name, base.number, base.gradient, fields, lines, wrong, unlinked, base.users))
    return found


def _is_kin(name: str) -> bool:
    return any(word in name.lower() for word in KIN)


def holders_of(classes: list[ast.ClassDef]) -> dict[str, list[str]]:
    """Classes whose objects keep what an operation was given, as Function and Context do; and where."""
    held: dict[str, list[str]] = {}
    for node in classes:
        inherited = [name for base in node.bases for name in held.get(name_of(base), [])]
        if kin := list(dict.fromkeys([*inherited, *filter(_is_kin, _fields(node))])):
            held[node.name] = kin
    return held


def _is(word: str, name: str) -> bool:
    return word in name.lower() and not any(
        part in name.lower() for part in ("requires", "zero", "fn", "backward", "local")
    )


def _fields(node: ast.ClassDef) -> list[str]:
    names: dict[str, None] = {}
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            names[item.target.id] = None
    for each in every(node):
        match each:
            case ast.Attribute(ast.Name(), name, ast.Store()):
                names[name] = None
    return list(names)


def _number(node: ast.ClassDef) -> str:
    """The attribute that __init__ puts its first argument in, or one that is called data or value; the first field of
    a dataclass."""
    for item in node.body:
        match item:
            case ast.FunctionDef("__init__", ast.arguments(args=[_, *given])) if given:
                held = [_holder(item, each.arg) for each in given]
                return next((name for name in held if name.strip("_").lower() in NUMBERS), held[0])
    fields = [
        item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]
    return fields[0] if fields and any(name_of(each).endswith("dataclass") for each in node.decorator_list) else ""


def _gathered(node: ast.ClassDef, number: str) -> str:
    """The attribute that methods add to, and that begins with 1 or is added to on the way back: a gradient, whatever
    it is called."""
    added: dict[str, None] = {}
    begun = set()
    for method in (item for item in node.body if isinstance(item, ast.FunctionDef)):
        for each in every(method):
            match each:
                case ast.AugAssign(ast.Attribute(_, name), ast.Add(), value) if not isinstance(value, ast.Constant):
                    added[name] = None
                    begun |= {name} if "back" in method.name or method.name in PASSES else set()
                case ast.Assign([ast.Attribute(_, name)], ast.Constant(1 | 1.0)):
                    begun.add(name)
    return next((name for name in added if name in begun and name != number), "")


def _holder(init: ast.FunctionDef, argument: str) -> str:
    for statement in every(init):
        match statement:
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                pairs = list(zip(targets, values, strict=False))
            case ast.Assign(targets, given):
                pairs = [(each, given) for each in targets]
            case ast.AnnAssign(target, _, ast.expr() as given):
                pairs = [(target, given)]
            case _:
                continue
        for target, value in pairs:  # type: ignore[assignment]
            if isinstance(target, ast.Attribute) and any(
                isinstance(each, ast.Name) and each.id == argument for each in every(value)
            ):
                return target.attr
    return ""


def _overwrites(node: ast.ClassDef, gradient: str) -> list[int]:
    """Lines that set a gradient to something else than a number, and do not add to what was there."""
    lines = []
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name != "__init__":
            for each in every(method):
                match each:
                    case ast.Assign([ast.Attribute(_, name) as target], value) if name == gradient:
                        own = ast.unparse(target)
                        if not isinstance(value, ast.Constant) and own not in map(ast.unparse, ast.walk(value)):
                            lines.append(each.lineno)
    return sorted(lines)


def _keeps_users(node: ast.ClassDef) -> bool:
    """Whether `x + y` puts its result into lists of x or y."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name in ARITHMETIC:
            given = {each.arg for each in method.args.args}
            for each in every(method):
                match each:
                    case ast.Call(ast.Attribute(ast.Attribute(ast.Name(name)), "append")) if name in given:
                        return True
    return False


def _unlinked(node: ast.ClassDef) -> set[str]:
    """Where `out._backward = _backward` is missing."""
    linked: dict[str, set[str]] = {}
    for method in (item for item in node.body if isinstance(item, ast.FunctionDef)):
        calls = (part for part in every(method) if isinstance(part, ast.Call))
        if any(name_of(call.func) == node.name for call in calls):
            linked[method.name] = {
                part.attr
                for part in every(method)
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and name_of(part.value) != "self"
            }
    usual = {name for names in linked.values() for name in names if sum(name in each for each in linked.values()) > 1}
    usual = {name for name in usual if "back" in name.lower() or "grad" in name.lower() and "fn" in name.lower()}
    return {method for method, names in linked.items() if usual and not usual & names}
