"""What is wrong or missing in the packaged files, told in French to whoever seeds or checks the graph.

Rule: a defect is told with the ids it touches and with what was done about it.
"""

from collections.abc import Iterable, Iterator

from seed.references.bodies import Bodies, Body
from seed.references.contracts import NO_NAME, Contract, misplaced
from seed.references.read import References


def tell(records: References, contracts: list[Contract], bodies: Bodies) -> Iterator[str]:
    """Yield the warnings, one contract at a time where each needs a person to look."""
    yield _listed(
        "Communes sans population dans la source, laissée vide",
        (f"commune:{commune.code}" for commune in records.communes if commune.population is None),
    )
    yield from _missing(contracts)
    leads = {contract.id: {bodies.lead(row) for row in contract.rows} for contract in contracts}
    yield _listed(
        "Communes porteuses sans SIREN dans la source, identifiées par leur code",
        sorted({body.id for found in leads.values() for body in found if body.siren is None}),
    )
    yield from _doubtful(contracts)
    for contract in contracts:
        yield from (_gone(contract, body) for body in leads[contract.id] if body.area is None)


def _missing(contracts: list[Contract]) -> Iterator[str]:
    yield _listed(
        "Contrats dont le point tombe dans un cartouche de carte (outre-mer dessiné au large de la métropole), écarté",
        (one.id for one in contracts if one.point is None and any(misplaced(row) for row in one.rows)),
    )
    yield _listed(
        "Contrats sans point dans la source",
        (contract.id for contract in contracts if all(row.point is None for row in contract.rows)),
    )
    yield _listed(
        "Contrats sans nom dans la source, nommés d'après leur porteur",
        (contract.id for contract in contracts if any(row.name == NO_NAME for row in contract.rows)),
    )
    yield _listed(
        "Contrats sans département ni région dans la source, situés d'après leur porteur",
        (contract.id for contract in contracts if not contract.departements),
    )


def _doubtful(contracts: list[Contract]) -> Iterator[str]:
    yield _listed(
        "Contrats qui ont plusieurs anciens codes, réunis sous leur code récent",
        (f"{one.id} ({', '.join(one.former_codes)})" for one in contracts if len(one.former_codes) > 1),
    )
    ids: dict[tuple[str, str], list[str]] = {}
    for contract in contracts:
        for lead in contract.leads:
            ids.setdefault((contract.generation, lead), []).append(contract.id)
    yield _listed(
        "Contrats d'une même génération qui partagent un porteur, donc un périmètre supposé (à départager)",
        (" et ".join(shared) for shared in ids.values() if len(shared) > 1),
    )


def _gone(contract: Contract, body: Body) -> str:
    where = " et ".join(f"departement:{code}" for code in contract.departements)
    return (
        f"{contract.id} : le porteur {body.siren} ({body.name}) n'existe plus dans le référentiel 2026 ; contrat situé "
        f"par {where}, sans commune ni successeur déduits."
    )


def _listed(what: str, ids: Iterable[str]) -> str:
    found = list(ids)
    return f"{what} : {len(found)}. {' ; '.join(found)}."
