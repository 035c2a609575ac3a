"""The files of static/ as they are sent: comments left out, a sheet with those it imports, compressed once. An address
that names the version of all files is kept by browsers for good; without it they ask again each time."""

from __future__ import annotations

import gzip
import hashlib
import math
import mimetypes
import os
import re
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)  # with lines to itself
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)
TEXTS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file ready to be sent."""

    stamp: tuple[int, int]  # of the file when it was read
    plain: bytes
    small: bytes
    kind: str
    etag: str


class Files(StaticFiles):
    """Mounted at /static; `address()` is where its files are with the version, which is found anew when the last one is
    `seconds` old."""

    def __init__(self, folder: Path, seconds: float = 1.0) -> None:
        super().__init__(directory=folder)
        self.folder = folder
        self.seconds = seconds
        self._version, self._found = "", -math.inf
        self._sent: dict[str, Sent] = {}

    def address(self) -> str:
        """/static/v/ and a version that changes whenever a file does."""
        now = time.monotonic()
        if now - self._found >= self.seconds:
            self._version, self._found = self._present(), now
        return f"/static/v/{self._version}"

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
        stamp, known = (newest(path, stat), stat.st_size), self._sent.get(str(path))
        if known and known.stamp == stamp:
            return known
        plain = path.read_bytes() if path.suffix != ".css" else with_imports(path).encode()
        if path.suffix in (".js", ".css") and "vendor" not in path.parts:
            plain = without_comments(plain.decode()).encode()
        kind = TEXTS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        small = gzip.compress(plain, 9, mtime=0) if path.suffix in TEXTS else b""
        sent = self._sent[str(path)] = Sent(stamp, plain, small, kind, f'"{hashlib.sha256(plain).hexdigest()[:20]}"')
        return sent


def without_comments(text: str) -> str:
    """A script or a style sheet without the comments that have lines to themselves."""
    return COMMENT.sub("", text)


def with_imports(path: Path) -> str:
    """A style sheet with those beside it that it imports, in one."""
    return IMPORT.sub(lambda found: path.with_name(found[1]).read_text(), path.read_text())


def newest(path: Path, stat: os.stat_result) -> int:
    """When a file was last changed, in nanoseconds; of a style sheet: it or any beside it, which it may import."""
    sheets = path.parent.glob("*.css") if path.suffix == ".css" else ()
    return max((sheet.stat().st_mtime_ns for sheet in sheets), default=stat.st_mtime_ns)
