"""Compiles the loops with numba. All of them become one piece of machine code, which calls nothing but the mathematics
of the C library: no Python, and no numba, is needed to run it."""

from __future__ import annotations

from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

from llvmlite import binding as llvm
from numba import carray, cfunc, config, njit, types

from app.engine import kernel, learning, machine, rows, rules
from app.engine.loops import Loop
from app.engine.texts import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.engine.loops import Kind

MATHEMATICS = {f"{name}{single}" for name in (*LIBRARY, "pow") for single in ("", "f")}


def object_file(loops: Sequence[Loop]) -> bytes:
    """Their machine code under their names, for the processor that is here.

    Raises RuntimeError where a loop may raise, errors of numba's where it cannot be compiled or takes memory.
    """
    config.CPU_NAME, config.CPU_FEATURES = machine.processor()
    config.DISABLE_INTEL_SVML = True  # a library that not everybody has
    config.OPT = type(config.OPT)(0)  # all is optimized at the end, as a whole
    whole = llvm.parse_assembly("")
    for loop in loops:
        entry = _entry(loop)
        part = llvm.parse_assembly(entry.inspect_llvm().replace("noinline", "nounwind"))
        part.get_function(entry.native_name).name = loop.name
        whole.link_in(part)
    entries, target = {loop.name for loop in loops}, machine.target()
    for symbol in (*whole.functions, *whole.global_variables):
        if not symbol.is_declaration and symbol.name not in entries:
            symbol.linkage = "internal"
    return target.emit_object(_optimized(whole, target))  # type: ignore[no-any-return]


def all_loops() -> list[Loop]:
    """Those of the engine."""
    return [
        each
        for module in (kernel, rows, learning)
        for each in vars(module).values()
        if isinstance(each, Loop) and each.body.__module__ == module.__name__
    ]


def _optimized(code: llvm.ModuleRef, target: llvm.TargetMachine) -> llvm.ModuleRef:
    """Now that nobody else can call what a loop calls, numba's error handling is seen to be out of reach: the first
    round finds that, the second takes it away."""
    for level in (1, 3):
        options = llvm.create_pipeline_tuning_options(speed_level=level)
        options.loop_vectorization = True
        builder = llvm.create_pass_builder(target, options)
        builder.getModulePassManager().run(code, builder)
    foreign = {each.name for each in code.functions if each.is_declaration and not each.name.startswith("llvm.")}
    if foreign - MATHEMATICS:
        raise RuntimeError(f"the loops are to call no {sorted(foreign - MATHEMATICS)}")
    return code


def _entry(loop: Loop) -> Any:
    """The loop as a C function: of an array it takes the address and the shape."""
    kinds, returned = loop.signature
    taken, passed, signature = [], [], []
    for name, kind in kinds.items():
        shape = [] if isinstance(kind, type) else [f"{name}_{axis}" for axis in range(kind[1])]
        taken += [name, *shape]
        passed.append(f"carray({name}, ({', '.join(shape)},))" if shape else name)
        signature += [_type(kind), *[types.int64] * len(shape)]
    source = f"def entry({', '.join(taken)}):\n    return body({', '.join(passed)})"
    scope: dict[str, Any] = {"carray": carray, "body": jitted(loop.body)}
    exec(compile(source, f"<entry of {loop.name}>", "exec"), scope)
    return cfunc(_type(returned)(*signature), error_model="numpy")(scope["entry"])


def _type(kind: Kind) -> Any:
    if isinstance(kind, tuple):
        return types.CPointer(getattr(types, kind[0].name))
    return {bool: types.boolean, int: types.int64, float: types.float64}.get(kind, types.void)


@cache
def jitted(function: Callable[..., Any]) -> Any:
    """A function, and all that it calls of the engine's, for numba. 1 / 0 is infinite, as in PyTorch."""
    assert isinstance(function, FunctionType)
    scope = function.__globals__ | rules.functions()
    for name in function.__code__.co_names:
        called = scope.get(name)
        called = called.body if isinstance(called, Loop) else called
        if isinstance(called, FunctionType):
            scope[name] = jitted(called)
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
    return njit(error_model="numpy", _nrt=False, **getattr(function, "compiling", {}))(copy)
