"""Measures the service on a synthetic national network over HTTP, and reports a table.

Warm runs in interleaved rounds, with the first run reported separately; every answer is read completely, and an error
ends the measurement.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from benchmarks import report
from benchmarks.databases import EMBEDDED, prepared, touch, writer
from benchmarks.questions import Question, questions
from benchmarks.service import Connection, RunningService, Timed
from graph.access import Access

ENGINES = (EMBEDDED, "5.26.30")
ACTORS = (
    '{ mobilised(axes: [VICTIM_SUPPORT], asOf: "2026-11-25", orderBy: [{engagementCount: DESC}], first: 8)'
    " { edges { node { actor { id } } } } }"
)
PAUSE_SECONDS = 0.002


@dataclass(frozen=True)
class Effort:
    """The amount of measuring: rounds, runs per round, warm-up runs, writes, and the size of the network (1: full)."""

    rounds: int = 10
    runs: int = 10
    warm: int = 30
    writes: int = 10
    size: float = 1.0


QUICK = Effort(rounds=2, runs=5, warm=5, writes=2, size=0.05)


@dataclass
class Spread:
    """Times in milliseconds."""

    times: list[float] = field(default_factory=list)

    def quantile(self, percent: int) -> float:
        """Return the time that this percentage of the runs does not exceed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]

    def summary(self) -> dict[str, float]:
        """Return the median and other figures for the report."""
        return {
            "p50": round(statistics.median(self.times), 2),
            "p95": round(self.quantile(95), 2),
            "max": round(max(self.times), 2),
            "runs": len(self.times),
        }


class Session:
    """The runs of all queries on one service."""

    def __init__(self, service: RunningService) -> None:
        self._service = service
        self._connection = service.connection()
        actors = orjson.loads(self._connection.ask(ACTORS, {}).body)["data"]["mobilised"]["edges"]
        self.questions = questions(self._connection, [edge["node"]["actor"]["id"] for edge in actors])
        self._turn: defaultdict[str, int] = defaultdict(int)

    def run(self, question: Question) -> tuple[float, int]:
        """Run a query once; return milliseconds and bytes."""
        turn = self._turn[question.name]
        self._turn[question.name] += 1
        variants = question.variants if question.together else [question.variants[turn % len(question.variants)]]
        answers: list[Timed] = [self._connection.ask(question.query, v, question.name) for v in variants]
        return sum(a.milliseconds for a in answers), sum(len(a.body) for a in answers)

    def measure(self, effort: Effort) -> list[dict[str, object]]:
        """Run everything in interleaved rounds, and return the results of each query."""
        first = {q.name: self.run(q) for q in self.questions}
        spreads: defaultdict[str, Spread] = defaultdict(Spread)
        evicting = [[q] for q in self.questions if q.evicts_caches]
        for group in ([q for q in self.questions if not q.evicts_caches], *evicting):
            self._measure(group, effort, spreads)
        sent = self._service.statements()
        return [
            {
                "name": q.name,
                "title": q.title,
                **spreads[q.name].summary(),
                "first": round(first[q.name][0], 1),
                "bytes": first[q.name][1],
                "statements": sent[q.name],
            }
            for q in self.questions
        ]

    def _measure(self, group: Sequence[Question], effort: Effort, spreads: Mapping[str, Spread]) -> None:
        for question in group:
            for _ in range(effort.warm):
                self.run(question)
        for _ in range(effort.rounds):
            for question in group:
                spreads[question.name].times.extend(self.run(question)[0] for _ in range(effort.runs))


def reloads(service: RunningService, access: Access, asked: Sequence[Question], effort: Effort) -> dict[str, object]:
    """Write while a simple query is repeated; return the times of the reloads and of that query."""
    plain, resting = asked[0], asked[1]
    connection = service.connection()
    idle = _while_asking(service, plain, lambda: time.sleep(1))
    spreads: dict[str, object] = {"plainIdle": idle.summary()}
    for name, everything in (("engagement", False), ("everything", True)):
        taken = Spread()

        def write(taken: Spread = taken, *, everything: bool = everything) -> None:
            for _ in range(effort.writes):
                touch(access, everything=everything)
                taken.times.append(connection.ask(resting.query, resting.variants[0], "reload").milliseconds)

        meanwhile = _while_asking(service, plain, write)
        spreads |= {name: taken.summary(), f"{name}Beside": meanwhile.summary()}
    return spreads


def _while_asking(service: RunningService, question: Question, work: Callable[[], None]) -> Spread:
    """Repeat a query while some work is done; return its times."""
    asked, done = Spread(), threading.Event()
    connection: Connection = service.connection()

    def ask() -> None:
        while not done.is_set():
            asked.times.append(connection.ask(question.query, question.variants[0], "beside").milliseconds)
            time.sleep(PAUSE_SECONDS)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        work()
    finally:
        done.set()
        asking.join()
    return asked


def measured(engine: str, folder: Path, effort: Effort) -> dict[str, object]:
    """Return everything measured on an engine."""
    with prepared(engine, folder, effort.size) as database, RunningService(folder, database.settings) as service:
        results: dict[str, object] = {"loadSeconds": database.load_seconds, "startSeconds": service.start_seconds}
        results["memoryAtStart"] = service.megabytes()
        session = Session(service)
        results["questions"] = session.measure(effort)
        results["memory"] = service.megabytes()
        results["reloads"] = reloads(service, writer(database, service), session.questions, effort)
        results["memoryAfterReloads"] = service.megabytes()
        results["targets"] = {q.name: q.target_on(engine) for q in session.questions}
    return results


def main() -> None:
    """Measure, print the table, and store it if everything was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure", description=__doc__)
    parser.add_argument("--engine", choices=[*ENGINES, "all"], default="all")
    parser.add_argument("--quick", action="store_true", help="a small network and few runs, to see that it works")
    parser.add_argument("--folder", type=Path, help="keep the databases here, and reuse those found here")
    asked = parser.parse_args()
    effort = QUICK if asked.quick else Effort()
    engines = ENGINES if asked.engine == "all" else (asked.engine,)
    kept = tempfile.TemporaryDirectory() if asked.folder is None else nullcontext(str(asked.folder.resolve()))
    facts = report.facts()
    with kept as name:
        engine_results = {engine: measured(engine, Path(name) / engine, effort) for engine in engines}
    facts |= {"engines": engine_results}
    print(report.table(facts))
    if engines == ENGINES and not asked.quick:
        report.keep(facts)


if __name__ == "__main__":
    main()
