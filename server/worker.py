"""Configures uvicorn and the process that serves, which is alone or one of several workers."""

import sys
from collections.abc import Mapping
from typing import Any

from server.http.connections import IDLE_SECONDS, BoundedConnection, most_connections
from server.http.memory import configure_memory
from server.logs import configure_logs
from server.settings import Settings

SWITCH_SECONDS = 0.0005
"""The time for which another thread may delay the event loop; only long operations and exports use threads."""
GRACE_SECONDS = 10
"""The time that requests in progress have to finish when the service stops."""
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


def configure_process(settings: Settings) -> None:
    """Configure this process, and those that it forks."""
    configure_logs(settings.log_format)
    configure_memory()
    sys.setswitchinterval(SWITCH_SECONDS)
    BoundedConnection.most = most_connections()
