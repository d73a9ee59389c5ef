"""Reads from the graph what cells may name.

Rule: one statement a kind; engagements, which may be many, only by the titles that a file writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange.lookup.directory import Directory, Entry
from exchange.lookup.gazetteer import Former, Gazetteer, Territory
from exchange.lookup.similarity import Alike
from graph.client import Client
from graph.model import SHAPE
from graph.rights import TWIN, Caller
from graph.statement.maintain.facts import engagements_by, known_by
from graph.text import fold
from graph.vocabulary import TerritoryKind
from seed.references.read import read_contracts, read_former_communes

OTHER_NAMES = " ; "
"""Between the other names of an institution."""
INSTITUTION = ("name", "otherNames", "siren", "siret", "basedIn")


@dataclass(frozen=True)
class Titled:
    """An engagement found by its title: what tells whether it is the same as a line's."""

    id: str
    kind: str
    starts_on: date
    territories: frozenset[str]


@dataclass
class Known:
    """What a file's cells may name, and the institutions and engagements that its lines may be."""

    directory: Directory
    alike: Alike
    titles: dict[str, list[Titled]]


async def known_to(
    client: Client, titles: Iterable[str], ids: Iterable[str] = (), caller: Caller = Caller.OFFICER
) -> Known:
    """Read what may be named, and the engagements of these folded titles or ids, as this caller may see them."""
    territories: list[Territory] = []
    for kind in SHAPE.concrete("Territory"):
        found = await client.read(known_by(kind, ("kind", "code", "name", "label"), caller)) or ()
        territories += [Territory(*values) for values in found]
    gazetteer = Gazetteer(territories, _former())
    departements = {
        fold(t.name): t.code for t in gazetteer.by_id.values() if t.kind == TerritoryKind.DEPARTEMENT and t.code
    }
    alike = Alike(departements)
    directory = Directory(gazetteer, alike, caller)
    for values in await client.read(known_by(SHAPE.kinds["Institution"], INSTITUTION, caller)) or ():
        identifier, name, others, siren, siret, place = values
        names = tuple(others.split(OTHER_NAMES)) if others else ()
        numbers = tuple(number for number in (siren, siret) if number)
        directory.add(Entry(identifier, "Institution", name, names, numbers, place or ""))
        for one in (name, *names):
            alike.add(identifier, one)
    for name, title in (("Trainer", "name"), ("Offer", "title"), ("Source", "title")):
        for identifier, shown in await client.read(known_by(SHAPE.kinds[name], (title,), caller)) or ():
            nameless = name == "Trainer" and shown in {None, TWIN}
            directory.add(Entry(identifier, name, shown or TWIN, nameless=nameless))
    rows = [
        *(await client.read(engagements_by("titleKey", titles)) or ()),
        *(await client.read(engagements_by("id", ids)) or ()),
    ]
    return Known(directory, alike, _titled(rows, directory))


def _former() -> Iterator[Former]:
    """Yield what territories were called: communes that are no more, and leads of contracts as the State wrote them."""
    for commune in read_former_communes():
        yield Former(commune.code, commune.name, commune.departement, f"commune:{commune.commune}")
    for contract in (one for one in read_contracts() if not one.led_by_commune):
        hint = f"porteur d'un contrat de ville {contract.generation}"
        for kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
            today = f"{kind.value.casefold()}:{contract.lead}"
            yield Former(contract.lead, contract.name, contract.departement, today, hint)


def _titled(rows: Iterable[Sequence[Any]], directory: Directory) -> dict[str, list[Titled]]:
    """Make engagements known to a directory, and return them by their folded titles."""
    found: dict[str, list[Titled]] = {}
    labels = {kind.label: kind.name for kind in SHAPE.concrete("Engagement")}
    for identifier, stored, title, starts_on, territories in rows:
        kind = next(labels[label] for label in stored if label in labels)
        directory.add(Entry(identifier, kind, title))
        entry = Titled(identifier, kind, date.fromisoformat(starts_on), frozenset(territories))
        found.setdefault(fold(title), []).append(entry)
    return found
