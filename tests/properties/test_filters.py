"""Lists: filters, orderings, totals and facets, over every kind that can be listed.

Rule: both callers; what a filter means is worked out node by node in the oracle.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from graph.model import SHAPE
from graph.shape import Kind, Scalar
from seed.rows import Rows
from tests.asking import Asker
from tests.oracle.asks import LISTED_KINDS, orderings, wheres
from tests.oracle.facts import Facts
from tests.oracle.filters import OrderBy, Where, stored
from tests.oracle.networks import days, networks
from tests.properties.asking import EXAMPLES, Ask, answers, given, ids
from tests.properties.worlds import facts_for, ids_of, oracles


@dataclass(frozen=True)
class Question:
    """What is asked of a list; None is left out."""

    kind: str
    day: date
    where: Where | None
    order: OrderBy | None

    def ask(self) -> Ask:
        """Return the root field."""
        facets = ", ".join(facet_names(SHAPE.kinds[self.kind]))
        counted = f"facets(by: [{facets}]) {{ field values {{ value label count }} }}" if facets else ""
        arguments = given(asOf=self.day, where=self.where, orderBy=self.order, first=50)
        selection = f"{{ totalCount asOf edges {{ node {{ id }} }} {counted} }}"
        return Ask(SHAPE.kinds[self.kind].plural, arguments, selection)


def facet_names(kind: Kind) -> dict[str, str | None]:
    """Return the facets of a kind and the property each counts by; None for the type of an interface's nodes."""
    names: dict[str, str | None] = {"TYPE": None} if kind.is_interface else {}
    words = [declared.name for declared in kind.properties if not isinstance(declared.type, Scalar)]
    return names | {re.sub(r"(?=[A-Z])", "_", name).upper(): name for name in words}


@st.composite
def questions(draw: st.DrawFn, grounds: tuple[str, ...]) -> Question:
    kind = draw(st.sampled_from(LISTED_KINDS))
    return Question(
        kind,
        draw(days()),
        draw(st.none() | wheres(kind, grounds=grounds) | wheres(kind, grounds=grounds)),
        draw(st.none() | orderings(kind)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rows, list[Question]]:
    rows = draw(networks())
    grounds = tuple(ids_of(rows, "Territory"))
    return rows, draw(st.lists(questions(grounds), min_size=16, max_size=24))


@drawn(cases())
@settings(max_examples=2 * EXAMPLES)
async def test_lists(scratch: Asker, case: tuple[Rows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    for caller, oracle in oracles(rows).items():
        facts = facts_for(rows, caller)
        found = await answers(scratch, [question.ask() for question in questions_asked], caller)
        for question, got in zip(questions_asked, found, strict=True):
            expected = oracle.select(question.kind, question.where, question.order, question.day)
            assert ids(got) == expected, question
            assert (got["totalCount"], got["asOf"]) == (len(expected), question.day.isoformat())
            assert got.get("facets", []) == expected_facets(facts, SHAPE.kinds[question.kind], expected), question


def expected_facets(facts: Facts, kind: Kind, found: list[str]) -> list[dict[str, Any]]:
    """Count the values of every facet over what was found: the most frequent first, then by value."""
    facets = []
    for facet, name in facet_names(kind).items():
        counts = Counter(value for node in found for value in _values(facts, kind, node, name))
        labels = _labels(kind, name)
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        facets.append({"field": facet, "values": [{"value": v, "label": labels[v], "count": n} for v, n in ranked]})
    return facets


def _values(facts: Facts, kind: Kind, node: str, name: str | None) -> list[str]:
    if name is None:
        return [facts.kind(node)]
    declared = kind.property(name)
    assert declared is not None
    value = stored(facts, kind, node, declared)
    if isinstance(value, list):
        return value
    return [] if value is None else [str(value)]


def _labels(kind: Kind, name: str | None) -> dict[str, str]:
    declared = kind.property(name or "")
    if declared is None:
        return {concrete.name: concrete.french for concrete in SHAPE.concrete(kind.name)}
    assert not isinstance(declared.type, Scalar)
    return {str(word): word.label_fr for word in declared.type}
