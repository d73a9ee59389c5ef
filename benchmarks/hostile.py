"""Measures what a client gets while others attack the service: `make hostile` prints the table.

Rule: the attackers are processes of their own, with an address of their own; the asker asks for a territory by its id,
one question after the other, over one kept connection, and every answer that is none is counted.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attacks import ATTACKS
from benchmarks.databases import EMBEDDED, prepared
from benchmarks.questions import POINT
from benchmarks.service import ROOT, Connection, RunningService, ServiceError

ENGINES = (EMBEDDED, "5.26.30")
FILES = 1_024
"""The limit of open files that the service has, as on most systems."""
PAUSE_SECONDS = 0.02
PLACES = ("commune:44109", "region:52", "departement:59", "epci:244400404")


@dataclass
class Round:
    """Another client's answers during one attack: times in milliseconds, failures, memory before and after in MiB."""

    name: str
    times: list[float]
    failed: int
    megabytes: tuple[float, float]
    attackers: str

    def row(self) -> str:
        """Return the row of the table."""
        ordered = sorted(self.times) or [float("nan")]
        p95 = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
        before, after = self.megabytes
        return (
            f"| {self.name} | {len(self.times):,} | {statistics.median(ordered):.1f} | {p95:.1f} | {ordered[-1]:.0f} "
            f"| {self.failed} | {before:.0f} → {after:.0f} | {self.attackers} |"
        )


HEAD = (
    "| attack | asked | p50 ms | p95 ms | max ms | failed | service MiB | what the attackers got |\n"
    "|---|---|---|---|---|---|---|---|"
)


def asked(service: RunningService, seconds: float) -> tuple[list[float], int]:
    """Ask again and again for so long; return the times, and how many failed."""
    connection, times, failed = service.connection(), list[float](), 0
    deadline = time.monotonic() + seconds
    for number in range(sys.maxsize):
        if time.monotonic() > deadline:
            break
        try:
            times.append(connection.ask(POINT, {"id": PLACES[number % len(PLACES)]}).milliseconds)
        except (OSError, ServiceError):
            failed += 1
            connection = Connection(service.port)
        time.sleep(PAUSE_SECONDS)
    return times, failed


def attacked(service: RunningService, name: str, seconds: float) -> Round:
    """Ask while an attack is under way."""
    before = service.megabytes()[0]
    command = [sys.executable, "-m", "benchmarks.attacks", name, str(service.port), str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as attack:
        time.sleep(1.0)
        times, failed = asked(service, seconds - 1.0)
        said = (attack.communicate(timeout=seconds + 60)[0] or "").strip()
    return Round(name, times, failed, (before, service.megabytes()[0]), said)


def measured(engine: str, folder: Path, size: float, seconds: float, names: Sequence[str]) -> bool:
    """Print the table of one database; return whether all were answered before the attacks and after them."""
    with prepared(engine, folder, size) as database:
        settings = {**database.settings, "CINQAXES_LOG_FORMAT": "json"}
        with RunningService(folder, settings, files=FILES) as service:
            print(f"\n{engine}\n\n{HEAD}")
            asked(service, 2.0)
            times, failed_before = asked(service, seconds)
            megabytes = service.megabytes()[0]
            print(Round("none", times, failed_before, (megabytes, megabytes), "").row(), flush=True)
            for name in names:
                print(attacked(service, name, seconds).row(), flush=True)
                time.sleep(15.0)  # what the last attack left on the database ends
            times, failed = asked(service, 5.0)
            print(Round("afterwards", times, failed, (megabytes, service.megabytes()[0]), "").row(), flush=True)
            return not failed_before + failed


def main() -> None:
    """Measure as the command line says; code 1 if answers fail though nobody attacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=(*ENGINES, "all"), default="all")
    parser.add_argument("--folder", type=Path, help="a folder for the databases, kept from one run to the next")
    parser.add_argument("--size", type=float, default=1.0, help="of the made-up network (1: 20,000 engagements)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each attack")
    parser.add_argument("--attack", choices=ATTACKS, action="append", help="only these")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        engines = ENGINES if given.engine == "all" else (given.engine,)
        folder, names = given.folder or Path(temporary), given.attack or list(ATTACKS)
        held = [measured(engine, folder / engine, given.size, given.seconds, names) for engine in engines]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
