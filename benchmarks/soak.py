"""Runs mixed queries, imports and kills of the database on the service, and checks that it stays stable.

The only failures allowed are DATABASE_UNAVAILABLE and TIMEOUT, which are expected while the database is away. Memory
may grow by at most 10 % from the second quarter to the last, and at least one import must succeed. Otherwise the exit
code is 1.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import orjson
import psutil  # type: ignore[import-untyped]

from benchmarks.databases import EMBEDDED, Prepared, prepared
from benchmarks.measure import ACTORS
from benchmarks.questions import Question, questions
from benchmarks.service import PORT_FLAG, Connection, RunningService, ServiceError, run_command
from benchmarks.workbooks import workbook

ALLOWED = frozenset({"DATABASE_UNAVAILABLE", "TIMEOUT"})
SESSIONS = 4
PAUSE_SECONDS = 0.01
LINES = 200
KILL_SECONDS = 60.0
"""The minimum time between two kills, so that imports can finish."""
GROWTH = 1.1
"""The allowed growth of memory from the second quarter to the last; the first quarter fills the caches."""


class Sample(NamedTuple):
    """A sample: seconds since the start, memory of service and database in MiB, answers and failures until then."""

    seconds: float
    service: float
    database: float
    answers: int
    failures: int


@dataclass
class Soak:
    """The load on a service, with the counts of answers, failures, imports and kills so far."""

    service: RunningService
    database: Prepared
    ended: threading.Event = field(default_factory=threading.Event)
    answers: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    imports: Counter[str] = field(default_factory=Counter)
    kills: int = 0

    def ask(self, seed: int, asked: list[Question]) -> None:
        """Send random queries, one after the other, until the end."""
        random, connection = Random(seed), self.service.connection()
        while not self.ended.wait(PAUSE_SECONDS):
            question = random.choice(asked)
            try:
                connection.ask(question.query, random.choice(question.variants))
            except ServiceError as error:
                self.failures[_code(str(error))] += 1
            except OSError as error:
                self.failures[type(error).__name__] += 1
                connection = Connection(self.service.port)
            else:
                self.answers += 1

    def change(self, folder: Path, every: float) -> None:
        """Import a workbook and undo it, repeatedly, until the end."""
        book, applied = workbook(folder / "soak.xlsx", LINES), ""
        while not self.ended.wait(every):
            try:
                if not applied:
                    output = run_command(folder, self.database.settings, "import", str(book)).output
                    applied = next(iter(output.partition("Appliqué : ")[2].split()), "")
                    self.imports["applied"] += 1
                if applied:
                    run_command(folder, self.database.settings, "undo", applied)
            except ServiceError:
                self.imports["refused"] += 1
            else:
                self.imports["undone"] += 1
                applied = ""

    def kill(self, every: float) -> None:
        """Kill the embedded database repeatedly until the end, unless none runs; the service restarts it."""
        while not self.ended.wait(every):
            try:
                flag = f"{PORT_FLAG}{self.service.database_port()}"
            except ServiceError:
                continue
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    if process.name() == "java" and flag in process.cmdline():
                        process.kill()
                        self.kills += 1


def _code(body: str) -> str:
    errors = orjson.loads(body)["errors"] if body.startswith('{"errors"') else []
    return str(errors[0].get("extensions", {}).get("code")) if errors else body[:80]


def soaked(engine: str, folder: Path, seconds: float, size: float) -> bool:
    """Soak the service, print a line every twentieth of the time, and return whether it behaved as required."""
    with prepared(engine, folder, size) as database, RunningService(folder, database.settings) as service:
        connection = service.connection()
        actors = orjson.loads(connection.ask(ACTORS, {}).body)["data"]["mobilised"]["edges"]
        asked = questions(connection, [edge["node"]["actor"]["id"] for edge in actors])
        soak = Soak(service, database)
        tasks = [threading.Thread(target=soak.ask, args=(seed, asked)) for seed in range(SESSIONS)]
        tasks.append(threading.Thread(target=soak.change, args=(folder, seconds / 60)))
        if engine == EMBEDDED:
            tasks.append(threading.Thread(target=soak.kill, args=(max(KILL_SECONDS, seconds / 6),)))
        for task in tasks:
            task.start()
        samples, started = list[Sample](), time.monotonic()
        print(f"{engine}\n{'seconds':>8} {'service':>8} {'database':>8} {'answers':>10} {'failures':>8}")
        while time.monotonic() < started + seconds:
            time.sleep(seconds / 20)
            megabytes = service.megabytes()
            samples.append(Sample(time.monotonic() - started, *megabytes, soak.answers, soak.failures.total()))
            print("{:8.0f} {:8.0f} {:8.0f} {:10,} {:8,}".format(*samples[-1]), flush=True)
        soak.ended.set()
        for task in tasks:
            task.join()
    quarter = len(samples) // 4
    early, late = (
        statistics.median(sample.service for sample in part)
        for part in (samples[quarter : 2 * quarter], samples[-quarter:])
    )
    others = {code: number for code, number in soak.failures.items() if code not in ALLOWED}
    print(f"failures {dict(soak.failures)}, imports {dict(soak.imports)}, kills {soak.kills}")
    print(f"memory of the service: {early:.0f} MiB in the second quarter, {late:.0f} in the last ({late / early:.2f})")
    return not others and late <= GROWTH * early and soak.imports["applied"] > 0


def main() -> None:
    """Soak as given on the command line; exit code 1 for a failure that is not allowed, or for growing memory."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--engine", choices=(EMBEDDED, "5.26.30"), default=EMBEDDED)
    parser.add_argument("--seconds", type=float, default=3_600.0)
    parser.add_argument("--size", type=float, default=1.0, help="size of the synthetic network (1: 20,000 engagements)")
    parser.add_argument("--folder", type=Path, help="keep the database here, and reuse one found here")
    given = parser.parse_args()
    kept = tempfile.TemporaryDirectory() if given.folder is None else nullcontext(str(given.folder.resolve()))
    with kept as name:
        sys.exit(0 if soaked(given.engine, Path(name) / given.engine, given.seconds, given.size) else 1)


if __name__ == "__main__":
    main()
