"""Faults of a whole file: formats, headings, sheets, and formatting; each with its place and sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from odfdo import Document
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from exchange.files.book import OWN_AUTHOR, Book
from exchange.files.reader import open_book
from exchange.incoming.workbook.lines import FileLines, read_lines
from exchange.incoming.workbook.traits import warn_of_traits
from exchange.outgoing.notes import note_of
from exchange.outgoing.workbook import write_template
from exchange.sentences import FRENCH, Language
from exchange.sheets import MANAGEMENT_COLUMNS, SHEETS

HEADINGS = ["Intitulé", "Début", "Axes", "Territoires", "Acteurs"]
LINES = [[f"Atelier {n}", "2026", "4", "Nantes (44)", "Mairie (porteur)"] for n in range(1, 6)]
RED = PatternFill("solid", fgColor="FFFF0000")
Change = Callable[[Any], None]


def read(path: Path, language: Language = FRENCH) -> tuple[Book, FileLines]:
    """Return a file and its lines, with the findings that do not need the graph."""
    book = open_book(path, language)
    lines = read_lines(book)
    warn_of_traits(book, lines)
    return book, lines


def messages_of(book: Book) -> list[str]:
    return [f"{FRENCH.written(finding.severity)} {finding}" for finding in book.findings.entries]


def workbook(path: Path, change: Change, rows: list[list[Any]] | None = None, name: str = "Actions") -> Path:
    """Write a workbook of actions after applying a change to its sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = name
    for row in rows or [HEADINGS, *LINES]:
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path


def _hide_by_filter(sheet: Any) -> None:
    sheet.auto_filter.ref = "A1:E6"
    sheet.auto_filter.add_filter_column(0, ["Atelier 1"])
    sheet.row_dimensions[3].hidden = True


def changed(address: str, **what: Any) -> Change:
    def change(sheet: Any) -> None:
        for name, value in what.items():
            setattr(sheet[address], name, value)

    return change


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def _total(sheet: Any) -> None:
    for address, value in {"A6": "Total", "B6": 5, "C6": None, "D6": None, "E6": None}.items():
        sheet[address].value = value


def _total_of(sheet: Any) -> None:
    for address, value in {"A6": "Sous-total Nantes", "B6": 5, "C6": None, "D6": None, "E6": "12 000 €"}.items():
        sheet[address].value = value


def _repeat_headings(sheet: Any) -> None:
    for place, heading in enumerate(HEADINGS[:3], start=1):
        for row in (3, 5):
            sheet.cell(row, place).value = heading.upper()
            for column in (4, 5):
                sheet.cell(row, column).value = None


def _misdecode(sheet: Any) -> None:
    for address in ("A1", "A2", "A4"):
        sheet[address].value = (
            f"{sheet[address].value} été".replace("Intitulé été", "Intitulé").encode().decode("cp1252")
        )


def _strike_in_part(*parts: str | tuple[str]) -> Change:
    """Return a change that splits A5 into these texts, those in a tuple struck."""
    runs = [part if isinstance(part, str) else TextBlock(InlineFont(strike=True), part[0]) for part in parts]
    return changed("A5", value=CellRichText(*runs))


CHANGES: dict[str, tuple[Change, str, str]] = {
    "hidden row": (_hide_row, "« Actions », A3", "lignes masquées, lues comme les autres"),
    "filter": (_hide_by_filter, "« Actions », A3", "lignes masquées par un filtre"),
    "hidden column": (_hide_column, "« Actions », C (Axes)", "colonne masquée, lue comme les autres"),
    "colour": (changed("B4", fill=RED), "« Actions », B4", "couleur (rgb=FFFF0000) : non lue"),
    "text colour": (changed("B4", font=Font(color="FFFF0000")), "« Actions », B4", "couleur (rgb=FFFF0000) : non lue"),
    "struck": (changed("A5", font=Font(strike=True)), "« Actions », A5", "texte barré, lu comme le reste"),
    "struck in part": (
        _strike_in_part("Atelier ", ("avec le CIDFF",)),
        "« Actions », A5 (Intitulé)",
        "« avec le CIDFF » est barré",
    ),
    "struck in its runs": (_strike_in_part(("Atelier ",), ("4",)), "« Actions », A5", "texte barré, lu comme le reste"),
    "note": (changed("B4", comment=Comment("annulée", "moi")), "« Actions », B4 (Début)", "« annulée » est une note"),
    "note with a telephone": (
        changed("A2", comment=Comment("voir Mme Fictive, 06 12 34 56 78", "moi")),
        "« Actions », A2 (Intitulé)",
        "elle semble donner un numéro de téléphone",
    ),
    "note with a name": (
        changed("A2", comment=Comment("voir Mme Fictive", "moi")),
        "« Actions », A2 (Intitulé)",
        "elle semble donner le nom d’une personne",
    ),
    "note with a name without a title": (
        changed("A2", comment=Comment("voir avec Marie Durand", "moi")),
        "« Actions », A2 (Intitulé)",
        "elle semble donner le nom d’une personne",
    ),
    "merged": (lambda sheet: sheet.merge_cells("D3:D5"), "« Actions », D3:D5", "cellules fusionnées"),
    "formula without value": (changed("B4", value="=TODAY()"), "« Actions », B4", "valeur n’est pas enregistrée"),
    "formula in error": (changed("B4", value="#REF!"), "« Actions », B4", "formule en erreur"),
    "untitled column": (changed("F4", value="à voir"), "« Actions », F4", "n’a pas de titre"),
    "unknown column": (changed("C1", value="Axe d'effort"), "« Actions », C", "colonne inconnue"),
    "heading with a typing error": (changed("D1", value="Territiores"), "« Actions », D", "« Territoires »"),
    "heading given twice": (changed("C1", value="Début"), "« Actions », C1", "donné deux fois"),
    "total row": (_total, "« Actions », ligne 6", "ligne de total"),
    "sub-total of something": (_total_of, "« Actions », ligne 6", "ligne de total ou de sous-total"),
    "headings repeated": (_repeat_headings, "« Actions », ligne 3, 5", "les titres y sont répétés"),
    "misdecoded texts": (_misdecode, "« Actions », A1, A2, A4", "corrigé : « Intitulé »"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_spoils_a_workbook_is_reported_at_its_place(tmp_path: Path, name: str) -> None:
    change, place, sentence = CHANGES[name]
    book, _ = read(workbook(tmp_path / "a.xlsx", change))
    (finding,) = messages_of(book)
    assert place in finding
    assert sentence in finding


def _stripe(sheet: Any) -> None:
    for row in (3, 5):
        for cell in sheet[row]:
            cell.fill = RED


def _colour_column(sheet: Any) -> None:
    for row in range(2, 7):
        sheet[f"A{row}"].fill = RED


def _link(sheet: Any) -> None:
    sheet["A3"].font = Font(color="FF0563C1", underline="single")


def _decorate_title(sheet: Any) -> None:
    sheet.insert_rows(1)
    sheet["A1"], sheet["A1"].fill = "Suivi 2026", RED
    sheet.merge_cells("A1:E1")


def _colour_headings(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.fill = RED


def _filter(sheet: Any) -> None:
    sheet.auto_filter.ref = "A1:E6"


def _mark(sheet: Any) -> None:
    sheet["A3"].comment, sheet["A3"].fill = Comment("erreur : x", OWN_AUTHOR), RED


HARMLESS: dict[str, Change] = {
    "nothing": lambda _: None,
    "every second row coloured": _stripe,
    "a whole column coloured": _colour_column,
    "headings coloured": _colour_headings,
    "a filter that hides nothing": _filter,
    "a link": _link,
    "an empty cell coloured": changed("F9", fill=RED),
    "a title above": _decorate_title,
    "an empty row between": lambda sheet: sheet.insert_rows(4),
    "a mark of ours": _mark,
    "a text in bold in part": changed("A5", value=CellRichText("Atelier ", TextBlock(InlineFont(b=True), "4"))),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_decoration_is_no_finding(tmp_path: Path, name: str) -> None:
    book, lines = read(workbook(tmp_path / "a.xlsx", HARMLESS[name]))
    assert messages_of(book) == []
    assert [line.text("title") for line in lines.lines] == [row[0] for row in LINES]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_template_filled_in_by_hand_gives_no_finding(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"reseau{suffix}"
    write_template(path)
    if suffix == ".xlsx":
        book: Any = load_workbook(path)
        headings = [cell.value for cell in book["Actions"][1]]
        for column, value in zip(HEADINGS, LINES[0], strict=True):
            book["Actions"].cell(2, headings.index(column) + 1).value = value
        book.save(path)
    else:
        document: Any = Document(path)
        table = document.body.get_table(name="Actions")
        headings = [cell.value for cell in table.get_row(0).cells]
        for column, value in zip(HEADINGS, LINES[0], strict=True):
            table.set_value((headings.index(column), 1), value)
        document.save(path)
    opened, lines = read(path)
    assert messages_of(opened) == []
    assert [line.text("title") for line in lines.lines] == ["Atelier 1"]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_the_columns_of_a_template_keep_codes_and_axes_as_texts(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"reseau{suffix}"
    write_template(path)
    if suffix == ".xlsx":
        page: Any = load_workbook(path)["Subventions"]
        formats = {cell.value: page.column_dimensions[cell.column_letter].number_format for cell in page[1]}
        assert (formats["Programme"], formats["Pour"], formats["Année"]) == ("@", "@", "General")
        page = load_workbook(path)["Actions"]
        assert {page.column_dimensions[cell.column_letter].number_format for cell in page[1]} == {"@"}
    else:
        document: Any = Document(path)
        columns = document.body.get_table(name="Subventions").get_columns()
        styles = [column.get_attribute("table:default-cell-style-name") for column in columns]
        assert styles[1:5] == [None, "texte", "texte", None]
        assert 'style:data-style-name="format-texte"' in document.get_part("content.xml").serialize().decode()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Feuil1", "ses titres sont ceux de « Actions » ou « Dispositifs » : donnez-lui ce nom"),
        ("Actoins", "ses titres sont ceux de « Actions »"),
        ("Suivi 2026", "ses titres sont ceux de « Actions »"),
    ],
)
def test_a_renamed_sheet_is_recognised_by_its_headings(tmp_path: Path, name: str, sentence: str) -> None:
    headings = [*HEADINGS, "Plan", "Critères"]
    book, _ = read(workbook(tmp_path / "a.xlsx", lambda _: None, [headings, *LINES], name))
    assert any(
        f"« {name} » : feuille inconnue, elle n’est pas lue ; {sentence}" in finding for finding in messages_of(book)
    )


def test_shared_headings_of_engagements_are_recognised_under_any_sheet_name(tmp_path: Path) -> None:
    book, _ = read(workbook(tmp_path / "a.xlsx", lambda _: None, [HEADINGS, *LINES], "Feuil1"))
    assert any(
        "ses titres sont ceux de « Plans » ou « Diagnostics » ou « Sessions » ou" in one for one in messages_of(book)
    )
    assert not any("ce n’est pas un de nos classeurs" in finding for finding in messages_of(book))


def test_a_heading_given_twice_below_titles_is_named_at_its_row(tmp_path: Path) -> None:
    rows = [["Suivi des actions"], [], ["Intitulé", "Début", "Début"], ["Atelier", "2026", "2027"]]
    book, _ = read(workbook(tmp_path / "a.xlsx", lambda _: None, rows))
    assert [finding for finding in messages_of(book) if "« Actions », C3" in finding]


def test_every_column_has_a_distinct_note() -> None:
    notes = {(s.name, c.heading): note_of(s, c) for s in SHEETS for c in (*s.columns, *MANAGEMENT_COLUMNS)}
    assert all(notes.values())
    assert "institution" in notes["Signataires", "Institution"]
    assert "CN04403I" in notes["Signataires", "Contrat de ville"]
    assert "Formateurs" in notes["Qualifications", "Formateur"]
    assert "sans date" in notes["Rattachements", "Source"]
    assert "un seul axe" in notes["Orientations", "Axe"]
    assert "L’axe 5 s’y ajoute" in notes["Plans", "Axes"]
    assert "postal" in notes["Quartiers", "Communes"]
    assert "QN04401M" in notes["Quartiers", "Quartier (QPV)"]
    assert "Laissez vide" in notes["Actions", "Identifiant"]
