"""Random filters and orderings, in the shape that clients write them.

Rule: everything that the model accepts can be drawn, except labels that the oracle cannot compute; values come from the
pools of the rows, so that filters match.
"""

from typing import cast

from hypothesis import strategies as st

from graph.model import SHAPE
from graph.shape import Kind, Property, Relation, Scalar
from tests.oracle.country import ALL_TERRITORY_IDS, NAMES
from tests.oracle.engagements import ENGAGEMENT_IDS, LOCAL_AXIS_IDS, TITLES
from tests.oracle.filters import Json, Where
from tests.oracle.grants import GRANT_IDS
from tests.oracle.moments import DAYS
from tests.oracle.networks import (
    IMPORT_IDS,
    INSTITUTION_IDS,
    OFFER_IDS,
    ORIENTATION_IDS,
    SOURCE_IDS,
    SURVEY_IDS,
    TRAINER_IDS,
)
from tests.oracle.training import HEAD_COUNT_IDS, INDICATOR_IDS, NEED_IDS, OBSTACLE_IDS, PROJECT_IDS

IDS = {
    "Territory": ALL_TERRITORY_IDS,
    "Actor": INSTITUTION_IDS + TRAINER_IDS,
    "Engagement": ENGAGEMENT_IDS,
    "Offer": OFFER_IDS,
    "Source": SOURCE_IDS,
    "Grant": GRANT_IDS,
    "Survey": SURVEY_IDS,
    "Orientation": ORIENTATION_IDS,
    "LocalAxis": LOCAL_AXIS_IDS,
    "TrainingNeed": NEED_IDS,
    "Project": PROJECT_IDS,
    "HeadCount": HEAD_COUNT_IDS,
    "Indicator": INDICATOR_IDS,
    "Obstacle": OBSTACLE_IDS,
    "Import": IMPORT_IDS,
}
LISTED_KINDS = tuple(name for name, kind in SHAPE.kinds.items() if kind.plural and name != "PlanAxis")
"""The kinds with their own list, except axes: every graph holds all five, whatever its rows."""
TEXTS = (*NAMES, *TITLES, "e", "Œ", "oe", "saint-", "É", "zone d", "44", "Formateur", "2024-2030", "CN")
NUMBERS = (0, 1, 2, 5, 12, 500, 9000)
TERRITORY_CONDITIONS = ("within", "overlaps", "lifts", "reaches")
QUANTIFIERS = ("some", "all", "none", "single")
SPANS = ("lt", "lte", "gt", "gte")
TEXT_OPERATORS = ("contains", "startsWith", "endsWith", "matches")


@st.composite
def wheres(draw: st.DrawFn, kind: str, depth: int = 3, territories: tuple[str, ...] = ALL_TERRITORY_IDS) -> Where:
    """Draw a filter on nodes of a kind or interface, with relations and logic nested up to a depth.

    `territories` are those that conditions may name: give existing ones.
    """
    declared = SHAPE.kinds[kind]
    conditions = [_of_properties(declared)]
    if special := _specials(declared, territories):
        conditions.append(st.sampled_from(special))
    if depth > 1:
        if any(relation.quantified for relation in declared.relations):
            conditions += [_of_relations(declared, depth - 1, territories)] * 2
        conditions.append(_logic(kind, depth - 1, territories))
    least = draw(st.sampled_from((1, 1, 1, 1, 0)))
    parts = draw(st.lists(st.one_of(conditions), min_size=least, max_size=2))
    return {name: asked for part in parts for name, asked in part.items()}


def orderings(kind: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Draw an ordering of up to two criteria."""
    sortable = [declared.field for declared in _properties(SHAPE.kinds[kind]) if not declared.many]
    criterion = st.builds(lambda name, way: {name: way}, st.sampled_from(sortable), st.sampled_from(("ASC", "DESC")))
    return st.lists(criterion, max_size=2, unique_by=lambda one: next(iter(one)))


def _properties(kind: Kind) -> list[Property]:
    return [declared for declared in kind.properties if declared.name != "label" or kind.base == "Engagement"]


@st.composite
def _of_properties(draw: st.DrawFn, kind: Kind) -> Where:
    declared = draw(st.sampled_from(_properties(kind)))
    return {declared.field: draw(_operators(declared, IDS[kind.base]))}


@st.composite
def _operators(draw: st.DrawFn, declared: Property, ids: tuple[str, ...]) -> Where:
    values = _values(declared, ids)
    if declared.many:
        operator = draw(st.sampled_from(("includes", "includesAny", "includesAll")))
        return {operator: draw(values if operator == "includes" else st.lists(values, max_size=3))}
    choices = ["eq", "isNull"] if declared.type is Scalar.BOOL else ["eq", "ne", "in", "isNull"]
    if declared.type in {Scalar.INT, Scalar.FLOAT, Scalar.DATE}:
        choices += SPANS
    if declared.type is Scalar.TEXT:
        choices += TEXT_OPERATORS
    condition: dict[str, Json] = {}
    for operator in draw(st.lists(st.sampled_from(choices), unique=True, min_size=1, max_size=2)):
        match operator:
            case "isNull":
                condition[operator] = draw(st.booleans())
            case "in":
                condition[operator] = draw(st.lists(values, max_size=8))
            case _:
                condition[operator] = draw(values)
    return condition


def _values(declared: Property, ids: tuple[str, ...]) -> st.SearchStrategy[Json]:
    if not isinstance(declared.type, Scalar):
        return st.sampled_from([word.value for word in declared.type])
    pools: dict[Scalar, tuple[Json, ...]] = {
        Scalar.ID: ids if declared.name == "id" else SOURCE_IDS,
        Scalar.TEXT: TEXTS,
        Scalar.INT: NUMBERS,
        Scalar.FLOAT: (0.5, 2.0, 47.2),
        Scalar.BOOL: (True, False),
        Scalar.DATE: tuple(day.isoformat() for day in DAYS),
    }
    return st.sampled_from(pools[declared.type])


def _specials(kind: Kind, territories: tuple[str, ...]) -> list[Where]:
    if kind.base == "Engagement":
        return [{"inEffectOn": day.isoformat()} for day in DAYS]
    if kind.base == "TrainingNeed":
        return [{"unansweredOn": day.isoformat()} for day in DAYS]
    if kind.base == "Territory":
        on_days = [
            {"territory": {"id": territory}, "day": day.isoformat()} for territory in territories for day in DAYS[::4]
        ]
        asked: list[Where] = [{name: {"id": territory}} for name in TERRITORY_CONDITIONS for territory in territories]
        if kind.name == "CityContract":
            asked += [{"diagnosedSince": day.isoformat()} for day in DAYS] * 2
        return asked + [{"liftsOn": cast("Json", one)} for one in on_days]
    return []


@st.composite
def _of_relations(draw: st.DrawFn, kind: Kind, depth: int, territories: tuple[str, ...]) -> Where:
    relation = draw(st.sampled_from([relation for relation in kind.relations if relation.quantified]))
    if relation.single:
        return {relation.name: draw(wheres(relation.target, depth, territories))}
    if draw(st.integers(0, 3)) == 0:
        counted = Property(relation.name, Scalar.INT, relation.meaning)
        return {f"{relation.name}Count": draw(_operators(counted, ()))}
    word = draw(st.sampled_from(QUANTIFIERS))
    return {relation.name: {word: draw(_pairs(relation, depth, territories))}}


@st.composite
def _pairs(draw: st.DrawFn, relation: Relation, depth: int, territories: tuple[str, ...]) -> Where:
    condition: dict[str, Json] = {}
    if draw(st.integers(0, 3)) > 0:
        condition["node"] = draw(wheres(relation.target, depth, territories))
    if bool(relation.edge) and draw(st.booleans()):
        carried = draw(st.sampled_from(relation.edge))
        condition["edge"] = {carried.field: draw(_operators(carried, SOURCE_IDS))}
    return condition


@st.composite
def _logic(draw: st.DrawFn, kind: str, depth: int, territories: tuple[str, ...]) -> Where:
    word = draw(st.sampled_from(("AND", "OR", "NOT")))
    if word == "NOT":
        return {"NOT": draw(wheres(kind, depth, territories))}
    return {word: draw(st.lists(wheres(kind, depth, territories), max_size=2))}
