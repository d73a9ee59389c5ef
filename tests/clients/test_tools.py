"""Relay, gql.tada and graphql-eslint accept the documented queries, and report wrong ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.clients.documented import Documented, for_people
from tests.node_scripts import install_packed, run_script
from tests.service_process import ServiceProcess

HERE = Path(__file__).parent / "tools"
ACTOR = "institution:demo-mairie-nantes"
ENGAGEMENTS = """query ($id: ID!) { node(id: $id) { label
  ... on Institution { engagements(first: 1000) { totalCount nodes { id } } } } }"""
PLUGIN = {
    "name": "gql.tada/ts-plugin",
    "schema": "node_modules/cinqaxes-clients/schema.graphql",
    "tadaOutputLocation": "graphql-env.d.ts",
}
PROJECT = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "module": "nodenext",
        "target": "es2023",
        "types": [],
        "plugins": [PLUGIN],
    },
    "files": ["right.ts", "wrong.ts", "caches.ts", "wrong_caches.ts"],
}
"""The configuration of a program that uses gql.tada and our package."""
CACHES = """import { embeddedTypes, keys, possibleTypes, scalars } from 'cinqaxes-clients';

export const names: string[] = [...(possibleTypes['Actor'] ?? []), ...embeddedTypes, ...Object.keys(keys)];
export const day: 'string' = scalars.Date;
"""


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A folder with the schema, laid out as in the package for JavaScript."""
    (tmp_path / "schema.graphql").write_bytes((repository / "schema" / "schema.graphql").read_bytes())
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    return tmp_path


def example(repository: Path, language: str, mark: str) -> str:
    """Return the example of the package's README that contains a mark."""
    page = (repository / "clients" / "js" / "README.md").read_text("utf-8")
    (found,) = [one for one in re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL) if mark in one]
    return str(found)


def module(number: int, question: Documented) -> tuple[str, str]:
    """Return the name and the text of a module for Relay.

    Relay requires the operation to have the module's name, and allows no default for a variable that is not nullable.
    """
    name = f"Question{number}"
    text = re.sub(r"^(#.*\n)*(query)?\s*\w*", f"query {name}Query ", question.text, count=1)
    text = re.sub(r'(\$\w+: [\w\[\]!]+!) = "[^"]*"', r"\1", text)
    return f"{name}.js", f"graphql`{text}`;\n"


def test_relay_compiles_the_documented_queries_and_reads_all_pages(
    repository: Path, folder: Path, service: ServiceProcess
) -> None:
    (folder / "src").mkdir()
    modules = dict(module(number, question) for number, question in enumerate(for_people(repository)))
    for name, text in {**modules, "ActorPage.js": example(repository, "js", "// Relay")}.items():
        (folder / "src" / name).write_text(text, "utf-8")
    found = json.loads(run_script(HERE / "relay.mjs", HERE, str(folder), f"{service.url}/graphql", ACTOR))
    assert len(list((folder / "made").glob("Question*Query.graphql.js"))) == len(modules), found["compiled"]
    actor = service.ask(ENGAGEMENTS, {"id": ACTOR}).json()["data"]["node"]
    ids = [node["id"] for node in actor["engagements"]["nodes"]]
    assert len(ids) > 3, "more than one page"
    assert found["label"] == actor["label"]
    assert found["pages"] == [ids[:end] for end in range(3, len(ids) + 3, 3)]


def test_relay_refuses_an_unknown_field(repository: Path, folder: Path, service: ServiceProcess) -> None:
    (folder / "src").mkdir()
    wrong = example(repository, "js", "// Relay").replace("node { id label }", "node { id etiquette }")
    (folder / "src" / "ActorPage.js").write_text(wrong, "utf-8")
    found = json.loads(run_script(HERE / "relay.mjs", HERE, str(folder), service.url, ACTOR))
    assert "`Engagement` has no field `etiquette`" in found["compiled"]


def test_a_program_is_typed_by_our_package_alone_and_type_errors_are_found(repository: Path, tmp_path: Path) -> None:
    package = install_packed(repository / "clients" / "js", tmp_path)
    expected = {"LICENSE", "README.md", "index.d.ts", "index.js", "package.json", "schema.graphql", "schema.js"}
    assert {path.name for path in package.iterdir()} == expected
    right = example(repository, "ts", "// gql.tada")
    files = {
        "package.json": '{"type": "module"}',
        "tsconfig.json": json.dumps(PROJECT),
        "right.ts": right,
        "wrong.ts": right.replace("axis status lapsedOn", "axis statut lapsedOn"),
        "caches.ts": CACHES,
        "wrong_caches.ts": CACHES.replace("scalars.Date", "scalars.Day"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    found = json.loads(run_script(HERE / "tada.mjs", HERE, str(tmp_path)))
    assert found["generated"]["status"] == 0, found["generated"]["output"]
    errors = dict(re.findall(r"^(\w+\.ts).*error TS\d+: (.*)$", found["checked"]["output"], re.MULTILINE))
    assert set(errors) == {"wrong.ts", "wrong_caches.ts"}, found["checked"]["output"]
    assert "'status' does not exist" in errors["wrong.ts"]
    assert "'Day' does not exist" in errors["wrong_caches.ts"]


def test_graphql_eslint_reports_only_the_wrong_query(repository: Path, folder: Path) -> None:
    wrong = Documented("wrong", "{ coverage(rows: {kind: REGION}) { nodes { cells { statut } } } }", {})
    for kind in ("read", "shipped"):
        (folder / kind).mkdir()
    for number, question in enumerate([*for_people(repository), wrong]):
        kind = "shipped" if question.place.startswith("documents/") else "read"
        name = re.sub(r"\W+", "_", question.place)
        (folder / kind / f"{number}-{name}.graphql").write_text(question.text, "utf-8")
    found: dict[str, Any] = json.loads(run_script(HERE / "lint.mjs", HERE, str(folder)))
    assert len(found) == len(for_people(repository)) + 2
    faults = {name: messages for name, messages in found.items() if messages}
    assert [name.partition("-")[2] for name in faults] == ["wrong.graphql"], faults
    ((message,),) = faults.values()
    assert message.startswith("fields-on-correct-type")
