"""The examination of a file: findings with place, content, fault and remedy, and the changes.

The graph holds the whole country and the demonstration; nothing is written.
"""

from datetime import date
from pathlib import Path

import pytest

from changes.changeset import Change
from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.incoming.lists.mapping import parse_mapping
from graph.vocabulary import EngagementStatus
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import Line, errors, examine_file, warnings, write
from usecases.examine import examine

DROP_IN = {
    "Intitulé": "Permanence contre les discriminations",
    "Début": "depuis 2019",
    "Fin": "en cours",
    "État": "en cours",
    "Axes": "4",
    "Territoires": "Nantes (44) ; 44162",
    "Acteurs": "CIDFF – Mayenne (démonstration) (porteur + partenaire)",
    "Forme": "Permanence",
}


async def test_a_line_as_an_officer_writes_it_becomes_an_engagement(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "reseau.xlsx", {"Dispositifs": [DROP_IN]})
    examination = await examine_file(national, path, "DDETS de démonstration")
    assert errors(examination) == []
    changes = examination.comparison.changes
    (identifier,) = [identifier for kind, identifier in changes.created if kind == "Commitment"]
    assert changes.nodes["Commitment", identifier] == Change(
        None,
        {
            "title": "Permanence contre les discriminations",
            "startsOn": date(2019, 1, 1),
            "status": EngagementStatus.ACTIVE.value,
            "kind": "DROP_IN",
            "fictional": False,
        },
    )
    source = f"source:classeur-{examination.book.digest[:12]}"
    (actor,) = [start for through, start, _ in changes.edges if through == "ENGAGED_IN"]
    assert {key: change.after for key, change in changes.edges.items()} == {
        ("ENGAGED_IN", actor, identifier): {"roles": ["LEAD", "PARTNER"]},
        ("TARGETS", identifier, "commune:44109"): {},
        ("TARGETS", identifier, "commune:44162"): {},
        ("ON_AXIS", identifier, "axis:4"): {},
        ("STATED_BY", identifier, source): {"confirmedOn": date(2026, 11, 25)},
    }
    assert changes.nodes["Source", source].after == {
        "title": "Classeur « reseau.xlsx », DDETS de démonstration",
        "kind": "OFFICER_NOTE",
        "publisher": "DDETS de démonstration",
        "retrievedOn": date(2026, 11, 25),
    }


WRONG: dict[str, dict[str | None, tuple[str, ...]]] = {
    "Territoires": {
        "Saint-Denis": ("peut désigner plusieurs territoires", "« Saint-Denis (93) »"),
        "Nante (44)": ("ne désigne aucun territoire connu", "« Nantes (44) »"),
        "1053": ("si un zéro a été perdu, écrivez 01053 (Bourg-en-Bresse)",),
        "44": ("peut désigner plusieurs territoires", "departement:44", "region:44"),
    },
    "Acteurs": {
        "CIDFF – Mayenne (démonstration)": ("ne dit pas son rôle",),
        "CIDFF – Mayene (démonstration) (porteur)": ("ne désigne rien de connu", "« CIDFF – Mayenne (démonstration) »"),
        "CIDFF – Mayenne (démonstration) (portteur)": ("n’est pas un mot connu", "« porteur »"),
    },
    "Début": {
        "15/03/21": ("écrivez 15/03/2021",),
        "bientôt": ("n’est pas une date",),
        "en cours": ("ne dit pas de premier jour",),
    },
    "Fin": {"2018": ("finit avant de commencer (01/01/2019)",)},
    "Axes": {"7": ("n’est pas un axe", "un numéro de 1 à 5")},
    "Forme": {"permanance": ("n’est pas un mot connu", "« permanence »")},
    "État": {"réalisé": ("une mobilisation réalisée a un dernier jour",)},
    "Intitulé": {None: ("la cellule est vide",)},
}


@pytest.mark.parametrize(
    ("heading", "text", "parts"),
    [(heading, text, parts) for heading, texts in WRONG.items() for text, parts in texts.items()],
)
async def test_a_wrong_cell_is_reported_with_the_remedy(
    national: ApiSession, tmp_path: Path, heading: str, text: str | None, parts: tuple[str, ...]
) -> None:
    path = write(tmp_path / "reseau.xlsx", {"Dispositifs": [DROP_IN, DROP_IN | {"Intitulé": "Autre", heading: text}]})
    examination = await examine_file(national, path)
    assert len(errors(examination)) == 1
    (error,) = errors(examination)
    where = "Fin" if heading == "État" else heading
    column = "ABCDEFGH"[list(DROP_IN).index(where)]
    assert error.startswith(f"« Dispositifs », {column}3 ({where}) : ")
    assert all(part in error for part in parts), error


@pytest.mark.parametrize(
    ("text", "identifier", "today"),
    [
        ("Arbignieu (01)", "commune:01015", "Arboys en Bugey (01)"),
        ("Arbignieu", "commune:01015", "Arboys en Bugey (01)"),
        ("01018", "commune:01033", "Valserhône (01)"),
        ("CC Haut - Bugey", "epci:200042935", "CA Haut-Bugey Agglomération"),
    ],
)
async def test_a_former_name_or_code_of_a_territory_is_read_with_a_warning(
    national: ApiSession, tmp_path: Path, text: str, identifier: str, today: str
) -> None:
    examination = await examine_file(
        national, write(tmp_path / "a.xlsx", {"Dispositifs": [DROP_IN | {"Territoires": text}]})
    )
    assert errors(examination) == []
    assert [end for through, _, end in examination.comparison.changes.edges if through == "TARGETS"] == [identifier]
    assert any(f"est un ancien nom ou code, aujourd’hui « {today} »" in warning for warning in warnings(examination))


async def test_a_former_name_of_a_service_is_read_with_a_warning(national: ApiSession, tmp_path: Path) -> None:
    services = [{"Nom": "DDETS de Loire-Atlantique", "Type": "DDETS"}]
    lines = [DROP_IN | {"Acteurs": "DDCS 44 (porteur)"}]
    examination = await examine_file(
        national, write(tmp_path / "a.xlsx", {"Institutions": services, "Dispositifs": lines})
    )
    assert errors(examination) == []
    assert any("est lu comme « DDETS de Loire-Atlantique »" in warning for warning in warnings(examination))
    starts = [start for through, start, _ in examination.comparison.changes.edges if through == "ENGAGED_IN"]
    assert starts == ["institution:ddets-de-loire-atlantique"]


async def test_stating_the_communes_of_a_contract_makes_its_perimeter_stated(
    national: ApiSession, tmp_path: Path
) -> None:
    lines = [{"Contrat de ville": "CN04403I", "Communes": "Nantes (44) ; Rezé (44)"}]
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Périmètres": lines}))
    assert errors(examination) == []
    contract = "contract:2024:CN04403I"
    changes = examination.comparison.changes
    assert changes.nodes["CityContract", contract].after == {"perimeter": "STATED"}
    assert {(through, start) for through, start, _ in changes.edges} == {("LIES_ON", contract)}
    assert all(change.after is None for change in changes.edges.values())
    assert ("LIES_ON", contract, "commune:44109") not in changes.edges
    assert ("LIES_ON", contract, "commune:44162") in changes.edges


async def test_all_findings_of_a_file_are_reported_at_once(national: ApiSession, tmp_path: Path) -> None:
    lines = [
        DROP_IN | {"Intitulé": f"Permanence {n}", "Territoires": f"Nulle-Part-{n}", "Axes": "9"} for n in range(200)
    ]
    examination = await examine_file(national, write(tmp_path / "reseau.xlsx", {"Dispositifs": lines}))
    assert len(errors(examination)) == 400


async def test_a_column_that_was_deleted_is_reported_once(national: ApiSession, tmp_path: Path) -> None:
    lines = [{k: v for k, v in DROP_IN.items() if k != "Axes"} | {"Intitulé": f"Permanence {n}"} for n in range(30)]
    examination = await examine_file(national, write(tmp_path / "reseau.xlsx", {"Dispositifs": lines}))
    assert errors(examination) == ["« Dispositifs » (Axes) : cette colonne manque ; une ligne nouvelle en a besoin."]


async def test_unread_columns_and_sheets_are_warnings(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "reseau.xlsx", {"Dispositifs": [DROP_IN | {"Budjet": "12"}], "Brouillon": [{"a": 1}]})
    examination = await examine_file(national, path)
    assert errors(examination) == []
    text = "\n".join(warnings(examination))
    assert "« Dispositifs », I : « Budjet » colonne inconnue" in text
    assert "« Brouillon » : feuille inconnue" in text


async def test_similar_names_are_shown_to_the_officer(national: ApiSession, tmp_path: Path) -> None:
    lines = [
        {"Nom": "CIDFF 44", "Type": "CIDFF"},
        {"Nom": "CIDFF Loire-Atlantique", "Type": "CIDFF"},
        {"Nom": "Centre d'information sur les droits des femmes et des familles (44)", "Type": "CIDFF"},
    ]
    examination = await examine_file(national, write(tmp_path / "reseau.xlsx", {"Institutions": lines}))
    assert len(errors(examination)) == 2
    assert all("pourrait être « CIDFF 44 » (ligne 2, score 100 sur 100" in error for error in errors(examination))
    decided = [lines[0], lines[1] | {"Rapprochement": "institution:cidff-44"}]
    examination = await examine_file(national, write(tmp_path / "decide.xlsx", {"Institutions": decided}))
    assert any("est déjà donné à la ligne 2" in error for error in errors(examination))


async def test_an_equal_name_is_the_same_institution(national: ApiSession, tmp_path: Path) -> None:
    lines = [{"Nom": "cidff – mayenne (demonstration)", "Type": "CIDFF"}]
    examination = await examine_file(national, write(tmp_path / "reseau.xlsx", {"Institutions": lines}))
    assert errors(examination) == []
    assert not examination.comparison.changes


async def test_a_text_that_names_a_trainer_is_a_warning(national: ApiSession, tmp_path: Path) -> None:
    line = DROP_IN | {"Intitulé": "Permanence avec Loïc Fictif"}
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Dispositifs": [line]}))
    assert errors(examination) == []
    assert any("semble donner le nom d’une personne" in warning for warning in warnings(examination))


async def test_a_line_in_doubt_and_lines_that_refer_to_it_are_read_completely(
    national: ApiSession, tmp_path: Path
) -> None:
    """One examination reports also what would otherwise appear only after the doubt is resolved."""
    doubtful: Line = {"Nom": "CIDFF 44 démonstration", "Type": "CIDFF", "SIREN": "123", "Implantation": "Nulle-Part"}
    action: Line = {
        "Intitulé": "Essai",
        "Début": "2026",
        "Fin": "2025",
        "État": "réalisé",
        "Axes": "9",
        "Territoires": "44109",
        "Acteurs": "CIDFF 44 démonstration (porteur) ; Personne d'autre (portier)",
    }
    sheets: dict[str, list[Line]] = {
        "Institutions": [doubtful],
        "Actions": [action, {**action, "Intitulé": None, "Début": "un jour"}, {**action, "Axes": "8"}],
        "Qui propose": [{"Institution": "Rien du tout", "Offre": "Aucune offre", "Du": "un jour"}],
        "Offres": [{"Intitulé": None, "Type": "x", "Axes": "7"}],
    }
    examination = await examine_file(national, write(tmp_path / "reseau.xlsx", sheets))
    reported = {(finding.place.sheet, finding.place.address) for finding in examination.findings.errors}
    assert reported == {
        *(("Institutions", cell) for cell in ("A2", "C2", "D2")),
        *(("Actions", f"{column}2") for column in "CEG"),
        *(("Actions", f"{column}3") for column in "ABEG"),
        *(("Actions", f"{column}4") for column in "ACEG"),
        *(("Qui propose", f"{column}2") for column in "ABC"),
        *(("Offres", f"{column}2") for column in "ABC"),
    }
    text = "\n".join(errors(examination))
    assert "« Personne d'autre » ne désigne rien de connu" in text
    assert "CIDFF 44 démonstration (porteur)" not in text
    changes = examination.comparison.changes
    assert "à trancher" not in f"{changes.nodes} {changes.edges} {text}"


async def test_missing_cells_of_new_things_in_doubt_are_reported(national: ApiSession, tmp_path: Path) -> None:
    path = write(
        tmp_path / "reseau.xlsx",
        {
            "Actions": [
                {"Intitulé": None, "Début": None, "Axes": None, "Territoires": None, "Acteurs": None, "Fin": 2026}
            ]
        },
    )
    reported = {finding.place.heading for finding in (await examine_file(national, path)).findings.errors}
    assert reported == {"Intitulé", "Début", "Axes", "Territoires", "Acteurs"}


async def test_a_body_in_doubt_may_leave_out_facts_that_the_graph_may_have(
    national: ApiSession, tmp_path: Path
) -> None:
    path = write(tmp_path / "reseau.xlsx", {"Institutions": [{"Nom": "CIDFF 44 démonstration", "Type": None}]})
    (error,) = errors(await examine_file(national, path))
    assert "pourrait être" in error


async def test_rows_of_one_body_in_doubt_are_one_finding(national: ApiSession) -> None:
    rows: list[tuple[int, list[Raw]]] = [(1, ["Nom", "SIRET"])]
    rows += [(number, ["CIDFF 44 démonstration", f"faux {number}"]) for number in range(2, 6)]
    mapping = parse_mapping('[[table]]\nvers = "Institutions"\n[table.colonnes]\nNom = "{Nom}"\nSIRET = "{SIRET}"')
    book = Book("liste.csv", "0" * 64, [Grid("liste", rows)])
    examination = await examine(national.client, book, TODAY, mapping=mapping)
    (doubt,) = [finding for finding in examination.findings.errors if "pourrait être" in finding.message]
    assert doubt.place.row_numbers == {2, 3, 4, 5}
