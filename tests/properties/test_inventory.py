"""The inventory maintained by writes equals one taken from the whole graph.

Rule: after any import, undo, load or forgetting; on both databases.
"""

from contextlib import suppress
from datetime import date
from typing import NamedTuple

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.audit import losses
from changes.changeset import Change, Changes, NotPossibleError
from changes.current import current_of, version_of
from changes.imports import ImportedFile, new_import
from changes.load import load
from changes.rows import GraphRows, Value
from changes.writing import write
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from tests.api_session import TODAY, ApiSession
from tests.graphs import sound
from tests.properties.asking import EXAMPLES
from tests.properties.worlds import without
from usecases.forget import forget
from usecases.undo import undo

COMING = ("action:1", "session:1", "institution:2", "trainer:1", "offer:1", "source:1", "survey:1")


class Step(NamedTuple):
    """A write: « import » of added or removed nodes, « undo » of the last import, « forget », or a « load » of all."""

    write: str
    ids: list[str]


def network() -> GraphRows:
    """Return a small network: some relationships carry facts, and a SIRET makes one body an establishment."""
    rows = sound()
    rows.node("Institution", "institution:2", name="Centre", kind="ASSOCIATION", siret="12345678900011", fictional=True)
    rows.node("Institution", "institution:123456789", name="Corps", kind="ASSOCIATION", siren="123456789")
    rows.node("Offer", "offer:1", title="Écouter", kind="ORDINARY_LAW", fictional=True)
    rows.node("Survey", "survey:1", surveyedOn=date(2026, 2, 1), axes=["KNOWLEDGE"], emptyAxes=["KNOWLEDGE"])
    rows.node("TrainingSession", "session:1", title="Accueil", status="DONE", startsOn=date(2026, 3, 1), fictional=True)
    rows.edge("SURVEYED", "survey:1", "region:52")
    rows.edge("DELIVERS", "session:1", "offer:1")
    rows.edge("ENGAGED_IN", "trainer:1", "session:1", roles=["TRAINER"])
    rows.edge("ENGAGED_IN", "institution:2", "action:1", roles=["PARTNER"])
    rows.edge("STATED_BY", "session:1", "source:1", confirmedOn=date(2026, 4, 1))
    employed: dict[str, Value] = {"kind": "EMPLOYEE", "startsOn": date(2020, 1, 1)}
    rows.edge("AFFILIATED_WITH", "trainer:1", "institution:2", **employed)
    return rows


@st.composite
def histories(draw: st.DrawFn) -> tuple[set[str], list[Step]]:
    """Draw the nodes absent at first, and writes."""
    some = st.lists(st.sampled_from(COMING), min_size=1, max_size=3, unique=True)
    writes = st.sampled_from(("import", "import", "undo", "forget", "load"))
    return draw(st.sets(st.sampled_from(COMING))), draw(st.lists(st.builds(Step, writes, some), min_size=4, max_size=7))


async def flipped(client: Client, rows: GraphRows, ids: list[str]) -> Changes:
    """Return the changes that insert the absent nodes and delete the present ones."""
    kinds = {node.id: node.kind for node in rows.nodes}
    properties = {node.id: dict(node.properties) for node in rows.nodes}
    current = await current_of(client, {kind: [i for i in kinds if kinds[i] == kind] for kind in set(kinds.values())})
    there = current.relationships()
    changes = Changes()
    for identifier in ids:
        facts = current.facts.get(identifier)
        change = Change(facts, None) if facts else Change(None, properties[identifier])
        changes.nodes[kinds[identifier], identifier] = change
        if facts:
            changes.edges |= {key: Change(there[key], None) for key in there if identifier in key[1:]}
    after = (current.kinds.keys() | set(ids)) - {i for _, i in changes.deleted}
    for edge in rows.edges:
        key = (edge.type, edge.start, edge.end)
        is_new = not {edge.start, edge.end}.isdisjoint(ids) and {edge.start, edge.end} <= after and key not in there
        if is_new and edge.type not in SHAPE.derived_relationships | {"IMPORTED_BY"}:
            changes.edges[key] = Change(None, dict(edge.properties))
    return changes


@drawn(histories())
@settings(max_examples=EXAMPLES // 2)
async def test_the_inventory_is_kept_through_every_write(
    scratch: ApiSession, history: tuple[set[str], list[Step]]
) -> None:
    rows, (absent, steps) = network(), history
    client = scratch.client
    await scratch.replace(without(rows, absent))
    done: list[str] = []
    for place, (verb, ids) in enumerate(steps):
        with suppress(NotPossibleError):  # such as undoing an import on which newer data depend
            if verb == "import":
                file = ImportedFile("a.xlsx", f"{place}" * 64, None, frozenset(), frozenset())
                changes = await flipped(client, rows, ids)
                origin, entry = await new_import(client, changes, file, Durations(), TODAY)
                await write(client, changes, origin, await version_of(client), Durations())
                done.append(entry.id)
            elif verb == "undo" and done:
                await undo(client, done.pop(), Durations(), TODAY)
            elif verb == "forget":
                await forget(client, "trainer:1", Durations(), TODAY)
            elif verb == "load":
                await load(client, "test", rows, Durations(), lambda *_: None)
        assert await losses(client) == [], verb
