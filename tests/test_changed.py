"""`make changed`: the tests that a change reaches, the closest first, and files that no link connects to a test."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import changed
from tests.changed import APART, LOADED_BY_NAME, Links, Reached, beginning, changed_since, links, reached


@pytest.fixture(scope="module")
def known() -> Links:
    """The links between the modules of the project."""
    return links()


def test_modules_that_load_others_by_name_are_known(known: Links) -> None:
    loading = {name for name, text in known.texts.items() if re.search(r"\bimport import_module\b", text)}
    assert loading - {__name__} == LOADED_BY_NAME.keys()


def test_the_tests_of_a_changed_rule_come_first(known: Links) -> None:
    found = reached(["resolvers/rules/search_words.py"], known)
    assert found.files[0] == "tests/resolvers/rules/test_search.py"
    assert "tests/questions/test_questions.py" in found.files, "the plans load the fields by name"
    assert "tests/exchange/cells/test_sirene.py" not in found.files
    assert "make test-web" in found.other_targets
    assert found.unknown == {}


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("server/cli/upgrade.py", "tests/server/test_building.py"),  # which starts the command by name
        ("resolvers/service.py", "tests/questions/test_questions.py"),  # through a fixture's conftest
        ("server/http/check_worker.py", "tests/server/test_checking.py"),  # a process started by name
        ("tests/questions/01_mobilises_axe_4.graphql", "tests/questions/test_questions.py"),  # beside it
        ("graph/cypher/snapshot_actors.cypher", "tests/properties/test_reload.py"),  # by its name in a text
        ("tests/resolvers/rules/test_search.py", "tests/resolvers/rules/test_search.py"),
    ],
)
def test_links_that_are_no_imports_are_followed(known: Links, path: str, file: str) -> None:
    assert file in reached([path], known).files


def test_a_change_that_no_link_shows_is_reported_with_its_target(known: Links, repository: Path) -> None:
    paths = ["web/src/main.tsx", "docs/model.md", "seed/demo/data/nothing.csv", "requirements.lock", "gone/module.py"]
    unknown = reached(paths, known).unknown
    assert sorted(path for every in unknown.values() for path in every) == sorted(paths)
    assert unknown["make test-web"] == ["web/src/main.tsx"]
    words = re.findall(r"[a-z][a-z0-9-]+", " ".join([*unknown, *APART.values()]))
    helped = re.findall(r"^([a-z0-9-]+):.*## ", (repository / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(words) - {"make"} <= set(helped)


def test_nothing_changed_reaches_nothing(known: Links) -> None:
    assert reached([], known) == Reached()


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path, name: str) -> str:
    (root / name).write_text(name)
    git(root, "add", name)
    git(root, "commit", "-q", "-m", name)
    return git(root, "rev-parse", "HEAD")


def test_changes_are_those_since_main_and_on_main_those_since_the_last_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    first, second = commit(tmp_path, "a.py"), commit(tmp_path, "b.py")
    assert beginning(tmp_path) == first, "nothing changed: the last commit's own changes"
    (tmp_path / "é.py").write_text("new")
    assert beginning(tmp_path) == second
    git(tmp_path, "switch", "-q", "-c", "branch")
    commit(tmp_path, "c.py")
    assert beginning(tmp_path) == second
    (tmp_path / "a.py").write_text("changed")
    (tmp_path / "b.py").unlink()
    assert changed_since(second, tmp_path) == ["a.py", "b.py", "c.py", "é.py"]


def test_files_run_in_the_given_order_and_what_has_no_time_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    for name in ("test_near", "test_far"):
        (tmp_path / f"{name}.py").write_text(
            "import time\ndef test_one():\n    time.sleep(0.2)\ndef test_two(): pass\n"
        )
    monkeypatch.setenv(changed.LIMIT, "0.1")
    monkeypatch.setenv("PYTHONPATH", str(repository))
    command = [sys.executable, "-m", "pytest", "-v", "-p", "tests.changed", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "test_near.py", "test_far.py"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert re.findall(r"(\w+)\.py::(\w+) (\w+)", ran.stdout) == [
        ("test_near", "test_one", "PASSED"),
        ("test_near", "test_two", "SKIPPED"),
        ("test_far", "test_one", "SKIPPED"),
        ("test_far", "test_two", "SKIPPED"),
    ]
