"""einsum(): every letter is a dimension; the product of all operands, summed over the letters that the result lacks."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import of_two
from app.program.prelude.reductions import sum_along
from app.program.prelude.shapes import count
from app.program.prelude.tensor import Tensor
from app.program.prelude.views import permuted, reshaped, taken


def einsum(equation: str, *operands: Any) -> Any:
    """torch.einsum(). Raises RuntimeError where letters and shapes do not fit."""
    tensors = list(operands[0]) if len(operands) == 1 and isinstance(operands[0], (list, tuple)) else list(operands)
    given, _, result = equation.replace(" ", "").partition("->")
    terms = given.split(",")
    if "." in equation or len(terms) != len(tensors):
        raise RuntimeError("einsum here takes one letter for each dimension, and one term for each operand")
    letters = sorted(set(given) - {","})
    if "->" not in equation:
        result = "".join([letter for letter in letters if given.count(letter) == 1])
    order = [*result, *[letter for letter in letters if letter not in result]]
    product: Any = None
    for term, tensor in zip(terms, tensors, strict=True):
        part = spread(term, tensor, order)
        product = part if product is None else of_two("mul", product, part)
    shape = product._shape[: len(result)]
    summed = reshaped(product, (*shape, -1))
    return sum_along(summed, -1) if len(order) > len(result) else reshaped(product, shape)


def spread(term: str, tensor: Tensor, order: list[str]) -> Any:
    """The tensor with a dimension for each letter of `order`, of size 1 for those that its term lacks."""
    if len(term) != len(tensor._shape):
        raise RuntimeError(f"einsum: the term {term} does not name the {len(tensor._shape)} dimensions of its operand")
    term, tensor = diagonal(term, tensor)
    own = [letter for letter in order if letter in term]
    turned = permuted(tensor, [term.index(letter) for letter in own]) if len(own) > 1 else tensor
    sizes = dict(zip(term, tensor._shape, strict=True))
    return reshaped(turned, tuple([sizes.get(letter, 1) for letter in order]))


def diagonal(term: str, tensor: Tensor) -> tuple[str, Any]:
    """Where a letter stands twice, the elements in which both of its dimensions agree."""
    for letter in term:
        first, again = term.find(letter), term.rfind(letter)
        if first == again:
            continue
        shape = tensor._shape
        steps = [count(shape[axis + 1 :]) for axis in range(len(shape))]
        places = [0]
        kept = [axis for axis in range(len(shape)) if axis != again]
        for axis in kept:
            step = steps[axis] + (steps[again] if axis == first else 0)
            places = [place + i * step for place in places for i in range(shape[axis])]
        rest = taken(tensor, places, tuple([shape[axis] for axis in kept]), "diagonal")
        return diagonal(term[:again] + term[again + 1 :], rest)
    return term, tensor
