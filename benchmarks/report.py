"""The results, as a table for people and as JSON.

A number is next to its target, if it has one; the machine is described by its properties, never by its name.
"""

import os
import platform
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from benchmarks.sources import commit, digest

RESULTS = Path(__file__).parent / "results"
LOAD_SECONDS = 45
MEMORY_MEBIBYTES = 250
RELOAD_MILLISECONDS = 800
PACKAGES = ("neo4j", "graphql-core", "strawberry-graphql", "starlette", "uvicorn", "orjson", "arcadedb-embedded")
METHOD = (
    "Database, service and client share the machine. A made-up network over the real territories "
    "(`benchmarks/network.py`), one worker, one kept connection, warm runs in interleaved rounds, milliseconds until "
    "the whole answer is read."
)


def facts() -> dict[str, Any]:
    """Return the time, commit and machine of the measurement."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "digest": digest(),
        "machine": {
            "cores": os.cpu_count(),
            "memoryGiB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "system": platform.system(),
            "python": platform.python_version(),
            "busyBefore": round(os.getloadavg()[0], 1),
        },
        "versions": {package: version(package) for package in PACKAGES},
    }


def table(report: Mapping[str, Any]) -> str:
    """Return the report in Markdown."""
    lines = ["# Measurements", "", f"{machine(report)}. {METHOD}"]
    for engine, results in report["engines"].items():
        lines += ["", f"## {'Embedded database' if engine == 'embedded' else f'Neo4j {engine}'}", ""]
        lines += _questions(results)
        lines += ["", "| | measured | target |", "|---|---:|---:|"]
        lines += [f"| {what} | {value} | {target} |" for what, value, target in _others(results)]
    return "\n".join(lines) + "\n"


def machine(report: Mapping[str, Any]) -> str:
    """Return the time, commit and machine of a measurement as a sentence without full stop."""
    machine, commit_of_it = report["machine"], report.get("commit") or "unknown"
    return (
        f"{report['date']}, commit {commit_of_it}, {machine['cores']} cores, {machine['memoryGiB']} GiB, "
        f"{machine['system']}, Python {machine['python']}, load average before: {machine['busyBefore']}"
    )


def _questions(results: Mapping[str, Any]) -> Iterator[str]:
    yield "| question | p50 | p95 | target p95 | first run | kB | statements |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for q in results["questions"]:
        target = results["targets"][q["name"]]
        size = q["bytes"] / 1_000
        yield (
            f"| {q['title']} | {q['p50']:.1f} | {q['p95']:.1f} | {_held(q['p95'], target)} | {q['first']:.0f} "
            f"| {size:.1f} | {q['statements']} |"
        )


def _held(value: float, target: float | None) -> str:
    if target is None:
        return ""
    return f"{target:g} {'held' if value < target else '**missed**'}"


def _others(results: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if results["loadSeconds"] is not None:
        seconds = results["loadSeconds"]
        yield (
            "loading the references into an empty database, command included, s",
            f"{seconds:.1f}",
            _held(seconds, LOAD_SECONDS),
        )
    yield "start of the service on the full graph, s", f"{results['startSeconds']:.1f}", ""
    for what, name in (
        ("at start", "memoryAtStart"),
        ("after the queries", "memory"),
        ("after the reloads", "memoryAfterReloads"),
    ):
        service, database = results[name]
        its_database = f" (its database {database:.0f})" if database else ""
        yield f"resident memory {what}, MiB", f"{service:.0f}{its_database}", _held(service, MEMORY_MEBIBYTES)
    reloads = results["reloads"]
    for what, name in (("of one engagement", "engagement"), ("that may have changed anything", "everything")):
        taken, meanwhile = reloads[name], reloads[f"{name}Beside"]
        yield (
            f"query that reloads after a write {what}, p50 / p95",
            _pair(taken),
            _held(taken["p95"], RELOAD_MILLISECONDS),
        )
        yield "`territory` during the writes, p50 / p95 / max", f"{_pair(meanwhile)} / {meanwhile['max']:.1f}", ""
    idle = reloads["plainIdle"]
    yield "`territory` on an idle service, p50 / p95 / max", f"{_pair(idle)} / {idle['max']:.1f}", ""


def _pair(spread: Mapping[str, float]) -> str:
    return f"{spread['p50']:.1f} / {spread['p95']:.1f}"


def keep(report: Mapping[str, Any]) -> None:
    """Write the report, replacing the last one."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.md").write_text(table(report), encoding="utf-8")
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (RESULTS / "latest.json").write_bytes(orjson.dumps(report, option=options))
