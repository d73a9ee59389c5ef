"""The measure itself: what each server answers first, that all answer the same, then rounds of timed asking.

Rule: interleaved, so that what else the machine does falls on all alike: in each round, for each question, each server
in turn is warmed, asked over one connection, then over several; medians over the rounds.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from benchmarks.peers.equality import prove
from benchmarks.peers.load import Load, Phase
from benchmarks.peers.questions import Question, questions
from benchmarks.peers.servers import OURS, Process, Server, Target, ask
from benchmarks.service import RunningService

CONNECTIONS = 8
READY_IN_A_ROW = 20
PAUSE_SECONDS = 0.05
ROUND = 2


@dataclass(frozen=True)
class Effort:
    """How much is asked: rounds, seconds of each phase, runs to choose a way of asking, the size of the network."""

    rounds: int = 3
    warm_seconds: float = 1.5
    single_seconds: float = 4.0
    many_seconds: float = 4.0
    tries: int = 20
    size: float = 1.0


QUICK = Effort(rounds=1, warm_seconds=0.2, single_seconds=0.3, many_seconds=0.3, tries=3, size=0.25)


@dataclass
class Taken:
    """What came of a question on a server, one value a round: milliseconds, responses a second, processor time."""

    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database_cpu: list[float] = field(default_factory=list)
    runs: int = 0

    def single(self, phase: Phase) -> None:
        """Note a round over one connection."""
        self.p50.append(phase.p50)
        self.p95.append(phase.p95)
        self.runs += len(phase.milliseconds)

    def told(self) -> dict[str, float]:
        """Return the medians."""
        values = {
            "p50": self.p50,
            "p95": self.p95,
            "perSecond": self.rate,
            "cpu": self.cpu,
            "databaseCpu": self.database_cpu,
        }
        medians = {name: round(statistics.median(found), ROUND) for name, found in values.items() if found}
        return {**medians, "runs": self.runs}


@dataclass
class RequestContext:
    """A question put to a server: the way of asking that was the fastest; the first answer's milliseconds and bytes."""

    server: Server
    way: str
    target: Target
    first: float
    size: int


def wait(service: RunningService) -> None:
    """Wait until a service is ready, all its workers: they become so one after the other."""
    for _ in range(READY_IN_A_ROW):
        while not service.connection().ready():
            time.sleep(PAUSE_SECONDS)


def compared(question: Question, servers: Sequence[Server], tries: int) -> list[RequestContext]:
    """Ask every server for the first time, in every way it can be asked; refuse answers that are not all equal."""
    found: list[RequestContext] = []
    answers: dict[str, Any] = {}
    for server in servers:
        for way, target in server.targets(question).items():
            taken, body = ask(target)
            found.append(RequestContext(server, way, target, taken, len(body)))
            answers[f"{server.name} {way}".strip()] = server.common(question, orjson.loads(body)["data"])
    prove(question.name, answers)
    return [_fastest([x for x in found if x.server.name == name], tries) for name in {x.server.name: x for x in found}]


def _fastest(asked: Sequence[RequestContext], tries: int) -> RequestContext:
    if len(asked) == 1:
        return asked[0]
    return min(asked, key=lambda x: statistics.median([ask(x.target)[0] for _ in range(tries)][tries // 2 :]))


def measured(
    asked: Mapping[str, Sequence[RequestContext]], database: Process, load: Load, effort: Effort
) -> dict[str, dict[str, Taken]]:
    """Return what came of each question on each server."""
    found: defaultdict[str, dict[str, Taken]] = defaultdict(lambda: defaultdict(Taken))
    for every in asked.values():
        for one in every:
            load.run(one.target, CONNECTIONS, effort.warm_seconds)
    for _ in range(effort.rounds):
        for question, every in asked.items():
            for one in every:
                taken = found[question][one.server.name]
                load.run(one.target, CONNECTIONS, effort.warm_seconds)
                taken.single(load.run(one.target, 1, effort.single_seconds))
                _many(one, taken, database, load, effort)
    return found


def _many(one: RequestContext, taken: Taken, database: Process, load: Load, effort: Effort) -> None:
    """Ask over several connections, and note what that costs the server and the database of processor time."""
    before, database_before = one.server.process.cpu_milliseconds(), database.cpu_milliseconds()
    phase = load.run(one.target, CONNECTIONS, effort.many_seconds)
    requests = len(phase.milliseconds)
    taken.rate.append(phase.rate)
    taken.cpu.append((one.server.process.cpu_milliseconds() - before) / requests)
    taken.database_cpu.append((database.cpu_milliseconds() - database_before) / requests)


def statements(one: RequestContext, question: str, service: RunningService) -> int:
    """Return how many statements a server sends for a question, asked once more."""
    if one.server.name == OURS:
        ask(one.target, question)
        return service.statements()[question]
    before = one.server.statements()
    ask(one.target)
    return one.server.statements() - before


def alone(servers: Mapping[str, Server], load: Load, effort: Effort) -> dict[str, dict[str, dict[str, float]]]:
    """Return what came of each question on each variant of the service, in rounds that are interleaved as well."""
    found: dict[str, defaultdict[str, Taken]] = {name: defaultdict(Taken) for name in servers}
    for server in servers.values():
        for question in questions():
            load.run(server.targets(question)[""], CONNECTIONS, effort.warm_seconds)
    for _ in range(effort.rounds):
        for question in questions():
            for name, server in servers.items():
                taken, target = found[name][question.name], server.targets(question)[""]
                load.run(target, CONNECTIONS, effort.warm_seconds)
                taken.single(load.run(target, 1, effort.single_seconds))
                taken.rate.append(load.run(target, CONNECTIONS, effort.many_seconds).rate)
    return {
        name: {q.name: found[name][q.name].told() | {"bytes": len(ask(server.targets(q)[""])[1])} for q in questions()}
        for name, server in servers.items()
    }
