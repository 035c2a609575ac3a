"""`Tensor`, spelled as in PyTorch: a number or a few of them, each a node of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.prelude.changes import (
    change_in_place,
    give_data,
    give_gradient,
    no_second_gradient,
    tensor_backward,
)
from app.program.prelude.elements import (
    cells_of_program,
    of_one,
    of_two,
    values,
    want_gradient,
)
from app.program.prelude.numpy_array import array_of
from app.program.prelude.reductions import product_of_matrices
from app.program.prelude.shapes import nested
from app.program.prelude.tape import look, now
from app.program.prelude.tensor_text import KINDS, Device, Kind, Size, backward_name, compared, only_number, tensor_text
from app.program.prelude.views import element_at, rows_of, store_at, transposed, viewed

if TYPE_CHECKING:
    Operand = Any  # a Tensor or a number
    Result = Any  # a Tensor, or NotImplemented


class Tensor:
    """`_nodes` where it is a part of the graph, else `_numbers`. What the program made itself (`_made`) becomes a leaf
    when it meets the graph. `_link` says whose data or gradient it is, so that changes reach it."""

    def __init__(self, cells: Any = (), shape: Any = None, dtype: str = "float32", are_nodes: bool = False) -> None:
        made = not isinstance(shape, tuple)  # by the program: torch.Tensor([2.0]), torch.Tensor(2, 3)
        if made:
            cells, shape = cells_of_program(cells, shape, dtype)
        self._nodes: Any = cells if are_nodes else None
        self._numbers: Any = None if are_nodes else cells
        self._shape = shape
        self._dtype = dtype
        self._wants = False
        self._is_leaf = True
        self._made = made
        self._site = now.site
        self._through_single = False
        self._link: tuple[str, Tensor] | None = None
        self._operation = ""
        self._retains = False
        self._freed = False
        self._is_parameter = False
        self._named: tuple[int, str] | None = None  # what a table of data is called, should it become leaves

    if TYPE_CHECKING:  # the methods that go by the names of functions

        def __getattr__(self, name: str) -> Any: ...

    @property
    def data(self) -> Any:
        return viewed(self, "data")

    @data.setter
    def data(self, data: Any) -> None:
        give_data(self, data)

    @property
    def grad(self) -> Any:
        look()
        return viewed(self, "grad")

    @grad.setter
    def grad(self, grad: Tensor | None) -> None:
        give_gradient(self, grad)

    @property
    def requires_grad(self) -> bool:
        return self._wants

    @requires_grad.setter
    def requires_grad(self, wants: bool) -> None:
        want_gradient(self, wants)

    @property
    def is_leaf(self) -> bool:
        return self._is_leaf

    @property
    def grad_fn(self) -> str | None:
        return None if self._is_leaf else f"<{backward_name(self)}>"

    @property
    def shape(self) -> Size:
        return Size(self._shape)

    @property
    def dtype(self) -> Kind:
        return KINDS[self._dtype]

    @property
    def ndim(self) -> int:
        return len(self._shape)

    @property
    def device(self) -> Device:
        return Device()

    @property
    def T(self) -> Any:
        return transposed(self)

    def requires_grad_(self, wants: bool = True) -> Any:
        return want_gradient(self, wants)

    def retain_grad(self) -> None:
        self._retains = True

    def backward(self, gradient: Any = None, retain_graph: bool = False, create_graph: bool = False) -> None:
        if create_graph:
            no_second_gradient()
        tensor_backward(self, gradient, retain_graph)

    def detach(self) -> Any:
        return viewed(self, "data")

    def item(self) -> Any:
        return only_number(self)

    def tolist(self) -> Any:
        look()
        return nested(values(self), self._shape)

    def numpy(self) -> Any:
        if self._wants:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return array_of(self.tolist())

    def __add__(self, other: Operand) -> Result:
        return of_two("add", self, other)

    def __radd__(self, other: Operand) -> Result:
        return of_two("add", other, self)

    def __sub__(self, other: Operand) -> Result:
        return of_two("sub", self, other)

    def __rsub__(self, other: Operand) -> Result:
        return of_two("sub", other, self)

    def __mul__(self, other: Operand) -> Result:
        return of_two("mul", self, other)

    def __rmul__(self, other: Operand) -> Result:
        return of_two("mul", other, self)

    def __truediv__(self, other: Operand) -> Result:
        return of_two("div", self, other)

    def __rtruediv__(self, other: Operand) -> Result:
        return of_two("div", other, self)

    def __pow__(self, other: Operand) -> Result:
        return of_two("pow", self, other)

    def __rpow__(self, other: Operand) -> Result:
        return of_two("pow", other, self)

    def __matmul__(self, other: Tensor) -> Any:
        return product_of_matrices(self, other)

    def __neg__(self) -> Any:
        return of_one("neg", self)

    def __abs__(self) -> Any:
        return of_one("abs", self)

    def __iadd__(self, other: Operand) -> Any:
        return change_in_place("add", self, other)

    def __isub__(self, other: Operand) -> Any:
        return change_in_place("sub", self, other)

    def __imul__(self, other: Operand) -> Any:
        return change_in_place("mul", self, other)

    def __itruediv__(self, other: Operand) -> Any:
        return change_in_place("div", self, other)

    def __len__(self) -> Any:
        if not self._shape:
            raise TypeError("len() of a 0-d tensor")
        return self._shape[0]

    def __iter__(self) -> Any:
        return iter(rows_of(self))

    def __getitem__(self, key: Any) -> Any:
        return element_at(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        store_at(self, key, value)

    def __lt__(self, other: Operand) -> Result:
        return compared(self, "<", other)

    def __le__(self, other: Operand) -> Result:
        return compared(self, "<=", other)

    def __gt__(self, other: Operand) -> Result:
        return compared(self, ">", other)

    def __ge__(self, other: Operand) -> Result:
        return compared(self, ">=", other)

    def __eq__(self, other: object) -> Any:
        return compared(self, "==", other)

    def __ne__(self, other: object) -> Any:
        return compared(self, "!=", other)

    def __float__(self) -> Any:
        return only_number(self) + 0.0

    def __int__(self) -> int:
        return int(only_number(self))

    def __bool__(self) -> Any:
        if len(values(self)) > 1:
            raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
        return only_number(self) != 0

    def __repr__(self) -> str:
        return tensor_text(self)

    def __hash__(self) -> int:
        return id(self)
