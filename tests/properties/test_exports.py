"""What an export holds of a territory on a day: what `mobilised` counts there, and what has nobody who counts.

Rule: any territory, in force or not, on days where something changes.
"""

from datetime import date
from typing import Any

import orjson
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from exchange.outgoing.network import ExportFilters
from graph.rights import Caller
from tests.asking import Asker
from tests.exchange.outgoing.exports import exported
from tests.oracle import Oracle
from tests.oracle.counting import counted_actors, in_effect
from tests.oracle.facts import Facts
from tests.oracle.mobilised import NEAR
from tests.properties.asking import EXAMPLES, Ask, answers
from tests.properties.worlds import ids_of, moments, worlds

Case = tuple[GraphRows, list[tuple[str, date]]]
EVIDENCE = "{ edges { node { engagements(first: 100) { edges { node { id } } } } } }"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a network, and territories on days: contracts most often, on days in and out of force."""
    rows = draw(worlds())
    ids = ids_of(rows, "Territory")
    contracts = [identifier for identifier in ids if identifier.startswith("contract:")]
    grounds = st.sampled_from(ids) | st.sampled_from(contracts or ids) | st.sampled_from(contracts or ids)
    return rows, draw(st.lists(st.tuples(grounds, moments(rows)), min_size=6, max_size=10))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_an_export_in_effect_holds_what_mobilised_counts(scratch: Asker, case: Case) -> None:
    rows, asked = case
    await scratch.replace(rows)
    oracle, facts = Oracle(rows), Facts(rows)
    questions = [
        Ask("mobilised", {"within": {"id": ground}, "asOf": day.isoformat(), "confirmed": None, "first": 100}, EVIDENCE)
        for ground, day in asked
    ]
    found = await answers(scratch, questions, Caller.OFFICER)
    for (ground, day), answer in zip(asked, found, strict=True):
        held = await _held(scratch, ground, day)
        reached = {
            e
            for e in ids_of(rows, "Engagement")
            if in_effect(facts, e, day) and (oracle.reach(e, ground, day) or (None,))[0] in NEAR
        }
        assert held == reached, (ground, day)
        counted = {x["node"]["id"] for one in answer["edges"] for x in one["node"]["engagements"]["edges"]}
        assert {one for one in held if counted_actors(facts, one, None)} == counted, (ground, day)


async def _held(scratch: Asker, ground: str, day: date) -> set[str]:
    """Return the ids of the engagements of an export."""
    filters = ExportFilters(as_of=day.isoformat(), within={"id": ground}, in_effect=True)
    lines: list[dict[str, Any]] = [
        orjson.loads(line) for line in (await exported(scratch, "jsonl", filters, caller=Caller.OFFICER)).splitlines()
    ]
    return {one["id"] for one in lines if "startsOn" in one}
