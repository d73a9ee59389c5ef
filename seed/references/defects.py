"""Warnings about defects of the packaged files, in French, for those who load or check the graph.

A warning names the ids concerned and the way the defect was handled.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from seed.references.bodies import Body
from seed.references.contracts import NO_NAME, Contract, misplaced
from seed.references.read import References

MOST_NAMED = 3
"""The maximum number of contracts whose former lead the warning names; the graph has the other former leads."""


def defect_warnings(records: References, contracts: list[Contract], leads: Mapping[str, list[Body]]) -> Iterator[str]:
    """Yield the warnings, one for each kind of defect."""
    yield _warning(
        "Communes sans population dans la source, laissée vide",
        (f"commune:{commune.code}" for commune in records.communes if commune.population is None),
    )
    yield from _missing_facts(contracts)
    yield _warning(
        "Communes porteuses sans SIREN dans la source, identifiées par leur code",
        sorted({body.id for lead_bodies in leads.values() for body in lead_bodies if body.siren is None}),
    )
    yield from _doubtful_codes(contracts)
    yield _lost_leads(leads)


def _missing_facts(contracts: list[Contract]) -> Iterator[str]:
    yield _warning(
        "Contrats dont le point tombe dans un cartouche de carte (outre-mer dessiné au large de la métropole), écarté",
        (c.id for c in contracts if c.point is None and any(misplaced(row) for row in c.rows)),
    )
    yield _warning(
        "Contrats sans point dans la source",
        (contract.id for contract in contracts if all(row.point is None for row in contract.rows)),
    )
    yield _warning(
        "Contrats sans nom dans la source, nommés d’après leur porteur",
        (contract.id for contract in contracts if any(row.name == NO_NAME for row in contract.rows)),
    )
    yield _warning(
        "Contrats sans département ni région dans la source, situés d’après leur porteur",
        (contract.id for contract in contracts if not contract.departements),
    )


def _doubtful_codes(contracts: list[Contract]) -> Iterator[str]:
    yield _warning(
        "Contrats qui ont plusieurs anciens codes, réunis sous leur code récent",
        (f"{c.id} ({', '.join(c.former_codes)})" for c in contracts if len(c.former_codes) > 1),
    )
    ids: dict[tuple[str, str], list[str]] = {}
    for contract in contracts:
        for lead in contract.leads:
            ids.setdefault((contract.generation, lead), []).append(contract.id)
    yield _warning(
        "Contrats d’une même génération qui partagent un porteur, donc un périmètre supposé (à départager)",
        (" et ".join(shared) for shared in ids.values() if len(shared) > 1),
    )


def _lost_leads(leads: Mapping[str, Collection[Body]]) -> str:
    """Return the warning about contracts whose lead is gone; the first ones are listed with that lead."""
    lost = {contract: [body for body in bodies if body.area is None] for contract, bodies in leads.items()}
    named = [
        (contract, " et ".join(sorted(f"{body.name}, {body.siren}" for body in gone)))
        for contract, gone in lost.items()
        if gone
    ]
    return _warning(
        "Contrats dont le porteur n’existe plus dans le référentiel 2026, situés sur les communes qu’avait ce porteur "
        "(son successeur, s’il en a un, est celui du lieu du point du contrat)",
        (*(f"{contract} ({names})" for contract, names in named[:MOST_NAMED]), *(one for one, _ in named[MOST_NAMED:])),
    )


def _warning(defect: str, ids: Iterable[str]) -> str:
    names = list(ids)
    return f"{defect} : {len(names)}. {' ; '.join(names)}."
