"""The choice of the connection to drop, compared with a search through a plain list, for random changes."""

from hypothesis import given
from hypothesis import strategies as st

from server.http.open_connections import OpenConnections

KEYS = ("a", "b", "c")
CHANGES = st.sampled_from(["wait", "request", "remove", "pop"])


def expected(known: list[tuple[int, bool]]) -> set[int]:
    """Return the connections that may be dropped, of (number, whether it waits) in the order of their last change."""
    clients = [[one for one in known if one[0] % len(KEYS) == key] for key in range(len(KEYS))]
    most = max(map(len, clients))
    return {next((n for n, waits in every if waits), every[0][0]) for every in clients if len(every) == most}


@given(st.lists(st.tuples(CHANGES, st.integers(0, 11))))
def test_the_client_with_most_connections_loses_the_one_that_waits_longest(changes: list[tuple[str, int]]) -> None:
    connections, known = OpenConnections[int](), list[tuple[int, bool]]()
    for change, number in changes:
        if change != "pop":
            getattr(connections, change)(KEYS[number % len(KEYS)], number)
            known = [one for one in known if one[0] != number]
            known += [] if change == "remove" else [(number, change == "wait")]
        elif known:
            dropped = connections.pop()
            assert dropped in expected(known)
            known = [one for one in known if one[0] != dropped]
        assert len(connections) == len(known)
