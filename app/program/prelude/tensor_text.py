"""How tensors print themselves: PyTorch's rules for digits (torch/_tensor_str.py) with four of them after the point."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.builtin import python_max, python_min
from app.program.prelude.elements import numbers_for, values
from app.program.prelude.shapes import common_shape, count
from app.program.prelude.tape import look, now
from app.program.prelude.tensor import Tensor


class Kind:
    """torch.float32 and its like."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"


def kind_text(dtype: str) -> str:
    """What x.type() says."""
    words = {"float32": "Float", "float64": "Double", "int64": "Long", "bool": "Bool"}
    return f"torch.{words[dtype]}Tensor"


KINDS = {name: Kind(name) for name in ("float32", "float64", "int64", "bool")}


class Device:
    """torch.device: there is one."""

    def __init__(self, *name: Any) -> None:
        self.type = "cpu"
        self.index = None

    def __eq__(self, other: object) -> bool:
        return str(other) == "cpu"

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        return "cpu"

    def __repr__(self) -> str:
        return "device(type='cpu')"


class Size:
    """The shape of a tensor."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self._sizes = sizes

    def __getitem__(self, key: Any) -> Any:
        return self._sizes[key]

    def __len__(self) -> int:
        return len(self._sizes)

    def numel(self) -> int:
        return count(self._sizes)

    def __iter__(self) -> Any:
        return iter(self._sizes)

    def __eq__(self, other: object) -> bool:
        return list(self._sizes) == list(other)  # type: ignore

    def __hash__(self) -> int:
        return hash(self._sizes)

    def __repr__(self) -> str:
        return f"torch.Size({list(self._sizes)})"


class PrintOptions:
    """What torch.set_printoptions() says."""

    digits = 4
    powers: Any = None  # of ten: whether there are any; None: where they are needed


print_options = PrintOptions()


def set_print_options(precision: Any = None, sci_mode: Any = None, **others: Any) -> None:
    print_options.digits = print_options.digits if precision is None else precision
    print_options.powers = sci_mode


def spelled_elements(items: list[Any], dtype: str) -> list[str]:
    """Each element, all in one form and one width."""
    if dtype in ("bool", "int64"):
        texts = [str(item) for item in items]
    else:
        finite = [abs(item) for item in items if math.isfinite(item) and item != 0]
        largest, smallest = (python_max(finite), python_min(finite)) if finite else (0.0, 0.0)
        if all(item == math.floor(item) for item in finite):
            powers, form = largest > 1e8 or (smallest and largest / smallest > 1000), "{:.0f}."
        else:
            powers = largest / smallest > 1000 or largest > 1e8 or smallest < 1e-4
            form = f"{{:.{print_options.digits}f}}"
        if print_options.powers or powers and print_options.powers is None:
            form = f"{{:.{print_options.digits}e}}"
        texts = [form.format(item) if math.isfinite(item) else str(item) for item in items]
    width = python_max([len(text) for text in texts]) if texts else 0
    return [" " * (width - len(text)) + text for text in texts]


LINE = 80  # characters, as PyTorch breaks them


def laid_out(texts: list[str], shape: tuple[int, ...], indent: int) -> str:
    if not shape:
        return texts[0]
    if len(shape) == 1:
        fit = python_max([1, (LINE - indent) // (len(texts[0]) + 2)]) if texts else 1
        lines = [", ".join(texts[i : i + fit]) for i in range(0, len(texts), fit)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    size = count(shape[1:])
    rows = [laid_out(texts[i * size : (i + 1) * size], shape[1:], indent + 1) for i in range(shape[0])]
    return "[" + (",\n" * (len(shape) - 1) + " " * (indent + 1)).join(rows) + "]"


def backward_name(tensor: Tensor) -> str:
    words = "".join([word[:1].upper() + word[1:] for word in tensor._operation.split("_")])
    return f"{words}Backward{1 if tensor._operation in ('max', 'min') else 0}"


def tensor_text(tensor: Tensor) -> str:
    text = "tensor(" + laid_out(spelled_elements(values(tensor), tensor._dtype), tensor._shape, 7)
    more = []
    if tensor._dtype == "float64" and now.width == "float32" or tensor._dtype == "float32" and now.width == "float64":
        more.append(f"dtype=torch.{tensor._dtype}")
    if tensor._wants:
        more.append("requires_grad=True" if tensor._is_leaf else f"grad_fn=<{backward_name(tensor)}>")
    for part in more:
        line = text.split("\n")[-1]
        text += ",\n       " + part if len(line) + len(part) + 4 > LINE else ", " + part
    return f"Parameter containing:\n{text})" if tensor._is_parameter else text + ")"


def only_number(tensor: Tensor) -> Any:
    """The one number in it, which the program looks at. Raises RuntimeError where there are several."""
    look()
    items = values(tensor)
    if len(items) != 1:
        raise RuntimeError(f"a Tensor with {len(items)} elements cannot be converted to Scalar")
    return items[0]


def compared(tensor: Tensor, sign: str, other: Any) -> Any:
    """x < y and its like, element by element."""
    if not isinstance(other, (Tensor, int, float)):
        return NotImplemented
    look()
    shape = common_shape(tensor._shape, other._shape) if isinstance(other, Tensor) else tensor._shape
    pairs = list(zip(numbers_for(tensor, shape), numbers_for(other, shape), strict=True))
    tests = {
        "<": lambda x, y: x < y,
        "<=": lambda x, y: x <= y,
        ">": lambda x, y: x > y,
        ">=": lambda x, y: x >= y,
        "==": lambda x, y: x == y,
        "!=": lambda x, y: x != y,
    }
    return Tensor([tests[sign](x, y) for x, y in pairs], shape, "bool")
