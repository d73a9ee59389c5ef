"""Compares the service with three others on one real Neo4j: `python -m benchmarks.peers`.

Rule: a comparison is kept only when it was made in full; a quick one is written beside its database. What is compared
is first proved to answer the same.
"""

import argparse
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.databases import Prepared, prepared
from benchmarks.peers import node, report
from benchmarks.peers.load import load
from benchmarks.peers.questions import questions
from benchmarks.peers.rounds import QUICK, Effort, alone, compared, measured, statements, wait
from benchmarks.peers.servers import Process, peers, service
from benchmarks.peers.stages import stages
from graph.access import Access

ENGINE = "5.26.30"
LARGER = 10
WORKERS = (1, 2)
CACHE = Path(__file__).parents[2] / ".cache" / "peers"


def _prepared(folder: Path, effort: Effort) -> AbstractContextManager[Prepared]:
    """Give the database of a size, each size in a folder of its own."""
    return prepared(ENGINE, folder / f"size-{effort.size:g}", effort.size)


def _access(database: Prepared) -> Access:
    if database.access is None:
        message = f"{ENGINE} is no server"
        raise ValueError(message)
    return database.access


def _comparison(folder: Path, cache: Path, effort: Effort) -> dict[str, Any]:
    """Return what came of all questions on all servers."""
    with ExitStack() as stack:
        asking = stack.enter_context(load(node.installed("autocannon", cache)))
        database = stack.enter_context(_prepared(folder, effort))
        access = _access(database)
        running, ours = stack.enter_context(service(database, {}))
        servers = [ours, *stack.enter_context(peers(access, cache, folder))]
        wait(running)
        asked = {q.name: compared(q, servers, effort.tries) for q in questions()}
        print("equal answers to every question; measuring")
        store = Process(urlsplit(access.uri).port or 0)
        found = measured(asked, store, asking, effort)
        return {
            "stages": stages(access, questions(), running.connection()),
            "questions": [
                {
                    "name": q.name,
                    "title": q.title,
                    "remark": q.remark,
                    "servers": {
                        one.server.name: {
                            **found[q.name][one.server.name].told(),
                            "way": one.way,
                            "first": round(one.first, 1),
                            "bytes": one.size,
                            "statements": statements(one, q.name, running),
                        }
                        for one in asked[q.name]
                    },
                }
                for q in questions()
            ],
            "megabytes": {f"{s.name} {s.model}".strip(): round(s.process.megabytes()) for s in servers},
        }


def _alone(folder: Path, cache: Path, variants: Mapping[str, tuple[Effort, Mapping[str, str]]]) -> dict[str, Any]:
    """Return what came of all questions on the service without the peers, by variant: how large, which settings."""
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
        return {"titles": titles, "megabytes": megabytes, "questions": alone(started, asking, effort)}


def _growth(folder: Path, cache: Path, effort: Effort) -> dict[str, Any]:
    """Return what came of all questions on the usual network and on a larger one."""
    larger = replace(effort, size=effort.size * LARGER)
    return _alone(folder, cache, {"usual": (effort, {}), "larger": (larger, {})}) | {"times": LARGER}


def _workers(folder: Path, cache: Path, effort: Effort) -> dict[str, Any]:
    """Return what came of all questions on one worker and on two."""
    return _alone(folder, cache, {str(n): (effort, {"CINQAXES_WORKERS": str(n)}) for n in WORKERS})


SECTIONS = {"peers": _comparison, "growth": _growth, "workers": _workers}


def main() -> None:
    """Measure one section of the report, print the report, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small network and few runs: does it work at all")
    parser.add_argument(
        "--folder", type=Path, help="keep the database and Node's packages here, and use those that are"
    )
    parser.add_argument("--size", type=float, help="share of the full network, 1 for all of it")
    section = parser.add_mutually_exclusive_group()
    section.add_argument("--growth", action="store_true", help=f"instead: the service alone on {LARGER} times as much")
    section.add_argument("--workers", action="store_true", help="instead: the service alone with one worker and two")
    asked = parser.parse_args()
    effort = QUICK if asked.quick else Effort()
    if asked.size is not None:
        effort = replace(effort, size=asked.size)
    name = "growth" if asked.growth else "workers" if asked.workers else "peers"
    kept = tempfile.TemporaryDirectory() if asked.folder is None else nullcontext(str(asked.folder.resolve()))
    cache = CACHE if asked.folder is None else asked.folder / "node"
    facts = report.facts(ENGINE, effort)
    with kept as folder:
        told = {**facts, **SECTIONS[name](Path(folder), cache, effort)}
        whole = effort == Effort()
        written = report.keep(name, told, report.RESULTS if whole else Path(folder) / "results")
        print(report.table(written))


if __name__ == "__main__":
    main()
