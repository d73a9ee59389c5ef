"""Exports the coverage matrix, contracts or other territories by the five axes on a day, as a workbook, SVG or GeoJSON.

Each cell states its status in words as well as in colour, so that it reads in black and white.
"""

import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from exchange.cells.text import drop_control_characters
from exchange.files.xlsx_writer import discard, safe_cell
from exchange.outgoing.network import ExportFilters, RunQuery
from graph.vocabulary import Axis, CellStatus, TerritoryKind

PAGE = 1_000
MATRIX = f"""
query matrix($rows: TerritoryRows!, $axes: [Axis!], $asOf: Date, $after: String) {{
  coverage(rows: $rows, axes: $axes, asOf: $asOf, first: {PAGE}, after: $after) {{
    asOf pageInfo {{ hasNextPage endCursor }}
    edges {{ node {{
      territory {{ id code label kind ... on CityContract {{ longitude latitude }} }}
      cells {{ axis status actorCount engagementCount fragile stale lapsedOn renewalPending }}
    }} }}
  }}
}}
"""


@dataclass(frozen=True)
class StatusStyle:
    """The appearance of a status: a sign, a colour in hexadecimal, and its meaning in French for the legend."""

    sign: str
    colour: str
    meaning: str
    is_dark: bool = False

    @property
    def text_colour(self) -> str:
        """The colour of text that is read on the colour of the status."""
        return "FFFFFF" if self.is_dark else "000000"


STYLES: Mapping[CellStatus, StatusStyle] = {
    CellStatus.COVERED: StatusStyle(
        "●", "1B7837", "Au moins un acteur est mobilisé sur ce territoire même.", is_dark=True
    ),
    CellStatus.PARTIAL: StatusStyle(
        "◐", "A6DBA0", "Au moins un acteur est mobilisé sur une partie du territoire, ou sur ce qui le recoupe."
    ),
    CellStatus.INHERITED: StatusStyle(
        "○", "D9F0D3", "Au moins un acteur est mobilisé sur l'EPCI, la commune ou le contrat qui le contient."
    ),
    CellStatus.GAP: StatusStyle(
        "✕", "762A83", "Un relevé de moins de douze mois a cherché et n'a trouvé personne.", is_dark=True
    ),
    CellStatus.UNKNOWN: StatusStyle("?", "F2F2F2", "Rien n'est renseigné, et aucun relevé récent n'a cherché."),
}
"""The style of each status in the workbook and the SVG; its label is that of the vocabulary."""
CELL_WIDTH, LABEL_WIDTH, ROW_HEIGHT, HEAD_HEIGHT, LEGEND_HEIGHT = 150, 380, 26, 92, 40
"""The measures of the SVG, in pixels."""
LONGEST_HEAD_LINE, MOST_HEAD_LINES = 22, 4
LONGEST_LABEL = 56
BORDER_COLOUR = "808080"
THIN = Side(style="thin", color=f"FF{BORDER_COLOUR}")


@dataclass(frozen=True)
class MatrixRows:
    """The rows of a matrix: the territories of a kind."""

    kind: str = TerritoryKind.CITY_CONTRACT.value

    def argument(self, filters: ExportFilters) -> dict[str, Any]:
        """Return the argument `rows` of `coverage`."""
        return {"kind": self.kind} | ({"within": filters.within} if filters.within else {})


async def matrix_pages(
    run_query: RunQuery, filters: ExportFilters, rows: MatrixRows
) -> AsyncIterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the day, in ISO form, and the rows of the matrix, page by page."""
    after: str | None = None
    while True:
        variables = {
            "rows": rows.argument(filters),
            "axes": list(filters.axes) or None,
            "asOf": filters.as_of,
            "after": after,
        }
        connection = (await run_query(MATRIX, variables))["coverage"]
        yield connection["asOf"], [edge["node"] for edge in connection["edges"]]
        if not connection["pageInfo"]["hasNextPage"]:
            return
        after = connection["pageInfo"]["endCursor"]


def status_text(status: CellStatus) -> str:
    """Return the sign and the French label of a status."""
    return f"{STYLES[status].sign} {status.label_fr}"


def cell_text(cell: Mapping[str, Any]) -> str:
    """Return a cell in words: its status, the number of actors, and the reasons to doubt it."""
    words = [status_text(CellStatus(cell["status"]))]
    if cell["actorCount"]:
        words.append(f"{cell['actorCount']} acteur{'s' if cell['actorCount'] > 1 else ''}")
    if cell["fragile"]:
        words.append("fragile")
    if cell["stale"]:
        words.append("ancien")
    if cell["renewalPending"]:
        words.append("renouvellement attendu")
    elif cell["lapsedOn"]:
        words.append(f"échu le {date.fromisoformat(cell['lapsedOn']):%d/%m/%Y}")
    return ", ".join(words)


async def write_matrix(run_query: RunQuery, filters: ExportFilters, rows: MatrixRows, path: Path) -> None:
    """Write the matrix as a formatted workbook, with its day and its legend."""
    book = Workbook(write_only=True)
    try:
        await _fill_matrix(_matrix_sheet(book), run_query, filters, rows)
    except BaseException:
        discard(book)
        raise
    legend = book.create_sheet("Légende")
    legend.column_dimensions["A"].width, legend.column_dimensions["B"].width = 26, 90
    for status, style in STYLES.items():
        legend.append([_status_cell(legend, status_text(status), status), style.meaning])
    book.save(path)


async def _fill_matrix(sheet: Any, run_query: RunQuery, filters: ExportFilters, rows: MatrixRows) -> None:
    has_headings = False
    async for day, page in matrix_pages(run_query, filters, rows):
        if not has_headings:
            has_headings = True
            sheet.append([_heading_cell(sheet, _title(day))])
            headings = ["Code", "Territoire", *(f"{axis.number}. {axis.label_fr}" for axis in _axes(page))]
            sheet.append([_heading_cell(sheet, heading) for heading in headings])
        for row in page:
            territory = row["territory"]
            cells = [_status_cell(sheet, cell_text(cell), CellStatus(cell["status"])) for cell in row["cells"]]
            sheet.append([safe_cell(sheet, territory["code"]), safe_cell(sheet, territory["label"]), *cells])


def _matrix_sheet(book: Workbook) -> Any:
    """Return a sheet that prints on landscape pages, one page wide, with its headings on each."""
    sheet: Any = book.create_sheet("Couverture")
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 52
    for index in range(len(Axis)):
        sheet.column_dimensions[get_column_letter(index + 3)].width = 26
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _title(day: str) -> str:
    return f"Couverture des axes au {date.fromisoformat(day):%d/%m/%Y}"


def _axes(rows: list[Mapping[str, Any]]) -> list[Axis]:
    return [Axis(cell["axis"]) for cell in rows[0]["cells"]] if rows else []


def _heading_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _status_cell(sheet: Any, text: str, status: CellStatus) -> Any:
    style = STYLES[status]
    cell = WriteOnlyCell(sheet, text)
    cell.fill = PatternFill("solid", fgColor=f"FF{style.colour}")
    cell.font = Font(color=f"FF{style.text_colour}")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(THIN, THIN, THIN, THIN)
    return cell


async def svg_of(run_query: RunQuery, filters: ExportFilters, rows: MatrixRows) -> bytes:
    """Return the matrix as SVG, with a title, a legend, and words in each cell."""
    territories: list[Mapping[str, Any]] = []
    day = ""
    async for day, page in matrix_pages(run_query, filters, rows):  # noqa: B007 - the day is the same on every page
        territories += page
    axes = _axes(territories)
    svg = _svg_root(_title(day), len(axes), len(territories))
    for place, axis in enumerate(axes):
        x = LABEL_WIDTH + place * CELL_WIDTH
        for line, text in enumerate(_head_lines(f"{axis.number}. {axis.label_fr}")):
            _add_text(svg, x + 4, 44 + line * 13, text, size=11)
    for number, row in enumerate(territories):
        _add_row(svg, row, HEAD_HEIGHT + number * ROW_HEIGHT)
    words = " · ".join(status_text(status) for status in STYLES)
    legend = f"{words} · ! fragile : repose sur une seule structure · (n) : nombre d'acteurs"
    _add_text(svg, 10, HEAD_HEIGHT + len(territories) * ROW_HEIGHT + 24, legend, size=11)
    content: bytes = ET.tostring(svg, encoding="utf-8")
    return content


def _svg_root(title: str, axis_count: int, row_count: int) -> ET.Element:
    width = LABEL_WIDTH + CELL_WIDTH * max(axis_count, 1) + 20
    height = HEAD_HEIGHT + ROW_HEIGHT * row_count + LEGEND_HEIGHT
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": str(width),
        "height": str(height),
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-label": title,
        "font-family": "sans-serif",
    }
    svg = ET.Element("svg", attributes)
    ET.SubElement(svg, "title").text = title
    _add_text(svg, 10, 24, title, size=18, weight="bold")
    return svg


def _head_lines(text: str) -> list[str]:
    """Return the lines of an axis at the head of its column: four fit, and a longer text ends with an ellipsis."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > LONGEST_HEAD_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > MOST_HEAD_LINES:
        return [*lines[: MOST_HEAD_LINES - 1], f"{lines[MOST_HEAD_LINES - 1]}…"]
    return lines


def _add_row(svg: ET.Element, row: Mapping[str, Any], y: int) -> None:
    label = row["territory"]["label"]
    short_label = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    _add_text(svg, 10, y + 17, short_label, size=12)
    for place, cell in enumerate(row["cells"]):
        x, status = LABEL_WIDTH + place * CELL_WIDTH, CellStatus(cell["status"])
        count = f" ({cell['actorCount']})" if cell["actorCount"] else ""
        words = f"{status_text(status)}{count}{' !' if cell['fragile'] else ''}"
        # The title of a group stands first in it: browsers show it under the pointer, screen readers read it.
        group = ET.SubElement(svg, "g")
        hint = f"{label} – axe {Axis(cell['axis']).number} : {cell_text(cell)}"
        ET.SubElement(group, "title").text = drop_control_characters(hint)
        box = {"x": x, "y": y, "width": CELL_WIDTH - 2, "height": ROW_HEIGHT - 2}
        colours = {"fill": f"#{STYLES[status].colour}", "stroke": f"#{BORDER_COLOUR}"}
        ET.SubElement(group, "rect", {name: str(value) for name, value in box.items()} | colours)
        _add_text(group, x + 6, y + 17, words, size=11, colour=STYLES[status].text_colour)


def _add_text(
    parent: ET.Element, x: int, y: int, text: str, *, size: int, weight: str = "normal", colour: str = "000000"
) -> None:
    attributes = {"x": str(x), "y": str(y), "font-size": str(size), "font-weight": weight, "fill": f"#{colour}"}
    ET.SubElement(parent, "text", attributes).text = drop_control_characters(text)


async def geojson_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the contracts as GeoJSON: a point each, with the status and the number of actors of each axis on the day.

    A contract without a point is left out.
    """
    yield b'{"type":"FeatureCollection","features":[\n'
    is_first = True
    async for day, page in matrix_pages(run_query, filters, MatrixRows()):
        features = [orjson.dumps(_feature(row, day)) for row in page if row["territory"].get("longitude") is not None]
        if features:
            yield (b"" if is_first else b",\n") + b",\n".join(features)
            is_first = False
    yield b"\n]}\n"


def _feature(row: Mapping[str, Any], day: str) -> dict[str, Any]:
    territory = row["territory"]
    properties: dict[str, Any] = {name: territory[name] for name in ("id", "code", "label", "kind")}
    properties["asOf"] = day
    for cell in row["cells"]:
        axis = f"axis{Axis(cell['axis']).number}"
        properties[axis] = cell["status"]
        properties[f"{axis}Actors"] = cell["actorCount"]
    point = [territory["longitude"], territory["latitude"]]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}
