"""Findings for values on which two files disagree: both sources, both days, and the value that stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from changes.attribution import Attribution, Verdict
from exchange.findings import Findings
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import Directory
from exchange.sheets import DELETION

BY_NAME = "de deux fichiers d’un même jour, celui dont le nom vient en dernier est gardé"
REMEDY = "pour l’imposer, donnez à la ligne ou au classeur un jour plus récent"


@dataclass(frozen=True)
class Dispute:
    """A column in which a claim says another thing than the graph, which `shown` shows; « » for a whole line.

    A whole line states what a later file deleted; with `refers`, what goes nowhere without it.
    """

    claim: Claim
    name: str
    verdict: Verdict
    claimed: Attribution
    known: Attribution
    shown: str = ""
    refers: bool = False


def report_disputes(
    disputes: Iterable[Dispute], files: Mapping[str, str], directory: Directory, findings: Findings
) -> None:
    """Report each dispute at its cell, with the sources and days of both sides; `files`: titles of files as sources."""
    for dispute in disputes:
        sources = (dispute.claimed.source, dispute.known.source)
        entries = (directory.entries.get(source) for source in sources)
        titles = [entry.name if entry else files.get(s, s) for s, entry in zip(sources, entries, strict=True)]
        line = dispute.claim.line
        value = line.text(dispute.name) if dispute.name else ""
        findings.warn(line.place(dispute.name), value, _message(dispute, *map(_in_quotes, titles)))


def _message(dispute: Dispute, ours: str, theirs: str) -> str:
    theirs += _day(dispute.known, " ({:%d/%m/%Y})")
    deleted = "ce que nomme la ligne" if dispute.refers else "ce que dit la ligne"
    graph = {
        DELETION: f"{theirs} en parle encore",
        "": f"{theirs} a supprimé {deleted}",
    }.get(dispute.name, f"le graphe dit « {dispute.shown} », d’après {theirs}")
    if dispute.verdict is Verdict.OLDER:
        said = f"{ours} le dit{_day(dispute.claimed, ' le {:%d/%m/%Y}')}"
        return f"n’entre pas : {said}, et plus récemment {graph} ; {REMEDY}"
    if dispute.verdict is Verdict.CORRECTED:
        return f"n’entre pas : ce fichier est déjà entré, et depuis {graph} ; {REMEDY}"
    if dispute.verdict is Verdict.PRECEDED:
        said = f"{ours} le dit{_day(dispute.claimed, ' le {:%d/%m/%Y}')}"
        return f"n’entre pas : {said}, et du même jour {graph} ; {BY_NAME} ; {REMEDY}"
    same_day = ", du même jour" if dispute.verdict is Verdict.REPLACES else ""
    before = {
        DELETION: f"supprime ce que dit {theirs}{same_day}",
        "": f"revient, et {graph}",
    }.get(dispute.name, f"remplace « {dispute.shown} », d’après {theirs}{same_day}")
    if dispute.verdict is Verdict.REPLACES:
        return f"{before} ; {BY_NAME} : ici {ours}"
    return f"{before} ; le fichier ne dit pas de quel jour il est : donnez sa date"


def _in_quotes(title: str) -> str:
    return title if "«" in title else f"« {title} »"


def _day(attribution: Attribution, form: str) -> str:
    return form.format(attribution.day) if attribution.day else ""
