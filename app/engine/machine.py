"""The machine code of the loops: compiled where there is none yet, kept in a file, and read from there without the
compiler, which takes longer to import than all else at a start."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock

from llvmlite import binding as llvm

HERE = Path(__file__).parent
MADE_FROM = ("compiler", "kernel", "learning", "loops", "machine", "ops", "parsing", "rows", "rules", "texts")
COMMON = ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe")  # all that x86-64-v3 has and not every x86-64
DIGEST = 32  # bytes
_loading = Lock()


def warm() -> None:
    """Loads the code, in milliseconds, so that no request waits for it; half a minute where nothing is kept yet."""
    with _loading:
        _engine()


def address(loop: str) -> int:
    """Where the code of a loop begins."""
    with _loading:
        return int(_engine().get_function_address(loop))


@cache
def _engine() -> llvm.ExecutionEngine:
    code = kept()
    if not code:
        from app.engine.compiler import all_loops, object_file

        code = object_file(all_loops())
        keep(code)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return engine


def target() -> llvm.TargetMachine:
    """What code is made for and run on."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    kind, (name, features) = llvm.Target.from_default_triple(), processor()
    reloc = "static" if kind.name.startswith("x86") else "default"
    return kind.create_target_machine(name, features, opt=3, reloc=reloc, codemodel="jitdefault", jit=True)


@cache
def processor() -> tuple[str, str]:
    """Name and features: of a kind that nearly all have, so that code made elsewhere, as in an image, will do; or else
    of the one that is here."""
    features = llvm.get_host_cpu_features()
    if all(features.get(feature) for feature in COMMON):
        return "x86-64-v3", ""
    return llvm.get_host_cpu_name(), features.flatten()


def kept() -> bytes:
    """The code that an earlier start has kept; nothing where none has, or not all of it is there."""
    for folder in folders():
        with suppress(OSError):
            digest, code = (content := (folder / file_name()).read_bytes())[:DIGEST], content[DIGEST:]
            if hashlib.sha256(code).digest() == digest:
                return code
    return b""


def keep(code: bytes) -> None:
    """Writes it to the first folder that takes it; to none where the disk is full or all is read-only."""
    for folder in folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"{file_name()}.{os.getpid()}"
            try:
                part.write_bytes(hashlib.sha256(code).digest() + code)
                part.replace(folder / file_name())
            finally:
                part.unlink(missing_ok=True)
            return


def folders() -> list[Path]:
    """Where code may be kept: beside what it is made from, or in the user's cache."""
    places = [HERE / "__pycache__"]
    with suppress(RuntimeError):  # nobody's home
        places.append(Path.home() / ".cache" / "backlight")
    return places


@cache
def file_name() -> str:
    """Another one for every processor, and whenever a file that code is made from is another."""
    made_from = [(HERE / f"{name}.py").read_text("utf-8") for name in MADE_FROM]
    parts = "\0".join([*processor(), llvm.get_default_triple(), *made_from])
    return f"loops-{hashlib.sha256(parts.encode()).hexdigest()[:16]}.o"
