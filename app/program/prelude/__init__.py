"""The Python that runs inside the sandbox, before and around the program: what `Value` is, and how it is noted down.

Each file here is a plain module to read and to type-check, but nobody imports it: `prelude()` joins them, with the ops
of the engine's table between them, into one function, so that no program can reach or change what is inside. To add a
name for programs, write it in one of the files and put it in PUBLIC."""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files

from app.program.kept import kept
from app.program.prelude.rows import FUNCTIONS, methods, rows, table_functions
from app.program.rewrite.classes import Classes
from app.program.rewrite.groups import Groups
from app.program.rewrite.hooks import PREFIX, texts
from app.program.rewrite.members import members
from app.program.rewrite.properties import PropertyUses, define_properties
from app.program.rewrite.scope import PYTHON, scope_of
from app.program.rewrite.walk import Walk
from app.program.source import Source

FILES = (
    "arithmetic",
    "operations",
    "tape",
    "twister",
    "gradients",
    "value",
    "builtin",
    "attributes",
    "modules",
    "standard",
    "arguments",
    "groups",
    "own_objects",
    "own_matching",
    "own_links",
    "own",
    "own_passes",
    "own_methods",
    "enums",
    "failures",
    "testing_cases",
    "hooks",
    "micrograd_nn",
    "shapes",
    "numpy_kinds",
    "numpy_text",
    "numpy_array",
    "numpy_elements",
    "numpy_joining",
    "numpy_reductions",
    "numpy_seeds",
    "numpy_random",
    "numpy_datasets",
    "numpy_module",
    "elements",
    "tensor",
    "tensor_text",
    "changes",
    "views",
    "reductions",
    "torch_making",
    "torch_random",
    "torch_orders",
    "torch_masks",
    "torch_rounding",
    "torch_softmax",
    "torch_functions",
    "torch_hooks",
    "torch_gradients",
    "torch_einsum",
    "torch_module",
    "torch_init",
    "torch_layers",
    "torch_norms",
    "torch_containers",
    "torch_losses",
    "torch_optim",
    "torch_schedules",
    "torch_utils",
    "torch_custom",
    "torch_nn",
    "torch_data",
    "report",
)
PUBLIC = {  # what a program calls it → what it is called here
    "Value": "Value",
    "Neuron": "Neuron",
    "Layer": "Layer",
    "MLP": "MLP",
    "sum": "add_up",
    "print": "write_line",
    "max": "largest",
    "min": "smallest",
    "len": "length",
    "sorted": "ordered",
    "callable": "is_callable",
    "bool": "truth",
    "round": "shorten",
    "format": "spell",
    "issubclass": "is_subclass",
    "getattr": "attribute_of",
    "setattr": "give_attribute",
    "hasattr": "has_attribute",
    "id": "identity_of",
} | {name: f"op_{name}" for name in FUNCTIONS if name != "abs"}
AS_PROGRAMS = tuple(
    name for name in FILES if name.startswith(("torch_", "micrograd_", "numpy_", "testing_", "failures"))
)  # written with all that programs may use
GROUPED = (
    "micrograd_nn",
    "torch_layers",
    "torch_norms",
    "torch_containers",
    "torch_losses",
)  # whose objects and functions are groups of the graph
NOT_THERE = {"input", "__name__", "__file__"}  # names of Python that are none of the sandbox's functions
HOOKS = {
    name: name
    for name in (
        "here aside column last enter leave named named_each read write compare shown change truth remove inherit bind "
        "module missing part start where report report_until_backward own_class own_holder born operate own_backward "
        "caught is_parameter of_number member_named members_of carried found is_failure name_of_function set_all"
    ).split()
} | {
    "context": "Block",
    "enum": "make_members",
    "member": "member_of",
    "failure": "Failure",
    "power": "whole_power",
    "shift": "whole_shift",
    "staticmethod": "StaticMethod",
    "classmethod": "ClassMethod",
}


def prelude() -> str:
    """The text to run in a session once, before any program."""
    return _assembled()[0]


def properties() -> frozenset[str]:
    """The attributes of the prelude's objects that are properties."""
    return _assembled()[1]


@cache
def _assembled() -> tuple[str, frozenset[str]]:
    text, names = kept("prelude", _assemble)
    return text, frozenset(names)


def _assemble() -> tuple[str, list[str]]:
    properties: set[str] = set()
    body: list[ast.stmt] = []
    for name in FILES:
        tree = _Bare().visit(ast.parse(files(__package__).joinpath(f"{name}.py").read_text("utf-8")))
        properties |= define_properties([node for node in tree.body if isinstance(node, ast.ClassDef)])
        if name in AS_PROGRAMS:
            classes = scope_of(tree).classes
            alone = [node for node in classes if node in tree.body and not node.bases]
            groups = [Groups(frozenset({"Module", "Function"}))] if name in GROUPED else []
            Walk(*groups, Classes(classes, Source("")), PropertyUses(frozenset(properties))).visit(tree)
            Walk(_Inside()).visit(tree)
            tree.body += [_members_named(node) for node in alone]
        body += tree.body
        if name == "operations":
            body += ast.parse("\n".join([*rows(), table_functions()])).body
        if name == "value":
            body += ast.parse("\n".join(methods())).body
    body += ast.parse(f"return {', '.join([*PUBLIC.values(), *HOOKS.values()])}").body
    python = sorted((PYTHON - NOT_THERE) & scope_of(ast.Module(body, [])).used.keys())
    room = ast.parse(f"def _backlight({', '.join(f'{name}={name}' for name in python)}): pass")
    room.body[0].body = body  # type: ignore[attr-defined]
    outside = ", ".join([*PUBLIC, *(PREFIX + name for name in HOOKS)])
    return f"{ast.unparse(ast.fix_missing_locations(room))}\n{outside} = _backlight()\n", sorted(properties)


def _members_named(node: ast.ClassDef) -> ast.stmt:
    """What a class of the program takes over that inherits from `node`."""
    return ast.Assign([ast.Attribute(ast.Name(node.name), "_backlight_members")], texts(members(node)), lineno=0)


class _Inside:
    """Hooks by the names that they have in here."""

    def on_Name(self, node: ast.Name) -> ast.Name:
        node.id = HOOKS.get(node.id.removeprefix(PREFIX), node.id) if node.id.startswith(PREFIX) else node.id
        return node


class _Bare(ast.NodeTransformer):
    """A module without what only its readers need: imports of its neighbours, annotations, docstrings."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None

    def visit_If(self, node: ast.If) -> ast.If | None:
        self.generic_visit(node)
        return None if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING" else node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        return ast.copy_location(ast.Assign([node.target], node.value or ast.Constant(None)), node)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return ast.Pass() if isinstance(node.value, ast.Constant) else node
