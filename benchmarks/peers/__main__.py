"""Compares the service with three other servers on one real Neo4j: `python -m benchmarks.peers`.

Before measuring, all servers are proved to give the same answers. Each section is written as a draft after each round,
and kept only when it is complete; a failing section does not end the others.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.databases import Prepared, prepared
from benchmarks.peers import node, report
from benchmarks.peers.load import load
from benchmarks.peers.proof import FirstAnswer, proved
from benchmarks.peers.questions import questions
from benchmarks.peers.rounds import QUICK, Effort, Results, alone, fastest, measure, statements, wait
from benchmarks.peers.servers import Process, Server, peers, service
from benchmarks.peers.stages import stages
from benchmarks.service import RunningService
from graph.access import Access

ENGINE = "5.26.30"
LARGER = 10
WORKERS = (1, 2)


def _prepared(folder: Path, effort: Effort) -> AbstractContextManager[Prepared]:
    """Provide the database for a network size; each size has its own folder."""
    return prepared(ENGINE, folder / f"size-{effort.size:g}", effort.size)


def _access(database: Prepared) -> Access:
    if database.access is None:
        message = f"{ENGINE} is not a database server"
        raise ValueError(message)
    return database.access


def _comparison(folder: Path, cache: Path, effort: Effort) -> Iterator[dict[str, Any]]:
    """Yield the results of all queries on all servers, after each round; the last also has the times by stage.

    Each round starts the servers anew: two processes of the same code differ by up to a fifth.
    """
    with ExitStack() as stack:
        asking = stack.enter_context(load(node.installed("autocannon", cache)))
        database = stack.enter_context(_prepared(folder, effort))
        process = Process(urlsplit(_access(database).uri).port or 0)
        ways: dict[str, set[str]] = {}
        results = Results()
        for number in range(1, effort.rounds + 1):
            with _servers(database, cache, folder) as (running, servers):
                every = proved(questions(), servers)
                if not ways:
                    print("All servers give equal answers; measuring…", flush=True)
                    fast = {name: fastest(first, effort.tries) for name, first in every.items()}
                    ways = {name: {one.sender for one in first} for name, first in fast.items()}
                asked = {name: [x for x in first if x.sender in ways[name]] for name, first in every.items()}
                sent = {
                    name: {x.server.name: statements(x, name, running) for x in first} for name, first in asked.items()
                }
                measure(asked, process, asking, effort, results, [number])
                section = {"questions": _questions(asked, sent, results), "megabytes": _megabytes(servers)}
                if number == effort.rounds:
                    section["stages"] = stages(_access(database), questions(), running.connection())
            yield section


@contextmanager
def _servers(database: Prepared, cache: Path, folder: Path) -> Iterator[tuple[RunningService, Sequence[Server]]]:
    """Start the service and its peers, and wait until all are ready."""
    with service(database, {}) as (running, ours), peers(_access(database), cache, folder) as others:
        wait(running)
        yield running, [ours, *others]


def _questions(
    asked: Mapping[str, Sequence[FirstAnswer]], sent: Mapping[str, Mapping[str, int | None]], taken: Results
) -> list[dict[str, Any]]:
    return [
        {
            "name": q.name,
            "title": q.title,
            "remark": q.remark,
            "servers": {
                one.server.name: {
                    **taken[q.name][one.server.name].summary(),
                    "way": one.way,
                    "first": round(one.milliseconds, 1),
                    "bytes": one.size,
                    "statements": sent[q.name][one.server.name],
                }
                for one in asked[q.name]
            },
        }
        for q in questions()
    ]


def _megabytes(servers: Sequence[Server]) -> dict[str, int]:
    return {f"{s.name} {s.model}".strip(): round(s.process.megabytes()) for s in servers}


Variant = tuple[Effort, Mapping[str, str]]
"""The size of the network that a service answers from, and its settings."""


def _alone(folder: Path, cache: Path, variants: Mapping[str, Variant]) -> Iterator[dict[str, Any]]:
    """Yield the results of all queries on variants of the service without the peers, after each round."""
    with ExitStack() as stack:
        asking = stack.enter_context(load(node.installed("autocannon", cache)))
        sizes = {effort.size: effort for effort, _ in variants.values()}
        databases = {size: stack.enter_context(_prepared(folder, effort)) for size, effort in sizes.items()}
        started, megabytes = {}, {}
        for name, (effort, settings) in variants.items():
            running, started[name] = stack.enter_context(service(databases[effort.size], settings, f"service-{name}"))
            wait(running)
            megabytes[name] = round(started[name].process.megabytes())
        (effort, _), *_ = variants.values()
        titles = {q.name: q.title for q in questions()}
        for measures in alone(started, asking, effort):
            yield {"titles": titles, "megabytes": megabytes, "questions": measures}


def _growth(folder: Path, cache: Path, effort: Effort) -> Iterator[dict[str, Any]]:
    """Yield the results of all queries on the usual network and on a larger one."""
    larger = replace(effort, size=effort.size * LARGER)
    for section in _alone(folder, cache, {"usual": (effort, {}), "larger": (larger, {})}):
        yield section | {"times": LARGER}


def _workers(folder: Path, cache: Path, effort: Effort) -> Iterator[dict[str, Any]]:
    """Yield the results of all queries on one worker and on two."""
    return _alone(folder, cache, {str(n): (effort, {"CINQAXES_WORKERS": str(n)}) for n in WORKERS})


SECTIONS = {"peers": _comparison, "growth": _growth, "workers": _workers}


def _measure(name: str, folder: Path, cache: Path, effort: Effort, draft: Path) -> None:
    """Measure a section; keep each round in a draft, then the complete section, and print it."""
    facts, section, started = report.facts(ENGINE, effort), dict[str, Any](), time.monotonic()
    for result in SECTIONS[name](folder, cache, effort):
        section = facts | result
        report.keep(name, section, draft)
    if effort == Effort():
        report.keep(name, section, report.RESULTS)
    print(report.table({name: section}))
    print(f"{name}: {time.monotonic() - started:.0f} s\n", flush=True)


def main() -> None:
    """Measure the sections of the report, print and keep them; exit code 1 if one could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small network and few runs, to see that it works")
    parser.add_argument(
        "--folder", type=Path, help="keep the database and Node's packages here, and reuse those found here"
    )
    parser.add_argument("--size", type=float, help="size of the network, as a share of the full one")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--peers", action="store_true", help="only the comparison with the peers")
    only.add_argument(
        "--growth", action="store_true", help=f"only the service alone, on a network {LARGER} times as large"
    )
    only.add_argument("--workers", action="store_true", help="only the service alone with one worker and two")
    asked = parser.parse_args()
    effort = QUICK if asked.quick else Effort()
    if asked.size is not None:
        effort = replace(effort, size=asked.size)
    names = [name for name in SECTIONS if getattr(asked, name)] or [*SECTIONS]
    kept = tempfile.TemporaryDirectory() if asked.folder is None else nullcontext(str(asked.folder.resolve()))
    cache, draft = (
        (node.CACHE, node.CACHE / "draft") if asked.folder is None else (asked.folder / "node", asked.folder / "draft")
    )
    failed = []
    with kept as folder:
        for name in names:
            try:
                _measure(name, Path(folder), cache, effort, draft)
            except Exception:  # noqa: BLE001 - the other sections are still measured
                traceback.print_exc()
                failed.append(name)
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}; finished rounds are in {draft}")


if __name__ == "__main__":
    main()
