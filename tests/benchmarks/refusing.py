"""A server that refuses some requests: `python -m tests.benchmarks.refusing PORT`.

Requests for coverage are always refused; of the rest, one in five gets 503, one in seven 200 with errors, and one in
eleven a closed connection. `/counts` returns the number of each.
"""

import json
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import ClassVar

RIGHT = {"data": {"territory": {"name": "Nantes"}}}
BUSY = {"errors": [{"message": "occupé, réessayez"}]}
PARTLY = {"data": None, "errors": [{"message": "interrompue"}]}


class Refusing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    numbers = count(1)
    counts: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        number = next(self.numbers)
        if b"coverage" in body or number % 5 == 0:
            self._answer(503, BUSY, "refused")
        elif number % 7 == 0:
            self._answer(200, PARTLY, "errors")
        elif number % 11 == 0:
            self.counts["ended"] += 1
            self.close_connection = True
        else:
            self._answer(200, RIGHT, "right")

    def do_GET(self) -> None:
        counted = dict(self.counts)
        self.counts.clear()
        self._answer(200, counted, "")

    def _answer(self, status: int, value: object, kind: str) -> None:
        if kind:
            self.counts[kind] += 1
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Write nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Refusing).serve_forever()
