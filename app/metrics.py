"""What the server counts about itself, for /metrics. It names no learner, no session and no program."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from app.program.errors import ProgramError
from app.program.recording import Recording
from app.sessions.library import Library, Record

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
KILLED = frozenset({"timeout", "memory", "crashed"})
LAG_PAUSE = 0.5


class Metrics:
    """One set of counters for one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "backlight_request_seconds",
            "Time from a request to its answer.",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.store = Histogram(
            "backlight_store_seconds", "Time of a call to the store.", buckets=SECONDS, registry=self.registry
        )
        self.conflicts = Counter(
            "backlight_conflicts", "Changes made on a version that was no longer there.", registry=self.registry
        )
        self.runs = Counter("backlight_runs", "Runs of programs.", ("outcome",), registry=self.registry)
        self.steps = Counter("backlight_steps", "Steps taken by learners.", registry=self.registry)
        self.expired = Counter("backlight_expired_sessions", "Sessions deleted unused.", registry=self.registry)
        self.live = Gauge("backlight_live_sessions", "Sessions held ready in memory.", registry=self.registry)
        self.evicted = Gauge("backlight_evicted_sessions", "Sessions put aside to make room.", registry=self.registry)
        self.training_steps = Counter(
            "backlight_training_steps", "Steps taken by training runs.", registry=self.registry
        )
        self.going = Gauge("backlight_training_runs", "Training runs that go on.", registry=self.registry)
        self.streams = Gauge("backlight_event_streams", "Streams of events that are open.", registry=self.registry)
        self.lag = Gauge("backlight_loop_lag_seconds", "How late the event loop woke up last.", registry=self.registry)

    def watch_library(self, library: Library) -> None:
        self.live.set_function(lambda: library.live)
        self.evicted.set_function(lambda: library.evicted)

    def watch_training(self, going: Callable[[], int], streams: Callable[[], int]) -> None:
        self.going.set_function(going)
        self.streams.set_function(streams)

    def counted(self, record: Record) -> Record:
        """The same runs, counted by how they end: ok, wrong, or killed."""

        def run(program: str, seed: int, columns: dict[str, float]) -> Recording:
            try:
                recording = record(program, seed, columns)
            except ProgramError as error:
                self.runs.labels("killed" if error.code in KILLED else "wrong").inc()
                raise
            self.runs.labels("ok").inc()
            return recording

        return run

    async def watch_loop(self) -> None:
        """Measures, for as long as it runs, how late a sleeper is woken."""
        while True:
            asleep = time.perf_counter()
            await asyncio.sleep(LAG_PAUSE)
            self.lag.set(max(0.0, time.perf_counter() - asleep - LAG_PAUSE))

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)
