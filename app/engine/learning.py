"""The loops that learn, compiled: forward, backward and the step of an optimizer, over and over. See descent.py.

The optimizers are PyTorch's: SGD, SGD with momentum, Adam (Kingma, Ba, 2015) and AdamW (Loshchilov, Hutter, 2019).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.engine.loops import Choices, Codes, Flags, Indices, Loop, Nodes, Numbers, Places, Roles, Table
from app.engine.rows import backward, fill, forward

if TYPE_CHECKING:
    from app.engine.rules import single

SGD, MOMENTUM, ADAM, ADAMW = range(4)
FINE, LOSS_NOT_FINITE, STEP_NOT_FINITE = range(3)


def weighed(data: Table, node: int, weights: Numbers, count: int) -> float:
    """The sum of a row, each number with its weight."""
    total = 0.0
    for s in range(count):
        total += data[node, s] * weights[s]
    return total


def agreeing(
    data: Table, prediction: int, target: int, threshold: float, middle: float, swapped: bool, count: int
) -> int:
    """How many examples are answered right."""
    right = 0
    for s in range(count):
        right += ((data[prediction, s] > threshold) != swapped) == (data[target, s] > middle)
    return right


@Loop
def update(
    kind: int,
    numbers: Numbers,
    rate: float,
    time: int,
    parameters: Nodes,
    is_single: Flags,
    data: Table,
    total: Numbers,
    first: Numbers,
    second: Numbers,
) -> bool:
    """One step of an optimizer, the `time`-th; says whether all parameters are finite after it."""
    momentum, beta1, beta2, epsilon, decay = numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
    finite = True
    for p in range(len(parameters)):
        leaf = parameters[p]
        value, slope, rounds = data[leaf, 0], total[leaf], is_single[leaf]
        if kind == MOMENTUM:
            first[p] = momentum * first[p] + slope
            slope = first[p]
        if kind >= ADAM:
            if kind == ADAMW:
                value *= 1.0 - rate * decay
            first[p] = beta1 * first[p] + (1.0 - beta1) * slope
            second[p] = beta2 * second[p] + (1.0 - beta2) * slope * slope
            scale = math.sqrt(second[p]) / math.sqrt(1.0 - beta2 ** float(time)) + epsilon
            change = rate / (1.0 - beta1 ** float(time)) * first[p] / scale
        else:
            change = rate * slope
        value -= single(change) if rounds else change
        value = single(value) if rounds else value
        finite &= math.isfinite(value)
        fill(data, leaf, data.shape[1], value)
    return finite


@Loop
def descend(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    role: Roles,
    requires: Flags,
    active: Flags,
    row: Places,
    root: int,
    data: Table,
    grad: Table,
    total: Numbers,
    seeds: Numbers,
    parameters: Nodes,
    nodes: Nodes,
    columns: Table,
    order: Choices,
    mean: bool,
    kind: int,
    numbers: Numbers,
    rates: Numbers,
    zero: bool,
    steps: int,
    first: Numbers,
    second: Numbers,
    before: Table,
    held: Table,
    look: Flags,
    prediction: int,
    target: int,
    threshold: float,
    middle: float,
    swapped: bool,
    losses: Numbers,
    right: Nodes,
    held_losses: Numbers,
    held_right: Nodes,
    ended: Nodes,
) -> int:
    """Steps of gradient descent; see Descent. Returns how many were taken; `ended` gets why no more. Where a loss is
    not finite the update before it is taken back; where an update would not be, it is not made."""
    width = data.shape[1]
    for step in range(len(rates)):
        if len(order):
            count = 0
            for s in range(width):
                example = order[step, s]
                if example >= 0:
                    count += 1
                for c in range(len(nodes)):
                    data[nodes[c], s] = columns[c, example if example >= 0 else order[step, 0]]
                seeds[s] = 1.0 if example >= 0 else 0.0
            if mean:
                for s in range(count):
                    seeds[s] = 1.0 / count
        else:
            count = width
        forward(code, start, inputs, param, is_single, role, data)
        losses[step] = weighed(data, root, seeds, count)
        if not math.isfinite(losses[step]):
            for p in range(len(parameters)):
                fill(data, parameters[p], data.shape[1], before[0, p])
                first[p], second[p] = before[1, p], before[2, p]
            ended[0] = LOSS_NOT_FINITE
            return step
        if prediction >= 0:
            right[step] = agreeing(data, prediction, target, threshold, middle, swapped, count)
        if look[step] and held.shape[1]:
            for p in range(len(parameters)):
                fill(held, parameters[p], held.shape[1], data[parameters[p], 0])
            forward(code, start, inputs, param, is_single, role, held)
            held_losses[step] = 0.0
            for s in range(held.shape[1]):
                held_losses[step] += held[root, s] / held.shape[1] if mean else held[root, s]
            if prediction >= 0:
                held_right[step] = agreeing(held, prediction, target, threshold, middle, swapped, held.shape[1])
        if zero:
            for node in range(len(total)):
                total[node] = 0.0
        backward(code, start, inputs, param, is_single, role, requires, active, row, root, data, grad, total, seeds)
        for p in range(len(parameters)):
            before[0, p], before[1, p], before[2, p] = data[parameters[p], 0], first[p], second[p]
        if not update(kind, numbers, rates[step], steps + step + 1, parameters, is_single, data, total, first, second):
            for p in range(len(parameters)):
                fill(data, parameters[p], data.shape[1], before[0, p])
                first[p], second[p] = before[1, p], before[2, p]
            ended[0] = STEP_NOT_FINITE
            return step
    ended[0] = FINE
    return len(rates)
