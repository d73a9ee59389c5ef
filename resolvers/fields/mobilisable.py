"""Root field `mobilisable`: trainers who could be mobilised, and for which offers."""

from collections.abc import Mapping
from datetime import date

from graph.bounds import WITHOUT_TERRITORY_LIMIT
from graph.calendar import NEVER_ENDS, day_text
from graph.rights import View
from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, object_maker, pending
from resolvers.execute.pages import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.execute.root import Getters, Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.fields.periods import last_day
from resolvers.rules.mobilisable import Wanted, access, mobilisable
from resolvers.rules.mobilised import Mobilisation
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.offers import Dated


def _mobilisable(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        wanted = Wanted(*(arguments.get(name) for name in ("axes", "themes", "audiences", "offerKinds")))
        place = run.queries.territory_index(arguments["within"], day)
        here, anywhere, busy = mobilisable(snapshot, day, place, wanted, last_day(arguments, day))
        names, ids = snapshot.actors.names_for(planning.view), snapshot.actors.ids
        order: Order[int] = Order("mobilisable(name:ASC)", [(names.__getitem__, False), (ids.__getitem__, False)])
        unlocated = order.sort(list(anywhere))[:WITHOUT_TERRITORY_LIMIT]
        held = {
            trainer: _seen(snapshot, planning.view, trainer, offers) for trainer, offers in (here | anywhere).items()
        }
        run.getters = {**_getters(snapshot, day, held, unlocated, busy), **_busy_getters(busy)}
        return pending(fetcher, maker, sliced(list(here), order, arguments, root.name, day), run)

    return start


def _seen(snapshot: Snapshot, view: View, trainer: int, offers: list[Dated]) -> list[Dated]:
    """Return a trainer's qualifications as a viewer sees them: without days, for an unlisted trainer."""
    if view is View.EVERYTHING or snapshot.actors.is_listed[trainer]:
        return offers
    return [Dated(offer.other, 0, NEVER_ENDS) for offer in offers]


def _getters(
    snapshot: Snapshot,
    day: date,
    held: Mapping[int, list[Dated]],
    unlocated: list[int],
    busy: Mapping[int, Mobilisation],
) -> Getters:
    ids = snapshot.actors.ids
    return {
        "MobilisableConnection": connection_getters()
        | {"asOf": lambda _p, _f: day.isoformat(), "withoutTerritory": lambda _p, _f: unlocated},
        "MobilisableEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "Mobilisable": {
            "trainer": lambda trainer, _: ids[trainer],
            "offers": lambda trainer, _: held[trainer],
            "mobilisedHere": lambda trainer, _: trainer if trainer in busy else None,
        },
        "MobilisableOffer": {
            "offer": lambda offer, _: offer.other,
            "access": lambda offer, _: access(snapshot.offers[offer.other]),
            "startsOn": lambda offer, _: _start(offer),
            "endsOn": lambda offer, _: _end(offer),
            "issuer": lambda offer, _: offer.detail,
        },
        "PageInfo": page_info_getters(),
    }


def _busy_getters(busy: Mapping[int, Mobilisation]) -> Getters:
    """Return the getters of the evidence that a trainer is already mobilised there."""
    return {
        "MobilisedHere": {
            "axes": lambda trainer, _: [AXES[i] for i in busy[trainer].axes],
            "since": lambda trainer, _: day_text(busy[trainer].since),
        },
    }


def _start(held: Dated) -> str | None:
    return day_text(held.start) if held.start else None


def _end(held: Dated) -> str | None:
    return None if held.end == NEVER_ENDS else day_text(held.end)


FIELDS: Mapping[str, RootField] = {"mobilisable": computed_root(_mobilisable)}
