"""The sources of the references as nodes, so that a copy of the graph keeps its attribution.

Only facts given by the publishers; the day of retrieval is not recorded. `ATTRIBUTION.md` has the details.
"""

from changes.rows import GraphRows
from graph.vocabulary import SourceKind

SOURCES = (
    (
        "source:decoupage-administratif-6.0.0",
        "Découpage administratif de la France, version 6.0.0 (millésime 2026)",
        "https://github.com/etalab/decoupage-administratif",
        "Etalab (DINUM)",
        "MIT",
    ),
    (
        "source:anct-ci-ville-2024-04-19",
        "Contrats de ville 2015-2023, carte interactive « politique de la ville » (19 avril 2024)",
        "https://github.com/anct-carto/ci-ville",
        "Agence nationale de la cohésion des territoires (ANCT)",
        "Licence Ouverte 2.0",
    ),
    (
        "source:anct-ci-ville2-2026-03-12",
        "Contrats de ville 2024-2030, carte interactive « politique de la ville » (12 mars 2026)",
        "https://github.com/anct-carto/ci-ville2",
        "Agence nationale de la cohésion des territoires (ANCT)",
        "Licence Ouverte 2.0",
    ),
    (
        "source:geohisto-2015-2017",
        "Communes des EPCI de 2015 à 2017 (listes de la DGCL), pour les porteurs disparus depuis",
        "https://github.com/etalab/geohisto",
        "Direction générale des collectivités locales (DGCL), réunies par Etalab (DINUM)",
        "Licence Ouverte",
    ),
    (
        "source:anct-qpv-2024",
        "Quartiers prioritaires de la politique de la ville 2024 (décret 2023-1314), fichier du 15 janvier 2026",
        "https://github.com/bpineau/gazetteer",
        "Agence nationale de la cohésion des territoires (ANCT) ; population : INSEE",
        "Licence Ouverte 2.0",
    ),
)


def add_sources(rows: GraphRows) -> None:
    """Add a node for each source."""
    kind = SourceKind.PUBLIC_DATA.value
    for identifier, title, url, publisher, licence in SOURCES:
        rows.node("Source", identifier, title=title, kind=kind, url=url, publisher=publisher, licence=licence)
