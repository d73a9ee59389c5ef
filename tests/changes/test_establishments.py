"""Establishments are linked to their body, in whatever order institutions are added, renumbered and deleted."""

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.changeset import Change, Changes, Facts
from changes.load import load
from changes.rows import GraphRows
from changes.statements import writing_of
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.content import digest
from tests.engines import as_many
from tests.graphs import small
from tests.proofs import TIMES

FIRST, SECOND = "732829320", "012345609"
IDS = [f"institution:{FIRST}", f"institution:{FIRST}00019", "institution:named", "institution:other"]
NUMBERS: st.SearchStrategy[Facts] = st.sampled_from(
    [
        {"siren": siren, "siret": siret}
        for siren, siret in [
            (None, None),
            (FIRST, None),
            (SECOND, None),
            (None, f"{FIRST}00019"),
            (FIRST, f"{FIRST}00027"),
            (SECOND, f"{SECOND}00019"),
        ]
    ]
)
LINKS = Statement("MATCH (e:Institution)-[:ESTABLISHMENT_OF]->(b:Institution) RETURN collect([e.id, b.id])", {})
Institutions = dict[str, Facts]


def body_of(identifier: str, institutions: Institutions) -> str | None:
    """Return the body of an establishment, by looking at every other institution."""
    siret = institutions[identifier]["siret"]
    siren = str(institutions[identifier]["siren"] or siret or "")[:9]
    alike = {i for i, n in institutions.items() if siren and str(n["siren"] or n["siret"] or "").startswith(siren)}
    bodies = sorted(i for i in alike if not institutions[i]["siret"])
    body = f"institution:{siren}" if f"institution:{siren}" in alike else next(iter(bodies), None)
    return body if siret and body != identifier else None


def change(identifier: str, numbers: Facts | None, institutions: Institutions) -> Changes:
    """Return the change set that gives an institution its numbers, or deletes it."""

    def facts(stated: Facts) -> Facts:
        given = {name: value for name, value in stated.items() if value is not None}
        return {"name": identifier, "kind": "ASSOCIATION", "fictional": True, **given}

    before, key = institutions.get(identifier), ("Institution", identifier)
    if numbers is None:
        return Changes({key: Change(facts(before), None)} if before else {})
    return Changes({key: Change(before, numbers) if before else Change(None, facts(numbers))})


@drawn(st.lists(st.tuples(st.sampled_from(IDS), st.none() | NUMBERS), min_size=2, max_size=6))
@settings(max_examples=TIMES * as_many(12, 4))
async def test_an_establishment_has_the_body_of_its_siren(
    scratch: ApiSession, steps: list[tuple[str, Facts | None]]
) -> None:
    await scratch.replace(small())
    start, institutions, done = await digest(scratch.client), Institutions(), list[Changes]()
    for identifier, numbers in steps:
        changes = change(identifier, numbers, institutions)
        if numbers is None:
            institutions.pop(identifier, None)
        else:
            institutions[identifier] = numbers
        writing = await writing_of(scratch.client, changes, Durations())
        await scratch.client.write(writing.statements)
        done.append(writing.changes)
        expected = {i: body for i in institutions if (body := body_of(i, institutions))}
        assert dict(await scratch.client.read(LINKS)) == expected
    for changes in reversed(done):
        await scratch.client.write((await writing_of(scratch.client, changes.inverse, Durations())).statements)
    assert await digest(scratch.client) == start


async def test_a_load_links_the_establishments_of_the_bodies_it_brings(scratch: ApiSession) -> None:
    await scratch.replace(small())
    facts: Facts = {"name": "Antenne", "kind": "ASSOCIATION", "fictional": True, "siret": f"{FIRST}00019"}
    changes = Changes({("Institution", IDS[1]): Change(None, facts)})
    await scratch.client.write((await writing_of(scratch.client, changes, Durations())).statements)
    rows = GraphRows()
    rows.node("Institution", IDS[0], name="Centre", kind="ASSOCIATION", siren=FIRST, fictional=True)
    await load(scratch.client, "bodies", rows, Durations(), lambda *_: None)
    assert dict(await scratch.client.read(LINKS)) == {IDS[1]: IDS[0]}
