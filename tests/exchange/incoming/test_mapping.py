"""Lists of partners: the official ones by the shipped mappings, a table of crosses, and templates.

The lists are read again by other means, row by row.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapping import SHIPPED_MAPPINGS, parse_mapping, read_mapping
from exchange.incoming.lists.mapping_form import BadMappingError
from seed.public import DATA
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import errors, warnings
from usecases.examine import examine

REAL = Path(__file__).parents[1] / "real"
ACTOR = "Organisme Tangram Fictif (démonstration)"


async def examine_list(session: ApiSession, path: Path, mapping: str) -> Examination:
    book = open_book(path)
    return await examine(session.client, book, TODAY, mapping=read_mapping(mapping))


async def test_the_directory_of_institutions_is_imported(national: ApiSession) -> None:
    examination = await examine_list(national, DATA / "institutions_2019.csv", "annuaire_2019")
    assert errors(examination) == []
    with (DATA / "institutions_2019.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    changes = examination.comparison.changes
    created = {identifier: change.after for (kind, identifier), change in changes.nodes.items() if kind != "Source"}
    assert len(rows) == len(created) == 2719
    names = {f"institution:annuaire-{row['id_source']}": " ".join(row["nom"].split()) for row in rows}
    assert {identifier: name.replace("\x92", "’").replace("\x9c", "œ") for identifier, name in names.items()} == {
        identifier: facts["name"] for identifier, facts in created.items() if facts
    }
    seats = {start: end for through, start, end in changes.edges if through == "BASED_IN"}
    assert seats == {
        f"institution:annuaire-{row['id_source']}": f"commune:{row['code_commune']}"
        for row in rows
        if row["code_commune"]
    }
    kinds = {facts["kind"] for facts in created.values() if facts}
    assert {"CIDFF", "MISSION_LOCALE", "DEPARTMENTAL_DIRECTORATE", "CNFPT", "JUSTICE"} <= kinds


@pytest.mark.parametrize(
    ("name", "title"), [("cites_educatives", "cités éducatives"), ("cites_emploi", "cités de l’emploi")]
)
async def test_the_lists_of_cities_are_imported(national: ApiSession, name: str, title: str) -> None:
    examination = await examine_list(national, REAL / f"{name}.csv", name)
    assert errors(examination) == []
    assert examination.lines.service == f"ANCT, {title} (2024), Licence Ouverte 2.0"
    with (REAL / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(examination.comparison.changes.created) == len(rows)
    seats = sorted(end for through, _, end in examination.comparison.changes.edges if through == "BASED_IN")
    assert seats == sorted(f"commune:{row['codes_communes'].split(';')[0]}" for row in rows)


@pytest.fixture
def crosses(tmp_path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for year in (2024, 2025):
        sheet: Any = book.create_sheet(f"Suivi {year}")
        sheet["A1"] = f"Lutte contre les discriminations, suivi {year}"
        sheet["A3"], sheet["B3"], sheet["C3"] = "Contrat de ville", "Porteur", "Axes"
        for area in ("A1:G1", "C3:G3", "A3:A4", "B3:B4", "A5:A6"):
            sheet.merge_cells(area)
        rows = [
            ("contract:2024:CN04403I", ACTOR, "x", None, "en cours", "?", "x"),
            (None, "Cabinet Boussole Fictif (démonstration)", None, None, "x", None, None),
            ("Sous-total 44", None, 1, 0, 2, 0, 1),
            ("Contrat de ville 2024-2030 – CA Laval Agglomération", ACTOR, "X", None, None, None, None),
        ]
        for axis in range(1, 6):
            sheet.cell(4, 2 + axis).value = f"Axe {axis}"
        for number, row in enumerate(rows, start=5):
            for column, value in enumerate(row, start=1):
                if sheet.cell(number, column).__class__.__name__ == "Cell":
                    sheet.cell(number, column).value = value
        sheet["C5"].fill = PatternFill("solid", fgColor="FFFF0000")
        sheet["E6"].font = Font(strike=True)
        sheet["C8"].comment = Comment("à vérifier", "moi")
    book.save(tmp_path / "croix.xlsx")
    return tmp_path / "croix.xlsx"


async def test_a_table_of_crosses_becomes_actions_and_surveys(national: ApiSession, crosses: Path) -> None:
    examination = await examine_list(national, crosses, "croix")
    unknown = [error for error in errors(examination) if "Boussole" not in error]
    assert unknown == []
    changes = examination.comparison.changes
    (laval,) = {end for through, _, end in changes.edges if through == "TARGETS" and end != "contract:2024:CN04403I"}
    axes: dict[tuple[str, str], set[int]] = {}
    for (kind, identifier), change in changes.nodes.items():
        if kind == "Action" and change.after:
            (target,) = [end for through, start, end in changes.edges if (through, start) == ("TARGETS", identifier)]
            (axis,) = [end for through, start, end in changes.edges if (through, start) == ("ON_AXIS", identifier)]
            axes.setdefault((target, f"{change.after['startsOn']:%Y}"), set()).add(int(axis[-1]))
    nantes = "contract:2024:CN04403I"
    assert axes == {
        (nantes, "2024"): {1, 3, 5},
        (nantes, "2025"): {1, 3, 5},
        (laval, "2024"): {1},
        (laval, "2025"): {1},
    }
    surveys = {
        next(end for through, start, end in changes.edges if (through, start) == ("SURVEYED", identifier)): change.after
        for (kind, identifier), change in changes.nodes.items()
        if kind == "Survey" and change.after and f"{change.after['surveyedOn']:%Y}" == "2025"
    }
    assert surveys[nantes] is not None
    assert surveys[laval] is not None
    assert surveys[nantes]["emptyAxes"] == ["AWARENESS_AND_TRAINING", "VICTIM_SUPPORT"]
    assert surveys[laval]["emptyAxes"] == [
        "AWARENESS_AND_TRAINING",
        "COMMUNICATION",
        "VICTIM_SUPPORT",
        "ACTION_PROGRAMME",
    ]
    text = "\n".join(warnings(examination))
    assert "« Suivi 2024 », C5 : couleur (" in text
    assert "« Suivi 2024 », E6 : texte barré, lu comme le reste" in text
    assert "« Suivi 2025 », C8" in text
    assert "1 ligne de total ou de sous-total non lue" in text


PART = "[[table]]\nvers = 'Institutions'\n[table.colonnes]\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[table]", "n’est pas du TOML (Expected ']]' at the end of an array declaration (at line 1, column 8))"),
        (f"{PART}Siège = 'x'", "un titre qui porte un accent, une espace ou un signe s’écrit entre guillemets"),
        ("", "ne dit rien à lire ; attendu : au moins une partie [[table]] ou [[croix]]"),
        ("[[tables]]\n", "« tables » n’est pas connu ; le plus proche : « table »"),
        ("[[table]]\nver = 'Actions'", "table 1, « vers » : il manque"),
        ("[table]\nvers = 'Actions'", "« table » : attendu : une partie, entre doubles crochets [[…]]"),
        (f"{PART}Nom = 3", "table 1, colonnes, « Nom » : attendu : un texte entre guillemets"),
        (f"{PART}Nom = '{{nom}}'\n[table.filtre]", "table 1, « filtre » n’est pas connu"),
        (f"[[table]]\nfeuilles = 'a'\n{PART[10:]}", "table 1, « feuilles » : attendu : une liste entre crochets"),
        (
            "[[croix]]\nligne='a'\nvers='Actions'\ncolonnes={}\n'relevés'='oui'",
            "croix 1, « relevés » : attendu : true ou false",
        ),
        (
            "[[table]]\nvers = 'Rien'\ncolonnes = {Nom = '{nom}'}",
            "table 1, « vers » : « Rien » n’est pas une de nos feuilles",
        ),
        ("[[table]]\nvers = 'Action'\ncolonnes = {}", "le plus proche : « Actions »"),
        (f"{PART}Prenom = '{{nom}}'", "table 1, colonnes, « Prenom » n’est pas une colonne de « Institutions »"),
        (f"{PART}Nom = '{{nom}}'\nnom = '{{nom}}'", "« nom » est donné deux fois"),
        (f"{PART}Nom = '{{nom'", "table 1, colonnes, « Nom » : a une accolade seule"),
        (f"{PART}Nom = '{{|2}}'", "ne nomme aucune colonne"),
        (f"{PART}Nom = '{{nom|majuscules}}'", "« majuscules » n’est pas une opération ; attendu : un rang (2)"),
        (f"{PART}Nom = '{{nom|couper}}'", "« couper » n’est pas une opération"),
        (f"{PART}Type = 'assocation'", "table 1, colonnes, « Type » : n’est pas un mot connu"),
        (f"{PART}Nom='{{n}}'\n[table.mots.Type]\na='autre'", "« colonnes » ne donne pas cette colonne"),
        (f"{PART}Type='{{t}}'\n[table.mots.Type]\na='autr'", "table 1, mots, « Type », « a » : n’est pas un mot connu"),
        ("[[table]]\nvers='Actions'\ncolonnes={Axes='9'}", "table 1, colonnes, « Axes » : n’est pas un axe"),
        ("[[table]]\nvers='Actions'\ncolonnes={Fin='bientôt'}", "table 1, colonnes, « Fin » : n’est pas une date"),
        (f"date = 'hier'\n{PART}Nom = '{{n}}'", "date : n’est pas une date"),
        (
            f"[[table]]\npour_chaque = '{{a|b}}'\n{PART[10:]}Nom='{{valeur}}'",
            "table 1, « pour_chaque » : « b » n’est pas",
        ),
    ],
)
def test_a_wrong_mapping_is_reported_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadMappingError) as raised:
        read_mapping(str(path))
    assert sentence in str(raised.value)
    assert str(raised.value).startswith(f"« {path} », ")


def test_a_mapping_that_is_no_file_or_no_text_is_reported(tmp_path: Path) -> None:
    with pytest.raises(BadMappingError, match="annuaire_2019"):
        read_mapping("absent")
    with pytest.raises(BadMappingError, match="ni un fichier ni"):
        read_mapping(str(tmp_path))
    (tmp_path / "latin.toml").write_bytes("Siège".encode("latin-1"))
    with pytest.raises(BadMappingError, match="n’est pas un texte en UTF-8"):
        read_mapping(str(tmp_path / "latin.toml"))


def test_the_shipped_mappings_can_be_read() -> None:
    assert all(read_mapping(path.stem) for path in SHIPPED_MAPPINGS.glob("*.toml"))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('vers = "Subventions"\nsomme = ["Année"]', "« somme », « Année » : « colonnes » ne donne pas cette colonne"),
        ('vers = "Subventions"\nsomme = ["Programme"]', "« somme » : « Programme » n’est pas une colonne de nombres"),
        ('vers = "Subventions"\nsomme = ["Montant"]', "« Montant » n’est pas une colonne de « Subventions »"),
        ('vers = "Sessions"\nnombre = "Intitulé"', "« nombre » : « Intitulé » n’est pas une colonne de nombres"),
        (
            'vers = "Sessions"\nnombre = "Personnes formées"\ncolonnes = {"Personnes formées" = "2"}',
            "« nombre », « Personnes formées » : « colonnes » donne déjà cette colonne",
        ),
        ('vers = "Signataires"\n[table.nouveau]\n"Signé le" = "{a}"', "« Signataires » dit des liens"),
        ('vers = "Offres"\ncolonnes = {Type = "a"}\n[table.nouveau]\nType = "a"', "« Type » est donné deux fois"),
        ('vers = "Offres"\n[table.nouveau]\nType = "x"', "colonnes, « Type » : n’est pas un mot connu"),
        ('vers = "Offres"\n[table.si]\n"a|double" = ["x"]', "si, « a|double » : « double » n’est pas une opération"),
    ],
)
def test_a_faulty_sum_condition_or_new_column_is_reported(written: str, sentence: str) -> None:
    given = written if "colonnes" in written else written.replace("\n", "\ncolonnes = {}\n", 1)
    with pytest.raises(BadMappingError, match="table 1") as raised:
        parse_mapping(f"[[table]]\n{given}")
    assert sentence in str(raised.value)
