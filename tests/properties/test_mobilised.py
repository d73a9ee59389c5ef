"""The mobilised actors: every actor, date, reach, role and facet, equal to the oracle's.

Rule: both viewers, any order, on days with changes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.vocabulary import Audience, Axis, Criterion, InstitutionKind, Reach, Role, Theme, Word
from tests.api_session import ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.oracle import Oracle
from tests.oracle.counting import add_months
from tests.oracle.example import COUNTRY, act
from tests.oracle.facts import Facts, fold
from tests.oracle.mobilised import NEAR, Mobilised
from tests.oracle.moments import DAYS
from tests.oracle.networks import (
    INSTITUTION_IDS,
    audiences_asked,
    axes_asked,
    criteria_asked,
    roles_asked,
    themes_asked,
)
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, moments, oracles, reference, worlds

pytestmark = PROOF_ON_NEO4J

SELECTION = """{
  asOf totalCount
  edges { node {
    actor { id } axes since sinceByAxis { axis since } onlyPast nextEnd
    engagements(first: 50) { totalCount edges { node { id } roles reach viaSuccession confirmed past } }
  } }
  facets(by: [AXIS, ROLE, REACH, KIND, TYPE]) { field values { value label count } }
}"""
CONFIRMED_FOR_LONG = date(2040, 1, 1)
LABELS: Mapping[str, type[Word]] = {"AXIS": Axis, "ROLE": Role, "REACH": Reach, "KIND": InstitutionKind}


@dataclass(frozen=True)
class Question:
    """The arguments of a question; None is left out."""

    day: date
    axes: Collection[Axis] | None = None
    within: str | None = None
    by_code: bool = False
    reach: Collection[Reach] | None = None
    roles: Collection[Role] | None = None
    criteria: Collection[Criterion] | None = None
    themes: Collection[Theme] | None = None
    audiences: Collection[Audience] | None = None
    confirmed: bool | None = True
    order: Sequence[Mapping[str, str]] | None = None

    def expected(self, oracle: Oracle, axes: Collection[Axis] | None) -> list[Mobilised]:
        """Return the oracle's answer, for some of the axes."""
        reach = NEAR if self.reach is None else self.reach
        words = (self.roles, self.criteria, self.themes, self.audiences)
        return oracle.mobilised(self.day, axes, self.within, reach, *words, self.confirmed)

    def ask(self, rows: GraphRows) -> Ask:
        """Return the root field."""
        within = self.within and reference(rows, self.within, self.day, by_code=self.by_code)
        arguments = given(
            asOf=self.day,
            axes=self.axes,
            within=within,
            reaches=self.reach,
            roles=self.roles,
            criteria=self.criteria,
            themes=self.themes,
            audiences=self.audiences,
            orderBy=self.order,
            first=50,
        )
        if self.confirmed is not True:
            arguments["confirmed"] = self.confirmed
        return Ask("mobilised", arguments, SELECTION)


def orders() -> st.SearchStrategy[list[dict[str, str]]]:
    names = st.sampled_from(("name", "since", "engagementCount"))
    criterion = st.builds(lambda name, way: {name: way}, names, st.sampled_from(("ASC", "DESC")))
    return st.lists(criterion, max_size=2, unique_by=lambda one: next(iter(one)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    question = st.builds(
        Question,
        moments(rows),
        st.none() | axes_asked() | st.just([]),
        st.none() | st.sampled_from(ids_of(rows, "Territory")),
        st.booleans(),
        st.none() | st.lists(st.sampled_from(Reach), unique=True),
        st.none() | roles_asked() | st.just([]),
        st.none() | criteria_asked(),
        themes_asked(),
        audiences_asked(),
        st.sampled_from((True, True, True, False, None)),
        st.none() | orders(),
    )
    return rows, draw(st.lists(question, min_size=24, max_size=36))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_who_is_mobilised(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    await _agree(scratch, *case)


@st.composite
def runs(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    """Draw actors who stop and start again: at once, or about six months later."""
    rows, turning = GraphRows(), set()
    rows.node("AdministrativeTerritory", COUNTRY, kind="COUNTRY", code="FR", name="France", fictional=True)
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    for actor in INSTITUTION_IDS:
        rows.node("Institution", actor, name="Zoé", kind="ASSOCIATION", fictional=True)
        start = draw(st.sampled_from(DAYS))
        for place in range(draw(st.integers(1, 4))):
            end = start + timedelta(draw(st.integers(0, 40)))
            axis, pause = draw(st.integers(4, 5)), draw(st.sampled_from((0, 6, 6, 6, 12)))
            act(
                rows,
                f"action:{actor}-{place}",
                (COUNTRY,),
                {actor: ["LEAD"]},
                start=start,
                end=end,
                axes=(axis,),
                confirmed=CONFIRMED_FOR_LONG,
            )
            turning |= {start, end}
            start = add_months(end, pause) + timedelta(draw(st.integers(-1, 2)))
    return rows, [Question(day) for day in sorted(turning)]


@drawn(runs())
@settings(max_examples=EXAMPLES)
async def test_since_when(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    await _agree(scratch, *case)


async def _agree(scratch: ApiSession, rows: GraphRows, questions: list[Question]) -> None:
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [question.ask(rows) for question in questions], viewer)
        for question, answer in zip(questions, results, strict=True):
            assert answer == expected_answer(facts, oracle, question), question


def expected_answer(facts: Facts, oracle: Oracle, question: Question) -> dict[str, Any]:
    entries = question.expected(oracle, question.axes)
    by_axis = {
        axis: {entry["actor"]: entry["since"] for entry in question.expected(oracle, [axis])}
        for axis in Axis
        if any(axis in entry["axes"] for entry in entries)
    }
    return {
        "asOf": question.day.isoformat(),
        "totalCount": len(entries),
        "edges": [{"node": _node(one, by_axis)} for one in ordered(facts, entries, question.order or [])],
        "facets": [_facet(facts, entries, name) for name in ("AXIS", "ROLE", "REACH", "KIND", "TYPE")],
    }


def ordered(facts: Facts, entries: Sequence[Mobilised], order: Sequence[Mapping[str, str]]) -> list[Mobilised]:
    """Order what the oracle gives by name; ties by id."""
    if not order:
        return list(entries)
    result = sorted(entries, key=lambda entry: entry["actor"])
    for criterion in reversed(order):
        ((name, way),) = criterion.items()
        result.sort(key=lambda entry, by=name: _key(facts, entry, by), reverse=way == "DESC")  # type: ignore[misc]
    return result


def _key(facts: Facts, entry: Mobilised, name: str) -> Any:
    if name == "name":
        return fold(str(facts.value(entry["actor"], "name")))
    return entry["since"] if name == "since" else len(entry["evidence"])


def _node(entry: Mobilised, by_axis: Mapping[Axis, Mapping[str, date]]) -> dict[str, Any]:
    return {
        "actor": {"id": entry["actor"]},
        "axes": entry["axes"],
        "since": entry["since"].isoformat(),
        "onlyPast": entry["only_past"],
        "nextEnd": entry["next_end"].isoformat() if entry["next_end"] else None,
        "sinceByAxis": [{"axis": axis, "since": by_axis[axis][entry["actor"]].isoformat()} for axis in entry["axes"]],
        "engagements": {
            "totalCount": len(entry["evidence"]),
            "edges": [
                {
                    "node": {"id": one.engagement},
                    "roles": list(one.roles),
                    "reach": one.reach,
                    "viaSuccession": one.via_succession,
                    "confirmed": one.confirmed,
                    "past": one.past,
                }
                for one in entry["evidence"]
            ],
        },
    }


def _facet(facts: Facts, entries: Sequence[Mobilised], name: str) -> dict[str, Any]:
    counts = Counter(value for entry in entries for value in _values(facts, entry, name))
    labels = {str(word): word.label_fr for word in LABELS.get(name, ())}
    labels |= {kind.name: kind.french for kind in SHAPE.concrete("Actor")}
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {"field": name, "values": [{"value": v, "label": labels[v], "count": count} for v, count in ranked]}


def _values(facts: Facts, entry: Mobilised, name: str) -> set[str]:
    match name:
        case "AXIS":
            return {str(axis) for axis in entry["axes"]}
        case "ROLE":
            return {str(role) for one in entry["evidence"] for role in one.roles}
        case "REACH":
            return {str(one.reach) for one in entry["evidence"]}
        case "KIND":
            kind = facts.value(entry["actor"], "kind")
            return {str(kind)} if facts.kind(entry["actor"]) == "Institution" else set()
        case _:
            return {facts.kind(entry["actor"])}
