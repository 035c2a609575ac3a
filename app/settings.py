"""Every limit and address of a server in one frozen object, set by the environment or on the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a server may be told: `BACKLIGHT_PORT=9000`, or `python -m app --port 9000`."""

    model_config = SettingsConfigDict(env_prefix="BACKLIGHT_", frozen=True, extra="forbid", cli_kebab_case=True)

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 serves the whole network.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    data: Path = Field(Path("data"), description="Folder that holds the sessions; made when it is missing.")
    request_bytes: int = Field(192 * 1024, ge=1024, description="Largest body of a request, in bytes.")
