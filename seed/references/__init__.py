"""The official territories, city contracts of both generations and QPV of 2024, from packaged open data to rows.

Nothing is guessed: a fact missing in the data is left out and noted in `GraphRows.warnings`. `ATTRIBUTION.md` names the
origin and the defects of each file.
"""

from changes.rows import GraphRows
from graph.domain.ground import AreaIndex
from seed.references.areas import areas_of
from seed.references.bodies import leads_of
from seed.references.contracts import contracts_of
from seed.references.defects import defect_warnings
from seed.references.links import add_contracts, add_territories
from seed.references.read import read_references
from seed.references.sources import add_sources

__all__ = ["rows"]


def rows() -> GraphRows:
    """Return the rows of the references, read again from the packaged files, which takes about a second.

    Returns:
        Territories, city contracts, QPV, the bodies that lead them and the sources; the warnings are in French.

    Raises:
        ValueError: a packaged file has other columns than expected.
    """
    records = read_references()
    index = AreaIndex(areas_of(records))
    contracts = contracts_of(records.contracts, {commune.code: commune.name for commune in records.communes})
    leads = leads_of(contracts, records, index)
    graph_rows = GraphRows()
    add_sources(graph_rows)
    add_territories(graph_rows, records, index)
    add_contracts(graph_rows, records, contracts, index, leads)
    graph_rows.warnings.extend(defect_warnings(records, contracts, leads))
    return graph_rows
