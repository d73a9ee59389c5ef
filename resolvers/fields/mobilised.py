"""Root field `mobilised`: actors with their evidence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from graph.calendar import day_text, plus_months
from graph.model import SHAPE
from graph.statement.core.selection import Field
from graph.statement.read.facets import Facet, FacetValue, rank
from graph.vocabulary import Axis, InstitutionKind, Reach, Role, Word
from resolvers.execute.objects import NodeFetcher, attributes, object_maker, pending
from resolvers.execute.pages import Order, Slice, connection_getters, edge_cursor, order_of, page_info_getters, sliced
from resolvers.execute.root import Getters, Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.rules.mobilised import Mobilisation, key_of, mobilised
from resolvers.rules.question import axis_indexes, question_of
from resolvers.rules.territory_reach import NEAR, Evidence
from resolvers.snapshot.model import AXES, Snapshot, roles_of
from resolvers.snapshot.territories import COUNTRY

FACETS: dict[str, type[Word]] = {"AXIS": Axis, "ROLE": Role, "REACH": Reach, "KIND": InstitutionKind}


def _mobilised(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        within, reach = arguments.get("within"), arguments.get("reaches")
        mobilisations = mobilised(
            snapshot,
            day,
            run.queries.territory_index({"id": COUNTRY} if within is None else within, day),
            axis_indexes(arguments.get("axes")),
            NEAR if reach is None else reach,
            question_of(arguments),
            arguments.get("confirmed", True),
        )
        order = _order(snapshot, snapshot.actors.names_for(planning.view), root.name, arguments.get("orderBy"))
        run.getters = _mobilised_getters(run, day, mobilisations)
        return pending(fetcher, maker, sliced(mobilisations, order, arguments, root.name, day), run)

    return start


def _order(
    snapshot: Snapshot, names: Sequence[str], root: str, order_by: Sequence[dict[str, str | None]] | None
) -> Order[Mobilisation]:
    fields = ("name", "since", "engagementCount")
    readers = {field: partial(key_of, field=field, names=names) for field in fields}
    return order_of(root, order_by or [{"name": "ASC"}], readers, [lambda m: snapshot.actors.ids[m.actor]])


def _mobilised_getters(run: RootRun, day: date, mobilisations: list[Mobilisation]) -> Getters:
    snapshot = run.queries.snapshot
    actors, engagements = snapshot.actors.ids, snapshot.engagements.ids

    by_id: Order[Evidence] = Order(
        "mobilised.engagements(id:ASC)", [(lambda x: engagements[x.engagement], False)], sorted_by=1
    )

    ordinal = day.toordinal()
    since = plus_months(day, -snapshot.durations.confirmation).toordinal()

    def evidence(m: Mobilisation, field: Field) -> Slice[Evidence]:
        return sliced(m.evidence, by_id, run.arguments(field), "engagements", day)

    def facets(_page: Slice[Mobilisation], field: Field) -> list[Facet]:
        return [_facet(snapshot, mobilisations, name) for name in dict.fromkeys(run.arguments(field)["by"])]

    return {
        "MobilisedActorConnection": connection_getters() | {"asOf": lambda _p, _f: day.isoformat(), "facets": facets},
        "MobilisedActorEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "MobilisedActor": {
            "actor": lambda m, _: actors[m.actor],
            "axes": lambda m, _: [AXES[i] for i in m.axes],
            "since": lambda m, _: day_text(m.since),
            "sinceByAxis": lambda m, _: list(m.since_by_axis.items()),
            "onlyPast": lambda m, _: m.only_past,
            "nextEnd": lambda m, _: None if m.next_end is None else day_text(m.next_end),
            "engagements": evidence,
        },
        "AxisSince": {"axis": lambda pair, _: AXES[pair[0]], "since": lambda pair, _: day_text(pair[1])},
        "MobilisedActorEngagementsConnection": connection_getters()
        | {"nodes": lambda page, _: [engagements[x.engagement] for x in page.shown]},
        "MobilisedActorEngagementsEdge": {
            "cursor": edge_cursor,
            "node": lambda edge, _: engagements[edge[0].engagement],
            "roles": lambda edge, _: roles_of(edge[0].roles),
            "reach": lambda edge, _: edge[0].reach,
            "viaSuccession": lambda edge, _: edge[0].via_succession,
            "confirmed": lambda edge, _: snapshot.engagements.is_confirmed(edge[0].engagement, ordinal, since),
            "past": lambda edge, _: snapshot.engagements.is_past(edge[0].engagement, ordinal),
        },
        "PageInfo": page_info_getters(),
        "MobilisedActorFacet": attributes("field", "values"),
        "FacetValue": attributes("value", "label", "count"),
    }


def _facet(snapshot: Snapshot, mobilisations: list[Mobilisation], name: str) -> Facet:
    counts: Counter[str] = Counter()
    for m in mobilisations:
        counts.update(_facet_values(snapshot, m, name))
    labels = {str(word): word.label_fr for word in FACETS.get(name, ())}
    labels |= {kind.name: kind.french for kind in SHAPE.concrete("Actor")}
    return Facet(name, [FacetValue(value, labels[value], count) for value, count in rank(counts)])


def _facet_values(snapshot: Snapshot, m: Mobilisation, name: str) -> set[str]:
    if name == "AXIS":
        return {str(AXES[i]) for i in m.axes}
    if name == "ROLE":
        return {role for x in m.evidence for role in roles_of(x.roles)}
    if name == "REACH":
        return {str(x.reach) for x in m.evidence}
    if name == "KIND":
        kind = snapshot.actors.kinds[m.actor]
        return {kind} if kind else set()
    return {"Trainer" if snapshot.actors.is_trainer[m.actor] else "Institution"}


FIELDS: Mapping[str, RootField] = {"mobilised": computed_root(_mobilised)}
