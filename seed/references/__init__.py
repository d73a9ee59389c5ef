"""The official territories and the city contracts of both generations, from packaged open data to rows.

Nothing is guessed: a fact the data do not give is left out and noted in `GraphRows.warnings`. Where each file comes
from, and its defects, is in `ATTRIBUTION.md`.
"""

from changes.rows import GraphRows
from seed.references import defects
from seed.references.areas import areas_of
from seed.references.bodies import Bodies
from seed.references.contracts import contracts_of
from seed.references.ground import Ground
from seed.references.links import add_contracts, add_territories
from seed.references.read import read_references
from seed.references.sources import add_sources

__all__ = ["rows"]


def rows() -> GraphRows:
    """Return the reference rows, made anew from the packaged files (about a second).

    Returns:
        Territories, city contracts, the bodies that lead them and the sources; the warnings are in French.

    Raises:
        ValueError: If a packaged file does not have the columns it should.
    """
    records = read_references()
    ground = Ground(areas_of(records))
    contracts = contracts_of(records.contracts, {commune.code: commune.name for commune in records.communes})
    bodies = Bodies(records.communes, ground)
    made = GraphRows()
    add_sources(made)
    add_territories(made, records, ground)
    add_contracts(made, contracts, ground, bodies)
    made.warnings.extend(defects.tell(records, contracts, bodies))
    return made
