"""A real server in a process of its own, on a free port, for tests and benchmarks that need one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120  # a machine that compiles the engine for the first time


class Server:
    """`with Server(folder) as server:` serves what the folder holds; stop, kill and start as often as you like.

    Any of the app's settings may be given by name.
    """

    python, folder = sys.executable, ROOT  # what serves, and from where

    def __init__(self, data: Path, **settings: object) -> None:
        self.data = data
        self.settings = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.with_name(f"{data.name}.log")
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError with what it printed when it does not."""
        command = [self.python, "-m", "app", "--port", str(self.port), "--data", str(self.data), *self.settings]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BACKLIGHT_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, TimeoutError, ConnectionError):
            return False

    def stop(self) -> None:
        """Ask it to end, as a service manager would."""
        self.end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(signal.SIGKILL)

    def end(self, with_signal: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(with_signal)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
