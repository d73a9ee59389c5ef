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
def draft_of_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The draft after a run in which two sections fail; `message` is the last line of the run."""
    monkeypatch.setattr(comparison, "SECTIONS", {"peers": unequal, "growth": growth, "workers": workers})
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(sys, "argv", ["peers", "--quick", "--folder", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        comparison.main()
    assert not (tmp_path / "results").exists()  # it was a quick run
    draft: dict[str, Any] = json.loads((tmp_path / "draft" / "peers.json").read_bytes())
    return draft | {"message": str(ended.value)}


def test_a_failing_section_does_not_end_the_others(draft_of_failures: dict[str, Any]) -> None:
    assert draft_of_failures["message"].startswith("not measured: peers, growth;")
    assert draft_of_failures["workers"]["megabytes"] == {"1": 3, "2": 4}


def test_the_rounds_before_a_failure_are_kept(draft_of_failures: dict[str, Any]) -> None:
    assert draft_of_failures["growth"]["megabytes"] == {"usual": 1, "larger": 2}
    assert "peers" not in draft_of_failures
