"""Taking an import back except for facts that later data depend on, with random later data."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changes.changeset import NotPossibleError
from changes.imports import Import, imports
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapping import parse_mapping
from exchange.incoming.report import as_text
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import Line, apply_lines, errors
from tests.graphs import small
from usecases.apply import apply_examination
from usecases.examine import examine
from usecases.undo import TakenBack, take_back, undo

GRANTS = 6
BODIES = ("Relais des Tilleuls (fictif)", "Compagnie du Vent (fictive)")
SHEETS: Mapping[str, list[Line]] = {
    "Sources": [{"Intitulé": "Liste publique fictive", "Type": "données publiques"}],
    "Institutions": [{"Nom": name, "Type": "nature non renseignée", "Implantation": "44109"} for name in BODIES],
    "Subventions": [
        {
            "Identifiant": f"grant:fictive-{number}",
            "Année": 2020,
            "Programme": "147",
            "Accordé (€)": 1_000 + number,
            "Bénéficiaire": BODIES[number % 2],
            "Objet": f"Lutte contre les discriminations, lot {number}",
            "Territoires": "département 44",
            "Sources": "Liste publique fictive (31/12/2020)",
        }
        for number in range(GRANTS)
    ],
}
NODES = Statement("MATCH (n) WHERE NOT n:Graph AND NOT n:ImportRecord AND NOT n:Import RETURN collect(n.id)", {})
EDGES = Statement("MATCH (a)-[r]->(b) WHERE type(r) <> 'IMPORTED_BY' RETURN collect([type(r), a.id, b.id])", {})


async def content(session: ApiSession) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the ids of all nodes except imports, and the keys of all relationships except the marks of imports."""
    nodes, edges = await session.client.read(NODES), await session.client.read(EDGES)
    return set(nodes or ()), {tuple(edge) for edge in edges or ()}


async def take(session: ApiSession, made: Import) -> TakenBack:
    return await take_back(session.client, made.id, Durations(), TODAY)


async def import_list(session: ApiSession, folder: Path) -> Import:
    return await apply_lines(session, folder / "liste.xlsx", dict(SHEETS))


async def classify(session: ApiSession, path: Path, numbers: list[int]) -> Import:
    """State the purpose of some grants, each for its own action."""
    actions: list[Line] = [
        {
            "Intitulé": f"Action fictive {number}",
            "Début": "2020",
            "Axes": "3",
            "Territoires": "44109",
            "Acteurs": "institution:demo-tangram (porteur)",
        }
        for number in numbers
    ]
    paid: list[Line] = [{"Identifiant": f"grant:fictive-{n}", "Pour": f"Action fictive {n}"} for n in numbers]
    return await apply_lines(session, path, {"Actions": actions, "Subventions": paid})


async def test_an_import_that_nothing_depends_on_is_removed_completely(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    before = await content(scratch)
    made = await import_list(scratch, tmp_path)
    taken = await take(scratch, made)
    assert (taken.removed, taken.remaining) == (GRANTS + 3, {})
    assert await content(scratch) == before
    (entry,) = await imports(scratch.client)
    assert entry.undone_on == TODAY.isoformat()
    with pytest.raises(NotPossibleError, match="a déjà été annulé"):
        await take(scratch, made)


@settings(max_examples=6)
@given(numbers=st.sets(st.integers(0, GRANTS - 1), min_size=1))
async def test_nodes_that_later_data_depend_on_stay_until_nothing_depends_on_them(
    scratch: ApiSession, tmp_path_factory: pytest.TempPathFactory, numbers: set[int]
) -> None:
    await scratch.replace(small())
    folder = tmp_path_factory.mktemp("taken")
    before = await content(scratch)
    made = await import_list(scratch, folder)
    built = await classify(scratch, folder / "classement.xlsx", sorted(numbers))
    taken = await take(scratch, made)
    bodies = {BODIES[number % 2] for number in numbers}
    grants = {f"grant:fictive-{number}" for number in numbers}
    assert {node for node in taken.remaining if node.startswith("grant:")} == grants
    assert {label for node, label in taken.remaining.items() if node.startswith("institution:")} == bodies
    assert [label for node, label in taken.remaining.items() if node.startswith("source:")] == [
        "Liste publique fictive"
    ]
    assert taken.removed == (GRANTS - len(numbers)) + (2 - len(bodies))
    nodes, edges = await content(scratch)
    assert {node for node in nodes if node.startswith("grant:fictive-")} == grants
    for number in numbers:
        stated = {through for through, start, end in edges if f"grant:fictive-{number}" in {start, end}}
        assert stated == {"RECEIVED", "GRANTED_IN", "STATED_BY", "FUNDS"}
    entries = {entry.id: entry for entry in await imports(scratch.client)}
    assert (entries[made.id].undone_on, entries[made.id].taken_back_on) == (None, TODAY.isoformat())
    marked = await scratch.client.read(
        Statement("MATCH (n)-[:IMPORTED_BY]->(i:Import {id: $id}) RETURN collect(n.id)", {"id": made.id})
    )
    assert set(marked or ()) == taken.remaining.keys()
    await undo(scratch.client, built.id, Durations(), TODAY)
    assert (await take(scratch, made)).remaining == {}
    assert await content(scratch) == before


async def test_facts_corrected_since_stay(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    made = await import_list(scratch, tmp_path)
    correction: dict[str, list[Line]] = {
        "Institutions": [{"Nom": BODIES[0], "Implantation": "44109", "Type": "association"}]
    }
    await apply_lines(scratch, tmp_path / "rectification.xlsx", correction)
    taken = await take(scratch, made)
    assert list(taken.remaining.values()) == [BODIES[0]]
    kind = Statement("MATCH (n:Institution {name: $name}) RETURN n.kind", {"name": BODIES[0]})
    assert await scratch.client.read(kind) == "ASSOCIATION"


async def test_a_source_that_another_file_names_stays(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    made = await import_list(scratch, tmp_path)
    offered: dict[str, list[Line]] = {
        "Qui propose": [
            {
                "Institution": "institution:demo-tangram",
                "Offre": await scratch.client.read(Statement("MATCH (o:Offer) RETURN min(o.id)", {})),
                "Du": "2019",
                "Source": "Liste publique fictive",
            }
        ]
    }
    await apply_lines(scratch, tmp_path / "offre.xlsx", offered)
    assert list((await take(scratch, made)).remaining.values()) == ["Liste publique fictive"]


MAPPING = """
service = "Service fictif"
date = "{day}"
"série" = "liste-fictive"
[[table]]
vers = "Institutions"
[table.colonnes]
Identifiant = "institution:fictive-{{numero}}"
Nom = "{{nom}}"
Type = "autre"
Implantation = "44109"
Adresse = "{{adresse}}"
"""


async def test_a_later_edition_updates_and_reports_the_rows_that_it_no_longer_has(
    scratch: ApiSession, tmp_path: Path
) -> None:
    await scratch.replace(small())

    async def edition(name: str, day: str, *rows: str) -> Examination:
        (tmp_path / name).write_text("\n".join(["numero;nom;adresse", *rows]), "utf-8")
        mapping = parse_mapping(MAPPING.format(day=day))
        examined = await examine(scratch.client, open_book(tmp_path / name), TODAY, mapping=mapping)
        assert errors(examined) == []
        await apply_examination(scratch.client, examined, Durations(), TODAY)
        return examined

    before = await content(scratch)
    await edition("liste_2020.csv", "31/12/2020", "1;Relais fictif;1 rue Fictive", "2;Atelier fictif;2 rue Fictive")
    later = await edition("autre_nom_2024.csv", "31/12/2024", "1;Relais fictif;9 rue Fictive")
    assert later.unmentioned_ids == ["institution:fictive-2"]
    report = "\n".join(as_text(later))
    assert "ne figure plus dans cette édition de la liste : 1 fiche, dont rien n’est supprimé" in report
    address = Statement(
        "MATCH (n:Institution) WHERE n.id STARTS WITH 'institution:fictive-' RETURN collect([n.id, n.address])", {}
    )
    assert sorted(await scratch.client.read(address) or ()) == [
        ["institution:fictive-1", "9 rue Fictive"],
        ["institution:fictive-2", "2 rue Fictive"],
    ]
    first, second = await imports(scratch.client)
    assert {first.series, second.series} == {"liste-fictive"}
    marks = Statement("MATCH (n)-[:IMPORTED_BY]->(i:Import {id: $id}) RETURN collect(n.id)", {"id": second.id})
    assert await scratch.client.read(marks) == ["institution:fictive-1"]
    for one in (second, first):
        await take(scratch, one)
    assert await content(scratch) == before


async def test_an_older_edition_changes_nothing_of_a_newer_one(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    for name, day, street in (("a.csv", "31/12/2024", "9 rue Fictive"), ("b.csv", "31/12/2020", "1 rue Fictive")):
        (tmp_path / name).write_text(f"numero;nom;adresse\n1;Relais fictif;{street}", "utf-8")
        mapping = parse_mapping(MAPPING.format(day=day))
        examined = await examine(scratch.client, open_book(tmp_path / name), TODAY, mapping=mapping)
        await apply_examination(scratch.client, examined, Durations(), TODAY)
    address = Statement("MATCH (n:Institution {id: 'institution:fictive-1'}) RETURN n.address", {})
    assert await scratch.client.read(address) == "9 rue Fictive"


async def test_an_edition_that_only_drops_rows_is_an_import(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    rows = ["numero;nom;adresse", "1;Relais fictif;1 rue Fictive", "2;Atelier fictif;2 rue Fictive"]
    for number, lines in enumerate((rows, rows, rows[:2])):
        (tmp_path / f"{number}.csv").write_text("\n".join(lines), "utf-8")
        examined = await examine(
            scratch.client,
            open_book(tmp_path / f"{number}.csv"),
            TODAY,
            mapping=parse_mapping(MAPPING.format(day="31/12/2020")),
        )
        made = await apply_examination(scratch.client, examined, Durations(), TODAY)
        assert (made is None) is (number == 1)
    latest = (await imports(scratch.client))[-1]
    marks = Statement("MATCH (n)-[:IMPORTED_BY]->(i:Import {id: $id}) RETURN collect(n.id)", {"id": latest.id})
    assert await scratch.client.read(marks) == ["institution:fictive-1"]
    await undo(scratch.client, latest.id, Durations(), TODAY)
    assert await scratch.client.read(marks) == []
