"""Somebody who reads one address again and again, in a process of its own: in that of many busy clients the reader
would wait for them, and not for the server. `Client.reads` starts it."""

from __future__ import annotations

import json
import sys
import time
from http.client import HTTPConnection


def main() -> None:
    port, path, cookie, times, pause = sys.argv[1:]
    connection, taken = HTTPConnection("127.0.0.1", int(port), timeout=60), []
    for _ in range(int(times)):
        time.sleep(float(pause))
        start = time.perf_counter()
        connection.request("GET", path, headers={"cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status}")
    json.dump(taken, sys.stdout)


if __name__ == "__main__":
    main()
