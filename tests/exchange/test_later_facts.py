"""A file older than the graph keeps the later facts and is reported at each cell; so is a file without a day.

Rule: the expected values are those of the latest day on which a cell states them, written here by hand.
"""

from datetime import date
from pathlib import Path

import pytest

from changes.changeset import NotPossibleError
from exchange.files.reader import open_book
from exchange.incoming.examination import FileFacts
from exchange.incoming.report import as_text
from exchange.outgoing.workbook import write_workbook
from graph.domain.counting import Durations
from graph.rights import EVERYTHING, VISITOR
from tests.api_session import TODAY, ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.exchange.dated_editions import (
    BODY,
    EDITED,
    FILE,
    OFFER,
    OLD,
    SOURCE,
    TANGRAM,
    Edition,
    Sheets,
    action,
    apply_edition,
    bodies,
    check,
    differences,
    without_imports,
)
from tests.exchange.incoming.test_merging import edit
from tests.exchange.workbooks import errors, warnings, write
from tests.graphs import small
from usecases.examine import examine
from usecases.undo import undo

pytestmark = PROOF_ON_NEO4J

DEMO_ACTION = "action:demo-guide-marches-publics-inclusifs"


@pytest.fixture
async def demo(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


async def test_each_older_cell_is_reported_with_both_sources_and_days(demo: ApiSession, tmp_path: Path) -> None:
    await apply_edition(demo, tmp_path, FILE)
    examined, made = await apply_edition(demo, tmp_path, OLD)
    by_heading = {f.place.heading: f for f in examined.findings.warnings if "n’entre pas" in f.message}
    assert set(by_heading) == {
        "Type", "Fin", "Acteurs", "Axes", "Du", "Au", "Rattachement", "Accordé (€)", "Forme", "Sources", "Éditeur"
    }  # fmt: skip
    assert str(by_heading["Accordé (€)"]) == (
        "« Subventions », D2 (Accordé (€)) : « 8000 » n’entre pas : Classeur « juin.xlsx », Service d’essai le dit le "
        "20/06/2026, et plus récemment le graphe dit « 12000 », d’après Classeur « novembre.xlsx », Service d’essai "
        "(10/11/2026) ; pour l’imposer, donnez à la ligne ou au classeur un jour plus récent."
    )
    assert "« Bilan d’essai » le dit le 20/06/2026" in str(by_heading["Forme"])
    assert "le graphe dit « charte », d’après « Bilan d’essai » (10/11/2026)" in str(by_heading["Forme"])
    assert "le graphe dit « institution:demo-tangram (partenaire) ; institution:maison" in str(by_heading["Acteurs"])
    assert made is not None
    assert any(
        "dont le graphe garde des valeurs, plus récentes que le fichier (« " in line for line in as_text(examined)
    )


async def test_a_file_with_a_future_day_is_reported_first(demo: ApiSession, tmp_path: Path) -> None:
    first = warnings(await check(demo, tmp_path, Edition("demain.xlsx", date(2027, 11, 20), action())))[0]
    assert first.startswith("« Lisez-moi » (Date du classeur) : « 2027-11-20 » est dans l’avenir (20/11/2027)")
    (error,) = errors(await check(demo, tmp_path, Edition("fin.xlsx", date(2206, 11, 20), bodies())))
    assert "« 2206-11-20 » n’est pas entre 1980 et 2050" in error


async def test_a_correction_of_the_same_day_replaces_a_value_that_the_corrected_file_cannot_restore(
    demo: ApiSession, tmp_path: Path
) -> None:
    await apply_edition(demo, tmp_path, FILE)
    corrected = Edition("novembre-bis.xlsx", FILE.day, action(Fin="30/09/2027"))
    examined, _ = await apply_edition(demo, tmp_path, corrected)
    replaced = warnings(examined)
    assert "(Fin) : « 30/09/2027 » remplace « 31/12/2027 », d’après Classeur « novembre.xlsx »" in "".join(replaced)
    rule = "du même jour ; de deux fichiers d’un même jour, celui dont le nom vient en dernier est gardé"
    assert all(rule in warning for warning in replaced)
    after = [change.after or {} for change in examined.comparison.changes.nodes.values()]
    assert [facts["endsOn"] for facts in after if "endsOn" in facts] == [date(2027, 9, 30)]
    again, nothing = await apply_edition(demo, tmp_path, FILE)
    assert nothing is None
    messages = [warning for warning in warnings(again) if "(Fin)" in warning]
    assert len(messages) == 1
    assert "ce fichier est déjà entré, et depuis le graphe dit « 30/09/2027 », d’après Classeur" in messages[0]


async def test_a_correction_without_a_day_is_reported_and_never_gives_a_fact_an_earlier_day(
    demo: ApiSession, tmp_path: Path
) -> None:
    await apply_edition(demo, tmp_path, FILE)
    examined, made = await apply_edition(demo, tmp_path, Edition("sans-jour.xlsx", None, action(Fin="30/09/2027")))
    assert made is not None
    (message,) = [warning for warning in warnings(examined) if "(Fin)" in warning]
    assert (
        "remplace « 31/12/2027 », d’après Classeur « novembre.xlsx », Service d’essai (10/11/2026) ; le fichier"
        in message
    )
    older, _ = await apply_edition(demo, tmp_path, OLD)
    assert any("le graphe dit « 30/09/2027 »" in warning for warning in warnings(older))
    await apply_edition(demo, tmp_path, EDITED)
    again, nothing = await apply_edition(demo, tmp_path, Edition("sans-jour.xlsx", None, {}))
    assert nothing is None
    assert any("ce fichier est déjà entré" in warning for warning in warnings(again))


async def test_a_file_without_a_day_has_the_latest_day_of_its_sources(demo: ApiSession, tmp_path: Path) -> None:
    def edition(name: str, day: str, kind: str) -> Edition:
        return Edition(name, None, bodies(Type=kind) | action(Sources=f"Bilan d’essai ({day})") | SOURCE)

    await apply_edition(demo, tmp_path, edition("n.xlsx", "25/11/2026", "association"))
    examined, nothing = await apply_edition(demo, tmp_path, edition("o.xlsx", "20/06/2026", "entreprise"))
    assert nothing is None
    messages = [warning for warning in warnings(examined) if "(Type)" in warning]
    assert len(messages) == 1
    assert "Classeur « o.xlsx », Service d’essai le dit le 20/06/2026" in messages[0]
    assert "d’après Classeur « n.xlsx », Service d’essai (25/11/2026)" in messages[0]


async def test_a_fact_restated_later_is_renewed_and_the_first_import_cannot_be_undone_before(
    demo: ApiSession, tmp_path: Path
) -> None:
    first = Edition("janvier.xlsx", date(2026, 1, 5), bodies())
    _, made = await apply_edition(demo, tmp_path, first)
    assert made is not None
    examined, restated = await apply_edition(demo, tmp_path, Edition("octobre.xlsx", date(2026, 10, 1), bodies()))
    assert restated is not None
    assert (restated.created, restated.changed) == (0, 0)
    assert any(line.endswith("redite à un jour plus récent, ou du même jour (« institution:maison-des-essais-44109 »)")
               for line in as_text(examined))  # fmt: skip
    older, nothing = await apply_edition(
        demo, tmp_path, Edition("mai.xlsx", date(2026, 5, 1), bodies(Type="entreprise"))
    )
    assert nothing is None
    assert len(warnings(older)) == 1
    with pytest.raises(NotPossibleError, match=f"octobre.xlsx ».* ; annulez d’abord {restated.id}"):
        await undo(demo.client, made.id, Durations(), TODAY)
    await undo(demo.client, restated.id, Durations(), TODAY)
    await undo(demo.client, made.id, Durations(), TODAY)


async def test_an_older_file_does_not_delete_things_stated_later(demo: ApiSession, tmp_path: Path) -> None:
    await apply_edition(demo, tmp_path, FILE)
    deleting: Sheets = {
        "Subventions": [dict(FILE.sheets["Subventions"][0]) | {"À faire": "supprimer"}],
        "Qui propose": [{"Institution": BODY, "Offre": OFFER, "À faire": "supprimer"}],
    }
    examined, nothing = await apply_edition(demo, tmp_path, Edition("efface.xlsx", OLD.day, deleting))
    assert nothing is None
    assert len([w for w in warnings(examined) if "« supprimer » n’entre pas" in w and "(10/11/2026)" in w]) == 2
    later, made = await apply_edition(demo, tmp_path, Edition("efface-apres.xlsx", TODAY, deleting))
    assert warnings(later) == []
    assert made is not None
    assert made.deleted == 1


async def test_things_deleted_later_and_references_to_them_are_not_restored(demo: ApiSession, tmp_path: Path) -> None:
    before = await without_imports(demo)
    made = [applied for edition in (OLD, FILE) if (applied := (await apply_edition(demo, tmp_path, edition))[1])]
    sheets: Sheets = {
        "Actions": [dict(FILE.sheets["Actions"][0]) | {"À faire": "supprimer"}],
        "Subventions": [dict(FILE.sheets["Subventions"][0]) | {"À faire": "supprimer"}],
        "Qui propose": [{"Institution": BODY, "Offre": OFFER, "À faire": "supprimer"}],
    }
    _, deleted = await apply_edition(demo, tmp_path, Edition("efface.xlsx", TODAY, sheets))
    assert deleted is not None
    end = await without_imports(demo)
    left = {"Actions": OLD.sheets["Actions"][:1], "Qui propose": OLD.sheets["Qui propose"]}
    other: Sheets = {"Subventions": [dict(OLD.sheets["Subventions"][0]) | {"Année": 2025}]}
    grant = Edition("subvention.xlsx", OLD.day, {**left, **other})
    for edition in (FILE, OLD, grant):
        examined, nothing = await apply_edition(demo, tmp_path, edition)
        assert nothing is None
        messages = [
            warning for warning in warnings(examined) if "Classeur « efface.xlsx », Service d’essai (25/11" in warning
        ]
        assert len(messages) == 3
    assert differences(await without_imports(demo), end) == []
    assert "« Subventions », ligne 2 : n’entre pas" in messages[-1]
    assert "a supprimé ce que nomme la ligne" in messages[-1]
    later = Edition("retour.xlsx", TODAY, action(Fin="31/12/2028"))
    returned, again = await apply_edition(demo, tmp_path, later)
    assert again is not None
    assert "Action" in {kind for kind, _ in returned.comparison.changes.created}
    for one in reversed([*made, deleted, again]):
        await undo(demo.client, one.id, Durations(), TODAY)
    assert differences(await without_imports(demo), before) == []


async def test_a_graph_without_attributions_keeps_facts_that_its_sources_confirmed_later(
    demo: ApiSession, tmp_path: Path
) -> None:
    old: Sheets = {"Actions": [{"Identifiant": DEMO_ACTION, "Intitulé": "Un ancien titre"}]}
    examined, nothing = await apply_edition(demo, tmp_path, Edition("2010.xlsx", date(2010, 1, 1), old))
    assert nothing is None
    (message,) = warnings(examined)
    assert "le graphe dit « Guide des marchés publics inclusifs », d’après « " in message


async def test_an_edited_export_is_applied_although_its_sources_are_old(demo: ApiSession, tmp_path: Path) -> None:
    recent: Sheets = {"Actions": [{"Identifiant": DEMO_ACTION, "Thématiques": "logement"}]}
    await apply_edition(demo, tmp_path, Edition("recent.xlsx", TODAY, recent))
    export = tmp_path / "export.xlsx"
    await write_workbook(demo.client, export, EVERYTHING, day=TODAY)
    edit(export, tmp_path / "renvoi.xlsx", {"Thématiques": "emploi"})
    examined, made = await apply_edition(demo, tmp_path, Edition("renvoi.xlsx", None, {}))
    assert made is not None
    assert warnings(examined) == []
    again, nothing = await apply_edition(demo, tmp_path, Edition("recent.xlsx", TODAY, {}))
    assert nothing is None
    assert any("ce fichier est déjà entré" in warning for warning in warnings(again))


async def test_a_visitor_does_not_learn_who_stated_hidden_facts(demo: ApiSession, tmp_path: Path) -> None:
    hidden = "trainer:8338ed48b9c4f771"
    stated: Sheets = {"Formateurs": [{"Identifiant": hidden, "Publics": "jeunes", "Contact": "a@exemple.invalid"}]}
    await apply_edition(demo, tmp_path, Edition("personne.xlsx", TODAY, stated))
    guess: Sheets = {"Formateurs": [{"Identifiant": hidden, "Publics": "agents", "Contact": "b@exemple.invalid"}]}
    edition = Edition("essai.xlsx", OLD.day, guess)
    assert any("n’entre pas" in warning for warning in warnings(await check(demo, tmp_path, edition)))
    examined = await check(demo, tmp_path, edition, VISITOR)
    assert not any("n’entre pas" in warning for warning in warnings(examined))


UNSIGNED: Sheets = {"Actions": [{**action(Acteurs=f"{TANGRAM} (porteur)")["Actions"][0], "Intitulé": f"Essai {n}"} for n in range(3)]}  # fmt: skip # noqa: E501


async def test_a_file_without_a_source_or_a_day_is_reported_once_and_first(demo: ApiSession, tmp_path: Path) -> None:
    book = open_book(write(tmp_path / "anonyme.xlsx", UNSIGNED))
    examined = await examine(demo.client, book, TODAY)
    first, *others = warnings(examined)
    assert first.startswith("« anonyme.xlsx » : aucun service, aucune source et aucun jour dans tout le fichier")
    assert "sur la feuille « Lisez-moi » (« Service » et « Date du classeur »)" in first
    assert not any("aucune source ne donne de jour" in warning or "aucun service" in warning for warning in others)


@pytest.mark.parametrize("stated", [FileFacts("Service"), FileFacts(source="Bilan"), FileFacts(day=TODAY)], ids=str)
async def test_a_file_with_a_service_a_source_or_a_day_is_not_reported(
    demo: ApiSession, tmp_path: Path, stated: FileFacts
) -> None:
    book = open_book(write(tmp_path / "signe.xlsx", UNSIGNED))
    messages = warnings(await examine(demo.client, book, TODAY, stated))
    assert not any("aucun service" in warning for warning in messages)
