"""The loops that learn, compiled: forward, backward and the step of an optimizer, over and over. See descent.py.

The optimizers are PyTorch's: SGD, SGD with momentum, Adam (Kingma, Ba, 2015) and AdamW (Loshchilov, Hutter, 2019).
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numba import njit

from app.engine import rows
from app.engine.cache import compiled
from app.engine.rules import single

SGD, MOMENTUM, ADAM, ADAMW = range(4)
FINE, LOSS_NOT_FINITE, STEP_NOT_FINITE = range(3)


@njit(error_model="numpy", nogil=True)
def weighed(data, node, weights, count):  # type: ignore[no-untyped-def]
    """The sum of a row, each number with its weight."""
    total = 0.0
    for s in range(count):
        total += data[node, s] * weights[s]
    return total


@njit(error_model="numpy", nogil=True)
def agreeing(data, prediction, target, threshold, middle, swapped, count):  # type: ignore[no-untyped-def]
    """How many examples are answered right."""
    right = 0
    for s in range(count):
        right += ((data[prediction, s] > threshold) != swapped) == (data[target, s] > middle)
    return right


@compiled
def update(kind, numbers, rate, time, parameters, is_single, data, total, first, second):  # type: ignore[no-untyped-def]
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
            scale = np.sqrt(second[p]) / np.sqrt(1.0 - beta2**time) + epsilon
            change = rate / (1.0 - beta1**time) * first[p] / scale
        else:
            change = rate * slope
        value -= single(change) if rounds else change
        value = single(value) if rounds else value
        finite &= np.isfinite(value)
        data[leaf] = value
    return finite


@partial(compiled, calls=(rows.forward, rows.backward, update))
def descend(  # type: ignore[no-untyped-def]
    code, start, inputs, param, is_single, role, requires, active, row, root, data, grad, total, seeds, parameters,
    nodes, columns, order, mean, kind, numbers, rates, zero, steps, first, second, before, held, look,
    prediction, target, threshold, middle, swapped, losses, right, held_losses, held_right,
):  # fmt: skip
    """Steps of gradient descent; see Descent. Returns how many were taken, and why no more. Where a loss is not finite
    the update before it is taken back; where an update would not be, it is not made."""
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
        rows.forward(code, start, inputs, param, is_single, role, data)
        losses[step] = weighed(data, root, seeds, count)
        if not np.isfinite(losses[step]):
            for p in range(len(parameters)):
                data[parameters[p]] = before[0, p]
                first[p], second[p] = before[1, p], before[2, p]
            return step, LOSS_NOT_FINITE
        if prediction >= 0:
            right[step] = agreeing(data, prediction, target, threshold, middle, swapped, count)
        if look[step] and held.shape[1]:
            for p in range(len(parameters)):
                held[parameters[p]] = data[parameters[p], 0]
            rows.forward(code, start, inputs, param, is_single, role, held)
            held_losses[step] = 0.0
            for s in range(held.shape[1]):
                held_losses[step] += held[root, s] / held.shape[1] if mean else held[root, s]
            if prediction >= 0:
                held_right[step] = agreeing(held, prediction, target, threshold, middle, swapped, held.shape[1])
        if zero:
            total[:] = 0.0
        rows.backward(
            code, start, inputs, param, is_single, role, requires, active, row, root, data, grad, total, seeds
        )
        for p in range(len(parameters)):
            before[0, p], before[1, p], before[2, p] = data[parameters[p], 0], first[p], second[p]
        if not update(kind, numbers, rates[step], steps + step + 1, parameters, is_single, data, total, first, second):
            for p in range(len(parameters)):
                data[parameters[p]] = before[0, p]
                first[p], second[p] = before[1, p], before[2, p]
            return step, STEP_NOT_FINITE
    return len(rates), FINE
