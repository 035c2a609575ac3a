"""The files of static/ as they are sent, compressed once. An address that names the version of all files is kept by
browsers for good; without it they ask again each time."""

from __future__ import annotations

import gzip
import hashlib
import math
import mimetypes
import os
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

from app.web.built import is_built, modules_of

TEXTS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".map": "application/json"}
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a page finds its files, as they are at present."""

    static: str  # with the version
    scripts: str
    styles: str
    modules: tuple[str, ...]  # those that the session page begins with, but the first


@dataclass(frozen=True, slots=True)
class Sent:
    """A file ready to be sent."""

    stamp: tuple[int, int]  # of the file when it was read
    plain: bytes
    small: bytes
    kind: str
    etag: str


class Files(StaticFiles):
    """Mounted at /static; `addresses()` are its files' with the version, which is found anew when the last one is
    `seconds` old."""

    def __init__(self, folder: Path, seconds: float = 1.0) -> None:
        super().__init__(directory=folder)
        self.folder = folder
        self.seconds = seconds
        self._version, self._found = "", -math.inf
        self._addresses: Addresses | None = None
        self._sent: dict[str, Sent] = {}

    def addresses(self) -> Addresses:
        """The version among them changes whenever a file does."""
        now, before = time.monotonic(), self._version
        if now - self._found >= self.seconds:
            self._version, self._found = self._present(), now
        if self._addresses is None or self._version != before:
            self._addresses = self._find()
        return self._addresses

    def _find(self) -> Addresses:
        static = f"/static/v/{self._version}"
        scripts, styles = ("built", "built") if is_built(self.folder) else ("js", "css")
        modules = modules_of(self.folder / scripts / "main.js")
        named = tuple(f"{static}/{path.relative_to(self.folder.resolve()).as_posix()}" for path in modules)
        return Addresses(static, f"{static}/{scripts}", f"{static}/{styles}", named)

    def _present(self) -> str:
        stamps = 0
        for at, folders, names in os.walk(self.folder):
            folders.sort()
            for name in sorted(names):
                stat = os.stat(os.path.join(at, name))
                stamps = zlib.crc32(f"{at}/{name} {stat.st_mtime_ns} {stat.st_size}".encode(), stamps)
        return f"{stamps:08x}"

    def get_path(self, scope: Scope) -> str:
        """The file's path in the folder, whatever version the address names."""
        first, _, rest = super().get_path(scope).replace(os.sep, "/").partition("/")
        return rest.partition("/")[2] if first == "v" else f"{first}/{rest}" if rest else first

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file that was sent in this version is not looked for again."""
        known = self._sent.get(os.path.join(self.folder, path))
        if known and self._is_present(scope) and scope["method"] == "GET":
            return self._response(known, scope, 200)
        return await super().get_response(path, scope)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        return self._response(self._ready(Path(full_path), stat_result), scope, status_code)

    def _is_present(self, scope: Scope) -> bool:
        """Whether the address names the version that the files have."""
        return f"/v/{self._version}/" in scope["path"]

    def _response(self, sent: Sent, scope: Scope, status_code: int) -> Response:
        headers, asked = {"etag": sent.etag, "vary": "accept-encoding"}, Headers(scope=scope)
        if self._is_present(scope):
            headers["cache-control"] = FOR_GOOD
        body = sent.plain
        if sent.small and "gzip" in asked.get("accept-encoding", ""):
            headers["content-encoding"], body = "gzip", sent.small
        response = Response(body, status_code, headers, sent.kind)
        return NotModifiedResponse(response.headers) if self.is_not_modified(response.headers, asked) else response

    def _ready(self, path: Path, stat: os.stat_result) -> Sent:
        stamp, known = (stat.st_mtime_ns, stat.st_size), self._sent.get(str(path))
        if known and known.stamp == stamp:
            return known
        plain = path.read_bytes()
        kind = TEXTS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        small = gzip.compress(plain, 9, mtime=0) if path.suffix in TEXTS else b""
        sent = self._sent[str(path)] = Sent(stamp, plain, small, kind, f'"{hashlib.sha256(plain).hexdigest()[:20]}"')
        return sent
