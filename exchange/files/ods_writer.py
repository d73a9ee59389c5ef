"""Writes .ods, the workbooks of LibreOffice, with the same sheets, headings, notes and lists of choices as .xlsx.

Texts are written as texts and days as days, so that LibreOffice guesses neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element

from exchange.cells.text import Raw, drop_control_characters
from exchange.files.writer import Heading

TEXT_COLUMN = ' table:default-cell-style-name="texte"'
EMPTY_ROWS = 2_000
"""The number of empty rows of a sheet that offer choice lists."""
HIDDEN_STYLE, HEADING_STYLE, TEXT_STYLE, TEXT_FORMAT = "masquee", "titre", "texte", "format-texte"
STYLES = (
    (
        f'<style:style style:family="table" style:name="{HIDDEN_STYLE}">'
        '<style:table-properties table:display="false"/></style:style>'
    ),
    (
        f'<style:style style:family="table-cell" style:name="{HEADING_STYLE}">'
        '<style:table-cell-properties fo:background-color="#1F4E79"/>'
        '<style:text-properties fo:font-weight="bold" fo:color="#FFFFFF"/></style:style>'
    ),
    f'<number:text-style style:name="{TEXT_FORMAT}"><number:text-content/></number:text-style>',
    f'<style:style style:family="table-cell" style:name="{TEXT_STYLE}" style:data-style-name="{TEXT_FORMAT}"/>',
)
"""The styles of the sheets; text columns keep what a person types unchanged."""

FROZEN_FIRST_ROW = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in (
        ("VerticalSplitMode", "short", 2),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionBottom", "int", 1),
    )
)


@dataclass
class OdsWriter:
    """Builds a workbook in memory and saves it at the end."""

    path: Path
    _book: Any = field(default_factory=lambda: Document("spreadsheet"))
    _validations: dict[tuple[str, ...], str] = field(default_factory=dict)
    _table: Any = None
    _headings: Sequence[Heading] = ()
    _has_rows: bool = False
    _headed_sheets: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Return the writer, with an empty workbook and its styles."""
        self._book.body.clear()
        for style in STYLES:
            self._book.insert_style(Element.from_tag(style), automatic=True)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Save the workbook; after an exception nothing is saved."""
        if kind is None:
            self._end_sheet()
            validations = "".join(_validation(name, choices) for choices, name in self._validations.items())
            if validations:
                element = Element.from_tag(f"<table:content-validations>{validations}</table:content-validations>")
                self._book.body.insert(element, position=0)  # the format wants them before the sheets
            self._book.container.set_part("settings.xml", _settings(self._headed_sheets).encode())
            self._book.save(str(self.path))

    def start_sheet(self, name: str, headings: Sequence[Heading], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings."""
        self._end_sheet()
        style = f' table:style-name="{HIDDEN_STYLE}"' if hidden else ""
        columns = "".join(
            f'<table:table-column table:visibility="{"collapse" if heading.hidden else "visible"}"'
            f"{TEXT_COLUMN if heading.is_text else ''}/>"
            for heading in headings
        )
        cells = "".join(_heading_cell(heading) for heading in headings)
        header = f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>"
        body = columns + header if headings else ""
        self._table = Element.from_tag(f"<table:table table:name={quoteattr(name)}{style}>{body}</table:table>")
        self._headings, self._has_rows = headings, False
        self._headed_sheets += [name] if headings else []

    def add_rows(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the current sheet."""
        for row in rows:
            self._has_rows = True
            cells = "".join(_cell(raw, self._validation_attribute(index)) for index, raw in enumerate(row))
            self._table.append(Element.from_tag(f"<table:table-row>{cells}</table:table-row>"))

    def _end_sheet(self) -> None:
        if self._table is None:
            return
        if self._headings and not self._has_rows:
            # A choice list belongs to a cell, so a template needs empty cells to carry it.
            cells = "".join(_cell(None, self._validation_attribute(index)) for index in range(len(self._headings)))
            row = f'<table:table-row table:number-rows-repeated="{EMPTY_ROWS}">{cells}</table:table-row>'
            self._table.append(Element.from_tag(row))
        self._book.body.append(self._table)

    def _validation_attribute(self, index: int) -> str:
        """Return the attribute that gives the cells of a column their choice list; empty without one."""
        choices = tuple(self._headings[index].choices) if index < len(self._headings) else ()
        if not choices:
            return ""
        name = self._validations.setdefault(choices, f"liste{len(self._validations) + 1}")
        return f' table:content-validation-name="{name}"'


def _settings(sheets: Sequence[str]) -> str:
    """Return `settings.xml`, which keeps the first row of these sheets visible."""
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{FROZEN_FIRST_ROW}</config:config-item-map-entry>"
        for name in sheets
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings office:version="1.3" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables">'
        f"{tables}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _validation(name: str, choices: Sequence[str]) -> str:
    words = ";".join('"' + choice.replace('"', '""') + '"' for choice in choices)
    condition = quoteattr(f"of:cell-content-is-in-list({words})")
    return (
        f'<table:content-validation table:name="{name}" table:allow-empty-cell="true" table:condition={condition}>'
        '<table:error-message table:display="false"/></table:content-validation>'
    )


def _heading_cell(heading: Heading) -> str:
    note = f"<office:annotation><text:p>{escape(heading.note)}</text:p></office:annotation>" if heading.note else ""
    attributes = f'table:style-name="{HEADING_STYLE}" office:value-type="string"'
    return f"<table:table-cell {attributes}>{note}{_paragraphs(heading.text)}</table:table-cell>"


def _paragraphs(text: str) -> str:
    lines = drop_control_characters(text).replace("\r", "").split("\n")
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)


def _cell(raw: Raw, validation: str) -> str:
    if raw is None:
        return f"<table:table-cell{validation}/>"
    if isinstance(raw, date):
        value, text = f'office:value-type="date" office:date-value="{raw.isoformat()}"', f"{raw:%d/%m/%Y}"
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value, text = f'office:value-type="float" office:value="{raw}"', str(raw)
    else:
        value, text = 'office:value-type="string"', str(raw)
    return f"<table:table-cell{validation} {value}>{_paragraphs(text)}</table:table-cell>"
