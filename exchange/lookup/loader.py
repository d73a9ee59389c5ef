"""Reads from the graph the nodes that cells can name.

One statement a kind; engagements, of which there may be many, are read only by the titles and ids that a file names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange.cells.text import LIST_SEPARATOR
from exchange.lookup.directory import Directory, DirectoryEntry
from exchange.lookup.gazetteer import FormerName, Gazetteer, GazetteerEntry
from exchange.lookup.similarity import InstitutionNames
from graph.client import Client
from graph.model import SHAPE
from graph.rights import TWIN, Caller
from graph.statement.maintain.facts import engagements_by, known_by
from graph.text import fold
from graph.vocabulary import TerritoryKind
from seed.references.read import read_contracts, read_former_communes

INSTITUTION_FIELDS = ("label", "otherNames", "siren", "siret", "basedIn")
"""By its label: what was made up for the demonstration is named with its mark, and is never taken for a real body."""


@dataclass(frozen=True)
class EngagementIdentity:
    """An engagement of the graph, with the facts that identify it beside its title."""

    id: str
    kind: str
    starts_on: date
    territories: frozenset[str]


@dataclass
class Lookup:
    """The nodes that cells can name, and the institutions and engagements of the graph that lines may be about."""

    directory: Directory
    institution_names: InstitutionNames
    engagements_by_title: dict[str, list[EngagementIdentity]]


async def read_lookup(
    client: Client, titles: Iterable[str], ids: Iterable[str] = (), caller: Caller = Caller.OFFICER
) -> Lookup:
    """Read the nodes that cells can name, engagements by these folded titles or ids, with the rights of a caller."""
    gazetteer = await _read_gazetteer(client, caller)
    departements = {
        fold(t.name): t.code for t in gazetteer.by_id.values() if t.kind == TerritoryKind.DEPARTEMENT and t.code
    }
    institution_names = InstitutionNames(departements)
    directory = Directory(gazetteer, institution_names, caller)
    for values in await client.read(known_by(SHAPE.kinds["Institution"], INSTITUTION_FIELDS, caller)) or ():
        identifier, name, joined_names, siren, siret, seat = values
        other_names = tuple(joined_names.split(LIST_SEPARATOR)) if joined_names else ()
        numbers = tuple(number for number in (siren, siret) if number)
        directory.add(DirectoryEntry(identifier, "Institution", name, other_names, numbers, seat or ""))
        for text in (name, *other_names):
            institution_names.add(identifier, text)
    for kind, field in (("Trainer", "name"), ("Offer", "title"), ("Source", "title")):
        for identifier, name in await client.read(known_by(SHAPE.kinds[kind], (field,), caller)) or ():
            nameless = kind == "Trainer" and name in {None, TWIN}
            directory.add(DirectoryEntry(identifier, kind, name or TWIN, nameless=nameless))
    rows = [
        *(await client.read(engagements_by("titleKey", titles)) or ()),
        *(await client.read(engagements_by("id", ids)) or ()),
    ]
    return Lookup(directory, institution_names, _add_engagements(rows, directory))


async def _read_gazetteer(client: Client, caller: Caller) -> Gazetteer:
    territories: list[GazetteerEntry] = []
    for kind in SHAPE.concrete("Territory"):
        rows = await client.read(known_by(kind, ("kind", "code", "name", "label"), caller)) or ()
        territories += [GazetteerEntry(*values) for values in rows]
    return Gazetteer(territories, _former_names())


def _former_names() -> Iterator[FormerName]:
    """Yield the former names of communes, and the names of the leads of contracts as the State wrote them."""
    for commune in read_former_communes():
        yield FormerName(commune.code, commune.name, commune.departement, f"commune:{commune.commune}")
    for contract in (contract for contract in read_contracts() if not contract.led_by_commune):
        hint = f"porteur d'un contrat de ville {contract.generation}"
        for kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
            today = f"{kind.value.casefold()}:{contract.lead}"
            yield FormerName(contract.lead, contract.name, contract.departement, today, hint)


def _add_engagements(rows: Iterable[Sequence[Any]], directory: Directory) -> dict[str, list[EngagementIdentity]]:
    """Add engagements to a directory, and return them by their folded titles."""
    by_title: dict[str, list[EngagementIdentity]] = {}
    kind_of = {kind.label: kind.name for kind in SHAPE.concrete("Engagement")}
    for identifier, labels, title, starts_on, territories in rows:
        kind = next(kind_of[label] for label in labels if label in kind_of)
        directory.add(DirectoryEntry(identifier, kind, title))
        engagement = EngagementIdentity(identifier, kind, date.fromisoformat(starts_on), frozenset(territories))
        by_title.setdefault(fold(title), []).append(engagement)
    return by_title
