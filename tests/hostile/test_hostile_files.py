"""Broken and hostile files: each is refused with a sentence, in bounded time and memory, and nothing is written.

Files that no library would write are made byte by byte; the memory is measured on a real process.
"""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from exchange.files.reader import open_book
from exchange.outgoing.workbook import write_template
from tests.api_session import ApiSession
from tests.exchange.said import refused
from tests.exchange.workbooks import errors, examine_file, warnings, write
from tests.hostile.separate_process import opened_in_process, repacked, unchanged

LINE = {
    "Intitulé": "Permanence",
    "Début": "2021",
    "État": "en cours",
    "Axes": "4",
    "Territoires": "44109",
    "Acteurs": "CIDFF – Mayenne (démonstration) (porteur)",
    "Forme": "permanence",
}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "ancien fichier Excel"),
        (b"PK\x03\x04 but no archive", "abîmé"),
        (bytes(range(256)) * 8, "ni un classeur"),
        (b"\x81\x8d\x8f\x90\x9d;\x81", "ni en UTF-8 ni en Windows-1252"),
    ],
)
def test_a_file_that_is_not_a_workbook_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "reseau.xlsx"
    path.write_bytes(content)
    with refused(words):
        open_book(path)


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    with refused("impossible de lire"):
        open_book(tmp_path / "absent.xlsx")
    with refused(r"aucun fichier \.csv"):
        open_book(tmp_path)


def test_an_archive_that_is_not_a_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with refused("archive, pas un classeur"):
        open_book(tmp_path / "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_decompressed(tmp_path: Path) -> None:
    template = tmp_path / "a.xlsx"
    write_template(template)
    bomb = repacked(
        template, tmp_path / "bomb.xlsx", unchanged, {"xl/worksheets/sheet99.xml": bytes(400 * 1024 * 1024)}
    )
    assert "une fois décompressé" in opened_in_process(bomb)


def test_a_sheet_with_too_far_a_cell_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert "XFD1048576" in opened_in_process(tmp_path / "a.xlsx")


def test_a_million_empty_rows_cost_little(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 1_000_000))

    def fill(name: str, content: bytes) -> bytes:
        return content.replace(b"</sheetData>", empty + b"</sheetData>") if "sheet1" in name else content

    assert opened_in_process(repacked(path, tmp_path / "b.xlsx", fill)) == "2 rows"


@pytest.mark.parametrize("attribute", ['table:number-rows-repeated="1000000"', ""])
def test_endlessly_repeated_values_are_refused(tmp_path: Path, attribute: str) -> None:
    template = tmp_path / "a.ods"
    write_template(template)
    columns = 'table:number-columns-repeated="1000000"' if not attribute else ""
    row = (
        f'<table:table-row {attribute}><table:table-cell {columns} office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ).encode()

    def fill(name: str, content: bytes) -> bytes:
        return content.replace(b"</table:table>", row, 1) if name == "content.xml" else content

    assert "répétées" in opened_in_process(repacked(template, tmp_path / "b.ods", fill))


def test_a_document_that_defines_entities_is_not_expanded(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
    )

    def define(name: str, content: bytes) -> bytes:
        if "sheet1" not in name:
            return content
        return content.replace(b"<worksheet", entities + b"]><worksheet", 1).replace(b">44109<", b">&i;<")

    opened_in_process(repacked(path, tmp_path / "b.xlsx", define))


async def test_macros_links_and_hidden_sheets_are_reported(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})
    book = load_workbook(path)
    book.create_sheet("Note")["A1"] = "x"
    book["Dispositifs"].sheet_state = "hidden"
    book["Dispositifs"].merge_cells("A2:A3")
    book.save(path)
    more = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    found = await examine_file(national, repacked(path, tmp_path / "b.xlsx", unchanged, more))
    words = "\n".join(warnings(found))
    assert errors(found) == []
    assert all(part in words for part in ("macros", "renvoie à d’autres fichiers", "masquée", "fusionnées", "A2:A3"))


async def test_formulas_are_read_by_their_value_or_refused(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE | {"Fin": "=DATE(2026,1,1)", "Constats": None}]})
    found = await examine_file(national, path)
    (error,) = errors(found)
    assert error.startswith("« Dispositifs », H2")
    assert "formule en erreur ou dont la valeur n’est pas enregistrée" in error

    def valued(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<v></v>", b"<v>2026</v>").replace(b"<v />", b"<v>2026</v>")
            if "sheet1" in name
            else content
        )

    found = await examine_file(national, repacked(path, tmp_path / "b.xlsx", valued))
    assert errors(found) == []
    assert any("formules, lues par leur dernière valeur" in warning for warning in warnings(found))


async def test_errors_of_formulas_are_refused(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})
    book = load_workbook(path)
    book["Dispositifs"]["E2"] = "#N/A"
    book["Dispositifs"]["E2"].data_type = "e"
    book.save(path)
    assert any("« Dispositifs », E2" in error for error in errors(await examine_file(national, path)))


NUMBERS = {
    "7,32829E+13": "a perdu des chiffres",
    "7328293200007": "a 13 chiffres",
    "12345678901234": "clé de contrôle",
}


@pytest.mark.parametrize(("number", "words"), NUMBERS.items())
async def test_a_number_damaged_by_a_spreadsheet_is_refused(
    national: ApiSession, tmp_path: Path, number: str, words: str
) -> None:
    lines = [{"Nom": "Maison des essais", "Type": "association", "SIRET": number}]
    (error,) = errors(await examine_file(national, write(tmp_path / "a.xlsx", {"Institutions": lines})))
    assert "(SIRET)" in error
    assert words in error


async def test_an_id_given_twice_is_refused(national: ApiSession, tmp_path: Path) -> None:
    lines = [LINE | {"Identifiant": "commitment:essai", "Intitulé": f"Permanence {n}"} for n in range(2)]
    (error,) = errors(await examine_file(national, write(tmp_path / "a.xlsx", {"Dispositifs": lines})))
    assert "est déjà donné à la ligne 2" in error


async def test_diagnostics_that_update_each_other_are_refused(national: ApiSession, tmp_path: Path) -> None:
    lines = [
        {
            "Identifiant": f"diagnostic:essai-{n}",
            "Intitulé": f"Diagnostic {n}",
            "Début": "2021",
            "Fin": "2022",
            "Territoires": "44109",
            "Acteurs": LINE["Acteurs"],
            "Met à jour": f"diagnostic:essai-{1 - n}",
        }
        for n in range(2)
    ]
    found = await examine_file(national, write(tmp_path / "a.xlsx", {"Diagnostics": lines}))
    assert len([error for error in errors(found) if "revient à ce diagnostic lui-même" in error]) == 2


async def test_a_workbook_of_another_version_is_refused(national: ApiSession, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path)
    book = load_workbook(path)
    book["_cinqaxes"]["B1"] = 99
    book.save(path)
    (error, *_) = errors(await examine_file(national, path))
    assert "version 99" in error
    assert "workbook new" in error


async def test_spaces_of_all_kinds_are_trimmed(national: ApiSession, tmp_path: Path) -> None:
    line = LINE | {"Territoires": "\u00a0 Nantes\u00a0(44) \u200b", "Axes": " 4\u202f"}
    assert errors(await examine_file(national, write(tmp_path / "a.xlsx", {"Dispositifs": [line]}))) == []


async def test_the_encoding_and_separator_of_a_csv_file_are_reported(national: ApiSession, tmp_path: Path) -> None:
    text = ";".join(LINE) + "\r\n" + ";".join(LINE.values()) + "\r\n"
    for encoding, name in (("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        for separator, word in ((";", "point-virgule"), ("\t", "tabulation")):
            folder = tmp_path / f"{encoding}-{word}"
            folder.mkdir()
            (folder / "Dispositifs.csv").write_bytes(text.replace(";", separator).encode(encoding))
            found = await examine_file(national, folder)
            assert errors(found) == []
            assert found.book.remarks == [f"« Dispositifs.csv » lu en {name}, séparateur {word}"]
