"""Reads from the graph the nodes that cells can name.

There is one statement per kind. Engagements, of which there may be many, are read only if a file names their title or
id.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from changes.forgotten import forgotten_persons
from exchange.faults import Fault
from exchange.lookup.directory import Directory
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.similarity import InstitutionNames
from graph.client import Client
from graph.model import SHAPE
from graph.rights import EVERYTHING, TWIN, Viewer
from graph.statement.maintain.facts import engagements_by, known_by
from graph.text import fold
from graph.vocabulary import TerritoryKind
from judgement.entries import DirectoryEntry, GazetteerEntry, departement_of
from judgement.likeness import EngagementIdentity, Reference, rna_of
from seed.references.out_of_use import (
    read_former_communes,
    read_former_epcis,
    read_former_regions,
    read_postal_codes,
)
from seed.references.read import read_contracts

TERRITORY_FIELDS = ("kind", "code", "name", "label", "generation", "formerCode", "startsOn", "endsOn", "attachedTo")
INSTITUTION_FIELDS = ("label", "otherNames", "siren", "siret", "basedIn", "kind", "governs")
"""The label is read as the name, so that fictional institutions keep their mark and are not taken for real ones."""

TITLED = dict.fromkeys(("Offer", "Source", "TrainingNeed", "Project", "LocalAxis"), "title") | {"Orientation": "text"}
"""The kinds that cells name by the value of a property."""
KIND_OF_LABEL = {kind.label: kind.name for kind in SHAPE.concrete("Engagement")}


@dataclass
class Lookup:
    """The nodes that cells can name, and the nodes of the graph that lines may be about."""

    directory: Directory
    institution_names: InstitutionNames
    engagements_by_title: Mapping[str, list[EngagementIdentity]]
    by_reference: Mapping[Reference, str] = field(default_factory=dict)


async def read_lookup(
    client: Client, titles: Iterable[str], ids: Iterable[str] = (), viewer: Viewer = EVERYTHING
) -> Lookup:
    """Read the nodes that cells can name, as a viewer sees them; engagements need one of these folded titles or ids."""
    gazetteer = gazetteer_of(await read_territories(client, viewer))
    departements = {
        fold(t.name): t.code for t in gazetteer.by_id.values() if t.kind == TerritoryKind.DEPARTEMENT and t.code
    }
    institution_names = InstitutionNames(departements)
    trainers = await client.read(known_by(SHAPE.kinds["Trainer"], ("name",), viewer)) or ()
    unnamed = [identifier for identifier, name in trainers if name == TWIN]
    # A visitor, who could try out names, gets no forgotten persons.
    forgotten = await forgotten_persons(client, unnamed) if viewer.sees_everything else None
    directory = Directory(gazetteer, institution_names, viewer, forgotten)
    for values in await client.read(known_by(SHAPE.kinds["Institution"], INSTITUTION_FIELDS, viewer)) or ():
        identifier, name, other_names, siren, siret, seat, body, governed = values
        others = tuple(other_names or ())
        numbers = tuple(number for number in (siren, siret, rna_of(others)) if number)
        directory.add(
            DirectoryEntry(identifier, "Institution", name, others, numbers, seat or "", body, governs=governed or "")
        )
        for text in (name, *others):
            institution_names.add(identifier, text)
    for identifier, name in trainers:
        directory.add(DirectoryEntry(identifier, "Trainer", name or TWIN, nameless=name in {None, TWIN}))
    for kind, name in TITLED.items():
        for identifier, title in await client.read(known_by(SHAPE.kinds[kind], (name,), viewer)) or ():
            directory.add(DirectoryEntry(identifier, kind, title))
    rows = [
        *(await client.read(engagements_by("titleKey", titles)) or ()),
        *(await client.read(engagements_by("id", ids)) or ()),
    ]
    by_title: defaultdict[str, list[EngagementIdentity]] = defaultdict(list)
    for engagement in map(_engagement, rows):
        directory.add(DirectoryEntry(engagement.id, engagement.kind, engagement.title))
        by_title[fold(engagement.title)].append(engagement)
    return Lookup(directory, institution_names, by_title)


async def read_engagements_that_start(client: Client, days: Iterable[date]) -> list[EngagementIdentity]:
    """Read the engagements that start on some days."""
    return [_engagement(row) for row in await client.read(engagements_by("startsOn", days)) or ()]


async def read_territories(client: Client, viewer: Viewer) -> list[GazetteerEntry]:
    """Read every territory, with its codes, names and days in force."""
    rows_by_kind = [await client.read(known_by(kind, TERRITORY_FIELDS, viewer)) for kind in SHAPE.concrete("Territory")]
    return [_territory(row) for rows in rows_by_kind for row in rows or ()]


def gazetteer_of(territories: Sequence[GazetteerEntry]) -> Gazetteer:
    """Return the gazetteer of these territories, with their former names and postal codes."""
    postal_codes = {
        code: [f"commune:{commune}" for commune in communes] for code, communes in read_postal_codes().items()
    }
    return Gazetteer(territories, _former_names(territories), postal_codes)


def _territory(row: Sequence[Any]) -> GazetteerEntry:
    identifier, kind, code, name, label, generation, former_codes, *term, attached_to = row
    first, last = (date.fromisoformat(day) if day else None for day in term)
    codes = tuple(former_codes.split(", ")) if former_codes else ()
    return GazetteerEntry(identifier, kind, code, name, label, generation, codes, first, last, attached_to)


def _former_names(territories: Iterable[GazetteerEntry]) -> Iterator[FormerName]:
    """Yield the former names of communes, EPCI and régions, and the State's names for the leads of contracts."""
    by_id = {territory.id: territory for territory in territories}
    for commune in read_former_communes():
        today = f"commune:{commune.commune or commune.code}"
        lies_in = tuple(dict.fromkeys((departement_of(commune.code), commune.departement)))
        what = Fault.DIVIDED_COMMUNE.of()
        yield FormerName(commune.code, commune.name, lies_in, (today,), not commune.commune, what)
    dissolved: dict[str, tuple[str, ...]] = {}
    for epci in read_former_epcis():
        ids = tuple(identifier for siren in epci.today for identifier in _groupings(siren, by_id))
        if epci.is_extinct:
            dissolved[epci.siren] = ids
        what = Fault.DISSOLVED_GROUPING.of()
        yield FormerName(epci.siren, epci.name, (epci.departement,), ids, epci.is_extinct, what)
    for region in read_former_regions():
        departements = [by_id[i] for code in region.departements if (i := f"departement:{code}") in by_id]
        regions = tuple({d.attached_to for d in departements if d.attached_to})
        what = Fault.FORMER_REGION.of(departements=tuple(region.departements))
        yield FormerName("", region.name, (), regions, is_extinct=True, what=what)
    for contract in (contract for contract in read_contracts() if not contract.led_by_commune):
        ids = dissolved.get(contract.lead, _groupings(contract.lead, by_id))
        what, is_extinct = Fault.LEAD_OF_CONTRACT.of(generation=contract.generation), contract.lead in dissolved
        yield FormerName(contract.lead, contract.name, (contract.departement,), ids, is_extinct, what)


def _groupings(siren: str, known: Container[str]) -> tuple[str, ...]:
    """Return the id of the EPCI or EPT with this SIREN, or nothing."""
    ids = (f"{kind.value.casefold()}:{siren}" for kind in (TerritoryKind.EPCI, TerritoryKind.EPT))
    return tuple(identifier for identifier in ids if identifier in known)


def _engagement(row: Sequence[Any]) -> EngagementIdentity:
    identifier, labels, title, starts_on, territories, ends_on, bodies = row
    kind = next(KIND_OF_LABEL[label] for label in labels if label in KIND_OF_LABEL)
    last_day = date.fromisoformat(ends_on) if ends_on else None
    return EngagementIdentity(
        identifier, kind, title, date.fromisoformat(starts_on), frozenset(territories), last_day, frozenset(bodies)
    )
