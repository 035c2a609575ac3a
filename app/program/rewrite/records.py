"""Classes that are no more than a list of names, said in a way that the sandbox knows: NamedTuple,
dataclasses with options. Done before anything else looks at the classes of a program."""

from __future__ import annotations

import ast
from copy import deepcopy

from app.program.rewrite.hooks import assign, call_hook, placed
from app.program.rewrite.members import name_of
from app.program.rewrite.walk import every

KNOWN_OPTIONS = {"dataclass": {"eq", "frozen"}, "field": {"default", "default_factory"}}


def simplify_classes(tree: ast.Module) -> None:
    """Changes the tree in place."""
    fields = _fields_of_tuples(tree)
    _inherit_fields(tree)
    for node in every(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in fields:
            node.func = placed(ast.Subscript(ast.Tuple([node.func], ast.Load()), ast.Constant(0), ast.Load()), node)
        for block in ("body", "orelse", "finalbody"):
            if isinstance(statements := getattr(node, block, None), list):
                setattr(node, block, [_simple(each) for each in statements])


def _inherit_fields(tree: ast.Module) -> None:
    """The fields of a dataclass stand before those of the dataclasses that inherit from it."""
    known: dict[str, dict[str, ast.AnnAssign]] = {}
    for node in sorted((each for each in every(tree) if isinstance(each, ast.ClassDef)), key=lambda each: each.lineno):
        if any(name_of(each).endswith("dataclass") for each in node.decorator_list):
            own = {
                item.target.id: item
                for item in node.body
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
            }
            given = {name: field for base in node.bases for name, field in known.get(name_of(base), {}).items()}
            if given:  # what is said anew keeps its place
                others = [item for item in node.body if item not in own.values()]
                node.body = [deepcopy(own.get(name, field)) for name, field in (given | own).items()] + others
            known[node.name] = given | own


def _fields_of_tuples(tree: ast.Module) -> set[str]:
    """Of all tuples with names: the sandbox does not find functions in them where they are called."""
    names: set[str] = set()
    for node in every(tree):
        match node:
            case ast.ClassDef(_, [base], _, body) if name_of(base).split(".")[-1] == "NamedTuple":
                names |= {
                    item.target.id
                    for item in body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
            case ast.Call(function, [_, given, *_]) if name_of(function).split(".")[-1] == "namedtuple":
                texts = [
                    each.value
                    for each in every(given)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                names |= {name for text in texts for name in text.replace(",", " ").split()}
    return names


def _simple(node: ast.AST) -> ast.AST:
    if not isinstance(node, ast.ClassDef):
        return node
    _write_repr(node)
    for each in [*node.decorator_list, *(item.value for item in node.body if isinstance(item, ast.AnnAssign))]:
        if isinstance(each, ast.Call):
            _drop_options(each)
    if len(node.bases) != 1 or node.decorator_list:
        return node
    base, body = name_of(node.bases[0]).split(".")[-1], [item for item in node.body if not _is_empty(item)]
    if base == "NamedTuple" and all(isinstance(item, ast.AnnAssign) for item in body):
        return assign(node.name, _named_tuple(node.name, body, node), node)
    return node


def _write_repr(node: ast.ClassDef) -> None:
    """Of a dataclass with fields that its text leaves out."""
    fields = [item for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]
    hidden = [
        item
        for item in fields
        if isinstance(item.value, ast.Call)
        and any(each.arg == "repr" and getattr(each.value, "value", 1) is False for each in item.value.keywords)
    ]
    own = any(isinstance(item, ast.FunctionDef) and item.name == "__repr__" for item in node.body)
    if hidden and not own and any(name_of(each).endswith("dataclass") for each in node.decorator_list):
        names = [item.target.id for item in fields if item not in hidden and isinstance(item.target, ast.Name)]
        text = f"{node.name}({', '.join(f'{name}={{self.{name}!r}}' for name in names)})"
        written = ast.parse(f"def __repr__(self): return f{text!r}").body[0]
        for each in every(written):
            placed(each, node)
        node.body.append(written)


def _is_empty(item: ast.stmt) -> bool:
    return isinstance(item, ast.Pass) or isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)


def _named_tuple(name: str, fields: list[ast.stmt], at: ast.AST) -> ast.Call:
    pairs = [(field.target, field.value) for field in fields if isinstance(field, ast.AnnAssign)]
    names = ast.List([ast.Constant(target.id) for target, _ in pairs if isinstance(target, ast.Name)], ast.Load())
    defaults = ast.Tuple([value for _, value in pairs if value], ast.Load())
    make = call_hook("part", "collections", "namedtuple", at=at)
    return placed(ast.Call(make, [ast.Constant(name), names], [ast.keyword("defaults", defaults)]), at)


def _drop_options(call: ast.Call) -> None:
    """Options of dataclass and field that change nothing a lesson would notice; what __init__ does not take is None."""
    known = KNOWN_OPTIONS.get(name_of(call.func).split(".")[-1])
    if known is None:
        return
    dropped = {option.arg for option in call.keywords} - known
    call.keywords = [option for option in call.keywords if option.arg in known]
    if "init" in dropped and not call.keywords and "default" in known:
        call.keywords = [ast.keyword("default", placed(ast.Constant(None), call))]
