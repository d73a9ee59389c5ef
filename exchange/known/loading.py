"""Reads from the graph what cells may name.

Rule: one statement a kind; engagements, which may be many, only by the titles that a file writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exchange.known.directory import Directory, Entry
from exchange.known.gazetteer import Gazetteer, Territory
from exchange.known.similar import Alike
from graph.client import Client
from graph.model import SHAPE
from graph.rights import Caller
from graph.statement.stated import known_by, titled
from graph.text import fold
from graph.vocabulary import TerritoryKind

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


async def known_to(client: Client, titles: Iterable[str], caller: Caller = Caller.OFFICER) -> Known:
    """Read what may be named, and the engagements of these folded titles, as this caller may see them."""
    territories: list[Territory] = []
    for kind in SHAPE.concrete("Territory"):
        found = await client.read(known_by(kind, ("kind", "code", "name", "label"), caller)) or ()
        territories += [Territory(*values) for values in found]
    gazetteer = Gazetteer(territories)
    directory = Directory(gazetteer, caller)
    departements = {
        fold(t.name): t.code for t in gazetteer.by_id.values() if t.kind == TerritoryKind.DEPARTEMENT and t.code
    }
    alike = Alike(departements)
    for values in await client.read(known_by(SHAPE.kinds["Institution"], INSTITUTION, caller)) or ():
        identifier, name, others, siren, siret, place = values
        names = tuple(others.split(OTHER_NAMES)) if others else ()
        numbers = tuple(number for number in (siren, siret) if number)
        directory.add(Entry(identifier, "Institution", name, names, numbers, place or ""))
        for one in (name, *names):
            alike.add(identifier, one)
    for name, title in (("Trainer", "name"), ("Offer", "title"), ("Source", "title")):
        for identifier, shown in await client.read(known_by(SHAPE.kinds[name], (title,), caller)) or ():
            directory.add(Entry(identifier, name, shown))
    return Known(directory, alike, await _titled(client, titles, directory))


async def _titled(client: Client, titles: Iterable[str], directory: Directory) -> dict[str, list[Titled]]:
    """Read the engagements of these folded titles, and make them known to the directory."""
    found: dict[str, list[Titled]] = {}
    labels = {kind.label: kind.name for kind in SHAPE.concrete("Engagement")}
    for identifier, stored, title, starts_on, territories in await client.read(titled(titles)) or ():
        kind = next(labels[label] for label in stored if label in labels)
        directory.add(Entry(identifier, kind, title))
        entry = Titled(identifier, kind, date.fromisoformat(starts_on), frozenset(territories))
        found.setdefault(fold(title), []).append(entry)
    return found
