"""Every limit and address of a server in one frozen object, set by the environment or on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.logs import LogStyle
from app.program.limits import SandboxLimits

ONE_RATE = r"\d+/\d*(second|minute|hour|day)"
Rate = Annotated[str, Field(pattern=f"^({ONE_RATE}(;{ONE_RATE})*)?$")]  # such as "20/second;600/minute"


class Settings(BaseSettings):
    """What a server may be told: `BACKLIGHT_PORT=9000`, or `python -m app --port 9000`."""

    model_config = SettingsConfigDict(env_prefix="BACKLIGHT_", frozen=True, extra="forbid", cli_kebab_case=True)

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 serves the whole network.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    trusted_proxies: str = Field("127.0.0.1", description="Addresses whose X-Forwarded-For and -Proto are believed.")
    data: Path = Field(Path("data"), description="Folder that holds the sessions; made when it is missing.")
    request_bytes: int = Field(64 * 1024, ge=1024, description="Largest body of most requests, in bytes.")
    program_bytes: int = Field(
        768 * 1024 + 1024,
        ge=1024,
        description="Largest body with a program: 64 KB of it, each character written as twelve.",
    )
    table_bytes: int = Field(2 * 1024 * 1024, ge=1024, description="Largest body with a table of examples.")
    import_bytes: int = Field(8 * 1024 * 1024, ge=1024, description="Largest file of a session that is taken in.")
    nodes: int = Field(100_000, ge=1, description="Largest graph that a program may build, in nodes.")
    run_seconds: float = Field(5.0, gt=0, description="Longest run of a program, in seconds of computing.")
    run_megabytes: int = Field(256, ge=16, description="Most memory that a run of a program may take.")
    sandboxes: int = Field(2, ge=1, description="Worker processes that run programs.")
    threads: int = Field(2, ge=1, description="Threads for work on large graphs.")
    cached_nodes: int = Field(400_000, ge=0, description="Graphs kept in memory, in nodes of all together.")
    undo_depth: int = Field(50, ge=1, description="Changes of a session that can be undone.")
    undo_bytes: int = Field(8 * 1024 * 1024, ge=1024, description="Bytes that a session's undo may take.")
    store_seconds: float = Field(2.0, gt=0, description="Longest wait for the store; then the answer is 503.")
    keep_days: float = Field(90.0, gt=0, description="Days after which a session that nobody used is deleted.")
    rate_address: Rate = Field("1000/second", description="Most requests of one address; empty for no limit.")
    rate_begin: Rate = Field("600/minute;5000/day", description="Most sessions that one address may begin.")
    rate_change: Rate = Field("300/second", description="Most changes of one session.")
    rate_run: Rate = Field("20/second;600/minute", description="Most runs of programs in one session.")
    training_threads: int = Field(0, ge=0, description="Threads that train, all of low priority; 0: half the cores.")
    training_runs: int = Field(64, ge=1, description="Trainings that go on at the same time; the others wait.")
    streams: int = Field(2000, ge=1, description="Streams of events and pictures of all sessions together.")
    streams_of_session: int = Field(
        1000, ge=1, description="Streams of one session, two a viewer; the oldest one ends."
    )
    log: LogStyle = Field("quiet", description="quiet, text or json; the latter two log every request.")

    @property
    def limits(self) -> SandboxLimits:
        """Of programs."""
        return SandboxLimits(
            nodes=self.nodes,
            seconds=self.run_seconds,
            memory=self.run_megabytes * 1024 * 1024,
            workers=self.sandboxes,
        )
