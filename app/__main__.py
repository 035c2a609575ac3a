"""Starts the server: `python -m app`, or the `backlight` command. `--help` lists every setting."""

from __future__ import annotations

import gc
import os

gc.disable()  # what is imported now stays for good: to look through it again and again takes a tenth of the start
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks through all packages for one

from pydantic_settings import CliApp  # noqa: E402

from app.lean import import_fastapi  # noqa: E402
from app.program.apart import SandboxApart  # noqa: E402
from app.settings import Settings  # noqa: E402


def main() -> None:
    """Reads the settings from the command line and the environment, and serves until it is stopped."""
    settings = CliApp.run(Settings)
    sandbox = SandboxApart(settings.limits)
    import_fastapi()
    from app.server import serve  # two thirds of the start, in which the sandbox gets ready

    serve(settings, sandbox)


if __name__ == "__main__":
    main()
