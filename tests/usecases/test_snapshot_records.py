"""The records made from rows equal those read by the snapshot's statements from a graph with the same rows."""

from collections.abc import Iterable
from typing import Any

from graph.domain.counting import Durations
from resolvers.snapshot.chunks import ACTORS, ENGAGEMENTS, TERRITORIES, fixed, records_of
from tests.api_session import ApiSession
from tests.graphs import small
from usecases.snapshot_records import RecordMaker


def unordered(records: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    """Return records with their unordered lists sorted, in the order of the ids."""
    return sorted([sorted(map(repr, map(list_of, f))) if isinstance(f, list) else f for f in r] for r in records)


def list_of(item: Any) -> Any:
    """Return a row as a list, any other item unchanged."""
    return list(item) if isinstance(item, tuple) else item


async def test_records_made_from_rows_equal_those_read_from_the_graph(scratch: ApiSession) -> None:
    rows = small()
    await scratch.replace(rows)
    made = RecordMaker(rows, Durations())
    ids, client = made.stored.keys(), scratch.client
    read_surveys = (await fixed(client, "snapshot_others"))[1]
    pairs: list[tuple[Iterable[tuple[Any, ...]], Iterable[tuple[Any, ...]]]] = [
        (territories := made.territories(ids), await records_of(client, TERRITORIES, [r.id for r in territories])),
        (actors := made.actors(ids), await records_of(client, ACTORS, [r.id for r in actors])),
        (engagements := made.engagements(ids), await records_of(client, ENGAGEMENTS, [r.id for r in engagements])),
        (made.surveys(ids), read_surveys),
    ]
    for mine, theirs in pairs:
        assert unordered(mine) == unordered(theirs)
        assert list(mine)
