"""The load: autocannon in a separate process, which runs one phase after another.

The time of every right answer is kept and the percentiles are computed here; an answer that is refused, fails or
differs in length is counted by its content, and does not end the phase.
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
"""The minimum number of requests per connection."""
SHORTEST = 0.001
"""The minimum duration of a phase in seconds, used if nothing was answered."""


class LoadError(Exception):
    """The load process has ended."""


@dataclass(frozen=True)
class Phase:
    """Results of a phase of load: the time of each right answer in milliseconds, and the total seconds.

    `failures`: the number of other answers, by their content.
    """

    milliseconds: Sequence[float]
    seconds: float
    failures: Mapping[str, int]

    @property
    def p50(self) -> float:
        """The median time of the right answers, of which there is at least one."""
        return round(statistics.median(self.milliseconds), ROUND)

    @property
    def p95(self) -> float:
        """The 95th percentile of the times of right answers, of which there is at least one."""
        ordered = sorted(self.milliseconds)
        return round(ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)], ROUND)

    @property
    def rate(self) -> float:
        """The number of right answers per second."""
        return round(len(self.milliseconds) / self.seconds, ROUND)

    @property
    def pace(self) -> float:
        """The number of answers per second, right or not."""
        return (len(self.milliseconds) + sum(self.failures.values())) / self.seconds


class Load:
    """The load process."""

    def __init__(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        self._requests, self._replies = requests, replies
        self._paces: dict[tuple[Target, int], float] = {}
        self._sizes: dict[Target, int | None] = {}

    def run(self, target: Target, connections: int, seconds: float) -> Phase:
        """Send requests to a target for about this many seconds over this many connections.

        The number of requests is estimated from the pace of the last run, and every answer is awaited: stopping when
        the time is over would leave out the requests that a slow server is still working on.
        """
        known = self._paces.get((target, connections))
        pace = self._phase(target, connections, connections * LEAST).pace if known is None else known
        amount = max(LEAST, math.ceil(pace * seconds / connections)) * connections
        phase = self._phase(target, connections, amount)
        self._paces[target, connections] = phase.pace
        return phase

    def _phase(self, target: Target, connections: int, amount: int) -> Phase:
        phase = {
            "url": target.url,
            "headers": HEADERS,
            "body": target.body.decode(),
            "connections": connections,
            "amount": amount,
            "size": self._sizes.get(target),
        }
        self._requests.write(orjson.dumps(phase) + b"\n")
        self._requests.flush()
        line = self._replies.readline()
        if not line:
            message = f"the load process ended during a phase on {target.url}"
            raise LoadError(message)
        reply = orjson.loads(line)
        self._sizes[target] = reply["size"]
        return Phase(reply["milliseconds"], max(reply["seconds"], SHORTEST), reply["failures"])


@contextmanager
def load(folder: Path) -> Iterator[Load]:
    """Start the process in the folder where autocannon is installed."""
    command = [node(), str(folder / "load.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            message = "no pipes to the load process"
            raise LoadError(message)
        try:
            yield Load(process.stdin, process.stdout)
        finally:
            process.kill()
