"""`make question`: two versions are compared on one database, and nothing is kept."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import question, report, sources
from benchmarks.databases import Prepared
from benchmarks.peers.questions import questions
from benchmarks.peers.rounds import Effort, Samples
from graph.access import Access
from tests.service_process import settings_of

BRIEF = Effort(rounds=2, warm_seconds=0.1, single_seconds=0.1, many_seconds=0.2)


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    command = [sys.executable, "-m", "benchmarks.question", "nothing"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False, cwd=sources.ROOT)
    assert refused.returncode == 2
    assert ", ".join(f"'{one.name}'" for one in questions()) in refused.stderr


def test_an_unknown_commit_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.question", "point", "--since", "no-such-commit"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False, cwd=sources.ROOT)
    assert refused.returncode == 2
    assert "there is no commit no-such-commit" in refused.stderr


def test_two_versions_are_asked_in_turn(
    small_access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {f"CINQAXES_{name.upper()}": value for name, value in settings_of(small_access).items()}

    @contextmanager
    def started(_folder: Path, _size: float) -> Iterator[Prepared]:
        yield Prepared(tmp_path, settings, small_access, None)

    before = {path: path.stat().st_mtime_ns for path in report.RESULTS.iterdir()}
    monkeypatch.setattr(question, "started", started)
    monkeypatch.setattr(question, "PAIRS", 1)
    (point,) = (one for one in questions() if one.name == "point")
    samples = question.compare(point, {"here": sources.ROOT, "there": sources.ROOT}, BRIEF)
    for every in samples.values():
        assert [len(every.rate), len(every.cpu), len(every.p50)] == [2, 2, 2]
        assert not every.failures
    assert "not the same answers" not in capsys.readouterr().out
    assert before == {path: path.stat().st_mtime_ns for path in report.RESULTS.iterdir()}


def test_a_ratio_is_that_of_one_round() -> None:
    here = Samples(p50=[1.0, 2.0, 3.0], rate=[100.0, 50.0, 30.0], cpu=[2.0, 2.0, 2.0], database_cpu=[0.0, 0.0, 0.0])
    there = Samples(p50=[2.0, 4.0, 6.0], rate=[50.0, 50.0, 20.0], cpu=[1.0, 2.0, 4.0], database_cpu=[0.0, 0.0, 0.0])
    there.failures["503: busy"] = 3
    _, rate, cpu, database, single, failures = question.table({"here": here, "there": there})
    assert rate.endswith("50.00         50.00  1.50 (1.00 to 2.00)")
    assert cpu.endswith("1.00 (0.50 to 2.00)")
    assert database.endswith("0.00          0.00")
    assert single.endswith("0.50 (0.50 to 0.50)")
    assert failures == "there: 3 times: 503: busy"


def test_the_files_of_a_commit_are_unpacked_once(tmp_path: Path) -> None:
    folder = sources.unpacked("HEAD", tmp_path)
    assert folder
    assert (folder / "graph" / "model" / "__init__.py").exists()
    (folder / "here").touch()
    assert sources.unpacked("HEAD", tmp_path) == folder
    assert (folder / "here").exists()
