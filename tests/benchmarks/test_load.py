"""Answers under load that are refused or fail are counted by content and reported in their row; the run goes on."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from benchmarks.peers import report
from benchmarks.peers.load import Load, load
from benchmarks.peers.node import CACHE, installed
from benchmarks.peers.proof import FirstAnswer
from benchmarks.peers.questions import questions
from benchmarks.peers.rounds import Effort, Results, measure
from benchmarks.peers.servers import NAMES, OURS, Server
from tests.neo4j_server import free_port
from tests.shared import HOST

SHORT = Effort(rounds=2, warm_seconds=0.1, single_seconds=0.2, many_seconds=0.2)
BUSY, PARTLY = "503: occupé, réessayez", "200: interrompue"
ENDED = "the connection ended without an answer"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "tests.benchmarks.refusing", str(port)]) as process:
        try:
            while True:
                with suppress(OSError):
                    counts(port)
                    break
                assert process.poll() is None
                time.sleep(0.05)
            yield Server(OURS, port)
        finally:
            process.terminate()


def counts(port: int) -> dict[str, int]:
    """Return the number of requests by outcome since the last call."""
    with urllib.request.urlopen(f"http://{HOST}:{port}/counts", timeout=10) as answer:
        found: dict[str, int] = json.loads(answer.read())
        return found


@pytest.fixture(scope="module")
def load_process() -> Iterator[Load]:
    with load(installed("autocannon", CACHE)) as process:
        yield process


@pytest.fixture(scope="module")
def found(server: Server, load_process: Load) -> Results:
    asked = {
        question.name: [FirstAnswer(question, server, "", server.targets(question)[""])]
        for question in questions()
        if question.name in {"point", "coverage"}
    }
    results = Results()
    measure(asked, server.process, load_process, SHORT, results, range(SHORT.rounds))
    return results


def test_failures_are_counted_by_message(server: Server, load_process: Load) -> None:
    target = server.targets(questions()[0])[""]
    load_process.run(target, 4, 0.2)
    counts(server.port)
    phase = load_process.run(target, 4, 0.5)
    outcomes = counts(server.port)
    assert min(outcomes.values()) > 0
    assert len(phase.milliseconds) == outcomes["right"]
    assert phase.failures == {BUSY: outcomes["refused"], PARTLY: outcomes["errors"], ENDED: outcomes["ended"]}


def test_a_query_that_is_sometimes_refused_keeps_its_times(found: Results) -> None:
    taken = found["point"][OURS].summary()
    assert taken["p50"] > 0
    assert taken["perSecond"] > 0
    assert set(taken["failures"]) == {BUSY, PARTLY, ENDED}
    assert sum(taken["failures"].values()) < taken["requests"]


def test_a_query_that_is_always_refused_has_no_times_and_does_not_end_the_run(found: Results) -> None:
    taken = found["coverage"][OURS].summary()
    assert not {"p50", "p95", "perSecond", "cpu"} & taken.keys()
    assert taken["failures"] == {BUSY: taken["requests"]}


def test_the_report_lists_what_failed_in_its_row(found: Results) -> None:
    named = {question.name: question for question in questions()}
    section: dict[str, Any] = {
        **report.facts("5.26.30", SHORT),
        "megabytes": {OURS: 1},
        "questions": [
            {
                "name": name,
                "title": named[name].title,
                "remark": "",
                "servers": {
                    server: {**found[name][OURS].summary(), "way": "", "first": 1.0, "bytes": 1, "statements": 1}
                    for server in NAMES
                },
            }
            for name in ("point", "coverage")
        ],
    }
    rows = report.table({"peers": section}).splitlines()
    always = found["coverage"][OURS].summary()["requests"]
    title = named["coverage"].title
    assert f"| 2 {title}, {OURS} | {always:,} | {always:,} | {always} × {BUSY} |" in rows
    assert f"| 2 {title} | {' | '.join(['– (–)'] * len(NAMES))} | – | – |" in rows
    (point,) = (row for row in rows if row.startswith(f"| 1 {named['point'].title}, {OURS} |"))
    assert BUSY in point
    assert PARTLY in point
