"""City contracts, from the rows of the two files.

A contract is identified by its code and its generation, and has any number of rows (one for each lead or département).
Old codes begin with `CV`, recent ones with `CN`: if all leads of a `CV` contract also lead one `CN` contract of the
same generation, the two are one contract with an old code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from seed.references.read import ContractRecord

NO_NAME = "NA"
OVERSEAS = ("97", "98")
METROPOLE_LONGITUDES = (-6.0, 10.0)
METROPOLE_LATITUDES = (41.0, 52.0)


@dataclass(frozen=True)
class Contract:
    """A city contract: its name, its rows in the order of the file, and its sorted old codes in the same file."""

    rows: tuple[ContractRecord, ...]
    former_codes: tuple[str, ...]
    name: str

    @property
    def code(self) -> str:
        """Its code, the recent one if it has two."""
        return self.rows[0].code

    @property
    def generation(self) -> str:
        """Its generation: first and last year with a hyphen."""
        return self.rows[0].generation

    @property
    def term(self) -> tuple[date, date]:
        """The first and last day of its generation."""
        first, last = self.generation.split("-")
        return date(int(first), 1, 1), date(int(last), 12, 31)

    @property
    def id(self) -> str:
        """Its id, with the first year of the generation, since 45 codes are in both files."""
        return f"contract:{self.term[0].year}:{self.code}"

    @property
    def leads(self) -> list[str]:
        """The codes of its lead bodies: SIREN of an EPCI or EPT, INSEE code of a commune."""
        return list(dict.fromkeys(row.lead for row in self.rows))

    @property
    def departements(self) -> list[str]:
        """The codes of the départements in its rows, in order."""
        return sorted({row.departement for row in self.rows if row.departement})

    @property
    def point(self) -> tuple[float, float] | None:
        """The first correctly placed point of its rows; None if there is none."""
        return next((row.point for row in self.rows if row.point and not misplaced(row)), None)


def misplaced(row: ContractRecord) -> bool:
    """Return whether the point of an overseas row is that of a map inset, drawn off the coast of metropolitan France.

    Saint-Pierre-et-Miquelon has the latitude of Nantes, so both coordinates count.
    """
    if row.point is None or not row.departement.startswith(OVERSEAS):
        return False
    longitude, latitude = row.point
    west, east = METROPOLE_LONGITUDES
    south, north = METROPOLE_LATITUDES
    return west < longitude < east and south < latitude < north


def contracts_of(records: Iterable[ContractRecord], communes: Mapping[str, str]) -> list[Contract]:
    """Return the contracts of rows; `communes` gives the name of the lead for a row without a name."""
    groups: dict[tuple[str, str], list[ContractRecord]] = {}
    for record in records:
        groups.setdefault((record.generation, record.code), []).append(record)
    recent = {key: code for key, rows in groups.items() if (code := _recent_code(rows, groups))}
    return [
        Contract(
            tuple(rows), tuple(sorted(old for (_, old), new in recent.items() if new == key)), _name(rows, communes)
        )
        for key, rows in groups.items()
        if key not in recent
    ]


def _recent_code(
    rows: list[ContractRecord], groups: Mapping[tuple[str, str], list[ContractRecord]]
) -> tuple[str, str] | None:
    """Return the generation and the `CN` code of the contract that these rows name by an old code; None for others."""
    if not rows[0].code.startswith("CV"):
        return None
    leads = {row.lead for row in rows}
    candidates = [
        key
        for key, group in groups.items()
        if key[0] == rows[0].generation and key[1].startswith("CN") and leads & {row.lead for row in group}
    ]
    if len(candidates) != 1 or not leads <= {row.lead for row in groups[candidates[0]]}:
        return None
    return candidates[0]


def _name(rows: Iterable[ContractRecord], communes: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(communes[row.lead] if row.name == NO_NAME else row.name for row in rows))
