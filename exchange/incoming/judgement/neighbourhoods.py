"""Checks lines about QPV: the département of their communes, and the generation of their contract."""

from exchange.findings import Findings
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.gazetteer import NEIGHBOURHOOD_CODE, Gazetteer
from judgement.entries import departement_of


def check_neighbourhood(claim: Claim, gazetteer: Gazetteer, findings: Findings) -> None:
    """Refuse a QPV whose communes lie in several départements, or whose contract is of a former generation."""
    line, code = claim.line, claim.id.split(":", 1)[1]
    departements = {departement_of(end.split(":", 1)[1]) for _, _, end in claim.edges.get("communes", {})}
    if len(departements) > 1:
        message = f"sont dans plusieurs départements ({', '.join(sorted(departements))}) ; un QPV est dans un seul"
        findings.error(line.place("communes"), line.text("communes"), message)
    elif departements and NEIGHBOURHOOD_CODE.fullmatch(code) and code[2:5].lstrip("0") not in _short(departements):
        message = f"n’est pas dans le département du code {code} ; corrigez la commune ou le code"
        findings.warn(line.place("communes"), line.text("communes"), message)
    for _, _, contract in claim.edges.get("cityContract", {}):
        generation = gazetteer.by_id[contract].generation
        if generation != gazetteer.newest_generation:
            message = f"est un contrat {generation} ; attendu : un contrat {gazetteer.newest_generation}"
            findings.error(line.place("cityContract"), line.text("cityContract"), message)


def _short(departements: set[str]) -> set[str]:
    """Return the codes of départements without a leading zero, as the code of a QPV holds them behind zeros."""
    return {departement.lstrip("0") for departement in departements}
