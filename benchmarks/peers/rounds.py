"""The measurement: rounds of timed requests.

The rounds are interleaved, so that other load on the machine affects all alike: in each round, for each query, each
server in turn is warmed up, measured over one connection, then over several; the results are medians over the rounds.
Every second round has the servers in the opposite order, because the database, which they share, is still busy with
garbage of the server before.
"""

import math
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from benchmarks.peers.load import Load, Phase
from benchmarks.peers.proof import FirstAnswer
from benchmarks.peers.questions import Question, questions
from benchmarks.peers.servers import OURS, Process, Server, ServerError, ask
from benchmarks.service import RunningService

CONNECTIONS = 8
READY_IN_A_ROW = 20
PAUSE_SECONDS = 0.05
LOG_READS = 200
"""The maximum number of times that the log is read to find one line."""
ROUND = 2


@dataclass(frozen=True)
class Effort:
    """The amount of measuring: rounds, seconds per phase, runs to choose a way of asking, size of the network.

    Many short rounds are better than a few long ones: processes differ more from each other than phases do.
    """

    rounds: int = 8
    warm_seconds: float = 1.0
    single_seconds: float = 1.5
    many_seconds: float = 2.0
    tries: int = 20
    size: float = 1.0


QUICK = Effort(rounds=1, warm_seconds=0.2, single_seconds=0.3, many_seconds=0.3, tries=3, size=0.25)


@dataclass
class Samples:
    """The results of a query on a server, one value per round: milliseconds, responses per second, processor time.

    A round without a right answer adds no value; `failures` counts what was refused or failed, by its content.
    """

    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database_cpu: list[float] = field(default_factory=list)
    runs: int = 0
    requests: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def single(self, phase: Phase) -> None:
        """Record a round over one connection."""
        self._note(phase)
        self.runs += len(phase.milliseconds)
        if phase.milliseconds:
            self.p50.append(phase.p50)
            self.p95.append(phase.p95)

    def many(self, phase: Phase) -> None:
        """Record a round over several connections."""
        self._note(phase)
        if phase.milliseconds:
            self.rate.append(phase.rate)

    def _note(self, phase: Phase) -> None:
        self.requests += len(phase.milliseconds) + sum(phase.failures.values())
        self.failures.update(phase.failures)

    def summary(self) -> dict[str, Any]:
        """Return the medians of the answered requests, the values of each round, and how many were sent and failed."""
        values = {
            "p50": self.p50,
            "p95": self.p95,
            "perSecond": self.rate,
            "cpu": self.cpu,
            "databaseCpu": self.database_cpu,
        }
        rounds = {name: [round(one, ROUND) for one in times] for name, times in values.items() if times}
        return {
            **{name: statistics.median(times) for name, times in rounds.items()},
            "rounds": rounds,
            "runs": self.runs,
            "requests": self.requests,
            "failures": dict(self.failures),
        }


def wait(service: RunningService) -> None:
    """Wait until a service is ready with all its workers, which become ready one after the other."""
    ready = 0
    while ready < READY_IN_A_ROW:
        with closing(service.connection()) as connection:
            ready = ready + 1 if connection.ready() else 0
        if not ready:
            time.sleep(PAUSE_SECONDS)


def fastest(asked: Sequence[FirstAnswer], tries: int) -> list[FirstAnswer]:
    """Return for each server the fastest way of asking; if there are several, each is tried `tries` times."""
    ways: defaultdict[str, list[FirstAnswer]] = defaultdict(list)
    for one in asked:
        ways[one.server.name].append(one)
    return [min(every, key=lambda x: _median_time(x, tries)) if len(every) > 1 else every[0] for every in ways.values()]


def _median_time(one: FirstAnswer, tries: int) -> float:
    """Return the median time of the later half of some tries; infinity if one is refused."""
    try:
        return statistics.median([ask(one.target)[0] for _ in range(tries)][tries // 2 :])
    except (OSError, ServerError):
        return math.inf


class Results(defaultdict[str, defaultdict[str, Samples]]):
    """Results by query and server."""

    def __init__(self) -> None:
        super().__init__(lambda: defaultdict(Samples))


def measure(
    asked: Mapping[str, Sequence[FirstAnswer]],
    database: Process,
    load: Load,
    effort: Effort,
    results: Results,
    numbers: Iterable[int],
) -> None:
    """Measure each query on each server in the rounds of these numbers, after warming up, and add to the results."""
    for every in asked.values():
        for one in every:
            load.run(one.target, CONNECTIONS, effort.warm_seconds)
    for number in numbers:
        for question, every in asked.items():
            for one in every if number % 2 else reversed(every):
                taken = results[question][one.server.name]
                load.run(one.target, CONNECTIONS, effort.warm_seconds)
                taken.single(load.run(one.target, 1, effort.single_seconds))
                _many(one, taken, database, load, effort)


def _many(one: FirstAnswer, taken: Samples, database: Process, load: Load, effort: Effort) -> None:
    """Measure over several connections, including the processor time of the server and the database."""
    before, database_before = one.server.process.cpu_milliseconds(), database.cpu_milliseconds()
    phase = load.run(one.target, CONNECTIONS, effort.many_seconds)
    taken.many(phase)
    if requests := len(phase.milliseconds):
        taken.cpu.append((one.server.process.cpu_milliseconds() - before) / requests)
        taken.database_cpu.append((database.cpu_milliseconds() - database_before) / requests)


def statements(one: FirstAnswer, question: str, service: RunningService) -> int | None:
    """Send a query once more; return the number of statements it took, or None if the server does not report it."""
    if one.server.name != OURS:
        before = one.server.statements()
        ask(one.target)
        return one.server.statements() - before
    ask(one.target, question)
    for _ in range(LOG_READS):  # the log line is written after the answer
        if (count := service.statements().get(question)) is not None:
            return count
        time.sleep(PAUSE_SECONDS)
    return None


Variants = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Results by variant of the service and query."""


def alone(servers: Mapping[str, Server], load: Load, effort: Effort) -> Iterator[Variants]:
    """Yield the results of each query on each variant of the service, after each round, interleaved as well."""
    by_server: dict[str, defaultdict[str, Samples]] = {name: defaultdict(Samples) for name in servers}
    sizes = {name: {q.name: _size(server, q) for q in questions()} for name, server in servers.items()}
    for server in servers.values():
        for question in questions():
            load.run(server.targets(question)[""], CONNECTIONS, effort.warm_seconds)
    for _ in range(effort.rounds):
        for question in questions():
            for name, server in servers.items():
                taken, target = by_server[name][question.name], server.targets(question)[""]
                load.run(target, CONNECTIONS, effort.warm_seconds)
                taken.single(load.run(target, 1, effort.single_seconds))
                taken.many(load.run(target, CONNECTIONS, effort.many_seconds))
        yield {
            name: {q.name: by_server[name][q.name].summary() | sizes[name][q.name] for q in questions()}
            for name in servers
        }


def _size(server: Server, question: Question) -> dict[str, int]:
    """Return the length of an answer, in a dict; the dict is empty if the request is refused."""
    try:
        return {"bytes": len(ask(server.targets(question)[""])[1])}
    except (OSError, ServerError):
        return {}
