"""The packaged former names and codes, and postal codes, as records: they create no territory, but help to find one."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from seed.references.read import read_file, tidy


class FormerCommuneRecord(NamedTuple):
    """A former commune, or a former name of one: its code, its name and the code of its present commune.

    The name is empty if the source gives none; the commune is empty if other communes have since split off from it.
    """

    code: str
    name: str
    departement: str
    commune: str


class FormerEpciRecord(NamedTuple):
    """A former name or SIREN of an EPCI, and the EPCI or EPT in which its communes are today.

    It `is_extinct` if no present EPCI or EPT is the same body or has the same communes.
    """

    siren: str
    name: str
    departement: str
    today: tuple[str, ...]
    is_extinct: bool


class FormerRegionRecord(NamedTuple):
    """A région abolished on 1 January 2016, and the codes of its départements."""

    code: str
    name: str
    departements: tuple[str, ...]


@cache
def read_former_communes() -> Sequence[FormerCommuneRecord]:
    """Read the former communes.

    Raises:
        ValueError: the file has another heading.
    """
    return read_file(
        "anciennes_communes.csv",
        "code,nom,departement,commune",
        lambda line: FormerCommuneRecord(line[0], tidy(line[1]), line[2], line[3]),
    )


@cache
def read_former_epcis() -> Sequence[FormerEpciRecord]:
    """Read the former names and SIREN of EPCI.

    Raises:
        ValueError: the file has another heading.
    """
    return read_file(
        "anciens_epci.csv",
        "siren,nom,departement,epci,meme_sol",
        lambda line: FormerEpciRecord(
            line[0], tidy(line[1]), line[2], tuple(line[3].split()), line[3] != line[0] and not line[4]
        ),
    )


@cache
def read_former_regions() -> Sequence[FormerRegionRecord]:
    """Read the régions abolished on 1 January 2016.

    Raises:
        ValueError: the file has another heading.
    """
    return read_file(
        "anciennes_regions.csv",
        "code,nom,departements",
        lambda line: FormerRegionRecord(line[0], line[1], tuple(line[2].split())),
    )


@cache
def read_postal_codes() -> Mapping[str, tuple[str, ...]]:
    """Read the codes of the communes of each postal code.

    Raises:
        ValueError: the file has another heading.
    """
    return dict(read_file("codes_postaux.csv", "code_postal,communes", lambda line: (line[0], tuple(line[1].split()))))
