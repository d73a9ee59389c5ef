"""Root field `partnerships`: pairs of actors, with their common engagements and territories."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from graph.bounds import BEHIND_LIMIT, PARTNERSHIPS_LIMIT
from graph.errors import in_range
from graph.model.engagements import ENGAGEMENT
from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from resolvers.execute.objects import NodeFetcher, object_maker, pending
from resolvers.execute.pages import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.execute.root import Getter, Getters, Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.rules.partnerships import Partnership, partnerships
from resolvers.rules.question import axis_indexes, question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import COUNTRY

PAIRS_A_CELL = 8
"""The number of pairs of actors that take as long as one cell of coverage."""


def _partnerships(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        least = in_range("minTerritories", arguments["minTerritories"], PARTNERSHIPS_LIMIT)
        within = arguments.get("within")
        place = run.queries.territory_index({"id": COUNTRY} if within is None else within, day)
        axes, question = axis_indexes(arguments.get("axes")), question_of(arguments)
        pairs = partnerships(snapshot, day, place, axes, question, least)
        order: Order[Partnership] = Order(
            "partnerships",
            [
                (lambda one: len(one.territories), True),
                (lambda one: len(one.engagements), True),
                (lambda one: snapshot.actors.ids[one.actors[0]], False),
                (lambda one: snapshot.actors.ids[one.actors[1]], False),
            ],
        )
        run.getters = _getters(run, snapshot, day)
        return pending(fetcher, maker, sliced(pairs, order, arguments, root.name, day), run)

    return start


def _getters(run: RootRun, snapshot: Snapshot, day: date) -> Getters:
    def first_of(ids: Sequence[str], read: Callable[[Partnership], Sequence[int]]) -> Getter:
        """Return the getter of the first nodes of a list, by id."""

        def get(pair: Partnership, field: Field) -> list[str]:
            most = in_range("first", run.arguments(field)["first"], BEHIND_LIMIT)
            return sorted(ids[i] for i in read(pair))[:most]

        return get

    return {
        "PartnershipConnection": connection_getters() | {"asOf": lambda _p, _f: day.isoformat()},
        "PartnershipEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "Partnership": {
            "actors": lambda pair, _: [snapshot.actors.ids[actor] for actor in pair.actors],
            "territoryCount": lambda pair, _: len(pair.territories),
            "engagementCount": lambda pair, _: len(pair.engagements),
            "territories": first_of(snapshot.territories.ids, lambda pair: pair.territories),
            "engagements": first_of(snapshot.engagements.ids, lambda pair: pair.engagements),
        },
        "PageInfo": page_info_getters(),
    }


def _pairs(_root: Field, sizes: Sizes) -> int:
    """Return the number of cells that take as long as the pairs of actors of all engagements."""
    actors = ENGAGEMENT.relation("actors")
    each = sizes.fanout(ENGAGEMENT, actors, reached=True) if actors else 0
    return sizes.of_kind(ENGAGEMENT.name) * each * each // 2 // PAIRS_A_CELL


FIELDS: Mapping[str, RootField] = {"partnerships": computed_root(_partnerships, _pairs)}
