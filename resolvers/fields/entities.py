"""Root field `_entities`: the nodes that a federation gateway refers to by a key, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.bounds import NODES_BY_ID_LIMIT
from graph.entities import KEYS, Representation
from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.statement.core.projection import each
from graph.statement.core.selection import Field, Selection
from resolvers.execute.objects import Maker, NodeFetcher, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start


def _entities(planning: Planning, root: Field) -> Start:
    """Plan the nodes of several representations, in order; null for an unknown one."""
    fetcher = NodeFetcher(planning, missing_allowed=True)
    selections = {kind: Selection({kind: root.sub().of(kind)}) for kind in KEYS}
    makers = {(kind, "id"): fetcher.node(selection) for kind, selection in selections.items()}
    makers["Institution", "siren"] = fetcher.node_by("siren", selections["Institution"])

    def read(given: Sequence[Representation], run: RootRun) -> list[tuple[Maker, object]]:
        rows = []
        for kind, key, value in given:
            maker = makers[kind, key]
            is_of_kind = key != "id" or SHAPE.kind_of_id(value) == kind
            rows.append((maker, maker.read(value, run) if maker.read and is_of_kind else None))
        return rows

    def decode(row: tuple[Maker, object], run: Any) -> object:
        maker, value = row
        return None if value is None else maker.decode(value, run)

    maker = Maker(read, each(decode, nullable=True))

    def start(run: RootRun) -> Pending:
        given = run.arguments(root)["representations"]
        if len(given) > NODES_BY_ID_LIMIT:
            message = f"representations: {len(given):,} are too many, give {NODES_BY_ID_LIMIT} at most"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return pending(fetcher, maker, given, run)

    return start


FIELDS: Mapping[str, RootField] = {"_entities": RootField(_entities)}
