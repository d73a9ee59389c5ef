"""Root fields `mobilised` and `mobilisable`: who is, and who could be.

Rule: worked out over the snapshot, then dressed by one statement.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from graph.mistakes import Mistake
from graph.model import SHAPE
from graph.rights import Caller
from graph.statement.selection import Field
from graph.vocabulary import Axis, Reach, Role, Word
from resolvers.asked import Asked
from resolvers.calendar import NEVER_ENDS, day_text
from resolvers.derived import SnapshotDerived, axis_places, question_of
from resolvers.mobilisable import Wanted, access, mobilisable
from resolvers.mobilised import Evidence, Mobilisation, key_of, mobilised
from resolvers.paging import Order, Slice, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.rendering import Dresser, Getters, Ref, keys, renderer
from resolvers.snapshot import AXES, Dated, Snapshot, roles_of
from resolvers.territories import COUNTRY

NEAR = (Reach.DIRECT, Reach.PARTIAL)
WITHOUT_TERRITORY_LIMIT = 100
FACETS: dict[str, type[Word]] = {"AXIS": Axis, "ROLE": Role, "REACH": Reach}


def names_for(snapshot: Snapshot, caller: Caller) -> list[str]:
    """Return the folded names that order actors, as the caller may see them."""
    return snapshot.actors.keys if caller is Caller.OFFICER else snapshot.actors.public_keys


async def who_is(asked: Asked, root: Field) -> Any:
    """Answer `mobilised`."""
    context, snapshot, derived = await asked.resting(root)
    row = _ground(derived, root, context.day)
    reach = root.arguments.get("reach")
    found = mobilised(
        snapshot,
        context.day,
        row,
        axis_places(root.arguments.get("axes")),
        NEAR if reach is None else reach,
        question_of(root.arguments),
    )
    order = _order(snapshot, names_for(snapshot, asked.caller), root)
    page = sliced(found, order, root.arguments, root.name, context.day)
    dresser = Dresser()
    render = renderer(root.sub(), _mobilised_getters(snapshot, asked, root, found), dresser)
    answer = render(page)
    await asked.dress(context, dresser)
    return answer


def _ground(derived: SnapshotDerived, root: Field, day: date) -> int:
    within = root.arguments.get("within")
    return derived.place({"id": COUNTRY} if within is None else within, day)


def _order(snapshot: Snapshot, names: list[str], root: Field) -> Order[Mobilisation]:
    asked_for = root.arguments.get("orderBy") or [{"name": "ASC"}]
    criteria: list[tuple[Callable[[Mobilisation], Any], bool]] = []
    named: set[str] = set()
    for item in asked_for:
        ((name, direction),) = item.items()
        if direction is None:
            message = f"orderBy.{name}: give ASC or DESC"
            raise Mistake(message)
        if name in named:
            message = f"orderBy.{name}: given twice; give each field once"
            raise Mistake(message)
        named.add(name)
        criteria.append((partial(key_of, field=name, names=names), direction == "DESC"))
    criteria.append((lambda m: snapshot.actors.ids[m.actor], False))
    said = ",".join(f"{name}:{direction}" for item in asked_for for name, direction in item.items())
    return Order(f"{root.name}({said})", criteria)


def _mobilised_getters(snapshot: Snapshot, asked: Asked, root: Field, found: list[Mobilisation]) -> Getters:
    actors, engagements = snapshot.actors.ids, snapshot.engagements.ids
    day = asked.day(root)

    def evidence(m: Mobilisation, field: Field) -> Slice[Evidence]:
        order: Order[Evidence] = Order("mobilised.engagements(id:ASC)", [(lambda x: engagements[x.engagement], False)])
        return sliced(m.evidence, order, field.arguments, "engagements", day)

    def facets(_page: Slice[Mobilisation], field: Field) -> list[dict[str, Any]]:
        return [_facet(snapshot, found, name) for name in dict.fromkeys(field.arguments["by"])]

    return {
        "MobilisationConnection": connection_getters() | {"asOf": lambda _p, _f: day.isoformat(), "facets": facets},
        "MobilisationEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "Mobilisation": {
            "actor": lambda m, _: Ref(actors[m.actor]),
            "axes": lambda m, _: [AXES[i] for i in m.axes],
            "since": lambda m, _: day_text(m.since),
            "sinceByAxis": lambda m, _: list(m.since_by_axis.items()),
            "engagements": evidence,
        },
        "AxisSince": {"axis": lambda pair, _: AXES[pair[0]], "since": lambda pair, _: day_text(pair[1])},
        "MobilisationEvidenceConnection": connection_getters(),
        "MobilisationEvidenceEdge": {
            "cursor": edge_cursor,
            "node": lambda edge, _: Ref(engagements[edge[0].engagement]),
            "roles": lambda edge, _: roles_of(edge[0].roles),
            "reach": lambda edge, _: edge[0].reach,
            "viaPredecessor": lambda edge, _: edge[0].via_predecessor,
        },
        "PageInfo": page_info_getters(),
        "MobilisationFacet": keys("field", "values"),
        "FacetValue": keys("value", "label", "count"),
    }


def _facet(snapshot: Snapshot, found: list[Mobilisation], name: str) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for m in found:
        counts.update(_facet_values(snapshot, m, name))
    labels = {str(word): word.label_fr for word in FACETS.get(name, ())}
    labels |= {kind.name: kind.french for kind in SHAPE.concrete("Actor")}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    values = [{"value": value, "label": labels[value], "count": count} for value, count in ranked]
    return {"field": name, "values": values}


def _facet_values(snapshot: Snapshot, m: Mobilisation, name: str) -> set[str]:
    if name == "AXIS":
        return {str(AXES[i]) for i in m.axes}
    if name == "ROLE":
        return {role for x in m.evidence for role in roles_of(x.roles)}
    if name == "REACH":
        return {str(x.reach) for x in m.evidence}
    return {"Trainer" if snapshot.actors.is_trainer[m.actor] else "Institution"}


async def who_could_be(asked: Asked, root: Field) -> Any:
    """Answer `mobilisable`."""
    context, snapshot, derived = await asked.resting(root)
    arguments = root.arguments
    row = derived.place(arguments["within"], context.day)
    wanted = Wanted(*(arguments.get(name) for name in ("axes", "themes", "audiences", "offerKinds")))
    here, anywhere = mobilisable(snapshot, context.day, row, wanted)
    names, ids = names_for(snapshot, asked.caller), snapshot.actors.ids
    order: Order[int] = Order("mobilisable(name:ASC)", [(names.__getitem__, False), (ids.__getitem__, False)])
    page = sliced(list(here), order, arguments, root.name, context.day)
    apart = order.sort(list(anywhere))[:WITHOUT_TERRITORY_LIMIT]
    dresser = Dresser()
    getters: Getters = {
        "MobilisableConnection": connection_getters()
        | {"asOf": lambda _p, _f: context.day.isoformat(), "withoutTerritory": lambda _p, _f: apart},
        "MobilisableEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "Mobilisable": {
            "trainer": lambda trainer, _: Ref(ids[trainer]),
            "offers": lambda trainer, _: here.get(trainer) or anywhere[trainer],
        },
        "MobilisableOffer": {
            "offer": lambda held, _: Ref(held.other),
            "access": lambda held, _: access(snapshot.offers[held.other]),
            "from": lambda held, _: _start(held),
            "until": lambda held, _: _end(held),
            "issuer": lambda held, _: held.detail,
        },
        "PageInfo": page_info_getters(),
    }
    answer = renderer(root.sub(), getters, dresser)(page)
    await asked.dress(context, dresser)
    return answer


def _start(held: Dated) -> str | None:
    return day_text(held.start) if held.start else None


def _end(held: Dated) -> str | None:
    return None if held.end == NEVER_ENDS else day_text(held.end)
