"""Root fields that read nodes (one by id, several, a territory) and lists; nested nodes are part of their statement."""

from collections.abc import Callable, Mapping, Sequence

from graph.bounds import NODES_BY_ID_LIMIT
from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.statement.core.projection import compiled, each
from graph.statement.core.selection import Field
from graph.statement.read.nodes import ConnectionSource, connection
from resolvers.compile.price import RootPrice
from resolvers.compile.visits import LISTS, of_list
from resolvers.execute.objects import Maker, NodeFetcher, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start


def _list(planning: Planning, root: Field) -> Start:
    """Plan a list of nodes of a kind."""
    w = planning.writer()
    source = ConnectionSource(LISTS[root.name])
    text, decode = connection(w, source, root, remembers=remembers_total(root))
    planned, make = planning.statement(w, [text]), compiled(decode)
    return lambda run: Pending(planned.bind(run), lambda rows: make(rows[0], run))


def remembers_total(root: Field) -> bool:
    """Return whether a root field selects both a page of the nodes that match a filter and their total."""
    if root.name not in LISTS or not root.arguments.get("where"):
        return False
    names = {field.name for field in root.sub().only()[1]}
    return "totalCount" in names and not names.isdisjoint({"edges", "nodes", "pageInfo"})


def is_total(root: Field) -> bool:
    """Return whether a root field asks for the number of nodes of a kind and nothing else."""
    return root.name in LISTS and {field.name for field in root.sub().only()[1]} <= {"totalCount", "__typename"}


def plan_totals(planning: Planning, roots: Sequence[Field]) -> Start:
    """Plan one statement for several root fields that only ask for totals; the answer is a list."""
    w = planning.writer()
    parts = [connection(w, ConnectionSource(LISTS[root.name]), root) for root in roots]
    planned = planning.statement(w, [text for text, _ in parts])
    finishes = [compiled(decode) for _, decode in parts]

    def start(run: RootRun) -> Pending:
        def decode_all(rows: Sequence[object]) -> list[object]:
            return [decode(row, run) for decode, row in zip(finishes, rows, strict=True)]

        return Pending(planned.bind(run), decode_all)

    return start


def _node(planning: Planning, root: Field) -> Start:
    """Plan the node of an id; null when unknown."""
    return _by_id(planning, root, lambda run: run.arguments(root)["id"])


def _territory(planning: Planning, root: Field) -> Start:
    """Plan one territory, by id or by kind and code; null when unknown."""

    def identifier(run: RootRun) -> str | None:
        reference = run.arguments(root)["ref"]
        if "id" in reference:
            node_id: str = reference["id"]
        else:
            try:
                node_id = run.queries.territory(reference, run.today)
            except ClientError:
                return None
        return node_id if SHAPE.base_of_id(node_id) == "Territory" else None

    return _by_id(planning, root, identifier)


def _by_id(planning: Planning, root: Field, identifier: Callable[[RootRun], str | None]) -> Start:
    fetcher = NodeFetcher(planning, missing_allowed=True)
    maker = fetcher.node(root.sub())
    return lambda run: pending(fetcher, maker, identifier(run), run)


def _nodes(planning: Planning, root: Field) -> Start:
    """Plan the nodes of several ids, in order; null for an unknown one."""
    fetcher = NodeFetcher(planning, missing_allowed=True)
    node = fetcher.node(root.sub())

    def read(ids: Sequence[str], run: RootRun) -> list[str | None]:
        return [node.read(identifier, run) if node.read else identifier for identifier in ids]

    maker = Maker(read, each(node.decode, nullable=True))

    def start(run: RootRun) -> Pending:
        ids = run.arguments(root)["ids"]
        if len(ids) > NODES_BY_ID_LIMIT:
            message = f"ids: {len(ids):,} ids are too many, give {NODES_BY_ID_LIMIT} at most"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return pending(fetcher, maker, ids, run)

    return start


FIELDS: Mapping[str, RootField] = {
    "node": RootField(_node),
    "nodes": RootField(_nodes),
    "territory": RootField(_territory),
    **dict.fromkeys(LISTS, RootField(_list, price=RootPrice(visits=of_list))),
}
