"""An imported trainer is forgotten in the graph and in the history of imports; no file restores the name.

The name is looked for in the whole content of the database.
"""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from changes.audit import losses, problems
from changes.changeset import unpacked
from changes.imports import imports
from changes.load import load
from exchange.files.reader import open_book
from exchange.incoming.examination import FileFacts
from exchange.outgoing.workbook import write_workbook
from graph.domain.counting import Durations
from graph.rights import EVERYTHING, VISITOR
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS
from graph.text import fold
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import Line, errors, examine_file, warnings, write
from tests.graphs import small
from usecases.apply import apply_examination
from usecases.examine import examine
from usecases.forget import Forgettable, find_trainer, forget, forgettable
from usecases.undo import undo

WHOLE = Statement("MATCH (n) RETURN collect(properties(n))", {})
SHEETS: dict[str, list[Line]] = {
    "Formateurs": [
        {
            "Nom": "Zélie Inventée",
            "Liste publique": "oui",
            "Contact": "zelie@exemple.invalid",
            "Implantation": "commune:44109",
        }
    ],
    "Rattachements": [
        {
            "Formateur": "Zélie Inventée",
            "Institution": "institution:demo-former-ensemble",
            "Rattachement": "salarié",
            "Du": "2020",
        }
    ],
    "Sessions": [
        {
            "Intitulé": "Accueillir, session d'essai",
            "Début": "01/03/2026",
            "Fin": "02/03/2026",
            "Territoires": "44109",
            "Acteurs": "Zélie Inventée (formatrice)",
        }
    ],
}


@pytest.fixture
async def imported(scratch: ApiSession, tmp_path: Path) -> tuple[ApiSession, str]:
    await scratch.replace(small())
    examination = await examine_file(scratch, write(tmp_path / "reseau.xlsx", SHEETS))
    assert errors(examination) == []
    applied_import = await apply_examination(scratch.client, examination, Durations(), TODAY)
    assert applied_import is not None
    return scratch, applied_import.id


async def everything_in(session: ApiSession) -> str:
    """Return the whole content of the database, with the records of imports unpacked."""
    records = [line for _, _, text in await session.client.read(RECORDS) for line in unpacked(text)]
    return "\n".join([str(await session.client.read(WHOLE)), *records]).casefold()


async def holds_the_name(session: ApiSession) -> bool:
    everything = await everything_in(session)
    return "zélie" in everything or "zelie" in everything


async def test_a_person_is_forgotten_in_the_graph_and_in_the_history(imported: tuple[ApiSession, str]) -> None:
    session, import_id = imported
    problems_before = await problems(session.client)
    everything = await everything_in(session)
    assert all(part in everything for part in ("zélie inventée", "zelie inventee", "zelie@exemple.invalid"))
    identifier = await find_trainer(session.client, "Zélie Inventée")
    assert await forgettable(session.client, identifier) == Forgettable(
        identifier, ["Zélie Inventée"], in_graph=True, records=1
    )
    done = await forget(session.client, identifier, Durations(), TODAY)
    assert (done.records, done.remaining) == (1, [])
    assert await forgettable(session.client, identifier) == Forgettable(identifier, [], in_graph=False, records=0)
    everything = await everything_in(session)
    assert not any(part in everything for part in ("zélie", "zelie"))
    assert await problems(session.client) == problems_before
    assert await losses(session.client) == []
    answer = await session.data(
        """query($id: ID!) { node(id: $id) { label ... on Trainer { name contact publicListing
             affiliations { node { id } } engagements { edges { roles node { title } } } } } }""",
        {"id": done.id},
        EVERYTHING,
    )
    assert answer["node"] == {
        "label": "Formateur·rice",
        "name": "Formateur·rice",
        "contact": None,
        "publicListing": False,
        "affiliations": [],
        "engagements": {"edges": [{"roles": ["TRAINER"], "node": {"title": "Accueillir, session d'essai"}}]},
    }
    await undo(session.client, import_id, Durations(), TODAY)
    assert "zelie" not in await everything_in(session)
    assert [record.undone_on for record in await imports(session.client)] == [TODAY.isoformat()]


async def test_texts_that_still_contain_the_name_are_listed(imported: tuple[ApiSession, str]) -> None:
    session, _ = imported
    action = "action:demo-guide-marches-publics-inclusifs"
    change = "MATCH (n:Engagement {id: $id}) SET n.title = 'Avec Zélie Inventée', n.titleKey = 'avec zelie inventee'"
    await session.client.write([Statement(change, {"id": action})])
    done = await forget(session.client, await find_trainer(session.client, "Zélie Inventée"), Durations(), TODAY)
    assert done.remaining == [action]


async def test_a_relationship_that_still_contains_the_name_is_listed_by_the_node_at_its_end(
    imported: tuple[ApiSession, str],
) -> None:
    session, _ = imported
    change = "MATCH ()-[r:REQUESTED]->(d) WITH r, d ORDER BY d.id LIMIT 1 SET r.concernKey = $key RETURN d.id"
    find = "MATCH ()-[r:REQUESTED]->(d) WHERE r.concernKey = $key RETURN collect(d.id)"
    key = {"key": "plainte de zelie inventee"}
    await session.client.write([Statement(change, key)])
    named = await session.client.read(Statement(find, key))
    assert len(named) == 1
    done = await forget(session.client, await find_trainer(session.client, "Zélie Inventée"), Durations(), TODAY)
    assert done.remaining == named


async def forgotten(session: ApiSession) -> str:
    """Forget the trainer of the workbook, and return the id of the remaining node."""
    done = await forget(session.client, await find_trainer(session.client, "Zélie Inventée"), Durations(), TODAY)
    return done.id


async def apply_again(session: ApiSession, path: Path) -> list[str]:
    """Import a file, which must have no errors, and return its warnings."""
    examination = await examine_file(session, path)
    assert errors(examination) == []
    await apply_examination(session.client, examination, Durations(), TODAY)
    return warnings(examination)


async def test_the_workbook_of_the_first_import_does_not_restore_a_person(
    imported: tuple[ApiSession, str], tmp_path: Path
) -> None:
    session, _ = imported
    trainer = await forgotten(session)
    changed = SHEETS | {"Sessions": [dict(SHEETS["Sessions"][0]), dict(SHEETS["Sessions"][0], Intitulé="Une autre")]}
    messages = await apply_again(session, write(tmp_path / "reseau.xlsx", changed))
    left_out = "est une personne oubliée le 25/11/2026 ; la ligne n’entre pas"
    another = "si c’est une autre personne du même nom, écrivez « nouveau » dans la colonne « Rapprochement »"
    assert f"« Formateurs », A2 (Nom) : « Zélie Inventée » {left_out} ; {another}." in messages
    assert f"« Rattachements », A2 (Formateur) : « Zélie Inventée » {left_out}." in messages
    stays = f"est une personne oubliée le 25/11/2026 ; reste « Formateur·rice » ({trainer})"
    assert f"« Sessions », E2 (Acteurs) : « Zélie Inventée (formatrice) » {stays}." in messages
    assert not await holds_the_name(session)
    answer = await session.data(
        """query($id: ID!) { node(id: $id) { ... on Trainer {
             affiliations { node { id } } engagements { totalCount } } } }""",
        {"id": trainer},
        EVERYTHING,
    )
    assert answer["node"] == {"affiliations": [], "engagements": {"totalCount": 2}}


@pytest.mark.parametrize("state", ["as exported", "changed since", "without fingerprints"])
async def test_an_export_from_before_the_forgetting_does_not_restore_a_person(
    imported: tuple[ApiSession, str], tmp_path: Path, state: str
) -> None:
    session, _ = imported
    path = tmp_path / "export.xlsx"
    await write_workbook(session.client, path, EVERYTHING)
    await forgotten(session)
    book = load_workbook(path)
    for name in ("Formateurs", "Rattachements"):
        sheet: Any = book[name]
        headings = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            if state == "without fingerprints":
                sheet.cell(row, headings["Empreinte"]).value = None
            elif state == "changed since" and sheet.cell(row, 2).value == "Zélie Inventée":
                sheet.cell(row, headings["Contact"]).value = "zelie@ailleurs.invalid"
    book.save(path)
    messages = await apply_again(session, path)
    assert sum("Zélie Inventée" in line and "la ligne n’entre pas" in line for line in messages) == 2
    assert not await holds_the_name(session)


async def test_an_export_from_after_the_forgetting_gives_no_warning(
    imported: tuple[ApiSession, str], tmp_path: Path
) -> None:
    session, _ = imported
    await forgotten(session)
    await write_workbook(session.client, tmp_path / "export.xlsx", EVERYTHING)
    examination = await examine_file(session, tmp_path / "export.xlsx")
    assert errors(examination) == []
    assert not any("oubliée" in line for line in warnings(examination))
    assert not examination.comparison.changes


async def test_another_person_with_the_same_name_is_created_if_the_officer_says_so(
    imported: tuple[ApiSession, str], tmp_path: Path
) -> None:
    session, _ = imported
    trainer = await forgotten(session)
    line = dict(SHEETS["Formateurs"][0]) | {"Rapprochement": "nouveau", "Contact": "autre@exemple.invalid"}
    messages = await apply_again(session, write(tmp_path / "autre.xlsx", {"Formateurs": [line]}))
    assert not any("oubliée" in line for line in messages)
    assert await find_trainer(session.client, "Zélie Inventée") != trainer


async def test_the_words_of_a_name_are_recognised_in_any_order_and_case(
    imported: tuple[ApiSession, str], tmp_path: Path
) -> None:
    session, _ = imported
    await forgotten(session)
    lines: list[Line] = [{"Nom": "INVENTEE Zelie", "Liste publique": "non"}, {"Nom": "Zoé Inventée"}]
    messages = await apply_again(session, write(tmp_path / "liste.xlsx", {"Formateurs": lines}))
    assert [line.split(" : ")[0] for line in messages if "oubliée" in line] == ["« Formateurs », A2 (Nom)"]
    assert "zoe inventee" in await everything_in(session)
    assert "zelie" not in await everything_in(session)


async def test_a_visitor_does_not_learn_who_was_forgotten(imported: tuple[ApiSession, str], tmp_path: Path) -> None:
    session, _ = imported
    await forgotten(session)
    path = write(tmp_path / "reseau.xlsx", SHEETS)
    examination = await examine(session.client, open_book(path), TODAY, FileFacts(), viewer=VISITOR)
    assert not any("oubliée" in str(finding) for finding in examination.findings.entries)


async def test_a_person_whom_an_import_deleted_is_forgotten_in_the_history(
    imported: tuple[ApiSession, str], tmp_path: Path
) -> None:
    session, import_id = imported
    trainer = await find_trainer(session.client, "Zélie Inventée")
    training_session = await session.client.read(
        Statement("MATCH (n:TrainingSession {titleKey: $title}) RETURN n.id", {"title": "accueillir session d essai"})
    )
    deleted = {
        "Formateurs": [{"Identifiant": trainer, "À faire": "supprimer"}],
        "Sessions": [{"Identifiant": training_session, "À faire": "supprimer"}],
    }
    await apply_again(session, write(tmp_path / "suppression.xlsx", deleted))
    assert "zelie" in await everything_in(session)
    assert await forgotten(session) == trainer
    assert "zelie" not in await everything_in(session)
    (_, second) = await imports(session.client)
    await undo(session.client, second.id, Durations(), TODAY)
    assert "zelie" not in await everything_in(session)
    assert import_id


async def test_a_load_does_not_restore_a_person(scratch: ApiSession) -> None:
    rows = small()
    await scratch.replace(rows)
    trainer = next(node for node in rows.nodes if node.kind == "Trainer")
    await forget(scratch.client, trainer.id, Durations(), TODAY)
    await load(scratch.client, "demonstration", rows, Durations(), lambda *_: None)
    assert fold(str(trainer.properties["name"])) not in await everything_in(scratch)


async def test_a_person_forgotten_twice_is_still_recognised(imported: tuple[ApiSession, str], tmp_path: Path) -> None:
    session, _ = imported
    trainer = await forgotten(session)
    assert await forgotten(session) == trainer
    messages = await apply_again(session, write(tmp_path / "reseau.xlsx", SHEETS))
    assert any("la ligne n’entre pas" in line for line in messages)
    nameless: list[Line] = [{"Nom": "Formateur·rice", "Contact": "une@autre.invalid"}]
    messages = await apply_again(session, write(tmp_path / "autre.xlsx", {"Formateurs": nameless}))
    assert not any("oubliée" in line for line in messages)


async def test_an_id_that_holds_the_name_is_refused(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    lines: list[Line] = [{"Identifiant": "trainer:z-inventee", "Nom": "Zélie Inventée"}]
    examination = await examine_file(scratch, write(tmp_path / "reseau.xlsx", {"Formateurs": lines}))
    assert [error.split(" ; ")[0] for error in errors(examination)] == [
        "« Formateurs », A2 (Identifiant) : « trainer:z-inventee » contient le nom de la personne, qui y resterait"
    ]
