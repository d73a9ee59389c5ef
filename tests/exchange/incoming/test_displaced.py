"""A column of an export that was sorted alone or moved by a row is reported once; a correction of many lines is not."""

import pytest

from changes.changeset import Change, Changes
from changes.rows import Value
from exchange.findings import Findings
from exchange.incoming.judgement.displaced import report_displaced
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import BY_KIND
from judgement.problems import Gravity

SHEET = BY_KIND["Grant"]
AMOUNTS = [12_000.0, 3_000.0, 9_000.0, 3_500.0, 2_100.0, 18_000.0, 700.0]


def findings_of(befores: list[Value], afters: list[Value], fingerprint: str | None = "ab") -> Findings:
    findings, changes, claims = Findings(), Changes(), list[Claim]()
    for number, (before, after) in enumerate(zip(befores, afters, strict=True), start=2):
        line = Line(SHEET, number, {}, {"grantedEuros": "F"}, SHEET.name)
        claims.append(Claim("Grant", f"grant:{number}", line=line, fingerprint=fingerprint))
        if before != after:
            changes.nodes["Grant", f"grant:{number}"] = Change({"grantedEuros": before}, {"grantedEuros": after})
    report_displaced(claims, changes, findings)
    return findings


@pytest.mark.parametrize(
    "afters", [[*AMOUNTS[1:], AMOUNTS[0]], [*AMOUNTS[1:], 800.0], sorted(AMOUNTS)], ids=("moved", "lost", "sorted")
)
def test_values_of_other_lines_are_reported_once_with_their_lines(afters: list[Value]) -> None:
    (finding,) = findings_of(list(AMOUNTS), afters).warnings
    assert finding.gravity is Gravity.COSTS_A_FIGURE
    assert str(finding).startswith("« Subventions », F (Accordé (€)) : ")
    assert "cellules ont pris la valeur d’autres lignes ; si la colonne a été triée ou décalée seule" in str(finding)
    changed = {n for n, (one, other) in enumerate(zip(AMOUNTS, afters, strict=True), start=2) if one != other}
    assert finding.place.row_numbers == changed


@pytest.mark.parametrize(
    ("befores", "afters"),
    [
        (["prévu"] * 9, ["en cours"] * 9),
        (AMOUNTS, [amount + 500 for amount in AMOUNTS]),
        (AMOUNTS, [AMOUNTS[1], AMOUNTS[0], *AMOUNTS[2:]]),  # two that were swapped
        (AMOUNTS, AMOUNTS),
    ],
)
def test_a_correction_of_many_lines_is_not_reported(befores: list[Value], afters: list[Value]) -> None:
    assert findings_of(befores, afters).entries == []


def test_lines_that_were_not_exported_are_not_reported() -> None:
    assert findings_of(list(AMOUNTS), [*AMOUNTS[1:], AMOUNTS[0]], None).entries == []
