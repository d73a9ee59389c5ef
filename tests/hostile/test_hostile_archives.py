"""Workbooks that no spreadsheet writes: far cells in any notation, malformed sheets, archives with false sizes."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.exchange.workbooks import write
from tests.hostile.separate_process import opened_in_process, repacked, unchanged

LINE = {"Intitulé": "Permanence", "Début": "2021", "État": "en cours", "Axes": "4", "Territoires": "44109"}
FAR = {
    "attributes in another order": b'<row r="1048576"><c s="0" t="n" r="XFD1048576"><v>1</v></c></row>',
    "single quotes": b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "a prefix": b'<x:row xmlns:x="urn:x" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "a cell without an address": b'<row r="1048576"><c r="XFC1048576"><v>1</v></c><c><v>1</v></c></row>',
    "a tag longer than any": b'<row r="1048576"><c ' + b" " * 2_000_000 + b'r="XFD1048576"><v>1</v></c></row>',
    "a bracket in an attribute": b'<row r="1048576"><c cm=">" r="XFD1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("row", FAR.values(), ids=FAR)
def test_a_far_cell_is_found_however_it_is_written(tmp_path: Path, row: bytes) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})

    def fill(name: str, content: bytes) -> bytes:
        return content.replace(b"</sheetData>", row + b"</sheetData>") if "sheet1" in name else content

    assert "XFD1048576" in opened_in_process(repacked(path, tmp_path / "b.xlsx", fill))


BAD_SHEETS = {
    "truncated XML": b"<worksheet><sheetData><row",
    "a wrong address": b'<worksheet><sheetData><row r="1"><c r="0A"><v>1</v></c></row></sheetData></worksheet>',
    "a wrong row": b'<worksheet><sheetData><row r="x"><c><v>1</v></c></row></sheetData></worksheet>',
}


@pytest.mark.parametrize("sheet", BAD_SHEETS.values(), ids=BAD_SHEETS)
def test_a_malformed_sheet_is_reported_in_a_sentence(tmp_path: Path, sheet: bytes) -> None:
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})

    def spoil(name: str, content: bytes) -> bytes:
        return sheet if "sheet1" in name else content

    assert "abîmé" in opened_in_process(repacked(path, tmp_path / "b.xlsx", spoil))


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The archive states ten bytes, with their checksum; the part holds a hundred million."""
    path = write(tmp_path / "a.xlsx", {"Dispositifs": [LINE]})
    lying = repacked(path, tmp_path / "b.xlsx", unchanged, {"xl/worksheets/sheet99.xml": bytes(100_000_000)})
    with zipfile.ZipFile(lying) as archive:
        part = archive.getinfo("xl/worksheets/sheet99.xml")
    honest = struct.pack("<III", part.CRC, part.compress_size, part.file_size)
    content = lying.read_bytes()
    assert content.count(honest) == 2
    lying.write_bytes(content.replace(honest, struct.pack("<III", zlib.crc32(bytes(10)), part.compress_size, 10)))
    assert "abîmé" in opened_in_process(lying)


@pytest.mark.parametrize("line", [0, 20])
def test_an_endless_csv_cell_is_reported_in_a_sentence(tmp_path: Path, line: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" * line + '"' + "x" * 1_100_000 + '";b\n', "utf-8")
    assert "plus d’un million de caractères" in opened_in_process(path)
