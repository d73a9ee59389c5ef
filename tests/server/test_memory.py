"""Releasing memory frees what only the garbage collector can free."""

import gc
import weakref

from server.http.memory import release_memory


class Node:
    """A node of a reference cycle."""

    other: "Node"


def test_unreachable_cycles_are_freed() -> None:
    node = Node()
    node.other = node
    reference = weakref.ref(node)
    gc.disable()
    try:
        del node
        assert reference() is not None
        release_memory()
        assert reference() is None
    finally:
        gc.enable()
