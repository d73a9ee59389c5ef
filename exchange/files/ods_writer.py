"""Writes .ods, the workbooks of LibreOffice.

Rule: the same sheets, headings, notes and lists as .xlsx; texts are texts, days are days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element

from exchange.cells.text import Raw
from exchange.files.writer import Head

HEIGHT = 2_000
"""To how many lines the lists to choose from reach in an empty sheet."""
HIDDEN, TITLE = "masquee", "titre"
STYLES = {
    "table": f'style:name="{HIDDEN}"><style:table-properties table:display="false"/>',
    "table-cell": (
        f'style:name="{TITLE}"><style:table-cell-properties fo:background-color="#1F4E79"/>'
        '<style:text-properties fo:font-weight="bold" fo:color="#FFFFFF"/>'
    ),
}

FROZEN = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in (
        ("VerticalSplitMode", "short", 2),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionBottom", "int", 1),
    )
)


@dataclass
class OdsBook:
    """A workbook being written."""

    path: Path
    _book: Any = field(default_factory=lambda: Document("spreadsheet"))
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    _table: Any = None
    _heads: Sequence[Head] = ()
    _filled: bool = False
    _frozen: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Return the workbook itself, empty."""
        self._book.body.clear()
        for family, style in STYLES.items():
            made = _element(f'<style:style style:family="{family}" {style}</style:style>')
            self._book.insert_style(made, automatic=True)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Save; nothing when something went wrong."""
        if kind is None:
            self._end()
            lists = "".join(_validation(name, choices) for choices, name in self._lists.items())
            if lists:
                self._book.body.insert(
                    _element(f"<table:content-validations>{lists}</table:content-validations>"), position=0
                )
            self._book.container.set_part("settings.xml", _settings(self._frozen).encode())
            self._book.save(str(self.path))

    def start(self, name: str, heads: Sequence[Head], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings."""
        self._end()
        style = f' table:style-name="{HIDDEN}"' if hidden else ""
        columns = "".join(
            f'<table:table-column table:visibility="{"collapse" if head.hidden else "visible"}"/>' for head in heads
        )
        titles = "".join(_head(head) for head in heads)
        header = f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>"
        body = columns + header if heads else ""
        self._table = _element(f"<table:table table:name={quoteattr(name)}{style}>{body}</table:table>")
        self._heads, self._filled = heads, False
        self._frozen += [name] if heads else []

    def add(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the sheet that was begun."""
        for row in rows:
            self._filled = True
            cells = "".join(_cell(raw, self._list(index)) for index, raw in enumerate(row))
            self._table.append(_element(f"<table:table-row>{cells}</table:table-row>"))

    def _end(self) -> None:
        if self._table is None:
            return
        if self._heads and not self._filled:
            cells = "".join(_cell(None, self._list(index)) for index in range(len(self._heads)))
            row = f'<table:table-row table:number-rows-repeated="{HEIGHT}">{cells}</table:table-row>'
            self._table.append(_element(row))
        self._book.body.append(self._table)

    def _list(self, index: int) -> str:
        """Return the attribute that offers a column's words to choose from."""
        choices = tuple(self._heads[index].choices) if index < len(self._heads) else ()
        if not choices:
            return ""
        name = self._lists.setdefault(choices, f"liste{len(self._lists) + 1}")
        return f' table:content-validation-name="{name}"'


def _settings(frozen: Sequence[str]) -> str:
    """Return the part of the file that keeps the first row of these sheets in sight."""
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{FROZEN}</config:config-item-map-entry>"
        for name in frozen
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


def _element(xml: str) -> Element:
    return Element.from_tag(xml)


def _validation(name: str, choices: Sequence[str]) -> str:
    listed = ";".join('"' + choice.replace('"', '""') + '"' for choice in choices)
    condition = quoteattr(f"of:cell-content-is-in-list({listed})")
    return (
        f'<table:content-validation table:name="{name}" table:allow-empty-cell="true" table:condition={condition}>'
        '<table:error-message table:display="false"/></table:content-validation>'
    )


def _head(head: Head) -> str:
    note = f"<office:annotation><text:p>{escape(head.note)}</text:p></office:annotation>" if head.note else ""
    kind = f'table:style-name="{TITLE}" office:value-type="string"'
    return f"<table:table-cell {kind}>{note}{_text(head.text)}</table:table-cell>"


def _text(text: str) -> str:
    shown = "".join(c for c in text if c >= " " or c in "\t\n")
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))


def _cell(raw: Raw, listed: str) -> str:
    if raw is None:
        return f"<table:table-cell{listed}/>"
    if isinstance(raw, date):
        kind, shown = f'office:value-type="date" office:date-value="{raw.isoformat()}"', f"{raw:%d/%m/%Y}"
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        kind, shown = f'office:value-type="float" office:value="{raw}"', str(raw)
    else:
        kind, shown = 'office:value-type="string"', str(raw)
    return f"<table:table-cell{listed} {kind}>{_text(shown)}</table:table-cell>"
