"""Links each establishment to its body: the institution with the same SIREN that is not itself an establishment."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from changes.changeset import Change, Changes, Facts
from changes.rows import EdgeKey
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.statement.core.writer import Statement

RELATIONSHIP = "ESTABLISHMENT_OF"
SIREN_LENGTH = 9


class Numbered(NamedTuple):
    """The numbers of an institution; a SIRET begins with the SIREN."""

    siren: str | None
    siret: str | None

    @property
    def body(self) -> str | None:
        """The SIREN of the body to which it belongs; None without a number."""
        return self.siren or (self.siret or "")[:SIREN_LENGTH] or None


async def establishment_links(client: Client, changes: Changes, also: Collection[str] = ()) -> Changes:
    """Return the links that a change set adds and removes; a deleted institution takes its links with it.

    `also`: the ids of unchanged institutions whose SIREN is to be looked up as well.
    """
    numbered = {i: c for (kind, i), c in changes.nodes.items() if kind == "Institution" and _is_numbered(c)}
    if not numbered and not also:
        return Changes()
    rows = await _read(client, sorted({*numbered, *also}), [])
    sirens = {i: Numbered(siren, siret) for i, siren, siret, _ in rows}
    after = {i: _numbers_after(change, sirens.get(i)) for i, change in numbered.items() if change.after is not None}
    touched = sorted({n.body for n in (*sirens.values(), *after.values()) if n.body})
    rows = await _read(client, sorted(numbered), touched)
    known = {i: Numbered(siren, siret) for i, siren, siret, _ in rows if i not in numbered}
    linked = changes.applied_to({(RELATIONSHIP, i, body): {} for i, _, _, body in rows if body})
    present = {key for key in linked if key[0] == RELATIONSHIP}
    gone = {key for key in present if not changes.deleted_ids.isdisjoint(key[1:])}
    wanted = set(_links(known | after))
    links = Changes()
    links.edges |= {key: Change({}, None) for key in sorted(present - wanted - gone)}
    links.edges |= {key: Change(None, {}) for key in sorted(wanted - present)}
    return links


async def _read(client: Client, ids: Sequence[str], sirens: Sequence[str]) -> Sequence[Any]:
    """Return the id, SIREN, SIRET and body of the institutions with these ids or SIREN."""
    return await client.read(Statement(CATALOGUE["bodies"].text, {"ids": ids, "sirens": sirens})) or []


def _is_numbered(change: Change) -> bool:
    return any(name in (facts or {}) for facts in (change.before, change.after) for name in Numbered._fields)


def _numbers_after(change: Change, before: Numbered | None) -> Numbered:
    facts: Facts = {**(before._asdict() if before else {}), **(change.after or {})}
    return Numbered(*(str(facts[n]) if facts.get(n) else None for n in Numbered._fields))


def _links(institutions: Mapping[str, Numbered]) -> Iterator[EdgeKey]:
    """Yield the link of each establishment whose body is known."""
    by_body: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, numbers in institutions.items():
        if numbers.body:
            by_body[numbers.body].append(identifier)
    for siren, ids in by_body.items():
        for body in bodies(siren, {i: institutions[i].siret for i in ids})[:1]:
            yield from ((RELATIONSHIP, i, body) for i in ids if i != body and institutions[i].siret)


def bodies(siren: str, sirets: Mapping[str, str | None]) -> list[str]:
    """Return the institutions that represent a SIREN: the one whose id contains it, or else those without a SIRET."""
    identifier = f"institution:{siren}"
    return [identifier] if identifier in sirets else sorted(i for i, siret in sirets.items() if not siret)
