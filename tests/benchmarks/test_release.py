"""The release check: cited reports measured this code, or the check says which code they measured."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import report, sources
from benchmarks.release import cited, stale

CITING = {
    "README.md": "Figures: [alone](benchmarks/results/latest.md), [beside others](benchmarks/results/peers.md).\n",
    "LISEZMOI.md": "Mesures : [benchmarks/results/peers.md](benchmarks/results/peers.md).\n",
    "docs/figures.md": "See [the picture](../benchmarks/results/peers.svg).\n",
    "docs/decisions/001-older.md": "That day: benchmarks/results/older.md.\n",
}
CODE = {"resolvers/rules.py": "EVER = 1\n", "graph/read.cypher": "RETURN 1\n", "server/http/graphql.py": "\n"}


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def commit_file(root: Path, name: str, text: str, subject: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    git(root, "add", name)
    git(root, "commit", "-q", "-m", subject)


def measure(root: Path) -> dict[str, Any]:
    """Return the date, commit and digest recorded in a report that is measured in this working copy."""
    return {"date": "2026-11-30", "commit": sources.commit(root), "digest": sources.digest(root)}


def write(root: Path, name: str, content: dict[str, Any]) -> None:
    folder = root / "benchmarks" / "results"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working copy whose reports measured its code."""
    git(tmp_path, "init", "-q")
    for name, text in (CITING | CODE).items():
        commit_file(tmp_path, name, text, f"add {name}")
    write(tmp_path, "latest", measure(tmp_path))
    write(tmp_path, "peers", {"peers": measure(tmp_path), "growth": measure(tmp_path)})
    return tmp_path


def check(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the check as a release does."""
    command = [sys.executable, "-m", "benchmarks.release", "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=sources.ROOT)


def test_reports_of_this_code_pass(root: Path) -> None:
    assert (check(root).returncode, stale(root)) == (0, [])


@pytest.mark.parametrize("name", CODE)
def test_a_report_that_is_older_than_the_code_it_measures_is_refused(root: Path, name: str) -> None:
    commit_file(root, name, "another\n", "the rules change")
    done = check(root)
    assert done.returncode == 1
    where = "benchmarks/results/peers.md, cited by LISEZMOI.md, README.md, docs/figures.md"
    assert f"{where}: section growth, of 2026-11-30, commit {measure(root)['commit']}" not in done.stdout
    assert f"{where}: section growth, of 2026-11-30, commit " in done.stdout
    assert done.stdout.count("the rules change") == 3


def test_only_the_outdated_section_is_refused(root: Path) -> None:
    before = measure(root)
    commit_file(root, "resolvers/rules.py", "EVER = 2\n", "the rules change")
    write(root, "latest", measure(root))
    write(root, "peers", {"peers": measure(root), "growth": before})
    (line,) = stale(root)
    assert "section growth" in line


def test_other_code_and_built_files_make_no_report_outdated(root: Path) -> None:
    commit_file(root, "web/page.tsx", "page\n", "the console changes")
    (root / "server/http/console_files").mkdir()
    (root / "server/http/console_files/built.js").write_text("built\n")
    assert stale(root) == []


def test_comments_and_docstrings_make_no_report_outdated(root: Path) -> None:
    code = CODE["resolvers/rules.py"]
    commit_file(root, "resolvers/rules.py", f'"""Rules."""\n\n# always\n{code}"""Years."""\n', "words")
    assert stale(root) == []


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ("The first day.", "The first day of the plan; null when not stated.", 0),
        ("MATCH (n) RETURN n.id", "MATCH (n) RETURN n", 3),
        ("months", "years", 3),
    ],
)
def test_a_new_description_makes_no_report_outdated_but_another_string_does(
    root: Path, before: str, after: str, problems: int
) -> None:
    commit_file(root, "graph/model.py", f"FIRST = Property({before!r})\n", "a property")
    write(root, "latest", measure(root))
    write(root, "peers", {"peers": measure(root), "growth": measure(root)})
    commit_file(root, "graph/model.py", f"FIRST = Property({after!r})\n", "words")
    assert len(stale(root)) == problems


def test_uncommitted_code_counts_too(root: Path) -> None:
    (root / "resolvers/rules.py").write_text("EVER = 3\n")
    assert len(stale(root)) == 3
    write(root, "latest", measure(root))
    assert measure(root)["commit"].endswith("+")
    assert len(stale(root)) == 2


def test_a_report_that_names_no_commit_or_is_missing_is_refused(root: Path) -> None:
    write(root, "latest", {"date": "2026-11-25"})
    (root / "benchmarks/results/peers.json").unlink()
    older, missing = stale(root)
    assert "of 2026-11-25, names no commit" in older
    assert "there is no such report" in missing


def test_the_pages_of_this_project_cite_reports(repository: Path) -> None:
    assert {"latest", "peers"} <= cited(repository).keys()


def test_a_report_says_which_commit_it_measured_on_which_machine(repository: Path) -> None:
    facts = report.facts()
    assert facts["digest"] == sources.digest(repository)
    assert facts["commit"] == sources.commit(repository)
    line = report.machine(facts)
    assert f"commit {facts['commit']}, " in line
    assert "load average before: " in line
    assert "/" not in line
