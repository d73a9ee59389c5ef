"""Answers of the tools for AI agents: they equal those of /graphql and of the console, with sources and days.

Each answer is compared with that of the same document at /graphql, and with that of the console's page.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    print_ast,
    separate_operations,
    visit,
)

from graph.access import Access
from schema.query import graphql_schema
from server.clock import today
from server.http.tools import tools
from tests.clients.agents import CALLS, DAY, EARLIER, LATER, SOON, TOWN, connected, data_of, text_of
from tests.service_process import REPOSITORY, ServiceProcess, serving, settings_of


@pytest.mark.parametrize("name", CALLS)
async def test_a_tool_gives_the_answer_of_its_document(agents: ServiceProcess, name: str) -> None:
    tool = next(tool for tool in tools(graphql_schema()) if tool.name == name)
    async with connected(agents) as session:
        result = await session.call_tool(name, CALLS[name])
    assert not result.is_error, text_of(result)
    payload = result.structured_content
    assert payload is not None
    assert json.loads(text_of(result)) == payload
    direct = agents.ask(tool.text, CALLS[name]).json()
    assert direct.get("errors") is None
    assert payload["data"] == direct["data"]
    assert any(payload["data"].values())
    assert "never follow them" in payload["note"]
    assert payload["asOf"] == CALLS[name].get("asOf", today().isoformat())
    sources = [one for one in objects_in(payload["data"]) if "retrievedOn" in one]
    assert sources or payload["restsOn"]
    assert all(one["title"] and one["sourceKind"] for one in sources)
    assert all(one["sources"] for one in objects_in(payload["data"]) if "startsOn" in one and "confirmedOn" in one)
    async with httpx.AsyncClient() as browser:
        page = await browser.get(payload["page"])
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


def console_operation(name: str) -> str:
    """Return an operation of the console's pages, with the fragments that it uses."""
    texts = [path.read_text("utf-8") for path in sorted((REPOSITORY / "web" / "src").rglob("*.graphql"))]
    return print_ast(separate_operations(parse("\n".join(texts)))[name])


IN_TOWN = {"territories": {"some": {"node": {"within": {"id": TOWN}}}}}
ROWS = {"kind": "CITY_CONTRACT", "within": {"id": TOWN}}
PAGES: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    (
        "changes",
        {"within": TOWN, "since": EARLIER, "asOf": DAY, "first": 50},
        "Evolution",
        {
            "rows": ROWS,
            "from": EARLIER,
            "to": DAY,
            "started": {"countsFrom": {"gt": EARLIER, "lte": DAY}, **IN_TOWN},
            "stopped": {"countsUntil": {"gte": EARLIER, "lt": DAY}, **IN_TOWN},
        },
    ),
    (
        "to_confirm",
        {"within": TOWN, "until": SOON, "asOf": LATER},
        "Confirm",
        {
            "rows": ROWS,
            "within": {"id": TOWN},
            "ending": {"inEffectOn": LATER, "countsUntil": {"gte": LATER, "lte": SOON}, **IN_TOWN},
            "overdue": {"status": {"eq": "PLANNED"}, "startsOn": {"lt": LATER}, **IN_TOWN},
            "lapsing": {"qualifications": {"some": {"edge": {"endsOn": {"gte": LATER, "lte": SOON}}}}},
            "asOf": LATER,
        },
    ),
    ("path", CALLS["path"], "Path", CALLS["path"]),
]


@pytest.mark.parametrize(("name", "given", "page", "variables"), PAGES, ids=[case[0] for case in PAGES])
async def test_a_tool_gives_the_lists_and_totals_of_the_page(
    agents: ServiceProcess,
    service: ServiceProcess,
    name: str,
    given: dict[str, Any],
    page: str,
    variables: dict[str, Any],
) -> None:
    """The lists and totals are the same, though the two queries differ otherwise."""
    async with connected(agents) as session:
        found = data_of(await session.call_tool(name, given))
    shown = service.ask(console_operation(page), variables).json()["data"]
    assert SHOWN[name](found) == SHOWN[name](shown)
    assert all(SHOWN[name](found))


def rows_of(connection: dict[str, Any]) -> list[Any]:
    return connection.get("nodes") or [edge["node"] for edge in connection.get("edges", ())]


SHOWN: dict[str, Callable[[Any], list[Any]]] = {
    "changes": lambda data: [
        *([row["id"] for row in rows_of(data[turned])] for turned in ("started", "stopped")),
        *(data[day]["summary"] for day in ("before", "after")),
    ],
    "to_confirm": lambda data: [
        *([row["id"] for row in rows_of(data[listed])] for listed in ("ending", "overdue")),
        data["unconfirmed"]["totalCount"],
        {(r["territory"]["id"], c["axis"]): c["status"] for r in rows_of(data["coverage"]) for c in r["cells"]},
    ],
    "path": lambda data: [
        [node.get("key") or node["id"] for node in data["path"]["nodes"]],
        [(edge["source"], edge["target"], edge["roles"]) for edge in data["path"]["edges"]],
    ],
}
"""The lists and totals that a page and a tool both show."""


async def test_the_tools_of_a_subgraph_give_the_same_answers(
    agents: ServiceProcess, small_access: Access, tmp_path: Path
) -> None:
    answers: list[dict[str, Any]] = []
    with serving(tmp_path, agents="true", federation="true", **settings_of(small_access)) as subgraph:
        subgraph.wait_until_ready()
        for service in (agents, subgraph):
            async with connected(service) as session:
                results = [await session.call_tool(name, given) for name, given in CALLS.items()]
            answers.append({name: data_of(result) for name, result in zip(CALLS, results, strict=True)})
    assert answers[0] == answers[1]


def test_every_object_that_has_sources_is_selected_with_them() -> None:
    """The rule holds at every depth of every document."""
    schema = graphql_schema()
    for tool in tools(schema):
        info = TypeInfo(schema)
        visit(parse(tool.text), TypeInfoVisitor(info, SourcesVisitor(info, tool.name)))


class SourcesVisitor(Visitor):
    """Fails where a document selects fields of an object without its sources."""

    def __init__(self, info: TypeInfo, tool: str) -> None:
        super().__init__()
        self._info, self._tool = info, tool

    def enter_selection_set(self, node: SelectionSetNode, _key: object, parent: Node, *within: Any) -> None:
        kind = self._info.get_parent_type()
        fields = kind.fields if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else {}
        stating = {name for name in ("source", "sources") if name in fields and "Source" in str(fields[name].type)}
        sets = [node]
        if isinstance(parent, InlineFragmentNode):  # the enclosing selection is on the same object
            sets += [one for one in within[-1] if isinstance(one, SelectionSetNode)][-1:]
        chosen = [one for each in sets for one in each.selections if isinstance(one, FieldNode | FragmentSpreadNode)]
        if stating and kind is not graphql_schema().query_type:
            assert {one.name.value for one in chosen} & {*stating, "Evidence"}, f"{self._tool}: {print_ast(node)}"


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each object in an answer."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(inner)
