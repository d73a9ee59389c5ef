"""The sections of the comparison: each is written round by round, and an error in one does not end the others."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.peers import __main__ as comparison
from benchmarks.peers import report
from benchmarks.peers.proof import UnequalError


def workers(*_: object) -> Iterator[dict[str, Any]]:
    measured = {"point": {"p50": 1.0, "perSecond": 10.0, "runs": 1, "requests": 1, "failures": {}}}
    found = {"titles": {"point": "one"}, "megabytes": {"1": 1, "2": 2}, "questions": {"1": measured, "2": measured}}
    yield found
    yield found | {"megabytes": {"1": 3, "2": 4}}


def growth(*_: object) -> Iterator[dict[str, Any]]:
    for section in workers():
        questions = section["questions"]
        yield section | {
            "times": 10,
            "megabytes": {"usual": 1, "larger": 2},
            "questions": {"usual": questions["1"], "larger": questions["2"]},
        }
        message = "the database was killed"
        raise OSError(message)


def unequal(*_: object) -> Iterator[dict[str, Any]]:
    message = "coverage: Cinq Axes and floor differ"
    raise UnequalError(message)
    yield {}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The draft after a run in which two sections fail, and `said`, how the run ended."""
    monkeypatch.setattr(comparison, "SECTIONS", {"peers": unequal, "growth": growth, "workers": workers})
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(sys, "argv", ["peers", "--quick", "--folder", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        comparison.main()
    assert not (tmp_path / "results").exists()  # it was a quick run
    draft: dict[str, Any] = json.loads((tmp_path / "draft" / "peers.json").read_bytes())
    return draft | {"said": str(ended.value)}


def test_a_section_that_fails_ends_no_other(kept: dict[str, Any]) -> None:
    assert kept["said"].startswith("not measured: peers, growth;")
    assert kept["workers"]["megabytes"] == {"1": 3, "2": 4}


def test_the_rounds_before_a_failure_are_kept(kept: dict[str, Any]) -> None:
    assert kept["growth"]["megabytes"] == {"usual": 1, "larger": 2}
    assert "peers" not in kept
