"""Findings: their sentences, and the two severities apart."""

from exchange.findings import Findings, Place


def test_findings_keep_their_order_and_severity() -> None:
    findings = Findings()
    findings.warn(Place("Offres", "B2", "Intitulé"), "x", "semble court")
    findings.error(Place("Offres"), "", "il manque une colonne")
    findings.error(Place("Offres", "ligne 3"), "y", "n’est pas connu")
    assert [str(finding) for finding in findings.entries] == [
        "« Offres », B2 (Intitulé) : « x » semble court.",
        "« Offres » : il manque une colonne.",
        "« Offres », ligne 3 : « y » n’est pas connu.",
    ]
    assert findings.errors == findings.entries[1:]
    assert findings.warnings == findings.entries[:1]


def test_a_long_content_is_shown_by_its_beginning() -> None:
    findings = Findings()
    findings.error(Place("Offres", "B2"), "x" * 30_000, "n’est pas connu")
    assert str(findings.errors[0]) == f"« Offres », B2 : « {'x' * 199}… » n’est pas connu."
