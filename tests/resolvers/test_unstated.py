"""A Boolean that no source states is false: in answers, and for filters and their negations."""

from datetime import date
from typing import Any

import pytest

from changes.rows import GraphRows
from graph.model import SHAPE
from tests.api_session import ApiSession

pytestmark = pytest.mark.database
STATED = {"diagnostic:yes": True, "diagnostic:no": False, "diagnostic:unstated": None}


def test_every_boolean_of_the_model_has_a_value() -> None:
    booleans = [p for kind in SHAPE.kinds.values() for p in kind.properties if str(p.type).endswith("BOOL")]
    assert booleans
    assert [p.name for p in booleans if not p.never_null] == []


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"requestedByState": {"eq": False}}, ["diagnostic:no", "diagnostic:unstated"]),
        ({"requestedByState": {"eq": True}}, ["diagnostic:yes"]),
        ({"NOT": {"requestedByState": {"eq": True}}}, ["diagnostic:no", "diagnostic:unstated"]),
        ({"requestedByState": {"isNull": True}}, []),
    ],
)
async def test_an_unstated_boolean_is_false(scratch: ApiSession, where: dict[str, Any], found: list[str]) -> None:
    rows = GraphRows()
    for identifier, stated in STATED.items():
        facts = {} if stated is None else {"requestedByState": stated}
        rows.node(
            "Diagnostic",
            identifier,
            title=identifier,
            status="DONE",
            startsOn=date(2026, 1, 1),
            fictional=True,
            **facts,
        )
    await scratch.replace(rows)
    question = "query ($where: DiagnosticWhere) { diagnostics(where: $where) { nodes { id requestedByState } } }"
    nodes = (await scratch.data(question, {"where": where}))["diagnostics"]["nodes"]
    assert sorted(node["id"] for node in nodes) == found
    assert all(node["requestedByState"] is bool(STATED[node["id"]]) for node in nodes)
