"""A trainer who came by an import is forgotten in the graph and in the history of imports.

The name is looked for in all that the database holds.
"""

from pathlib import Path

import pytest

from changes.audit import problems
from changes.changeset import unpacked
from changes.forget import forget
from changes.imports import imports, undo
from exchange.incoming.application import apply_examination
from exchange.lookup.persons import find_trainer
from graph.domain.counting import Durations
from graph.rights import Caller
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS
from tests.asking import TODAY, Asker
from tests.exchange.workbooks import Line, errors, examine_file, write
from tests.graphs import small

EVERYTHING = Statement("MATCH (n) RETURN collect(properties(n))", {})
SHEETS: dict[str, list[Line]] = {
    "Formateurs": [
        {"Nom": "Zélie Inventée", "Liste publique": "oui", "Contact": "zelie@exemple.invalid", "Siège": "commune:44109"}
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
async def imported(scratch: Asker, tmp_path: Path) -> tuple[Asker, str]:
    await scratch.replace(small())
    examination = await examine_file(scratch, write(tmp_path / "reseau.xlsx", SHEETS))
    assert errors(examination) == []
    applied_import = await apply_examination(scratch.client, examination, Durations(), TODAY)
    assert applied_import is not None
    return scratch, applied_import.id


async def everything_in(asker: Asker) -> str:
    """Return all that the database holds, with the records of imports unpacked."""
    records = [line for _, _, text in await asker.client.read(RECORDS) for line in unpacked(text)]
    return "\n".join([str(await asker.client.read(EVERYTHING)), *records]).casefold()


async def test_a_person_is_forgotten_in_the_graph_and_in_the_history(imported: tuple[Asker, str]) -> None:
    asker, import_id = imported
    problems_before = await problems(asker.client)
    everything = await everything_in(asker)
    assert all(part in everything for part in ("zélie inventée", "zelie inventee", "zelie@exemple.invalid"))
    done = await forget(asker.client, await find_trainer(asker.client, "Zélie Inventée"), Durations())
    assert (done.records, done.remaining) == (1, [])
    everything = await everything_in(asker)
    assert not any(part in everything for part in ("zélie", "zelie"))
    assert await problems(asker.client) == problems_before
    answer = await asker.data(
        """query($id: ID!) { node(id: $id) { label ... on Trainer { name contact publicListing
             affiliations { node { id } } engagements { edges { roles node { title } } } } } }""",
        {"id": done.id},
        Caller.OFFICER,
    )
    assert answer["node"] == {
        "label": "Formateur·rice",
        "name": "Formateur·rice",
        "contact": None,
        "publicListing": False,
        "affiliations": [],
        "engagements": {"edges": [{"roles": ["TRAINER"], "node": {"title": "Accueillir, session d'essai"}}]},
    }
    await undo(asker.client, import_id, Durations(), TODAY)
    assert "zelie" not in await everything_in(asker)
    assert [record.undone_on for record in await imports(asker.client)] == [TODAY.isoformat()]


async def test_texts_that_still_bear_the_name_are_listed(imported: tuple[Asker, str]) -> None:
    asker, _ = imported
    action = "action:demo-guide-marches-publics-inclusifs"
    change = "MATCH (n:Engagement {id: $id}) SET n.title = 'Avec Zélie Inventée', n.titleKey = 'avec zelie inventee'"
    await asker.client.write([Statement(change, {"id": action})])
    done = await forget(asker.client, await find_trainer(asker.client, "Zélie Inventée"), Durations())
    assert done.remaining == [action]
