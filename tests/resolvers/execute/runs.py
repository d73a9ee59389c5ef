"""Runs of root fields without a database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.rights import VISITOR, View
from graph.statement.core.totals import RunTotals, Totals
from resolvers.execute.root import Planning, RootRun
from resolvers.execute.snapshot_queries import LiveSnapshotQueries
from resolvers.snapshot.model import Snapshot

TODAY = date(2026, 11, 25)


def run_of(values: Sequence[Any] = (), snapshot: Snapshot | None = None) -> RootRun:
    """Return a run with the values of a client."""
    queries = LiveSnapshotQueries(snapshot, lambda _: None)
    return RootRun(values, VISITOR, TODAY, queries, RunTotals(Totals(), lambda _: True))


def planning(*, reads_version: bool = False) -> Planning:
    """Return the planning of a root field for a visitor."""
    return Planning(View.VISITOR, typed=False, reads_version=reads_version, day=TODAY)
