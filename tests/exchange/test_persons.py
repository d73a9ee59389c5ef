"""Persons: what is forgotten is forgotten everywhere, and texts that tell of somebody are pointed at.

Rule: on a database of the demonstration; what is left of a name is looked for in all that the database holds.
"""

from pathlib import Path

import pytest

from changes.audit import problems
from changes.changeset import NotPossibleError, unpacked
from changes.counting import Durations
from changes.forget import forget
from changes.imports import imports, undo
from exchange.cells.personal import looks_personal
from exchange.incoming.application import apply_examined
from exchange.lookup.persons import trainer_named
from graph.rights import Caller
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS
from tests.asking import TODAY, Asker
from tests.exchange.files import Line, errors, examined, warnings, write
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
    found = await examined(scratch, write(tmp_path / "reseau.xlsx", SHEETS))
    assert errors(found) == []
    made = await apply_examined(scratch.client, found, Durations(), TODAY)
    assert made is not None
    return scratch, made.id


async def held(asker: Asker) -> str:
    """Return all that the database holds, records of imports unpacked."""
    records = [line for _, _, text in await asker.client.read(RECORDS) for line in unpacked(text)]
    return "\n".join([str(await asker.client.read(EVERYTHING)), *records]).casefold()


async def test_a_person_is_forgotten_in_the_graph_and_in_the_history(imported: tuple[Asker, str]) -> None:
    asker, made = imported
    known = await problems(asker.client)
    everything = await held(asker)
    assert all(part in everything for part in ("zélie inventée", "zelie inventee", "zelie@exemple.invalid"))
    done = await forget(asker.client, await trainer_named(asker.client, "Zélie Inventée"), Durations())
    assert (done.records, done.remaining) == (1, [])
    everything = await held(asker)
    assert not any(part in everything for part in ("zélie", "zelie"))
    assert await problems(asker.client) == known
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
    await undo(asker.client, made, Durations(), TODAY)
    assert "zelie" not in await held(asker)
    assert [one.undone_on for one in await imports(asker.client)] == [TODAY.isoformat()]


async def test_texts_that_still_bear_the_name_are_listed(imported: tuple[Asker, str]) -> None:
    asker, _ = imported
    action = "action:demo-guide-marches-publics-inclusifs"
    change = "MATCH (n:Engagement {id: $id}) SET n.title = 'Avec Zélie Inventée', n.titleKey = 'avec zelie inventee'"
    await asker.client.write([Statement(change, {"id": action})])
    done = await forget(asker.client, await trainer_named(asker.client, "Zélie Inventée"), Durations())
    assert done.remaining == [action]


async def test_who_is_not_known_cannot_be_forgotten(imported: tuple[Asker, str]) -> None:
    asker, _ = imported
    with pytest.raises(NotPossibleError, match="ne désigne rien de connu"):
        await forget(asker.client, await trainer_named(asker.client, "Personne"), Durations())


@pytest.mark.parametrize(
    ("text", "what"),
    {
        "Écrire à jean.dupont@exemple.fr": "une adresse électronique",
        "Appeler le 06 12 34 56 78": "un numéro de téléphone",
        "Signalement de Mme Exemple": "le nom d'une personne",
        "La victime Aïcha Exemple a déposé plainte": "le nom d'une victime",
        "Permanence du 15/03/2021 au 20/04/2021": None,
        "Atelier n° 44109 2021 2022": None,
        "Maison des victimes": None,
    }.items(),
)
def test_what_may_tell_of_a_person_is_pointed_at(text: str, what: str | None) -> None:
    assert looks_personal(text) == what


async def test_a_text_that_names_a_trainer_is_a_warning(national: Asker, tmp_path: Path) -> None:
    line = {
        "Intitulé": "Atelier avec Loïc Fictif",
        "Début": "2021",
        "État": "en cours",
        "Axes": "3",
        "Territoires": "44109",
        "Acteurs": "Organisme Tangram Fictif (démonstration) (porteur)",
    }
    found = await examined(national, write(tmp_path / "a.xlsx", {"Actions": [line]}))
    assert errors(found) == []
    assert any("semble donner le nom d'une personne" in warning for warning in warnings(found))
