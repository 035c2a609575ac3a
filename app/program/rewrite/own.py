"""Classes of the program that do what `Value` does: their objects are noted as they are made, by hooks around their
methods; what is inside of a method stays as it is."""

from __future__ import annotations

import ast

from app.program.rewrite.hooks import PREFIX, call_hook, placed, run_hook, texts
from app.program.rewrite.members import members
from app.program.rewrite.own_signs import PASSES, OwnClass, holders_of
from app.program.rewrite.walk import every

QUIET = frozenset(
    "__init__ __post_init__ __new__ __repr__ __str__ __format__ __hash__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ "
    "__bool__ __float__ __int__ __len__ __iter__ zero_grad".split()
)


class OwnClasses:
    """Puts the hooks around the methods of such classes."""

    def __init__(self, classes: list[OwnClass], others: list[ast.ClassDef]) -> None:
        self.known = {each.name: each for each in classes}
        self.holders = holders_of(others) if classes else {}
        self.inner: dict[
            str, list[str]
        ] = {}  # class → its methods that have a hook around them, as they are called now

    def on_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        own = self.known.get(node.name)
        if own is None:
            return node
        node.body = [part for item in node.body for part in self._member(item)]
        self.inner[node.name] = [name for name in members(node) if name.startswith(PREFIX)]
        if "__init__" not in own.methods and "__post_init__" not in own.methods:
            self_ = ast.arguments([], [ast.arg("self")], None, [], [], None, [])
            born = run_hook("born", ast.Name("self", ast.Load()), at=node)
            node.body.append(placed(ast.FunctionDef("__post_init__", self_, [born], [], None), node))
        return node

    def on_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if self.known:
            node.body.insert(0, run_hook("caught", at=node))
        return node

    def _member(self, item: ast.stmt) -> list[ast.stmt]:
        if not isinstance(item, ast.FunctionDef) or item.decorator_list or not item.args.args:
            return [item]
        if item.name in ("__init__", "__post_init__"):
            item.body.append(run_hook("born", ast.Name(item.args.args[0].arg, ast.Load()), at=item))
            return [item]
        if item.name in QUIET or item.name.startswith("_") and not item.name.startswith("__"):
            return [item]
        backward = "backward" in item.name or "backprop" in item.name or item.name in PASSES
        if not backward and not any(isinstance(each, ast.Return) and each.value for each in every(item)):
            return [item]  # it makes nothing
        this, items, options = (ast.Name(name, ast.Load()) for name in ("self", "items", "options"))
        method = ast.Attribute(this, f"{PREFIX}own_{item.name}", ast.Load())
        hook = (
            call_hook("own_backward", method, this, items, options, at=item)
            if backward
            else call_hook("operate", item.name, method, this, items, options, at=item)
        )
        arguments = ast.arguments([], [ast.arg("self")], ast.arg("items"), [], [], ast.arg("options"), [])
        around = ast.FunctionDef(item.name, arguments, [placed(ast.Return(hook), item)], [], None)
        item.name = f"{PREFIX}own_{item.name}"
        return [item, placed(around, item)]

    def after(self, node: ast.ClassDef) -> list[ast.stmt]:
        """What tells the prelude about the class."""
        own = self.known.get(node.name)
        if own is None:
            if kin := self.holders.get(node.name):
                return [run_hook("own_holder", ast.Name(node.name, ast.Load()), node.name, texts(kin), at=node)]
            return []
        parts = (ast.Name(own.name, ast.Load()), own.name, own.number, own.gradient, texts(own.fields), own.users)
        return [run_hook("own_class", *parts, at=node)]
