"""House rules that no linter knows, checked on the sources themselves.

A failure names the files that break the rule; nothing here runs the product.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.proofs import some_in_ci

LONGEST = 300
WHY_LONG = re.compile(
    r"share\s+a\s+file|one\s+file|declarations\s+only|longer\s+than\s+others\s+because|stands\s+nowhere\s+else",
    re.IGNORECASE,
)
CYPHER = re.compile(
    r"\bMATCH\s*\(|\bMERGE\s*\(|\bUNWIND\s|\b(?:COUNT|COLLECT|EXISTS)\s*\{|\bDETACH DELETE\b"
    r"|\bRETURN\s+(?:\[|DISTINCT\b|count\()|\bORDER BY\b.*\bLIMIT\b|\)\s*<?-\[.*\]->?\s*\("
)
NOT_OURS = frozenset({"build", "clients", "dist", "site", "web"})
"""Folders with separate projects, and the output of builds."""


@pytest.fixture(scope="module")
def sources(request: pytest.FixtureRequest) -> dict[str, ast.Module]:
    """Every Python file of the project, by its path, parsed."""
    repository: Path = request.getfixturevalue("repository")
    folders = [path for path in repository.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return {
        path.relative_to(repository).as_posix(): ast.parse(path.read_text("utf-8"))
        for folder in folders
        if folder.name not in NOT_OURS
        for path in sorted(folder.rglob("*.py"))
    }


def texts(module: ast.Module) -> Iterator[str]:
    """Yield the texts in a module, without its docstrings; `…` replaces the expressions of an f-string."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    seen: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            seen.update(id(inner) for inner in ast.walk(node.body[0]))
        if isinstance(node, ast.JoinedStr) and id(node) not in seen:
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            seen.update(id(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in seen:
            yield node.value


def imports(module: ast.Module) -> Iterator[str]:
    """Yield the top-level names that a module imports, wherever it does so."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def top_package(path: str) -> str:
    return path.split("/", maxsplit=1)[0]


def test_cypher_is_written_in_the_graph_package_only(sources: dict[str, ast.Module]) -> None:
    elsewhere = {
        path: written
        for path, module in sources.items()
        if top_package(path) not in {"graph", "tests", "benchmarks"}
        and (written := [text for text in texts(module) if CYPHER.search(text)])
    }
    assert elsewhere == {}


def test_the_search_for_cypher_finds_it(sources: dict[str, ast.Module]) -> None:
    matching = {path for path, module in sources.items() if any(CYPHER.search(text) for text in texts(module))}
    writing = {
        *(f"graph/statement/read/{name}.py" for name in ("computed", "facets", "nodes", "predicate")),
        *(f"graph/statement/maintain/{name}.py" for name in ("audit", "upsert")),
    }
    assert writing <= matching


def test_only_two_modules_import_the_driver(sources: dict[str, ast.Module]) -> None:
    product = {path: module for path, module in sources.items() if top_package(path) not in {"tests", "benchmarks"}}
    assert [path for path, module in product.items() if "neo4j" in imports(module)] == [
        "graph/bolt.py",
        "graph/client.py",
    ]


def test_the_docstring_of_every_long_file_says_why(repository: Path, sources: dict[str, ast.Module]) -> None:
    long = [
        path
        for path, module in sources.items()
        if len((repository / path).read_text("utf-8").splitlines()) > LONGEST
        and not WHY_LONG.search(ast.get_docstring(module) or "")
    ]
    assert long == []


def test_every_file_begins_with_a_docstring(sources: dict[str, ast.Module]) -> None:
    without = [path for path, module in sources.items() if module.body and not ast.get_docstring(module)]
    assert without == []


def test_the_top_packages_are_those_of_the_layers(repository: Path, sources: dict[str, ast.Module]) -> None:
    contracts = _project(repository)["tool"]["importlinter"]
    layers = [name.strip() for line in contracts["contracts"][0]["layers"] for name in line.split("|")]
    top_packages = {top_package(path) for path in sources} - NOT_OURS
    assert sorted(layers) == sorted(top_packages) == sorted(contracts["root_packages"])


def test_every_package_has_an_exhaustive_contract(repository: Path, sources: dict[str, ast.Module]) -> None:
    contracts = _project(repository)["tool"]["importlinter"]["contracts"]
    contained = {name for one in contracts if one.get("exhaustive") for name in one["containers"]}
    packages = {path.removesuffix("/__init__.py").replace("/", ".") for path in sources if path.endswith("__init__.py")}
    product = {name for name in packages if top_package(name.replace(".", "/")) not in NOT_OURS | {"tests"}}
    assert product | {"tests"} == contained


def test_the_rules_do_not_read_the_clock(sources: dict[str, ast.Module]) -> None:
    clock_calls = {"today", "now", "utcnow", "time", "monotonic"}
    clocks = [
        path
        for path, module in sources.items()
        if path.startswith("resolvers/rules/")
        and any(isinstance(node, ast.Attribute) and node.attr in clock_calls for node in ast.walk(module))
    ]
    assert clocks == []


CACHE = re.compile(r"(LRU|TTL|Segmented)Cache\b")


def caches(module: ast.Module) -> list[str]:
    """Return the declared type of each cache of a module, and « undeclared » for one without."""
    nodes = list(ast.walk(module))
    named = sum(isinstance(node, ast.Name) and bool(CACHE.fullmatch(node.id)) for node in nodes)
    declared = [ast.unparse(node.annotation) for node in nodes if isinstance(node, ast.AnnAssign)]
    typed = [written for written in declared if CACHE.match(written)]
    return typed + ["undeclared"] * (named - 2 * len(typed))


def cached_parameters(module: ast.Module) -> Iterator[str]:
    """Yield the identifiers in the parameters of cached functions, those of their types included."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(one) for one in node.decorator_list):
            yield from re.findall(r"\w+", ast.unparse(node.args))


def test_the_key_of_every_cache_of_graph_data_is_a_view_key(sources: dict[str, ast.Module]) -> None:
    """Three caches hold clients or texts, not graph data, and one is generic; no cached function depends on a graph."""
    of_no_graph = {"graph/fair_semaphore.py", "resolvers/compile/documents.py", "server/http/connections.py"}
    of_no_graph.add("resolvers/compile/segmented_cache.py")
    product = {path: module for path, module in sources.items() if top_package(path) not in {"tests", "benchmarks"}}
    types_by_path = {
        path: types for path, module in product.items() if path not in of_no_graph and (types := caches(module))
    }
    assert types_by_path.keys() >= {
        "graph/statement/core/totals.py",
        "resolvers/plans.py",
        "resolvers/snapshot/caches.py",
    }
    assert {
        path for path, types in types_by_path.items() if not all("Cache[ViewKey, " in one for one in types)
    } == set()
    calls = (node.func for one in sources.values() for node in ast.walk(one) if isinstance(node, ast.Call))
    assert not any(isinstance(made, ast.Name) and made.id == "ViewKey" for made in calls), "made by its functions only"
    of_a_graph = {"Client", "RequestContext", "Run", "Snapshot", "SnapshotStore", "Viewer"}
    assert {path for path, one in product.items() if not of_a_graph.isdisjoint(cached_parameters(one))} == set()


def test_every_package_is_installed(repository: Path, sources: dict[str, ast.Module]) -> None:
    packages = {path.removesuffix("/__init__.py").replace("/", ".") for path in sources if path.endswith("__init__.py")}
    product = {name for name in packages if name.split(".")[0] not in NOT_OURS | {"benchmarks", "tests"}}
    assert sorted(_project(repository)["tool"]["setuptools"]["packages"]) == sorted(product)


def test_no_file_contains_a_path_of_a_developer_s_machine(repository: Path, sources: dict[str, ast.Module]) -> None:
    paths = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|Users)/\w")
    machine_bound = [path for path in sources if paths.search((repository / path).read_text("utf-8"))]
    assert machine_bound == []


def _project(repository: Path) -> Any:
    return tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))


def test_a_proof_names_the_test_that_ci_runs_instead(repository: Path) -> None:
    marks = [
        (path.relative_to(repository).as_posix(), line)
        for path in sorted((repository / "tests").rglob("test_*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"(@|pytestmark = )pytest\.mark\.proof\b", line)
    ]
    assert marks
    assert [(path, line) for path, line in marks if "# CI " not in line] == []


def test_a_release_runs_the_tests_that_ci_leaves_out(repository: Path) -> None:
    text = (repository / "Makefile").read_text("utf-8")
    recipes = dict(re.findall(r"^([a-z0-9-]+):.*\n((?:\t.*\n)+)", text, re.MULTILINE))
    called = re.findall(r"\bmake\b.*", (repository / ".ci" / "run").read_text("utf-8"))
    verbs = [verb for verb, recipe in recipes.items() if "pytest" in recipe.lower() or "ON_NEO4J" in recipe]
    for verb in ("test", "cover", "test-web", "test-dist", "test-neo4j-lts", "test-neo4j-newest"):
        assert verb in verbs
        assert any(verb in line.split() for line in called), verb
        assert all("$(IN_CI)" in line for line in recipes[verb].splitlines()), verb
    assert "$(MAKE) test-proofs" in recipes["proofs"]
    left_out = recipes["test-proofs"].splitlines()
    assert [("$(LEFT_OUT)" in line, "5.26.30" in line) for line in left_out] == [
        (True, False),
        (False, False),
        (True, True),
    ]


def test_ci_keeps_a_case_of_each_kind() -> None:
    cases = some_in_ci(["a", "b", "c"], "b")
    assert [(case.values, bool(case.marks)) for case in cases] == [(("a",), True), (("b",), False), (("c",), True)]
    with pytest.raises(AssertionError, match="at least one"):
        some_in_ci(["a"])
