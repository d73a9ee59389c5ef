"""Formatting of cells in each spreadsheet format: struck parts, empty formulas."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from odfdo import Document

from tests.exchange.test_file_faults import HEADINGS, LINES, changed, messages_of, read, workbook


def test_a_struck_part_of_a_shared_text_is_reported(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda _: None)
    inline = re.compile(r'<c r="A5"[^>]*><is><t>Atelier 4</t></is></c>')
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: inline.sub('<c r="A5" t="s"><v>1</v></c>', xml))
    runs = (
        '<r><t xml:space="preserve">Atelier 4 </t></r><r><rPr><strike/></rPr><t>reporté</t></r>'
        '<r><rPr><strike val="0"/></rPr><t xml:space="preserve"> ou non</t></r>'
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<si><t>Autre</t></si><si>{runs}</si></sst>",
        )
    book, lines = read(path)
    assert lines.lines[3].text("title") == "Atelier 4 reporté ou non"
    (finding,) = messages_of(book)
    assert "« Actions », A5 (Intitulé) : « reporté » est barré dans la cellule" in finding


def test_struck_text_of_a_web_page_is_reported(tmp_path: Path) -> None:
    rows = [
        ["<s>Atelier 1</s>", *LINES[0][1:]],
        ["Atelier <span style='text-decoration: line-through'>2 <span>bis</span></span> suite", *LINES[1][1:]],
        ["Atelier 3</span>", *LINES[2][1:]],
        ["<td class='n xl7'>Atelier 4", *LINES[3][1:]],
    ]
    table = "<tr>".join(["<table>", *("".join(f"<td>{text}</td>" for text in row) for row in [HEADINGS, *rows])])
    style = "<style>.xl6{color:red}\n.xl7 {text-decoration:line-through;}</style>"
    (tmp_path / "Actions.xls").write_text(f"<html>{style}{table.replace('<td><td', '<td')}</table></html>")
    book, lines = read(tmp_path / "Actions.xls")
    assert [line.text("title") for line in lines.lines] == [
        "Atelier 1",
        "Atelier 2 bis suite",
        "Atelier 3",
        "Atelier 4",
    ]
    whole, part = messages_of(book)
    assert "« Actions », A2, A5 : texte barré, lu comme le reste" in whole
    assert "« Actions », A3 (Intitulé) : « 2 bis » est barré dans la cellule" in part


def test_a_formula_with_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", changed("B4", value='=IF(A4="","",A4)'))
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('<c r="B4">', '<c r="B4" t="str">'))
    book, lines = read(path)
    assert messages_of(book) == []
    assert "startsOn" not in lines.lines[2].cells


def edit_part(path: Path, part: str, edit: Callable[[str], str]) -> None:
    """Change a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode()
    parts[part] = edit(before).encode()
    assert parts[part].decode() != before
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_traits_of_libreoffice_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    styles = (
        '<style:style style:family="table-cell" style:name="rouge">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
        '<style:style style:family="table-cell" style:name="barre">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:family="text" style:name="biffe">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    rows = [HEADINGS, *LINES]
    marks = {
        (1, 0): ' table:style-name="rouge"',
        (2, 0): ' table:style-name="barre"',
    }
    runs = {(5, 0): ' <text:span text:style-name="biffe">reporté</text:span>'}
    note = "<office:annotation><dc:creator>moi</dc:creator><text:p>annulée</text:p></office:annotation>"
    body = "".join(
        f"<table:table-row{' table:visibility=' + chr(34) + 'filter' + chr(34) if r == 4 else ''}>"
        + "".join(
            f'<table:table-cell office:value-type="string"{marks.get((r, c), "")}>'
            f"{note if (r, c) == (3, 1) else ''}<text:p>{text}{runs.get((r, c), '')}</text:p></table:table-cell>"
            for c, text in enumerate(row)
        )
        + "</table:table-row>"
        for r, row in enumerate(rows)
    )
    Document("spreadsheet").save(str(tmp_path / "vide.ods"))
    with zipfile.ZipFile(tmp_path / "vide.ods") as empty, zipfile.ZipFile(path, "w") as filled:
        for part in empty.namelist():
            content = empty.read(part).decode("utf-8", "surrogateescape")
            if part == "content.xml":
                content = re.sub(
                    r"<table:table .*</table:table>", f'<table:table table:name="Actions">{body}</table:table>', content
                )
                content = content.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")
            filled.writestr(part, content.encode("utf-8", "surrogateescape"))
    book, _ = read(path)
    findings = "\n".join(messages_of(book))
    assert "« Actions », A2 : couleur (#ff0000)" in findings
    assert "« Actions », A3 : texte barré" in findings
    assert "« Actions », B4 (Début) : « annulée » est une note" in findings
    assert "« Actions », A5 : lignes masquées par un filtre" in findings
    assert "« Actions », A6 (Intitulé) : « reporté » est barré dans la cellule" in findings
    assert len(messages_of(book)) == 5
