"""Event loops for tests that name them."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop

EVENT_LOOPS: Mapping[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop,
    "uvloop": uvloop.new_event_loop,
}


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Return the event loops by the names that a test's marker may use; asyncio's own loop if it uses none."""
    marker = item.get_closest_marker("asyncio")
    return EVENT_LOOPS if marker and "loop_factories" in marker.kwargs else {"asyncio": EVENT_LOOPS["asyncio"]}
