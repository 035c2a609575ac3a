"""The engine beside its peers: one training step of W1 … W4, engines taking turns in one run, medians of CPU time.

    python -m benchmarks.engine [--quick]

W1  the lecture's neuron with a squared error, 13 nodes
W2  MLP(3, [4, 4, 1]) on the lecture's four rows, 362 nodes
W3  micrograd's demo: MLP(2, [16, 16, 1]) with relu and hinge loss on 100 moons, 65,000 nodes; batched: one graph with
    a row of 100 examples, without the regularization
W4  a random graph of 100,000 nodes

micrograd, PyTorch and JAX take part where they are installed. Nothing is asserted; goals are printed beside what was
reached."""

from __future__ import annotations

import argparse
import gc
import importlib.metadata
import importlib.util
import os
import platform
import statistics
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.engine.graph import Graph
from app.engine.machine import warm
from app.engine.tape import Tape
from benchmarks.peers import (
    Step,
    jax_step,
    micrograd_moons_step,
    micrograd_step,
    torch_scalar_step,
    torch_vector_step,
)
from benchmarks.workloads import batched, moons, neuron, rows, tangle, unrolled

RATE = 1e-4


@dataclass
class Engine:
    name: str
    step: Callable[[], object]  # takes `steps` training steps
    steps: int = 1
    collector: bool = True
    times: list[float] = field(default_factory=list)

    def turn(self) -> None:
        """Collects the garbage of the others first, or it would be billed to this one."""
        gc.collect()
        if not self.collector:
            gc.disable()
        begin = time.process_time()
        self.step()
        self.times.append((time.process_time() - begin) / self.steps)
        gc.enable()

    @property
    def microseconds(self) -> float:
        return statistics.median(self.times) * 1e6


def ours(graph: Graph, steps: int) -> Engine:
    tape = Tape(graph)
    data, grad = tape.data(), np.zeros(tape.nodes)
    return Engine("Backlight", lambda: tape.descend(data, grad, RATE, True, steps), steps)


def peers(graph: Graph, steps: int, own: Callable[[], Step] | None = None) -> list[Engine]:
    """Those that build the graph anew for each step, a number at a time; `own` is micrograd's own way."""
    found = []
    if importlib.util.find_spec("micrograd"):
        step = own() if own else micrograd_step(graph, RATE)
        found += [Engine("micrograd", repeat(step, steps), steps)]
        found += [Engine("micrograd, collector off", repeat(step, steps), steps, collector=False)]
    if importlib.util.find_spec("torch"):
        found += [Engine("PyTorch, a tensor per number", repeat(torch_scalar_step(graph, RATE), steps), steps)]
    return found


def repeat(step: Callable[[], object], count: int) -> Callable[[], None]:
    def several() -> None:
        for _ in range(count):
            step()

    return several


def compare(title: str, engines: list[Engine], rounds: int, goals: dict[str, float]) -> None:
    for _ in range(rounds):
        for engine in engines:
            engine.turn()
    first = engines[0].microseconds
    print(f"\n{title}")
    for engine in engines:
        ratio = engine.microseconds / first
        goal = next((f"   goal >= {least:g}x" for name, least in goals.items() if name == engine.name), "")
        print(f"  {engine.name:32}{engine.microseconds:14,.1f} µs{ratio:10,.2f}x{goal}")


def nodes_table(sizes: list[int]) -> None:
    """Wide and deep graphs of the same ops, whose backward reaches every node that requires a gradient. The bytes are
    those of a step that is watched, which keeps local derivatives, or of one that is not, which keeps the two inputs of
    a node side by side: of the larger."""
    print("\nOne training step by size     wide ns/node   deep ns/node   deep/wide     bytes/node")
    print(f"{'goals':28}{'<= 30':>15}{'<= 30':>15}{'<= 1.3':>12}{'<= 64':>15}")
    for size in sizes:
        nanoseconds = []
        for deep in (False, True):
            engine = ours(tangle(size, deep, whole=True), max(1, 1_000_000 // size))
            for _ in range(9):
                engine.turn()
            nanoseconds.append(engine.microseconds * 1e3 / size)
        tape = Tape(tangle(size, whole=True))
        held = tape.code.nbytes + tape.start.nbytes + tape.inputs.nbytes + tape.param.nbytes
        held += tape.is_single.nbytes + tape.requires.nbytes + tape.active.nbytes + tape.order.nbytes
        played = max(len(tape.inputs) * 8, 2 * 4 * size) + 2 * 8 * size  # that, values, gradients
        each = (held + played) / size
        wide, far = nanoseconds
        print(f"  {size:10,} nodes{wide:25.1f}{far:15.1f}{far / wide:12.2f}{each:15.1f}")


def machine() -> None:
    name = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            name = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), name)
    versions = []
    for package in ("numpy", "numba", "micrograd", "torch", "jax"):
        if importlib.util.find_spec(package):
            versions.append(f"{package} {importlib.metadata.version(package)}")
    optimized = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    build = "optimized build" if optimized else "build without --enable-optimizations"
    print(f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {build}")
    print(", ".join(versions))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, about a minute")
    quick = parser.parse_args().quick
    machine()
    begin = time.perf_counter()
    warm()
    print(f"warm after {time.perf_counter() - begin:.2f} s")
    many, few = (7, 3) if quick else (15, 7)
    graph = neuron()
    goals = {"micrograd": 12.0}
    compare("W1 neuron", [ours(graph, 50_000), *peers(graph, 500)], many, goals)
    graph = rows()
    goals = {"micrograd": 100.0, "PyTorch, a tensor per number": 350.0}
    compare("W2 MLP(3, [4, 4, 1]), 4 rows", [ours(graph, 5_000), *peers(graph, 10)], many, goals)
    graph = unrolled()
    points, sides = moons()
    engines = [ours(graph, 50), *peers(graph, 1, lambda: micrograd_moons_step(points, sides, RATE))]
    compare(f"W3 MLP(2, [16, 16, 1]), 100 moons, {len(graph.op):,} nodes", engines, few, {"micrograd": 1500.0})
    batch = batched()
    engines = [Engine("Backlight, batched", lambda: batch.train(200, RATE), 200)]
    if importlib.util.find_spec("torch"):
        engines += [Engine("PyTorch, vectorised", repeat(torch_vector_step(points, sides, RATE), 200), 200)]
    if importlib.util.find_spec("jax"):
        engines += [Engine("JAX, jit", jax_step(points, sides, RATE, 200), 200)]
    compare("W3 batched", engines, many, {"PyTorch, vectorised": 2.0, "JAX, jit": 0.5})
    graph = tangle(100_000)
    compare("W4 random graph of 100,000 nodes", [ours(graph, 20), *peers(graph, 1)], few, {})
    nodes_table([1_000, 10_000, 100_000])


if __name__ == "__main__":
    sys.setrecursionlimit(10**7)  # micrograd follows the graph by recursion
    threading.stack_size(2**29)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
