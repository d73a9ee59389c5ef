"""An id on a line about something else is refused, unless the officer confirms it; a hidden name is not revealed."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from changes.changeset import Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.cells.text import Raw
from exchange.findings import Findings
from exchange.incoming.judgement.mistaken_ids import refuse_mistaken
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import ClaimReader
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.loader import Lookup
from exchange.lookup.similarity import InstitutionNames
from exchange.sheets import BY_KIND, DECISION
from graph.rights import EVERYTHING
from judgement.entries import DirectoryEntry, GazetteerEntry

TOWNS = {"44109": "Nantes", "44143": "Rezé"}


def lookup() -> Lookup:
    towns = (GazetteerEntry(f"commune:{c}", "COMMUNE", c, name, f"{name} (44)") for c, name in TOWNS.items())
    names = InstitutionNames({})
    directory = Directory(Gazetteer(towns), names, EVERYTHING)
    for number in (1, 2):
        directory.add(DirectoryEntry(f"action:{number}", "Action", f"Action {number}"))
        directory.add(DirectoryEntry(f"diagnostic:{number}", "Diagnostic", f"Diagnostic {number}"))
    return Lookup(directory, names, {})


FACTS: Facts = {
    "title": "Atelier",
    "startsOn": date(2025, 1, 1),
    "year": 2025,
    "grantedEuros": 500.0,
    "kind": "ASSOCIATION",
}
EDGES: dict[str, dict[EdgeKey, Facts]] = {
    "territories": {("TARGETS", "x:1", "commune:44109"): {}},
    "basedIn": {("BASED_IN", "x:1", "commune:44109"): {}},
    "funds": {("FUNDS", "x:1", "action:1"): {}},
    "diagnostic": {("OF", "x:1", "diagnostic:1"): {}},
}
OTHERS: Sequence[tuple[str, Mapping[str, Raw], bool]] = (
    ("Action", {"title": "Marche exploratoire", "startsOn": "01/06/2026"}, True),
    ("Action", {"title": "Marche exploratoire", "territories": "Rezé (44)"}, True),
    ("Action", {"title": "Marche exploratoire"}, False),
    ("Action", {"title": "Marche exploratoire", "startsOn": "03/01/2025"}, False),
    ("Action", {"title": "L'atelier", "startsOn": "01/06/2026"}, False),
    ("Action", {"title": "Atelier", "startsOn": "01/06/2026", "territories": "Rezé (44)"}, True),
    ("Institution", {"name": "Office des sports", "basedIn": "Rezé (44)"}, True),
    ("Institution", {"name": "Office des sports", "basedIn": "44109"}, False),
    ("Institution", {"name": "Association Atelier", "basedIn": "Rezé (44)"}, False),
    ("Grant", {"year": "2024", "funds": "action:2"}, True),
    ("Grant", {"year": "2024", "funds": "action:1"}, False),
    ("Grant", {"funds": "action:2"}, False),
    ("Grant", {"year": "2024", "grantedEuros": "900"}, True),  # the line with that number in another list
    ("Grant", {"year": "2024", "grantedEuros": "500"}, False),
    ("Grant", {"grantedEuros": "900"}, False),
    ("Orientation", {"text": "Former les élus", "diagnostic": "diagnostic:2"}, True),
    ("Orientation", {"text": "Former les élus", "diagnostic": "diagnostic:1"}, False),
)


@pytest.mark.parametrize(("kind", "cells", "is_another"), OTHERS, ids=lambda part: str(part)[:60])
def test_an_id_on_a_line_about_something_else_is_refused(
    kind: str,
    cells: Mapping[str, Raw],
    is_another: bool,  # noqa: FBT001
) -> None:
    known, sheet = lookup(), BY_KIND[kind]
    identifier = f"{sheet.kind.prefixes[0]}:1"
    facts = FACTS | {"name": "Atelier", "text": "Atelier"}
    edges: dict[str, dict[EdgeKey, Facts]] = {
        name: {(through, identifier, end): {} for through, _, end in ends} for name, ends in EDGES.items()
    }
    current = Current({identifier: kind}, {identifier: facts}, {identifier: edges})
    for decision, is_refused in (("", is_another), (identifier, False)):
        findings = Findings()
        line = Line(sheet, 2, dict(cells) | {"id": identifier, DECISION: decision}, {}, sheet.name)
        claim = ClaimReader(known.directory, Findings()).read_node(line, identifier)
        refuse_mistaken([claim], current, known, findings)
        assert bool(findings.errors) is is_refused


def test_the_id_of_another_person_is_refused_and_a_hidden_one_reveals_nothing() -> None:
    known, sheet = lookup(), BY_KIND["Trainer"]
    for name, is_refused in (
        ("Loïc Fictif", True),
        ("Camille Mariée", False),
        ("Formateur·rice", False),
        (None, False),
    ):
        current = Current({"trainer:1": "Trainer"}, {"trainer:1": {"name": name} if name else {}}, {"trainer:1": {}})
        findings = Findings()
        line = Line(sheet, 2, {"id": "trainer:1", "name": "Camille Démonstration"}, {}, sheet.name)
        claim = ClaimReader(known.directory, Findings()).read_node(line, "trainer:1")
        refuse_mistaken([claim], current, known, findings)
        assert bool(findings.errors) is is_refused
