"""The process that answers, alone or as one of several: how it is set up, and how uvicorn serves in it."""

import sys
from collections.abc import Mapping
from typing import Any

from server.http.connections import IDLE_SECONDS, BoundedConnection, most_connections
from server.http.memory import configure_memory
from server.logs import configure_logs
from server.settings import Settings

SWITCH_SECONDS = 0.0005
"""Time that a thread beside the loop may keep it waiting; only long operations and exports have one."""
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


def configure_process(settings: Settings) -> None:
    """Set up the process, and those that it forks."""
    configure_logs(settings.log_format)
    configure_memory()
    sys.setswitchinterval(SWITCH_SECONDS)
    BoundedConnection.most = most_connections()
