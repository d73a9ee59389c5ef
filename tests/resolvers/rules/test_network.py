"""The network of a day and what a limit keeps of it, without a database."""

from datetime import date

import pytest

from resolvers.rules.network import Network, View, around
from tests.resolvers.rules.small import NOBODY, snapshot_of

DAY = date(2026, 1, 1)


def network_of(ties: dict[str, list[str]]) -> Network:
    """Return a network of engagements and what each ties."""
    neighbours: dict[str, list[str]] = {}
    for engagement, others in ties.items():
        neighbours[engagement] = others
        for other in others:
            neighbours.setdefault(other, []).append(engagement)
    snapshot = snapshot_of(
        actors=sorted({o for others in ties.values() for o in others} - NOBODY), engagements=sorted(ties)
    )
    places = snapshot.engagements.index
    return Network(snapshot, {engagement: places[engagement] for engagement in ties}, neighbours)


def ids(view: View) -> list[str]:
    return [node for node, _ in view.nodes]


@pytest.mark.parametrize("limit", range(1, 8))
def test_no_actor_is_kept_without_an_engagement_that_ties_it(limit: int) -> None:
    net = network_of({
        "action:1": ["institution:a", "institution:busy"],
        "action:2": ["institution:a", "institution:busy", "institution:c"],
        "action:3": ["institution:busy"],
    })  # fmt: skip
    view = around(net, ["institution:a"], depth=2, limit=limit)
    assert len(view.nodes) == min(limit, view.total)
    shown = set(ids(view))
    for node in shown - net.engagements.keys() - {"institution:a"}:
        assert shown & set(net.neighbours[node]), node


def test_without_a_limit_the_nearest_come_first_then_the_most_connected() -> None:
    net = network_of({"action:1": ["institution:a", "institution:b"], "action:2": ["institution:b", "institution:c"]})
    view = around(net, ["institution:a"], depth=2, limit=200)
    assert ids(view) == ["institution:a", "action:1", "institution:b", "action:2", "institution:c"]
    assert [distance for _, distance in view.nodes] == [0, 1, 1, 2, 2]
