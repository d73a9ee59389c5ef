"""Batches: nothing lost, nothing twice, each of one kind and of limited size."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.batches import BATCH, bases, edge_batches, node_batches, slices, transactions
from changes.rows import EdgeRow
from graph.statement.core.writer import Statement


@given(st.lists(st.integers(), max_size=30), st.integers(1, 10))
def test_slices_are_the_items_in_order(items: list[int], size: int) -> None:
    parts = list(slices(items, size))
    assert [item for part in parts for item in part] == items
    assert all(len(part) == size for part in parts[:-1])
    assert all(0 < len(part) <= size for part in parts)


@given(st.lists(st.sampled_from(["Offer", "Source", "Trainer"])))
def test_nodes_are_written_kind_by_kind(kinds: list[str]) -> None:
    nodes = [(kind, f"{kind}:{i}", {"label": str(i)}) for i, kind in enumerate(kinds)]
    batches = list(node_batches(nodes))
    assert sum(size for _, size in batches) == len(nodes)
    assert len(batches) == len(set(kinds))
    rows = [row for (create, _), _ in batches for row in create.parameters["rows"]]
    assert sorted(row["id"] for row in rows) == sorted(identifier for _, identifier, _ in nodes)


def test_many_nodes_of_one_kind_are_several_batches() -> None:
    batches = list(node_batches(("Offer", f"offer:{i}", {}) for i in range(BATCH + 1)))
    assert [size for _, size in batches] == [BATCH, 1]


@given(st.lists(st.integers(1, 30)), st.integers(1, 40))
def test_small_batches_are_joined_in_order_up_to_the_limit(sizes: list[int], most: int) -> None:
    batches = [([Statement(f"RETURN {place}", {})], size) for place, size in enumerate(sizes)]
    joined = list(transactions(batches, most))
    assert [statement for statements, _ in joined for statement in statements] == [one for (one,), _ in batches]
    assert sum(size for _, size in joined) == sum(sizes)
    assert all(size <= most or len(statements) == 1 for statements, size in joined)
    following = [sizes[int(statements[0].text.removeprefix("RETURN "))] for statements, _ in joined[1:]]
    assert all(rows + first > most for (_, rows), first in zip(joined, following, strict=False))


def test_relationships_are_written_by_type_and_base_labels_with_the_keys_of_their_texts() -> None:
    edges = [
        EdgeRow("QUALIFIED_FOR", "trainer:1", "offer:1", {"issuer": "Réseau"}),
        EdgeRow("STATED_BY", "action:1", "source:1"),
        EdgeRow("STATED_BY", "survey:1", "source:1"),
        EdgeRow("QUALIFIED_FOR", "trainer:2", "offer:1"),
    ]
    batches: list[Any] = [(statement.parameters["rows"], size) for (statement,), size in edge_batches(edges)]
    assert batches == [
        (
            [
                ["trainer:1", "offer:1", {"issuer": "Réseau", "issuerKey": "reseau", "levelKey": None}],
                ["trainer:2", "offer:1", {"issuerKey": None, "levelKey": None}],
            ],
            2,
        ),
        ([["action:1", "source:1", {}]], 1),
        ([["survey:1", "source:1", {}]], 1),
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("GOVERNS", "institution:1", "commune:1"), ("GOVERNS", "Actor", "Territory")),
        (("ON_AXIS", "action:1", "axis:4"), ("ON_AXIS", "Engagement", "Axis")),
        (("ON_AXIS", "nobody", "axis:4"), ("ON_AXIS", "", "Axis")),
    ],
)
def test_the_ends_of_a_relationship_have_base_labels(key: tuple[str, str, str], expected: tuple[str, str, str]) -> None:
    assert bases(key) == expected
