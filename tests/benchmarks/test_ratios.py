"""The figures in the tables of the comparison."""

from typing import Any

from benchmarks.peers import report
from benchmarks.peers.rounds import Effort, Samples
from benchmarks.peers.servers import FLOOR, NAMES, NEO4J, OURS, STOCK
from benchmarks.peers.stages import FIRST, STAGES

ROUNDS = {OURS: [400.0, 200.0, 100.0], FLOOR: [200.0, 100.0, 200.0], STOCK: [40.0, 20.0, 10.0], NEO4J: [100.0, 50.0]}
"""Requests a second by round: the machine is slower in each round, and something held our server up in the third."""


def table(given: dict[str, Any]) -> list[str]:
    """Return the lines of a comparison of one query, with what is given besides."""
    servers = {
        name: {**Samples(rate=rates).summary(), "way": "", "first": 1.0, "bytes": 1, "statements": 1}
        for name, rates in ROUNDS.items()
    }
    asked = [{"name": "point", "title": "a point", "remark": "", "servers": servers}]
    section = {**report.facts("5.26.30", Effort()), "megabytes": {OURS: 1}, "questions": asked, **given}
    return report.table({"peers": section}).splitlines()


def test_a_round_on_a_slower_machine_does_not_move_the_ratio() -> None:
    shown = {NAMES[0]: "200", FLOOR: "200", STOCK: "20", NEO4J: "75"}
    of_floor, of_peer = "0.50", "0.38"  # the ratio of the medians is 1.00 for the floor; the best peer lacks a round
    assert f"| 1 a point | {' | '.join(shown[name] for name in NAMES)} | {of_floor} | {of_peer} |" in table({})


def test_a_difference_below_zero_is_no_time() -> None:
    taken = dict.fromkeys((*STAGES, *FIRST), 0.25) | {STAGES[-1]: -0.59}
    assert f"| 1 a point |{' 0.25 |' * (len(STAGES) - 1)} – |{' 0.25 |' * len(FIRST)}" in table(
        {"stages": {"point": taken}}
    )
