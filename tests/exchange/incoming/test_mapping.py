"""Lists of partners: the official ones by the shipped mappings, a table of crosses, and templates.

The lists are read again by other means, row by row.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from exchange.cells.text import Raw
from exchange.files.reader import open_book
from exchange.files.traits import warn_of_formatting
from exchange.incoming.examination import Examination, examine
from exchange.incoming.mapping import (
    BadMappingError,
    ListRow,
    is_total,
    map_row,
    read_mapping,
    sheet_named,
    templates_by_column,
)
from tests.asking import TODAY, Asker
from tests.exchange.workbooks import errors, warnings

REAL = Path(__file__).parents[1] / "real"
ACTOR = "Organisme Tangram Fictif (démonstration)"


async def examine_list(asker: Asker, path: Path, mapping: str) -> Examination:
    book = open_book(path)
    warn_of_formatting(path, book)
    return await examine(asker.client, book, TODAY, mapping=read_mapping(mapping))


async def test_the_directory_of_institutions_comes_in(national: Asker) -> None:
    examination = await examine_list(national, REAL / "institutions_2019.csv", "annuaire_2019")
    assert errors(examination) == []
    with (REAL / "institutions_2019.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    changes = examination.comparison.changes
    created = {identifier: change.after for (_, identifier), change in changes.nodes.items()}
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


@pytest.mark.parametrize("name", ["cites_educatives", "cites_emploi"])
async def test_the_lists_of_cities_come_in(national: Asker, name: str) -> None:
    examination = await examine_list(national, REAL / f"{name}.csv", name)
    assert errors(examination) == []
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


async def test_a_table_of_crosses_becomes_actions_and_surveys(national: Asker, crosses: Path) -> None:
    examination = await examine_list(national, crosses, "croix")
    unknown = [error for error in errors(examination) if "Boussole" not in error]
    assert unknown == []
    changes = examination.comparison.changes
    (laval,) = {end for through, _, end in changes.edges if through == "TARGETS" and end != "contract:2024:CN04403I"}
    axes: dict[tuple[str, str], set[int]] = {}
    for (kind, identifier), change in changes.nodes.items():
        if kind == "PlanAction" and change.after:
            (ground,) = [end for through, start, end in changes.edges if (through, start) == ("TARGETS", identifier)]
            (axis,) = [end for through, start, end in changes.edges if (through, start) == ("ON_AXIS", identifier)]
            axes.setdefault((ground, f"{change.after['startsOn']:%Y}"), set()).add(int(axis[-1]))
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
        if kind == "Survey" and change.after and f"{change.after['on']:%Y}" == "2025"
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
    assert "« Suivi 2024 », C5 : couleur : non lu" in text
    assert "« Suivi 2024 », E6 : texte barré : non lu" in text
    assert "« Suivi 2025 », C8 : note : non lu" in text
    assert "1 ligne(s) de total ou de sous-total non lue(s)" in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[table]", "n'est pas du TOML"),
        ("[[table]]\nvers = 'Rien'\ncolonnes = {Nom = '{nom}'}", "n'est pas une de nos feuilles"),
        ("[[table]]\nvers = 'Institutions'\ncolonnes = {Prénom = '{nom}'}", "n'est pas du TOML"),
        ("[[table]]\nvers = 'Institutions'\ncolonnes = {Prenom = '{nom}'}", "n'est pas une colonne"),
        ("[[tables]]\n", "tables"),
    ],
)
def test_a_wrong_mapping_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadMappingError, match=sentence):
        read_mapping(str(path))
    with pytest.raises(BadMappingError, match="annuaire_2019"):
        read_mapping("absent")


ROW = ListRow(
    "Suivi 2024", 7, {"nom": "Maison", "codes": "44109; ;44162", "jour": date(2024, 5, 1)}, {"nom": 2}, {"an": "2024"}
)


@pytest.mark.parametrize(
    ("template", "value"),
    {
        "{nom}": "Maison",
        "{Nom} ({an})": "Maison (2024)",
        "{codes|3}": "44162",
        "{codes|4}": None,
        "{absent}, {autre}": None,
        "{jour}": date(2024, 5, 1),
        "le {jour}": "le 2024-05-01",
        "sans emplacement": "sans emplacement",
    }.items(),
)
def test_a_template_takes_the_values_of_a_row(template: str, value: Raw) -> None:
    assert ROW.fill(template) == value


def test_a_mapped_line_keeps_the_places_of_the_list() -> None:
    sheet = sheet_named("institutions")
    templates = templates_by_column(sheet, {"Nom": "{nom}", "Siège": "{codes|1}", "type": "{nom}", "SIREN": "{absent}"})
    line = map_row(sheet, ROW, templates, {"kind": {"maison": "association"}})
    assert dict(line.cells) == {"name": "Maison", "basedIn": "44109", "kind": "association"}
    assert str(line.place("name")) == "« Suivi 2024 », C7 (Nom)"
    assert str(line.place("basedIn")) == "« Suivi 2024 », ligne 7 (Siège)"


def test_rows_of_totals_are_known_by_their_first_text() -> None:
    assert is_total([None, "Sous-total 44", 3], ["total", "sous-total"])
    assert not is_total([None, "Nantes", "total"], ["total", "sous-total"])
    assert not is_total([None, ""], ["total"])
