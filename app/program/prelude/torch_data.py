"""torch.utils.data: pairs of inputs and targets, and batches of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.prelude.builtin import length
from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.reductions import stacked
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_module import torch
from app.program.prelude.torch_random import Generator, drawn_seed, order_drawn

if TYPE_CHECKING:
    from collections.abc import Iterator


class Dataset:
    """What a program's own data sets inherit from."""


class TensorDataset:
    def __init__(self, *tensors: Tensor) -> None:
        self.tensors = tensors

    def __len__(self) -> int:
        return length(self.tensors[0])

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return tuple([tensor[index] for tensor in self.tensors])


class DataLoader:
    """Goes through a data set in batches, as often as it is asked to."""

    def __init__(
        self,
        dataset: Any,
        batch_size: int = 1,
        shuffle: bool = False,
        drop_last: bool = False,
        generator: Any = None,
        **others: Any,
    ) -> None:
        for name in ("sampler", "batch_sampler", "collate_fn"):
            if others.get(name) is not None:
                raise TypeError(f"DataLoader takes no {name} here: go through the data set in a loop")
        if batch_size < 1:
            raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
        self.dataset = dataset
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.drop_last = drop_last
        self.generator = generator

    def __len__(self) -> int:
        whole, rest = divmod(length(self.dataset), self.batch_size)
        return whole + (1 if rest and not self.drop_last else 0)

    def __iter__(self) -> Iterator[Any]:
        order = list(range(length(self.dataset)))
        drawn_seed(self.generator)  # for workers, of which there are none here
        if self.shuffle:
            order = order_drawn(len(order), self.generator or Generator().manual_seed(drawn_seed()))
        starts = [number * self.batch_size for number in range(self.__len__())]
        return iter([batch([self.dataset[i] for i in order[start : start + self.batch_size]]) for start in starts])


def batch(items: list[Any]) -> Any:
    """Examples side by side: tensors are stacked, numbers become one tensor."""
    if isinstance(items[0], (tuple, list)):
        return [batch(list(column)) for column in zip(*items, strict=True)]
    return stacked(items) if isinstance(items[0], Tensor) else torch.tensor(items)


MODULES["torch.utils.data"] = Namespace(Dataset=Dataset, TensorDataset=TensorDataset, DataLoader=DataLoader)
MODULES["torch.utils"] = Namespace(data=MODULES["torch.utils.data"])
setattr(torch, "utils", MODULES["torch.utils"])  # noqa: B010
