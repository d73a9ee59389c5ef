"""The load: autocannon in a process of its own, asked for one phase after the other.

Rule: the time of every right answer is kept and the percentiles are worked out here; an answer that is refused, fails
or is of another length than the others is counted with what it said, and ends nothing.
"""

import math
import statistics
import subprocess
from collections.abc import Iterator, Mapping, Sequence
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
SHORTEST = 0.001
"""Seconds of a phase in which nothing was answered at all."""


class LoadError(Exception):
    """The process that asks has ended."""


@dataclass(frozen=True)
class Phase:
    """Results of some seconds of load: the time of each right answer in milliseconds, how long it took in all.

    `failures`: how many other answers there were, by what they said.
    """

    milliseconds: Sequence[float]
    seconds: float
    failures: Mapping[str, int]

    @property
    def p50(self) -> float:
        """The median time of a right answer, of which there is one at least."""
        return round(statistics.median(self.milliseconds), ROUND)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 right answers do not exceed, of which there is one at least."""
        ordered = sorted(self.milliseconds)
        return round(ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)], ROUND)

    @property
    def rate(self) -> float:
        """The right answers a second."""
        return round(len(self.milliseconds) / self.seconds, ROUND)

    @property
    def pace(self) -> float:
        """All answers a second, right or not."""
        return (len(self.milliseconds) + sum(self.failures.values())) / self.seconds


class Load:
    """The process that asks."""

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self._asked, self._told = asked, told
        self._paces: dict[tuple[Target, int], float] = {}
        self._sizes: dict[Target, int | None] = {}

    def run(self, target: Target, connections: int, seconds: float) -> Phase:
        """Ask a target for about so long over so many connections.

        As many requests are sent as the last run says fit into that time, and all are waited for: to stop on the
        second would leave out what a slow server is still working on.
        """
        known = self._paces.get((target, connections))
        pace = self._phase(target, connections, connections * LEAST).pace if known is None else known
        amount = max(LEAST, math.ceil(pace * seconds / connections)) * connections
        phase = self._phase(target, connections, amount)
        self._paces[target, connections] = phase.pace
        return phase

    def _phase(self, target: Target, connections: int, amount: int) -> Phase:
        asked = {
            "url": target.url,
            "headers": HEADERS,
            "body": target.body.decode(),
            "connections": connections,
            "amount": amount,
            "size": self._sizes.get(target),
        }
        self._asked.write(orjson.dumps(asked) + b"\n")
        self._asked.flush()
        line = self._told.readline()
        if not line:
            message = f"the process that asks has ended while it asked {target.url}"
            raise LoadError(message)
        told = orjson.loads(line)
        self._sizes[target] = told["size"]
        return Phase(told["milliseconds"], max(told["seconds"], SHORTEST), told["failures"])


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
