"""Imports: applied all or nothing, once, listed, and taken back.

The graph is the demonstration; its whole content is compared, by its digest.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from changes.audit import problems
from changes.changeset import NotPossibleError
from changes.imports import Import, imports
from exchange.incoming.examination import Examination
from exchange.incoming.report import value_changes
from exchange.outgoing.workbook import write_workbook
from exchange.sentences import FRENCH
from graph.domain.counting import Durations
from graph.rights import EVERYTHING
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.exchange.workbooks import SESSION, Line, errors, examine_file, write
from tests.graphs import small
from usecases.apply import apply_examination
from usecases.undo import undo

INSTITUTIONS: list[Line] = [{"Nom": "Maison des essais", "Type": "association", "Implantation": "Nantes (44)"}]
ACTIONS: list[Line] = [
    {
        "Intitulé": "Atelier d'essai",
        "Début": "01/03/2026",
        "Axes": "3",
        "Territoires": "commune:44109",
        "Acteurs": "Maison des essais (porteur)",
    }
]


@pytest.fixture
async def demo(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


async def apply_file(session: ApiSession, path: Path) -> tuple[Examination, Import | None]:
    examination = await examine_file(session, path, "Service d'essai")
    assert errors(examination) == []
    return examination, await apply_examination(session.client, examination, Durations(), TODAY)


async def test_an_import_is_applied_once_shown_by_the_api_and_undone(demo: ApiSession, tmp_path: Path) -> None:
    before, problems_before = await digest(demo.client), await problems(demo.client)
    path = write(tmp_path / "reseau.xlsx", {"Institutions": INSTITUTIONS, "Actions": ACTIONS})
    _, new_import = await apply_file(demo, path)
    assert new_import is not None
    assert (new_import.created, new_import.changed, new_import.deleted, new_import.service) == (
        3,
        0,
        0,
        "Service d'essai",
    )
    assert await problems(demo.client) == problems_before
    answer = await demo.data(
        """{ mobilised(axes: [COMMUNICATION], within: {id: "commune:44109"}, asOf: "2026-03-02") { edges { node {
             actor { label ... on Institution { importedBy { id fileName service importedOn } } }
             since engagements { edges { node {
               title confirmedOn sources { confirmedOn node { title } } } } } } } } }"""
    )
    (mobilised,) = [
        edge["node"] for edge in answer["mobilised"]["edges"] if edge["node"]["actor"]["label"] == "Maison des essais"
    ]
    assert mobilised["since"] == "2026-03-01"
    assert mobilised["actor"]["importedBy"] == [
        {"id": new_import.id, "fileName": "reseau.xlsx", "service": "Service d'essai", "importedOn": TODAY.isoformat()}
    ]
    (engagement,) = [edge["node"] for edge in mobilised["engagements"]["edges"]]
    assert engagement["confirmedOn"] == TODAY.isoformat()
    assert engagement["sources"][0]["node"]["title"] == "Classeur « reseau.xlsx », Service d'essai"
    again, nothing = await apply_file(demo, path)
    assert nothing is None
    assert not again.comparison.changes
    assert [record.id for record in await imports(demo.client)] == [new_import.id]
    await undo(demo.client, new_import.id, Durations(), TODAY)
    (undone,) = await imports(demo.client)
    assert undone.undone_on == TODAY.isoformat()
    assert await without_imports(demo) == before


async def without_imports(session: ApiSession) -> str:
    """Return the digest of a graph without its imports, all of which were taken back."""
    await session.client.write([Statement("MATCH (i:Import) DETACH DELETE i", {})])
    return await digest(session.client)


async def test_changes_and_deletions_are_reported_and_undone(demo: ApiSession, tmp_path: Path) -> None:
    before, problems_before = await digest(demo.client), await problems(demo.client)
    action = "action:demo-guide-marches-publics-inclusifs"
    lines: dict[str, list[Line]] = {
        "Actions": [
            {
                "Identifiant": action,
                "Intitulé": "Guide refait",
                "Thématiques": "(effacer)",
                "Territoires": "departement:49",
                "Acteurs": "institution:demo-interco-angers (pilote)",
            }
        ],
        "Institutions": [{"Identifiant": "institution:demo-former-ensemble", "Nom": "FormerName autrement"}],
        "Sessions": [{"Identifiant": SESSION, "À faire": "supprimer"}],
    }
    examination, new_import = await apply_file(demo, write(tmp_path / "reseau.xlsx", lines))
    assert new_import is not None
    assert (new_import.created, new_import.changed, new_import.deleted) == (0, 2, 1)
    changed = [(name, *map(FRENCH.written, values)) for name, *values in value_changes(examination)[action]]
    assert changed == [
        ("Intitulé", "Guide des marchés publics inclusifs", "Guide refait"),
        ("Thématiques", "emploi", "rien"),
        ("Territoires", "contract:2015:CV153", "rien"),
        ("Territoires", "rien", "departement:49"),
        ("Acteurs", "institution:demo-chambre-metiers (partenaire)", "rien"),
        ("Acteurs", "institution:demo-interco-angers (porteur)", "institution:demo-interco-angers (pilote)"),
    ]
    assert examination.comparison.changes.nodes["Action", action].after == {"title": "Guide refait", "themes": None}
    answer = await demo.data(
        """query($action: ID!, $session: ID!) {
             node(id: $action) { label ... on Action { themes territories { edges { node { id } } } } }
             gone: node(id: $session) { id } }""",
        {"action": action, "session": SESSION},
    )
    assert answer["node"]["label"] == "Guide refait"
    assert answer["node"]["themes"] == []
    assert answer["node"]["territories"]["edges"] == [{"node": {"id": "departement:49"}}]
    assert answer["gone"] is None
    assert await problems(demo.client) == problems_before
    await undo(demo.client, new_import.id, Durations(), TODAY)
    assert await without_imports(demo) == before


async def test_the_label_of_a_trainer_follows_the_name_of_the_employer(demo: ApiSession, tmp_path: Path) -> None:
    lines: dict[str, list[Line]] = {
        "Institutions": [{"Identifiant": "institution:demo-former-ensemble", "Nom": "FormerName autrement"}]
    }
    await apply_file(demo, write(tmp_path / "reseau.xlsx", lines))
    answer = await demo.data(
        """{ node(id: "institution:demo-former-ensemble") {
             ... on Institution { trainers { edges { node { label } } } } } }"""
    )
    labels = {edge["node"]["label"] for edge in answer["node"]["trainers"]["edges"]}
    assert all(label == "Formateur·rice (FormerName autrement)" or "(" not in label for label in labels), labels


async def test_an_import_that_another_one_needs_is_not_undone(demo: ApiSession, tmp_path: Path) -> None:
    _, first = await apply_file(demo, write(tmp_path / "a.xlsx", {"Institutions": INSTITUTIONS, "Actions": ACTIONS}))
    later = [dict(ACTIONS[0]) | {"Intitulé": "Suite de l'atelier", "Début": "01/06/2026"}]
    _, second = await apply_file(demo, write(tmp_path / "b.xlsx", {"Actions": later}))
    assert first is not None
    assert second is not None
    assert [(one.id, one.sequence) for one in await imports(demo.client)] == [(first.id, 1), (second.id, 2)]
    with pytest.raises(NotPossibleError, match=f"Suite de l'atelier.* ; annulez d’abord {second.id}$"):
        await undo(demo.client, first.id, Durations(), TODAY)
    await undo(demo.client, second.id, Durations(), TODAY)
    corrected = [dict(ACTIONS[0]) | {"Fin": "31/12/2026"}]
    _, third = await apply_file(demo, write(tmp_path / "c.xlsx", {"Actions": corrected}))
    assert third is not None
    with pytest.raises(NotPossibleError, match=f" ; annulez d’abord {third.id}$"):
        await undo(demo.client, first.id, Durations(), TODAY)
    await undo(demo.client, third.id, Durations(), TODAY)
    await undo(demo.client, first.id, Durations(), TODAY)
    with pytest.raises(NotPossibleError, match="déjà été annulé"):
        await undo(demo.client, first.id, Durations(), TODAY)


async def test_a_line_that_changed_on_both_sides_is_a_conflict(demo: ApiSession, tmp_path: Path) -> None:
    exported = tmp_path / "export.xlsx"
    await write_workbook(demo.client, exported, EVERYTHING)
    action = "action:demo-guide-marches-publics-inclusifs"
    await apply_file(
        demo, write(tmp_path / "autre.xlsx", {"Actions": [{"Identifiant": action, "Intitulé": "Titre du graphe"}]})
    )
    untouched = await examine_file(demo, exported)
    assert errors(untouched) == []
    assert untouched.comparison.newer_ids == [action]
    book = load_workbook(exported)
    sheet: Any = book["Actions"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == action)
    row[1].value = "Titre du fichier"
    changed = tmp_path / "change.xlsx"
    book.save(changed)
    (conflict,) = errors(await examine_file(demo, changed))
    assert "le graphe dit « Titre du graphe », le fichier « Titre du fichier »" in conflict


async def test_an_import_since_the_examination_prevents_applying_it(demo: ApiSession, tmp_path: Path) -> None:
    examination = await examine_file(demo, write(tmp_path / "a.xlsx", {"Institutions": INSTITUTIONS}))
    await apply_file(demo, write(tmp_path / "b.xlsx", {"Institutions": INSTITUTIONS, "Actions": ACTIONS}))
    with pytest.raises(NotPossibleError, match="rien n’a été écrit"):
        await apply_examination(demo.client, examination, Durations(), date(2026, 11, 25))


async def test_a_node_that_a_file_no_longer_mentions_is_reported_and_stays(demo: ApiSession, tmp_path: Path) -> None:
    both = [ACTIONS[0], dict(ACTIONS[0]) | {"Intitulé": "Atelier d'essai, suite"}]
    first, _ = await apply_file(demo, write(tmp_path / "a.xlsx", {"Institutions": INSTITUTIONS, "Actions": both}))
    assert first.unmentioned_ids == []
    later, _ = await apply_file(demo, write(tmp_path / "a.xlsx", {"Institutions": INSTITUTIONS, "Actions": ACTIONS}))
    (gone,) = later.unmentioned_ids
    assert gone.startswith("action:atelier-d-essai-suite-")
    assert (await demo.data("query($id: ID!) { node(id: $id) { id } }", {"id": gone}))["node"] == {"id": gone}


async def test_a_confirmed_name_is_remembered(demo: ApiSession, tmp_path: Path) -> None:
    tangram = "institution:demo-tangram"
    line = {"Nom": "Organisme Tangram Fictif (démo)", "Type": "organisme de formation"}
    examination = await examine_file(demo, write(tmp_path / "a.xlsx", {"Institutions": [line]}))
    assert any(f"({tangram}, score" in error for error in errors(examination))
    await apply_file(demo, write(tmp_path / "b.xlsx", {"Institutions": [line | {"Rapprochement": tangram}]}))
    answer = await demo.data('{ node(id: "institution:demo-tangram") { label ... on Institution { otherNames } } }')
    assert answer["node"] == {"label": "Organisme Tangram Fictif (démonstration)", "otherNames": [line["Nom"]]}
    again = await examine_file(demo, write(tmp_path / "c.xlsx", {"Institutions": [line]}))
    assert errors(again) == []
    assert not again.comparison.changes
    other = line | {"Rapprochement": "nouveau", "Nom": "Organisme Tangram Fictif (autre)"}
    await apply_file(demo, write(tmp_path / "d.xlsx", {"Institutions": [other]}))
    assert errors(await examine_file(demo, write(tmp_path / "e.xlsx", {"Institutions": [other]}))) == []


async def test_any_write_since_the_examination_prevents_applying_it(demo: ApiSession, tmp_path: Path) -> None:
    examination = await examine_file(demo, write(tmp_path / "a.xlsx", {"Institutions": INSTITUTIONS}))
    await demo.client.write([ANYTHING])
    before = await digest(demo.client)
    with pytest.raises(NotPossibleError, match="rien n’a été écrit"):
        await apply_examination(demo.client, examination, Durations(), TODAY)
    assert await digest(demo.client) == before


async def test_a_node_in_use_is_not_deleted(demo: ApiSession, tmp_path: Path) -> None:
    lines: dict[str, list[Line]] = {
        "Institutions": [{"Identifiant": "institution:demo-former-ensemble", "À faire": "supprimer"}]
    }
    examination = await examine_file(demo, write(tmp_path / "a.xlsx", lines))
    (error,) = errors(examination)
    assert "ne peut pas être supprimé, il sert encore à « " in error
