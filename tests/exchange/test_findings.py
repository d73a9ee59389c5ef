"""Findings: their sentences, the two severities, and their causes with the lines concerned."""

from exchange.faults import Fault
from exchange.findings import Findings, Place, causes_of
from judgement.problems import Gravity
from tests.exchange.said import error, warn


def test_findings_keep_their_order_and_severity() -> None:
    findings = Findings()
    warn(findings, Place("Offres", "B2", "Intitulé"), "x", "semble court")
    error(findings, Place("Offres"), "", "il manque une colonne")
    error(findings, Place("Offres", (3,)), "y", "n’est pas connu")
    assert [str(finding) for finding in findings.entries] == [
        "« Offres », B2 (Intitulé) : « x » semble court.",
        "« Offres » : il manque une colonne.",
        "« Offres », ligne 3 : « y » n’est pas connu.",
    ]
    assert findings.errors == findings.entries[1:]
    assert findings.warnings == findings.entries[:1]


def test_findings_are_grouped_by_cause_with_the_affected_lines() -> None:
    findings = Findings()
    for number in (2, 3, 4, 7):
        message = f"a {number} chiffres ; un SIREN en a 9"
        error(findings, Place("Institutions", f"C{number}", "SIREN"), "1" * number, message)
    error(findings, Place("Actions", "K2", "SIREN"), "1", "a 1 chiffre ; un SIREN en a 9")
    error(findings, Place("Actions", "K9", "SIREN"), "12", "a 2 chiffres ; un SIREN en a 9")
    (chosen, other) = causes_of(findings.errors)
    assert chosen.reason == "SIREN : a … chiffres"
    assert chosen.where == "« Institutions », lignes 2 à 4, 7 ; « Actions », ligne 9"
    assert len(chosen.rows) == 5
    assert (other.where, [str(one) for one in other.findings]) == (
        "« Actions », K2",
        ["« Actions », K2 (SIREN) : « 1 » a 1 chiffre ; un SIREN en a 9."],
    )


def test_a_cause_counts_the_rows_that_its_findings_represent() -> None:
    findings = Findings()
    for rows in ([3, 4, 5], [9, 2]):
        place = Place("liste", f"B{rows[0]}", "Nom", rows)
        error(findings, place, "x", f"pourrait être « {rows} » (institution:{rows[0]})")
    (cause,) = causes_of(findings.errors)
    assert (cause.where, len(cause.rows)) == ("« liste », lignes 2 à 5, 9", 5)
    (cause,) = causes_of(findings.errors[:1])
    assert (cause.where, len(cause.rows)) == ("« liste », lignes 3 à 5", 3)


def test_the_more_serious_cause_comes_first() -> None:
    findings = Findings()
    warn(findings, Place("Actions", "A2"), "", "bon à savoir", Gravity.TO_KNOW)
    warn(findings, Place("Actions", "A3"), "", "douteux")
    for number in (4, 5):
        warn(findings, Place("Actions", f"A{number}"), "", "plus souvent douteux")
    warn(findings, Place("Actions", "A6"), "", "ne compte pas", Gravity.COSTS_A_FIGURE)
    error(findings, Place("Actions", "A7"), "", "est faux")
    for number in (8, 9):
        error(findings, Place("Actions", f"A{number}"), "", "est plus souvent faux")
    error(findings, Place("Actions"), "", "la colonne manque")
    assert [cause.reason.removeprefix("la ligne : ") for cause in causes_of(findings.entries)] == [
        "la colonne manque",
        "est plus souvent faux",
        "est faux",
        "ne compte pas",
        "plus souvent douteux",
        "douteux",
        "bon à savoir",
    ]


def test_a_long_content_is_shown_by_its_beginning() -> None:
    findings = Findings()
    findings.report(Place("Offres", "B2"), "x" * 30_000, Fault.NEITHER_YES_NOR_NO.of())
    assert str(findings.errors[0]) == f"« Offres », B2 : « {'x' * 199}… » n’est ni oui ni non."
