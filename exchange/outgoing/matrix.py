"""The coverage matrix: contracts, or other territories, by the five axes on a day; as a workbook, SVG and GeoJSON.

Rule: each cell says its status in words as well as in colour, so that it reads in black and white.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from exchange.files.xlsx_writer import cell_of
from exchange.outgoing.network import Ask, Filters
from graph.vocabulary import Axis, CellStatus

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
COLOURS = {
    CellStatus.COVERED: "1B7837",
    CellStatus.PARTIAL: "A6DBA0",
    CellStatus.INHERITED: "D9F0D3",
    CellStatus.GAP: "762A83",
    CellStatus.UNKNOWN: "F2F2F2",
}
SIGNS = {
    CellStatus.COVERED: "●",
    CellStatus.PARTIAL: "◐",
    CellStatus.INHERITED: "○",
    CellStatus.GAP: "✕",
    CellStatus.UNKNOWN: "?",
}
WHITE_ON = frozenset({CellStatus.COVERED, CellStatus.GAP})
CELL_WIDTH, LABEL_WIDTH, ROW_HEIGHT, HEAD_HEIGHT, LEGEND_HEIGHT = 150, 380, 26, 92, 40
AXIS_LINE = 22
LONGEST_LABEL = 56
THIN = Side(style="thin", color="FF808080")


@dataclass(frozen=True)
class MatrixRows:
    """The rows of a matrix: a kind of territory."""

    kind: str = "CITY_CONTRACT"

    def argument(self, filters: Filters) -> dict[str, Any]:
        """Return the argument `rows`."""
        return {"kind": self.kind} | ({"within": filters.within} if filters.within else {})


async def coverage(ask: Ask, filters: Filters, rows: MatrixRows) -> AsyncIterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the day and the rows of the matrix, page by page."""
    after: str | None = None
    while True:
        variables = {
            "rows": rows.argument(filters),
            "axes": list(filters.axes) or None,
            "asOf": filters.as_of,
            "after": after,
        }
        found = (await ask(MATRIX, variables))["coverage"]
        yield found["asOf"], [edge["node"] for edge in found["edges"]]
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


def said(cell: Mapping[str, Any]) -> str:
    """Return what a cell says, in words: its status, how many actors, and what is doubtful."""
    status = CellStatus(cell["status"])
    words = [f"{SIGNS[status]} {status.label_fr}"]
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


async def write_matrix(ask: Ask, filters: Filters, rows: MatrixRows, path: Path) -> None:
    """Write the matrix as a formatted workbook, with its legend and its day."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Couverture")
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 52
    for index in range(len(Axis)):
        sheet.column_dimensions[get_column_letter(index + 3)].width = 26
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    started = False
    async for day, page in coverage(ask, filters, rows):
        if not started:
            started = True
            sheet.append([_head(sheet, f"Couverture des axes au {date.fromisoformat(day):%d/%m/%Y}")])
            axes = [Axis(cell["axis"]) for cell in page[0]["cells"]] if page else []
            titles = ["Code", "Territoire", *(f"{axis.number}. {axis.label_fr}" for axis in axes)]
            sheet.append([_head(sheet, title) for title in titles])
        for row in page:
            territory = row["territory"]
            cells = [_cell(sheet, cell) for cell in row["cells"]]
            sheet.append([cell_of(sheet, territory["code"]), cell_of(sheet, territory["label"]), *cells])
    legend = book.create_sheet("Légende")
    legend.column_dimensions["A"].width, legend.column_dimensions["B"].width = 26, 90
    for status, meaning in LEGEND.items():
        legend.append([_filled(legend, f"{SIGNS[status]} {status.label_fr}", status), meaning])
    book.save(path)


LEGEND = {
    CellStatus.COVERED: "Au moins un acteur est mobilisé sur ce territoire même.",
    CellStatus.PARTIAL: "Au moins un acteur est mobilisé sur une partie du territoire, ou sur ce qui le recoupe.",
    CellStatus.INHERITED: "Au moins un acteur est mobilisé sur l'EPCI, la commune ou le contrat qui le contient.",
    CellStatus.GAP: "Un relevé de moins de douze mois a cherché et n'a trouvé personne.",
    CellStatus.UNKNOWN: "Rien n'est renseigné, et aucun relevé récent n'a cherché.",
}


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, cell: Mapping[str, Any]) -> Any:
    return _filled(sheet, said(cell), CellStatus(cell["status"]))


def _filled(sheet: Any, text: str, status: CellStatus) -> Any:
    made = WriteOnlyCell(sheet, text)
    made.fill = PatternFill("solid", fgColor=f"FF{COLOURS[status]}")
    made.font = Font(color="FFFFFFFF" if status in WHITE_ON else "FF000000")
    made.alignment = Alignment(wrap_text=True, vertical="top")
    made.border = Border(THIN, THIN, THIN, THIN)
    return made


async def svg_of(ask: Ask, filters: Filters, rows: MatrixRows) -> bytes:
    """Return the matrix as SVG, with a title, a legend, and words in each cell."""
    found: list[Mapping[str, Any]] = []
    day = ""
    async for day, page in coverage(ask, filters, rows):  # noqa: B007 - the day of the last page is that of all
        found += page
    axes = [Axis(cell["axis"]) for cell in found[0]["cells"]] if found else []
    width = LABEL_WIDTH + CELL_WIDTH * max(len(axes), 1) + 20
    height = HEAD_HEIGHT + ROW_HEIGHT * len(found) + LEGEND_HEIGHT
    title = f"Couverture des axes au {date.fromisoformat(day):%d/%m/%Y}"
    body = [_text(10, 24, title, size=18, bold=True)]
    for place, axis in enumerate(axes):
        x = LABEL_WIDTH + place * CELL_WIDTH
        named = _lines(f"{axis.number}. {axis.label_fr}")
        body += [_text(x + 4, 44 + line * 13, text, size=11) for line, text in enumerate(named)]
    for number, row in enumerate(found):
        body += _svg_row(row, HEAD_HEIGHT + number * ROW_HEIGHT)
    body += _svg_legend(HEAD_HEIGHT + len(found) * ROW_HEIGHT + 12)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif">'
    )
    return "\n".join([head, f"<title>{escape(title)}</title>", *body, "</svg>\n"]).encode()


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > AXIS_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [*lines[:3], f"{lines[3]}…"] if len(lines) > 4 else lines  # noqa: PLR2004 - four lines fit the head


def _svg_row(row: Mapping[str, Any], y: int) -> list[str]:
    label = row["territory"]["label"]
    shown = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    drawn = [_text(10, y + 17, shown, size=12)]
    for place, cell in enumerate(row["cells"]):
        x, status = LABEL_WIDTH + place * CELL_WIDTH, CellStatus(cell["status"])
        colour = "#FFFFFF" if status in WHITE_ON else "#000000"
        count = f" ({cell['actorCount']})" if cell["actorCount"] else ""
        words = f"{SIGNS[status]} {status.label_fr}{count}{' !' if cell['fragile'] else ''}"
        hint = escape(f"{label} – axe {Axis(cell['axis']).number} : {said(cell)}")
        drawn.append(
            f"<g><title>{hint}</title>"
            f'<rect x="{x}" y="{y}" width="{CELL_WIDTH - 2}" height="{ROW_HEIGHT - 2}" fill="#{COLOURS[status]}" '
            f'stroke="#808080"/>{_text(x + 6, y + 17, words, size=11, colour=colour)}</g>'
        )
    return drawn


def _svg_legend(y: int) -> list[str]:
    words = " · ".join(f"{SIGNS[status]} {status.label_fr}" for status in CellStatus)
    return [
        _text(10, y + 12, f"{words} · ! fragile : repose sur une seule structure · (n) : nombre d'acteurs", size=11)
    ]


def _text(x: int, y: int, text: str, *, size: int, bold: bool = False, colour: str = "#000000") -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{colour}">{escape(text)}</text>'


async def geojson_of(ask: Ask, filters: Filters) -> AsyncIterator[bytes]:
    """Yield the contracts as GeoJSON: a point each, with what is known of each axis on the day."""
    yield b'{"type":"FeatureCollection","features":[\n'
    first = True
    async for day, page in coverage(ask, filters, MatrixRows()):
        features = [orjson.dumps(_feature(row, day)) for row in page if row["territory"].get("longitude") is not None]
        if features:
            yield (b"" if first else b",\n") + b",\n".join(features)
            first = False
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
