"""Diagnostics of graphs before the seventh version of the model, where an end stood for a delivery."""

from datetime import date

from changes.rows import GraphRows
from changes.upgrade import old_state, upgrade
from graph.catalogue import CATALOGUE
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.renaming import add_properties
from seed import demo
from tests.asking import Asker


async def test_a_diagnostic_of_version_6_that_was_never_delivered_stops_counting_at_its_end(scratch: Asker) -> None:
    """Whatever brought it; the import that did so is left alone."""
    await scratch.replace(demo.rows())
    client, diagnostic = scratch.client, "diagnostic:demo-gennevilliers-sans-porteur"
    under_way = {"status": "ACTIVE", "deliveredOn": None, "countsUntil": date(2030, 12, 15)}
    values = {"model": 6, "loaded": ["demonstration@old"], "loading": []}
    await client.write(
        [add_properties("Engagement", [[diagnostic, under_way]]), Statement(CATALOGUE["record_load"].text, values)]
    )
    question = "{ diagnostics(orderBy: [{id: ASC}]) { nodes { id countsFrom countsUntil } } }"
    before = {one["id"]: one for one in (await scratch.data(question))["diagnostics"]["nodes"]}
    await upgrade(client, await old_state(client), GraphRows(), Durations(), lambda *_: None)
    after = {one["id"]: one for one in (await scratch.data(question))["diagnostics"]["nodes"]}
    assert (before[diagnostic]["countsUntil"], after[diagnostic]["countsUntil"]) == ("2030-12-15", "2025-12-15")
    assert {i: one for i, one in after.items() if i != diagnostic} == {
        i: one for i, one in before.items() if i != diagnostic
    }
