"""One worker process among several: the application as uvicorn builds it in each.

A worker knows only its settings; the process that starts it has prepared the database.
"""

import gc
import sys

from starlette.applications import Starlette

from server.application import application
from server.http.connections import BoundedConnection, most_connections
from server.logs import configure_logs
from server.settings import Settings, access_of, read_settings

COLLECTED_AFTER = (10_000, 50, 50)
"""New objects, and collections of them, before the collector looks: answers are many objects and no cycles."""
SWITCH_SECONDS = 0.0005
"""Time that a thread beside the loop may keep it waiting; only dear questions and exports have one."""
APPLICATION = "server.worker:worker"


def settle(settings: Settings) -> None:
    """Set up the process that a service runs in."""
    configure_logs(settings.log_format)
    gc.set_threshold(*COLLECTED_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)
    BoundedConnection.most = most_connections()


def worker() -> Starlette:
    """Return the application of one worker."""
    settings = read_settings()
    settle(settings)
    return application(settings, access_of(settings))
