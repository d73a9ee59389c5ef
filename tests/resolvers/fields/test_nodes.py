"""Rows of lists: whatever else is selected, the nodes are those that were loaded."""

from typing import Any

import pytest

from graph.model import SHAPE
from seed import demo
from tests.api_session import ApiSession

NODE = "node { id title }"
SELECTED = {
    "nodes alone": f"edges {{ {NODE} }}",
    "with their type": f"edges {{ __typename {NODE} }}",
    "with a cursor": f"edges {{ cursor {NODE} }}",
    "twice in a row": f"edges {{ again: node {{ title id }} {NODE} }}",
    "twice in the list": f"again: edges {{ node {{ title id }} }} edges {{ {NODE} }}",
    "with a total": f"totalCount edges {{ {NODE} }}",
    "and whether there are more": f"edges {{ {NODE} }} pageInfo {{ hasNextPage }}",
    "and where the page ends": f"pageInfo {{ endCursor }} edges {{ {NODE} }}",
}


@pytest.mark.parametrize("selected", SELECTED.values(), ids=SELECTED)
async def test_nodes_are_the_same_whatever_else_is_selected(national: ApiSession, selected: str) -> None:
    kinds = {kind.name for kind in SHAPE.concrete("Engagement")}
    loaded = sorted((node.id, node.properties["title"]) for node in demo.rows().nodes if node.kind in kinds)
    answer = (await national.data(f"{{ engagements(first: 3) {{ {selected} }} }}"))["engagements"]
    for name in {"edges", "again"} & answer.keys():
        for place in {"node", "again"} & answer[name][0].keys():
            assert [_named(edge[place]) for edge in answer[name]] == loaded[:3]


async def test_nodes_of_a_node_are_the_same_with_and_without_their_roles(national: ApiSession) -> None:
    text = """{ institutions(where: {institutionKind: {eq: ASSOCIATION}}) {
      edges { node { id engagements(first: 4) { edges { ROLES node { id } } } } }
    } }"""
    alone, beside = [(await national.data(text.replace("ROLES", roles)))["institutions"] for roles in ("", "roles")]
    assert _below(alone) == _below(beside)
    assert any(found for _, found in _below(alone))


def _named(node: dict[str, Any]) -> tuple[str, str]:
    return node["id"], node["title"]


def _below(answer: dict[str, Any]) -> list[tuple[str, list[str]]]:
    nodes = [edge["node"] for edge in answer["edges"]]
    return [(node["id"], [edge["node"]["id"] for edge in node["engagements"]["edges"]]) for node in nodes]
