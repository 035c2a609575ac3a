"""Machine code kept on disk between starts, as numba does, and four things that numba does not do: it is read from a
folder that cannot be written, and without making ready to compile; a full disk is no error, and a change in the op
table is noticed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numba import njit
from numba.core.caching import (
    CompileResultCacheImpl,
    FunctionCache,
    InTreeCacheLocator,
    UserProvidedCacheLocator,
    UserWideCacheLocator,
)
from numba.core.runtime.nrt import rtsys

from app.engine.rules import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable


class _Shipped:
    """A folder that holds machine code already, writable or not."""

    def ensure_cache_path(self: Any) -> None:
        if not any(Path(self.get_cache_path()).glob("*.nbi")):
            raise OSError("no machine code here")


class _ShippedInFolder(_Shipped, UserProvidedCacheLocator):  # NUMBA_CACHE_DIR
    pass


class _ShippedBeside(_Shipped, InTreeCacheLocator):  # __pycache__
    pass


class _Folders(CompileResultCacheImpl):
    _locator_classes = [
        _ShippedInFolder,
        UserProvidedCacheLocator,
        _ShippedBeside,
        InTreeCacheLocator,
        UserWideCacheLocator,
    ]


class _Cache(FunctionCache):
    _impl_class = _Folders

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Only what machine code needs to run. Whatever compiles makes ready for that itself, and takes longer."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)  # type: ignore[no-untyped-call]

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]


def compiled(loop: Callable[..., Any], calls: tuple[Any, ...] = ()) -> Any:
    """njit, with the machine code on disk where there is a place for it, else in memory.

    numba looks for changes in the file of the loop alone; the table's fingerprint in the name does the rest, with that
    of the loops in other files that this one `calls`.
    """
    codes = [each.py_func.__code__ for each in calls]
    called = repr([(code.co_code, code.co_consts, code.co_names) for code in codes])
    loop.__qualname__ += f"_{fingerprint()}" + (hashlib.sha256(called.encode()).hexdigest()[:12] if codes else "")
    dispatcher: Any = njit(error_model="numpy", nogil=True)(loop)
    with suppress(RuntimeError):  # numba found no folder
        dispatcher._cache = _Cache(loop)  # type: ignore[no-untyped-call]
    return dispatcher
