"""The packaged files as records.

A file with other columns than expected is an error. Codes stay texts with their leading zeros; in names only white
space is normalised.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from seed.table import read_table

Record = TypeVar("Record")


class RegionRecord(NamedTuple):
    """A region or overseas collectivity."""

    code: str
    name: str


class DepartementRecord(NamedTuple):
    """A département or overseas collectivity, and its region's code."""

    code: str
    name: str
    region: str


class CommuneRecord(NamedTuple):
    """A commune of the packaged list; `siren` is empty and `population` None if the source gives none."""

    code: str
    name: str
    departement: str
    region: str
    siren: str
    population: int | None


class DissolvedEpciRecord(NamedTuple):
    """The present communes of a dissolved EPCI, from the list of the last year that has it."""

    year: int
    communes: frozenset[str]


class GroupingRecord(NamedTuple):
    """An EPCI or an EPT, its municipal population and the codes of its communes.

    `departement` is the code of the département of an EPCI's seat in the source; None for an EPT.
    """

    siren: str
    name: str
    population: int
    communes: frozenset[str]
    departement: str | None


class ContractRecord(NamedTuple):
    """A row of a file of city contracts: one lead of one contract; `point` is longitude and latitude in degrees."""

    code: str
    generation: str
    name: str
    led_by_commune: bool
    lead: str
    departement: str
    point: tuple[float, float] | None


class CentroidRecord(NamedTuple):
    """A point inside a commune, in degrees."""

    commune: str
    longitude: float
    latitude: float


class QpvRecord(NamedTuple):
    """A QPV: the codes of its communes and of its contract (None if unknown), and its inhabitants (None if unknown)."""

    code: str
    name: str
    communes: frozenset[str]
    contract: str | None
    population: int | None


class References(NamedTuple):
    """Every record of the packaged files; `dissolved` are the present communes of each dissolved EPCI, by SIREN."""

    regions: list[RegionRecord]
    departements: list[DepartementRecord]
    communes: list[CommuneRecord]
    epcis: list[GroupingRecord]
    epts: list[GroupingRecord]
    contracts: Sequence[ContractRecord]
    qpvs: list[QpvRecord]
    centroids: list[CentroidRecord]
    dissolved: Mapping[str, frozenset[str]]


CONTRACT_COLUMNS = (
    "code_cv,generation,nom,type_porteur,code_porteur,porteur_dans_referentiel_2026,departement,region,"
    "population_qpv_indicative,lon,lat"
)
EPCI_COLUMNS = (
    "siren,nom,type,mode_financement,population_totale,population_municipale,nb_communes,departement_principal,"
    "region_principale,nb_departements"
)


def read_file(name: str, columns: str, record: Callable[[list[str]], Record]) -> list[Record]:
    """Read a packaged file, one record for each line; `columns` is its heading.

    Raises:
        ValueError: the file has another heading.
    """
    table = read_table(files("seed.references") / "data" / name)
    heading = ",".join(table.headings)
    if heading != columns:
        message = f"{name}: columns {heading} where {columns} were expected"
        raise ValueError(message)
    return [record(line) for _, line in table.lines]


def tidy(name: str) -> str:
    """Return a name with its white space normalised."""
    return " ".join(name.split())


def _commune(line: list[str]) -> CommuneRecord:
    code, name, departement, region, siren, population = line
    return CommuneRecord(code, tidy(name), departement, region, siren, int(population) if population else None)


def _ept(line: list[str]) -> GroupingRecord:
    return GroupingRecord(line[0], tidy(line[1]), int(line[2]), frozenset(line[4].split()), None)


def _contract(line: list[str]) -> ContractRecord:
    code, generation, name, lead_type, lead, _, departement, _, _, longitude, latitude = line
    point = (float(longitude), float(latitude)) if longitude and latitude else None
    return ContractRecord(code, generation, tidy(name), lead_type == "commune", lead, departement, point)


def _qpv(line: list[str]) -> QpvRecord:
    code, name, communes, contract, _, population, _, _ = line
    return QpvRecord(
        code, tidy(name), frozenset(communes.split()), contract or None, int(population) if population else None
    )


def _epcis() -> list[GroupingRecord]:
    members: dict[str, set[str]] = {}
    for siren, commune in read_file("epci_membres.csv", "siren_epci,code_commune", lambda line: (line[0], line[1])):
        members.setdefault(siren, set()).add(commune)
    return read_file(
        "epci.csv",
        EPCI_COLUMNS,
        lambda line: GroupingRecord(line[0], tidy(line[1]), int(line[5]), frozenset(members[line[0]]), line[7]),
    )


@cache
def read_contracts() -> Sequence[ContractRecord]:
    """Read the rows of both files of city contracts.

    Raises:
        ValueError: a file has another heading.
    """
    names = "contrats_ville_2015_2023.csv", "contrats_ville_2024_2030.csv"
    return [record for name in names for record in read_file(name, CONTRACT_COLUMNS, _contract)]


def read_centroids() -> list[CentroidRecord]:
    """Read a point inside each commune.

    Raises:
        ValueError: the file has another heading.
    """
    columns = "code,lon,lat"
    return read_file("communes_centroides.csv", columns, lambda at: CentroidRecord(at[0], float(at[1]), float(at[2])))


@cache
def read_dissolved_epcis() -> Mapping[str, DissolvedEpciRecord]:
    """Read the communes of the EPCI of 2015 to 2017 that are dissolved, by SIREN.

    Raises:
        ValueError: the file has another heading.
    """
    return dict(
        read_file(
            "epci_disparus_membres.csv",
            "siren_epci,annee,communes",
            lambda line: (line[0], DissolvedEpciRecord(int(line[1]), frozenset(line[2].split()))),
        )
    )


def read_references() -> References:
    """Read every packaged file.

    Raises:
        ValueError: a file has another heading.
    """
    return References(
        read_file("regions.csv", "code,nom,chef_lieu,zone", lambda line: RegionRecord(line[0], tidy(line[1]))),
        read_file(
            "departements.csv",
            "code,nom,region,chef_lieu,zone",
            lambda line: DepartementRecord(line[0], tidy(line[1]), line[2]),
        ),
        read_file("communes.csv", "code,nom,departement,region,siren,population", _commune),
        _epcis(),
        read_file("ept.csv", "siren,nom,population_municipale,nb_communes,communes", _ept),
        read_contracts(),
        read_file("qpv_2024.csv", "code,nom,communes,contrat,contrat_basis,population,lon,lat", _qpv),
        read_centroids(),
        {siren: record.communes for siren, record in read_dissolved_epcis().items()},
    )
