"""Cells interpreted by their column: names shared by a commune and a département, codes that may be postal codes."""

import pytest

from exchange.findings import Findings, Place
from exchange.incoming.workbook.column_kinds import decide_kinds
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.postal import MOST_OFFICIAL, PostalColumns
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import BY_KIND
from judgement.entries import GazetteerEntry

TOWNS = {"25588": ("Vaucluse", "25"), "53147": ("Mayenne", "53"), "44109": ("Nantes", "44"), "49007": ("Angers", "49")}
DEPARTEMENTS = {"84": "Vaucluse", "53": "Mayenne", "44": "Loire-Atlantique", "49": "Maine-et-Loire"}
GAZETTEER = Gazetteer(
    [
        *(GazetteerEntry(f"commune:{c}", "COMMUNE", c, name, f"{name} ({d})") for c, (name, d) in TOWNS.items()),
        *(GazetteerEntry(f"departement:{c}", "DEPARTEMENT", c, name, name) for c, name in DEPARTEMENTS.items()),
    ]
)


@pytest.mark.parametrize(
    ("cells", "read", "said"),
    [
        (["Loire-Atlantique", "49", "Vaucluse ; Mayenne"], "84 ; 53", "département comme les autres de la colonne"),
        (["Nantes", "Angers", "Mayenne"], "Mayenne (53)", "commune comme les autres de la colonne"),
        (["Nantes", "Loire-Atlantique", "Vaucluse"], "Vaucluse", ""),
        (["Loire-Atlantique", "Vaucluse"], "Vaucluse", ""),
        (["Loire-Atlantique", "Maine-et-Loire", "Sarthe"], "Sarthe", ""),
    ],
)
def test_a_column_of_one_kind_decides_ambiguous_cells(cells: list[str], read: str, said: str) -> None:
    sheet, findings = BY_KIND["Action"], Findings()
    lines = [
        Line(sheet, n, {"territories": cell}, {"territories": "K"}, sheet.name, [n]) for n, cell in enumerate(cells)
    ]
    decide_kinds(lines, GAZETTEER, findings)
    assert lines[-1].text("territories") == read
    assert all(said in finding.message for finding in findings.warnings)
    assert bool(findings.warnings) == bool(said)


@pytest.mark.parametrize(("official", "warned"), [(1, 1), (MOST_OFFICIAL, MOST_OFFICIAL), (MOST_OFFICIAL + 1, 0)])
def test_one_postal_code_among_many_official_ones_is_a_slip(official: int, warned: int) -> None:
    town = GazetteerEntry("commune:49100", "COMMUNE", "49100", "Ville", "Ville (49)")
    findings = Findings()
    columns = PostalColumns(Gazetteer([town], (), {"49100": ["commune:49100"], "44000": ["commune:49100"]}), findings)
    columns.add(Place("Actions", "K1", "Territoires"), "44000", is_official=False)
    for row in range(official):
        columns.add(Place("Actions", f"K{row + 2}", "Territoires"), "49100", is_official=True)
    columns.warn()
    assert len(findings.warnings) == warned
