"""The server: the app on an address, with as many connections as the system gives."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from contextlib import suppress

import uvicorn

from app.logs import set_up_logs
from app.main import create_app
from app.packets import HttpProtocol
from app.program.apart import SandboxApart
from app.settings import Settings
from app.web.late import LateApp

CONNECTIONS = 65_536


class Server(uvicorn.Server):
    """uvicorn's server, which says where to look once it answers, and gets ready what can wait; it ends the streams of
    events when it stops."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()
        gc.enable()
        if self.started:
            host = "127.0.0.1" if self.config.host in {"0.0.0.0", "::"} else self.config.host
            sys.stdout.write(f"Backlight is at http://{host}:{self.config.port}\n")
            sys.stdout.flush()
            if isinstance(self.config.app, LateApp):
                self.getting_ready = asyncio.create_task(self.config.app.get_ready())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if isinstance(self.config.app, LateApp):
            self.config.app.state.hub.end()
        await super().shutdown(sockets)


def allow_connections() -> None:
    """As many as the system lets a process have, and not only the 1,024 that many systems begin with."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, CONNECTIONS)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def serve(settings: Settings, sandbox: SandboxApart) -> None:
    """Until it is stopped; then the sandbox is closed, too."""
    sys.setswitchinterval(0.0005)  # requests wait that long at most for a thread that is deep in Python
    set_up_logs(settings.log)
    allow_connections()
    config = uvicorn.Config(
        create_app(settings, sandbox=sandbox),
        settings.host,
        settings.port,
        http=HttpProtocol,
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )
    Server(config).run()
