"""Measures how well a client is served while others attack the service: `make hostile` prints the table.

The attackers are separate processes with their own addresses; the measured client asks for a territory by id, one
request after the other over a kept connection, and every failure is counted.
"""

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attacks import ADDRESSES, ATTACKS
from benchmarks.databases import EMBEDDED, prepared
from benchmarks.questions import POINT
from benchmarks.service import ROOT, Connection, RunningService, ServiceError
from server.http.export import EXPORT_SECONDS

ENGINES = (EMBEDDED, "5.26.30")
FILES = 1_024
"""The service's limit of open files, as on most systems."""
PAUSE_SECONDS = 0.02
NEW_EVERY = 50
"""One request in this many has a new shape; then the service is asked whether it is ready."""
AFTER_ATTACK_SECONDS = 15.0
REST_SECONDS = 45.0
"""The pause after the last attack. Unused results are freed after 30 s at most, and jemalloc frees pages 10 s later."""
EXPORTED = re.compile(r'cinqaxes_requests_total\{route="/export/\{format\}",status="200",worker="(\d+)"\}')
"""A pattern for the metric that counts the exports of a worker; its group matches the worker's process id."""
EXPORT_TRIES = 20
PLACES = ("commune:44109", "region:52", "departement:59", "epci:244400404")


@dataclass
class Outcome:
    """The answers of the measured client in milliseconds, its failures, and how often the service was not ready."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    unready: int = 0


@dataclass
class Round:
    """The measured client's answers during one attack, and the service's memory before and after in MiB."""

    name: str
    outcome: Outcome
    megabytes: tuple[float, float]
    attackers: str

    def row(self) -> str:
        """Return the row of the table."""
        answers = len(self.outcome.times)
        ordered = sorted(self.outcome.times) or [float("nan")]
        p95 = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
        before, after = self.megabytes
        return (
            f"| {self.name} | {answers:,} | {statistics.median(ordered):.1f} | {p95:.1f} | {ordered[-1]:.0f} "
            f"| {len(self.outcome.failures)} | {self.outcome.unready} | {before:.0f} → {after:.0f} | {self.attackers} |"
        )


HEAD = (
    "| attack | requests | p50 ms | p95 ms | max ms | failed | not ready | service MiB | answers to the attackers |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def send_requests(service: RunningService, seconds: float) -> Outcome:
    """Send requests for a number of seconds: mostly the same query, now and then one of a new shape."""
    connection, outcome = service.connection(), Outcome()
    started = time.monotonic()
    for number in range(sys.maxsize):
        if (second := time.monotonic() - started) > seconds:
            break
        query = POINT if number % NEW_EVERY else POINT.replace("population", f"n{time.monotonic_ns()}: population")
        try:
            outcome.times.append(connection.ask(query, {"id": PLACES[number % len(PLACES)]}).milliseconds)
            if number % NEW_EVERY == 0:
                outcome.unready += not connection.ready()
        except (OSError, http.client.HTTPException, ServiceError) as error:
            outcome.failures.append(f"after {second:.1f} s: {error!r}")
            connection = Connection(service.port)
        time.sleep(PAUSE_SECONDS)
    return outcome


def _load_export_code(service: RunningService, workers: int) -> None:
    """Export from every worker, so that the memory before the attacks includes the code of exports.

    A worker loads that code for its first export. No client chooses its worker, so the exports are repeated until the
    metrics of all workers count one.

    Raises:
        ServiceError: some worker has not exported after `EXPORT_TRIES` times.
    """

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{service.port}{path}", timeout=EXPORT_SECONDS) as answer:
            return str(answer.read(), "latin-1")

    exported = set[str]()
    with ThreadPoolExecutor(workers) as pool:
        for _ in range(EXPORT_TRIES):
            list(pool.map(get, ["/export/xlsx?within=departement:59"] * workers))
            exported.update(*(EXPORTED.findall(metrics) for metrics in pool.map(get, ["/metrics"] * 2 * workers)))
            if len(exported) == workers:
                return
    message = f"{len(exported)} of {workers} workers count an export in their metrics"
    raise ServiceError(message)


def measure_attack(service: RunningService, name: str, seconds: float, attackers: int) -> Round:
    """Measure during an attack."""
    before = service.megabytes()[0]
    command = [sys.executable, "-m", "benchmarks.attacks", name, str(service.port), str(seconds), str(attackers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as attack:
        time.sleep(1.0)
        got = send_requests(service, seconds - 1.0)
        attack_output = (attack.communicate(timeout=seconds + 60)[0] or "").strip()
    return Round(name, got, (before, service.megabytes()[0]), attack_output)


def measured(engine: str, folder: Path, given: argparse.Namespace) -> bool:
    """Print the table of one database; return whether the measured client was always served."""
    with prepared(engine, folder, given.size) as database:
        settings = {**database.settings, "CINQAXES_LOG_FORMAT": "json", "CINQAXES_AGENTS": "true"}
        workers = 1 if engine == EMBEDDED else given.workers
        if workers > 1:
            settings["CINQAXES_WORKERS"] = str(workers)
        with RunningService(folder, settings, files=FILES) as service:
            print(f"\n{engine}, attacks from {given.attackers} address(es)\n\n{HEAD}")
            _load_export_code(service, workers)
            send_requests(service, 2.0)
            rounds = [measure_quiet(service, "none", given.seconds)]
            for name in given.attack or ATTACKS:
                rounds.append(measure_attack(service, name, given.seconds, given.attackers))
                print(rounds[-1].row(), flush=True)
                time.sleep(AFTER_ATTACK_SECONDS)  # until the statements that the attack left in the database have ended
            time.sleep(REST_SECONDS)
            rounds.append(measure_quiet(service, "afterwards", 5.0))
    print("".join(f"\n{one.name}, {failure}" for one in rounds for failure in one.outcome.failures))
    return not any(one.outcome.failures or one.outcome.unready for one in rounds)


def measure_quiet(service: RunningService, name: str, seconds: float) -> Round:
    """Measure without an attack, and print the row."""
    before, got = service.megabytes()[0], send_requests(service, seconds)
    outcome = Round(name, got, (before, service.megabytes()[0]), "")
    print(outcome.row(), flush=True)
    return outcome


def main() -> None:
    """Measure as given on the command line; exit code 1 if a request of the measured client failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=(*ENGINES, "all"), default="all")
    parser.add_argument("--folder", type=Path, help="a folder for the databases, kept from one run to the next")
    parser.add_argument("--size", type=float, default=1.0, help="size of the synthetic network (1: 20,000 engagements)")
    parser.add_argument("--seconds", type=float, default=20.0, help="duration of each attack")
    parser.add_argument("--attack", choices=ATTACKS, action="append", help="only this attack; may be repeated")
    parser.add_argument(
        "--attackers", type=int, choices=range(1, len(ADDRESSES) + 1), default=1, help="attackers, each with an address"
    )
    parser.add_argument("--workers", type=int, default=1, help="worker processes, on Neo4j only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        engines = ENGINES if given.engine == "all" else (given.engine,)
        folder = given.folder or Path(temporary)
        held = [measured(engine, folder / engine, given) for engine in engines]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
