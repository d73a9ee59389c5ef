"""The load: autocannon in a process of its own, asked for one phase after the other.

Rule: every response's time is kept and the percentiles are worked out here; a response that is not 200, that is of
another length than the others, or that fails ends the measure.
"""

import math
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from benchmarks.peers.node import node
from benchmarks.peers.servers import HEADERS, Target

ROUND = 2
LEAST = 1
"""The fewest requests a connection sends."""


class LoadError(Exception):
    """A server answered otherwise than it should; the message says how."""


@dataclass(frozen=True)
class Phase:
    """What came of asking for some seconds: the time of each response in milliseconds, and how long it took in all."""

    milliseconds: Sequence[float]
    seconds: float

    @property
    def p50(self) -> float:
        """The median time of a response."""
        return round(statistics.median(self.milliseconds), ROUND)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 responses do not exceed."""
        ordered = sorted(self.milliseconds)
        return round(ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)], ROUND)

    @property
    def rate(self) -> float:
        """The responses a second."""
        return round(len(self.milliseconds) / self.seconds, ROUND)


class Load:
    """The process that asks."""

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self._asked, self._told = asked, told
        self._rates: dict[tuple[Target, int], float] = {}

    def run(self, target: Target, connections: int, seconds: float) -> Phase:
        """Ask a target for about so long over so many connections; LoadError when an answer is not as the others.

        As many requests are sent as the last run says fit into that time, and all are waited for: to stop on the
        second would leave out what a slow server is still working on.
        """
        known = self._rates.get((target, connections))
        rate = self._phase(target, connections, connections * LEAST).rate if known is None else known
        amount = max(LEAST, math.ceil(rate * seconds / connections)) * connections
        phase = self._phase(target, connections, amount)
        self._rates[target, connections] = phase.rate
        return phase

    def _phase(self, target: Target, connections: int, amount: int) -> Phase:
        asked = {
            "url": target.url,
            "headers": HEADERS,
            "body": target.body.decode(),
            "connections": connections,
            "amount": amount,
        }
        self._asked.write(orjson.dumps(asked) + b"\n")
        self._asked.flush()
        told = orjson.loads(self._told.readline())
        if told["errors"] or list(told["statuses"]) != ["200"] or len(told["bytes"]) != 1:
            message = f"{target.url}: errors {told['errors']}, statuses {told['statuses']}, lengths {told['bytes']}"
            raise LoadError(message)
        return Phase(told["milliseconds"], told["seconds"])


@contextmanager
def load(folder: Path) -> Iterator[Load]:
    """Start the process from the folder where autocannon is installed."""
    command = [node(), str(folder / "load.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            message = "no pipes to the process that asks"
            raise LoadError(message)
        try:
            yield Load(process.stdin, process.stdout)
        finally:
            process.kill()
