"""Runs the tests that a change reaches, the closest first, for less than a minute: `make changed`.

A file of tests is reached if it imports what changed, itself or through other modules, as `grimp` finds them; the fewer
imports lie between, the closer it is. Three links that are no imports are added: to the conftest whose fixture a test
uses, to a module that a text names, and to modules loaded by name. A file that is no module, such as a file of data, is
linked only to the modules that name it; it is reported with the target that tests it.

pytest loads this module as a plugin, too: it then runs files in the given order, and skips what is left at the end of
the time.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = (
    *("benchmarks", "changes", "exchange", "graph", "judgement", "resolvers"),
    *("schema", "seed", "server", "tests", "usecases"),
)
LOADED_BY_NAME = {"resolvers.plans": "resolvers.fields", "server.cli.main": "server.cli"}
"""The modules that load others by name, each with the package of the modules that it loads."""
APART = {
    "tests/web/*": "make test-web",
    "tests/dist/*": "make test-dist",
    "tests/image/*": "make image",
    "tests/gephi/*": "make test-gephi",
    "tests/benchmarks/test_equal_answers.py": "make test-neo4j-lts",
}
"""The tests that need more than Python, by the target that runs them."""
ADVICE = {
    "web/*": "make test-web",
    "schema/*.graphql": "make check && make test-web",
    "*.md": "make check docs",
    "*.cypher": "make test",
    "seed/*": "make test",
}
"""The command to run after a change that no import shows, by the pattern of its path; the first match decides."""
OTHERWISE = "make check && make test"
CLOSEST = 40
"""The most files of tests that are run: each process reads all of them before it begins."""
SECONDS = 35
"""The time for tests, after which those that have not begun are skipped."""
PROCESSES = 2
CONFTEST = "tests.conftest"
"""The module of the fixtures, most of which start a database: tests without them come first at the same distance."""
LIMIT = "CINQAXES_TEST_SECONDS"
"""The variable with the time, for the processes of pytest."""
NO_TIME = "no time left"
BEGUN = pytest.StashKey[float]()
_NAMED = re.compile(rf'"((?:{"|".join(PACKAGES)})(?:\.\w+)+)"')
_FIXTURE = re.compile(r"^@pytest(?:_asyncio)?\.fixture.*\n(?:async )?def (\w+)", re.MULTILINE)


@dataclass
class Reached:
    """The files of tests that changes reach, the closest first, and the changes that no import shows.

    `other_targets`: the make targets for tests that are reached and need more than Python. `unknown`: the paths of the
    changes that no import shows, by the command to run after them.
    """

    files: list[str] = field(default_factory=list)
    other_targets: set[str] = field(default_factory=set)
    unknown: dict[str, list[str]] = field(default_factory=dict)


class Links(NamedTuple):
    """The links between the modules of the project, and their texts."""

    graph: grimp.ImportGraph
    texts: Mapping[str, str]


def links(root: Path = ROOT) -> Links:
    """Return the imports between the modules of the project, and the links that are not imports."""
    sys.path.insert(0, str(root))
    graph = grimp.build_graph(*PACKAGES, cache_dir=str(root / ".grimp_cache"))
    texts = {module: _text(root, module) for module in graph.modules}
    for module, text in texts.items():
        named = {name for name in _NAMED.findall(text) if name in texts}
        for other in named | _conftests(module, texts):
            graph.add_import(importer=module, imported=other)
    for module, package in LOADED_BY_NAME.items():
        for other in graph.find_descendants(package):
            if other != module:
                graph.add_import(importer=module, imported=other)
    return Links(graph, texts)


def _text(root: Path, module: str) -> str:
    path = root / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text("utf-8") if file.exists() else ""


def _conftests(module: str, texts: Mapping[str, str]) -> set[str]:
    """Return the conftests that define a fixture named in a module of tests."""
    parts = module.split(".")
    above = {".".join([*parts[:length], "conftest"]) for length in range(1, len(parts))} & texts.keys() - {module}
    words = set(re.findall(r"\w+", texts[module]))
    return {conftest for conftest in above if not words.isdisjoint(_FIXTURE.findall(texts[conftest]))}


def reached(paths: Iterable[str], known: Links) -> Reached:
    """Return what is reached by changes of these paths, which are relative to the root of the project."""
    result = Reached()
    modules = []
    for path in paths:
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if path.endswith(".py") and module in known.texts:
            modules.append(module)
        elif beside := _tests_beside(path, known.graph):
            modules.extend(beside)
        else:
            modules.extend(_naming(path, known.texts))
            advice = next((target for pattern, target in ADVICE.items() if fnmatch(path, pattern)), OTHERWISE)
            result.unknown.setdefault(advice, []).append(path)
    words = {word for module in modules for word in module.rpartition(".")[2].split("_")}

    def order(test: tuple[str, int]) -> tuple[int, bool, int, str]:
        name, distance = test
        uses_fixtures = CONFTEST in known.graph.find_modules_directly_imported_by(name)
        return distance, uses_fixtures, -len(words.intersection(name.rpartition(".")[2].split("_"))), name

    for name, _ in sorted(_tests(_distances(modules, known.graph)), key=order):
        path = f"{name.replace('.', '/')}.py"
        target = next((target for pattern, target in APART.items() if fnmatch(path, pattern)), None)
        if target is None:
            result.files.append(path)
        else:
            result.other_targets.add(target)
    return result


def _naming(path: str, texts: Mapping[str, str]) -> list[str]:
    """Return the modules whose text names a file of the packages; a fixed statement is named without its suffix."""
    if path.startswith("web/"):
        return []
    name = path.rpartition("/")[2]
    written = f'"{name.removesuffix(".cypher")}"' if name.endswith(".cypher") else name
    return [module for module, text in texts.items() if written in text]


def _tests_beside(path: str, graph: grimp.ImportGraph) -> list[str]:
    """Return the modules of tests in the folder of a file of tests that is no module."""
    folder = path.rpartition("/")[0].replace("/", ".")
    if path.endswith(".py") or not f"{folder}.".startswith("tests."):
        return []
    return [module for module in graph.find_children(folder) if _is_test(module)] if folder in graph.modules else []


def _distances(modules: Sequence[str], graph: grimp.ImportGraph) -> Mapping[str, int]:
    """Return, for each module that depends on one of these, the number of imports in between."""
    distances = dict.fromkeys(modules, 0)
    edge = [*distances]
    while edge:
        importers = {other for module in edge for other in graph.find_modules_that_directly_import(module)}
        edge = [other for other in importers if other not in distances]
        distances |= dict.fromkeys(edge, max(distances.values()) + 1)
    return distances


def _tests(distances: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((module, distance) for module, distance in distances.items() if _is_test(module))


def _is_test(module: str) -> bool:
    return module.startswith("tests.") and module.rpartition(".")[2].startswith("test_")


def changed_since(commit: str, root: Path = ROOT) -> list[str]:
    """Return the paths that differ from a commit in the working tree, including new ones."""
    listed = [["diff", "--name-only", "--no-renames", commit, "--"], ["ls-files", "--others", "--exclude-standard"]]
    return sorted({path for arguments in listed for path in _git(root, *arguments).splitlines()})


def beginning(root: Path = ROOT) -> str:
    """Return the commit where this branch left main; on main the last commit, or the one before if nothing changed."""
    head, fork = _git(root, "rev-parse", "HEAD"), _git(root, "merge-base", "HEAD", "main")
    if fork not in ("", head):
        return fork
    return head if changed_since(head, root) else _git(root, "rev-parse", "HEAD~1")


def _git(root: Path, *arguments: str) -> str:
    """Return the output of git; "" if it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    """Run the tests that are reached, and print what else there is to run; return pytest's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.changed", description=__doc__.partition("\n")[0])
    parser.add_argument("--since", help="a commit; else the one where this branch left main", default="")
    parser.add_argument("--all", action="store_true", help="run all that is reached, however long it takes")
    parser.add_argument("-m", dest="marks", default="", help="pytest's marks")
    options = parser.parse_args()
    since = options.since or beginning()
    paths = changed_since(since)
    result = reached(paths, links())
    files = result.files if options.all else result.files[:CLOSEST]
    print(f"{len(paths)} files changed since {since[:8]} reach {len(result.files)} files of tests; run: {len(files)}")
    code = 0
    if any(path.startswith("web/") for path in paths):
        code = _run(["npx", "vitest", "run", "--changed", since, "--passWithNoTests"], ROOT / "web")
    if files:
        limit = {} if options.all else {LIMIT: str(SECONDS)}
        spread = ["-n", str(min(PROCESSES, len(files) - 1)), "--dist", "loadfile", "--no-loadscope-reorder"]
        pytest = [sys.executable, "-m", "pytest", "-q", "-p", "tests.changed", "-m", options.marks, *spread, *files]
        code = _run(pytest, ROOT, limit) or code
    if left := len(result.files) - len(files):
        print(f"Not run: {left} files of tests that are reached from farther away; make changed ALL=1, or make test")
    if result.other_targets:
        print(f"Not run: tests that are reached and need more than Python; {', '.join(sorted(result.other_targets))}")
    for target, unknown in result.unknown.items():
        shown = ", ".join(unknown[:3]) + (f" and {len(unknown) - 3} more" if len(unknown) > 3 else "")
        print(f"Not known what this touches: {shown}; {target}")
    return code


def _run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> int:
    sys.stdout.flush()
    code = subprocess.run(command, cwd=folder, env={**os.environ, **(more or {})}, check=False).returncode
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the files in the order in which they are given."""
    order = {(config.invocation_params.dir / name): place for place, name in enumerate(config.args)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that has no time left, counted from the first."""
    begun = item.config.stash.setdefault(BEGUN, time.monotonic())
    if time.monotonic() > begun + float(os.environ.get(LIMIT, "inf")):
        pytest.skip(NO_TIME)


if __name__ == "__main__":
    sys.exit(main())
