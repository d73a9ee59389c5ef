"""The forms of a file: encodings, pages named as workbooks, days counted from 1904; another form is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.files.reader import open_book
from tests.exchange.said import refused
from tests.exchange.test_file_faults import HEADINGS, LINES, messages_of, read

CSV = "\r\n".join(";".join(row) for row in [HEADINGS, *LINES])
PAGE = (
    "<tr>".join(["<table>", *("".join(f"<td>{text}</td>" for text in row) for row in [HEADINGS, *LINES])]) + "</table>"
)
ENCODINGS = {
    "UTF-8": CSV.encode(),
    "Mac OS Roman": CSV.encode("mac_roman"),
    "DOS": CSV.encode("cp850"),
    "bars between cells": CSV.replace(";", "|").encode(),
    "UTF-8 with mark": CSV.encode("utf-8-sig"),
    "Windows-1252": CSV.encode("cp1252"),
    "UTF-16 of Excel": CSV.replace(";", "\t").encode("utf-16"),
    "UTF-16 big-endian": b"\xfe\xff" + CSV.encode("utf-16-be"),
    "page named as a workbook": f"<html><head><meta charset='utf-8'></head><body>{PAGE}</body></html>".encode(),
    "page with a document type": f"<!DOCTYPE html>\n<html>{PAGE}</html>".encode("cp1252"),
    "bare table": PAGE.encode("utf-8-sig"),
    "page in UTF-16": f"<html>{PAGE}</html>".encode("utf-16"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_list_is_read_in_any_of_its_forms(tmp_path: Path, name: str) -> None:
    path = tmp_path / "Actions.xlsx"
    path.write_bytes(ENCODINGS[name])
    book, lines = read(path)
    assert messages_of(book) == []
    assert [
        [line.text(n) for n in ("title", "startsOn", "axes", "territories", "actors")] for line in lines.lines
    ] == LINES


def test_a_wrongly_decoded_text_is_decoded_again(tmp_path: Path) -> None:
    path = tmp_path / "Actions.csv"
    path.write_bytes(CSV.encode().decode("cp1252").encode())
    book, lines = read(path)
    assert [line.text("axes") for line in lines.lines] == [row[2] for row in LINES]
    (finding,) = messages_of(book)
    assert "« Actions », A1, B1 : texte mal décodé" in finding
    assert "corrigé : « Intitulé »" in finding


CAUSES: dict[str, tuple[str, str, int]] = {
    "quote left open": (
        CSV.replace("Atelier 3", '"Atelier 3'),
        'erreur « Actions », ligne 4 : un guillemet (") ouvert ici n’est pas fermé',
        2,
    ),
    "quote left open that a later one closes": (
        CSV.replace("Atelier 3", '"Atelier 3').replace("Atelier 5", 'Atelier "5"'),
        'erreur « Actions », ligne 4 : un guillemet (") ouvert ici n’est pas fermé',
        2,
    ),
    "another separator in some lines": (
        "\r\n".join([*CSV.splitlines()[:4], *(line.replace(";", ",") for line in CSV.splitlines()[4:])]),
        "erreur « Actions », ligne 5, 6 : le séparateur n’y est pas celui du reste du fichier (point-virgule)",
        3,
    ),
    "separator in a text": (
        CSV.replace("Atelier 2", "Atelier ; suite"),
        "erreur « Actions », ligne 3 : plus de cellules que de titres ; mettez entre guillemets ce qui contient",
        4,
    ),
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_cause_is_reported_and_not_its_consequences(tmp_path: Path, name: str) -> None:
    text, sentence, count = CAUSES[name]
    path = tmp_path / "Actions.csv"
    path.write_bytes(text.encode())
    book, lines = read(path)
    (finding,) = messages_of(book)
    assert finding.startswith(sentence)
    assert len(lines.lines) == count


SOUND = {
    "a quote inside a text": CSV.replace("Atelier 3", 'Atelier "trois"'),
    "a quoted text with separators and lines": CSV.replace("Atelier 3", '"Atelier ; 3\r\nsuite ; fin"'),
    "commas in texts": CSV.replace("Atelier", "Atelier, a, b, c, d, e, f, g, h"),
    "a title above": f"Suivi des actions\r\n{CSV}",
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_list_is_read_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / "Actions.csv"
    path.write_bytes(SOUND[name].encode())
    book, lines = read(path)
    assert messages_of(book) == []
    assert len(lines.lines) == len(LINES)


@pytest.mark.parametrize(
    "text", ["Atelier… suite", "2021 – 2023", "l’école « A » à l’œuvre", "ÉCOLE À NOËL", "Ñandú, Škoda et Łódź"]
)
def test_windows_1252_is_not_taken_for_another_encoding(tmp_path: Path, text: str) -> None:
    written = CSV.replace("Atelier 3", text)
    path = tmp_path / "Actions.csv"
    path.write_bytes(written.encode("cp1252", "ignore"))
    book, _ = read(path)
    assert book.remarks == ["« Actions.csv » lu en Windows-1252, séparateur point-virgule"]


REFUSED = {
    "no table": (b"<html><body>Erreur 500</body></html>", "est une page web sans tableau"),
    "spreadsheet of 2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "Enregistrer sous"),
    "web archive": (b"MIME-Version: 1.0\r\n", "Enregistrer sous"),
    "old Excel": (bytes.fromhex("d0cf11e0a1b11ae1"), "ancien fichier Excel"),
    "UTF-16 without mark": (CSV.encode("utf-16-le"), "CSV UTF-8"),
    "half of UTF-16": (b"\xff\xfea\0b", "UTF-16 incomplet"),
    "an archive": (b"PK\x05\x06" + bytes(18), "est une archive"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_another_file_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    content, sentence = REFUSED[name]
    path = tmp_path / "liste.xls"
    path.write_bytes(content)
    with refused(sentence):
        open_book(path)


def test_merged_cells_of_a_page_leave_the_others_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "Actions.xls"
    rows = "<tr><th>Intitulé</th><th>Début</th><th>Axes</th></tr>"
    rows += "<tr><td rowspan=2>Atelier</td><td>2026</td><td>1<br>3</td></tr><tr><td>2025</td><td>4</td></tr>"
    path.write_text(f"<html><table>{rows}</table></html>")
    book, lines = read(path)
    assert [dict(line.cells) for line in lines.lines] == [
        {"title": "Atelier", "startsOn": "2026", "axes": "1\n3"},
        {"startsOn": "2025", "axes": "4"},
    ]
    assert [finding for finding in messages_of(book) if "« Actions », A2:A3 : cellules fusionnées" in finding]


def test_days_counted_from_1904_are_read_correctly(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.title = "Actions"
    sheet.append(["Intitulé", "Début"])
    sheet.append(["Atelier", date(2026, 3, 15)])
    book.save(tmp_path / "a.xlsx")
    _, lines = read(tmp_path / "a.xlsx")
    assert [line.text("startsOn") for line in lines.lines] == ["2026-03-15"]
