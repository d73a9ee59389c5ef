"""Random lists to page through: of nodes, of computed answers, of nodes nested in a node.

Rule: orderings have ties and missing values, since the rows do.
"""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.vocabulary import Axis, Reach, TerritoryKind
from tests.oracle.drawn_filters import LISTED_KINDS, orderings
from tests.oracle.networks import axes_asked
from tests.properties.cells import orders
from tests.properties.pages import Listing
from tests.properties.worlds import ids_of

CONCRETE = tuple(name for name in LISTED_KINDS if not SHAPE.kinds[name].is_interface)
WAYS = st.sampled_from(("ASC", "DESC"))


@st.composite
def of_nodes(draw: st.DrawFn) -> Listing:
    """Draw a list of the nodes of a kind."""
    kind = SHAPE.kinds[draw(st.sampled_from((*LISTED_KINDS, "Engagement", "Engagement", "Actor")))]
    order = (f"[{kind.name}Order!]", draw(orderings(kind.name)))
    return Listing(kind.plural, kind.base, order=order)


@st.composite
def nested(draw: st.DrawFn, rows: GraphRows) -> Listing:
    """Draw a list that a node holds."""
    paged = {name: [one for one in SHAPE.kinds[name].relations if one.paged] for name in CONCRETE}
    pool = [node for node in rows.nodes if paged.get(node.kind)]
    node = draw(st.sampled_from(sorted(pool, key=lambda one: one.id)))
    relation = draw(st.sampled_from(paged[node.kind]))
    target = SHAPE.kinds[relation.target]
    order = (f"[{target.name}Order!]", draw(orderings(target.name)))
    return Listing(relation.name, target.base, node=(node.kind, node.id), order=order)


@st.composite
def of_mobilised(draw: st.DrawFn, rows: GraphRows, day: date, names: tuple[str, ...]) -> Listing:
    """Draw a list of the mobilised actors, ordered by some of these names."""
    criterion = st.builds(lambda name, way: {name: way}, st.sampled_from(names), WAYS)
    order = draw(st.lists(criterion, max_size=2, unique_by=lambda one: next(iter(one))))
    arguments: dict[str, object] = {
        "within": {"id": draw(st.sampled_from(ids_of(rows, "Territory")))},
        "reaches": list(Reach),
        "axes": draw(axes_asked()) or list(Axis),
        "confirmed": None,
    }
    return Listing("mobilised", "Mobilised", day, arguments, "actor { id }", order=("", order))


@st.composite
def of_mobilisable(draw: st.DrawFn, rows: GraphRows, day: date) -> Listing:
    """Draw a list of who could be mobilised."""
    within = {"id": draw(st.sampled_from(ids_of(rows, "Territory")))}
    return Listing("mobilisable", "Mobilisable", day, {"within": within}, "trainer { id }", forward_only=True)


@st.composite
def of_coverage(draw: st.DrawFn, day: date, fields: Sequence[str]) -> Listing:
    """Draw a list of territories with their cells, ordered by some of these fields."""
    asked = {"kind": draw(st.sampled_from(TerritoryKind)), "onlyInCityContract": False}
    order = ("", draw(orders(fields)))
    return Listing(
        "coverage", "CoverageConnection", day, {"rows": asked}, "territory { id }", order=order, forward_only=True
    )
