"""The process that answers, alone or as one of several: how it is set up, and how uvicorn serves in it."""

import ctypes
import gc
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from server.http.connections import IDLE_SECONDS, BoundedConnection, most_connections
from server.logs import configure_logs
from server.settings import Settings

COLLECTED_AFTER = (10_000, 50, 50)
"""New objects, and collections of them, before the collector looks: answers are many objects and no cycles."""
SWITCH_SECONDS = 0.0005
"""Time that a thread beside the loop may keep it waiting; only dear questions and exports have one."""
M_MMAP_THRESHOLD, LARGE_BYTES = -3, 131_072
"""glibc's parameter, and the size of blocks that go back to the system when they are freed.

Left alone, glibc takes the largest block that was ever freed for that size, and a large answer's memory stays.
"""
GRACE_SECONDS = 10
"""Time that a question under way has to end when the service stops."""
UVICORN: Mapping[str, Any] = {
    "http": BoundedConnection,
    "ws": "none",
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "timeout_keep_alive": IDLE_SECONDS,
    "timeout_graceful_shutdown": GRACE_SECONDS,
    "lifespan": "on",
}
"""The settings of uvicorn."""


def settle(settings: Settings) -> None:
    """Set up the process, and those that it forks."""
    configure_logs(settings.log_format)
    gc.set_threshold(*COLLECTED_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
    BoundedConnection.most = most_connections()
