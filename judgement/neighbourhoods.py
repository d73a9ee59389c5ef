"""Problems of QPV: the département of their communes, and the generation of their contract."""

import re
from collections.abc import Iterator, Mapping

from judgement.entries import GazetteerEntry, departement_of
from judgement.problems import Problem, ProblemCode
from judgement.statements import Statement

NEIGHBOURHOOD_CODE = re.compile(r"QN\d{2}[\dAB]\d{2}[A-Z]")
"""The official code of a QPV of the generation of 2024."""


def misplaced(statement: Statement, territories: Mapping[str, GazetteerEntry], newest: str | None) -> Iterator[Problem]:
    """Yield communes outside the code's département or in several, and a contract of another generation."""
    code = statement.id.split(":", 1)[1]
    departements = {departement_of(end.split(":", 1)[1]) for _, _, end in statement.edges.get("communes", {})}
    without_zeros = {departement.lstrip("0") for departement in departements}
    if len(departements) > 1:
        several = tuple(sorted(departements))
        yield ProblemCode.COMMUNES_OF_SEVERAL_DEPARTEMENTS.at("communes", departements=several)
    elif departements and NEIGHBOURHOOD_CODE.fullmatch(code) and code[2:5].lstrip("0") not in without_zeros:
        yield ProblemCode.COMMUNE_AGAINST_CODE.at("communes", code=code)
    for _, _, contract in statement.edges.get("cityContract", {}):
        generation = territories[contract].generation
        if generation != newest:
            yield ProblemCode.CONTRACT_OF_OTHER_GENERATION.at("cityContract", generation=generation, newest=newest)
