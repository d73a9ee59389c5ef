"""The addresses of the database and of the Python peers, from the environment.

The variables are those that the Node peer reads; none has a default.
"""

import os
from collections.abc import Mapping
from typing import Final

import uvicorn
from neo4j import AsyncDriver, AsyncGraphDatabase
from starlette.applications import Starlette

from graph.access import Access

HOST: Final = "127.0.0.1"

KINDS = {
    "actions": "Action",
    "diagnostics": "Diagnostic",
    "trainingSessions": "TrainingSession",
    "territorialPlans": "TerritorialPlan",
    "commitments": "Commitment",
}
"""The kinds of engagement that are counted, by the field that returns the count."""


def environment(access: Access, listen: int) -> Mapping[str, str]:
    """Return the environment in which to start a peer."""
    return {
        "PEER_URI": access.uri,
        "PEER_USER": access.user,
        "PEER_PASSWORD": access.password,
        "PEER_DATABASE": access.database,
        "PEER_PORT": str(listen),
    }


def driver() -> AsyncDriver:
    """Return a driver for the database."""
    auth = os.environ["PEER_USER"], os.environ["PEER_PASSWORD"]
    return AsyncGraphDatabase.driver(os.environ["PEER_URI"], auth=auth, notifications_min_severity="OFF")


def database() -> str:
    """Return the database's name."""
    return os.environ["PEER_DATABASE"]


def serve(application: Starlette) -> None:
    """Serve in one process until stopped, with the fastest settings of uvicorn."""
    listen = int(os.environ["PEER_PORT"])
    uvicorn.run(
        application, host=HOST, port=listen, loop="uvloop", http="httptools", log_level="warning", access_log=False
    )
