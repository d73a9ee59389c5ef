"""Root field `trainingOffers`: offers available in a territory, their makers, and trainers who could deliver them."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.bounds import WITHOUT_TERRITORY_LIMIT
from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, object_maker, pending
from resolvers.execute.pages import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.execute.root import Getters, Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.fields.periods import last_day
from resolvers.rules.mobilisable import Wanted, access
from resolvers.rules.training_offers import Available, training_offers
from resolvers.snapshot.model import Snapshot


def _training_offers(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        wanted = Wanted(*(arguments.get(name) for name in ("axes", "themes", "audiences", "offerKinds")))
        place = run.queries.territory_index(arguments["within"], day)
        here, anywhere = training_offers(snapshot, day, place, wanted, last_day(arguments, day))
        names = snapshot.actors.names_for(planning.view)
        order: Order[Available] = Order(
            "trainingOffers(title:ASC)",
            [(lambda one: snapshot.offers[one.offer].title_key, False), (lambda one: one.offer, False)],
        )
        unlocated = order.sort(anywhere)[:WITHOUT_TERRITORY_LIMIT]
        run.getters = _getters(snapshot, day, names, unlocated)
        return pending(fetcher, maker, sliced(here, order, arguments, root.name, day), run)

    return start


def _getters(snapshot: Snapshot, day: date, names: Sequence[str], unlocated: list[Available]) -> Getters:
    ids = snapshot.actors.ids

    def trainers(available: Available) -> list[str]:
        return [ids[i] for i in sorted(available.trainers, key=lambda i: (names[i], ids[i]))]

    return {
        "TrainingOfferConnection": connection_getters()
        | {"asOf": lambda _p, _f: day.isoformat(), "withoutTerritory": lambda _p, _f: unlocated},
        "TrainingOfferEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "TrainingOffer": {
            "offer": lambda available, _: available.offer,
            "access": lambda available, _: access(snapshot.offers[available.offer]),
            "offeredBy": lambda available, _: available.makers,
            "qualifiedTrainersNear": lambda available, _: trainers(available),
        },
        "PageInfo": page_info_getters(),
    }


FIELDS: Mapping[str, RootField] = {"trainingOffers": computed_root(_training_offers)}
