"""Exports the coverage matrix as a workbook, SVG or GeoJSON: contracts or other territories by axis, on a given day.

Each cell states its status in words as well as in colour, so that it can be read in black and white.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from exchange.files.xlsx_writer import discard, safe_cell
from exchange.outgoing.network import ExportFilters, RunQuery, pages
from graph.french import count, figures
from graph.vocabulary import SHARES, Audience, Axis, CellStatus, Criterion, TerritoryKind, Theme, Word

PAGE = 1_000
COUNTS = "covered partial inherited gap toConfirm unknown"
FIELDS: Mapping[CellStatus, str] = dict(zip(CellStatus, COUNTS.split(), strict=True))
"""The field of the API's counts for each status."""
MATRIX = f"""
query matrix($rows: TerritoryRows!, $axes: [Axis!], $criteria: [Criterion!], $themes: [Theme!],
  $audiences: [Audience!], $asOf: Date, $after: String) {{
  coverage(rows: $rows, axes: $axes, criteria: $criteria, themes: $themes, audiences: $audiences, asOf: $asOf,
    first: {PAGE}, after: $after) {{
    asOf pageInfo {{ hasNextPage endCursor }}
    edges {{ node {{
      territory {{
        id code label name kind attachedTo {{ code name kind attachedTo {{ code name kind }} }}
        ... on CityContract {{ longitude latitude }}
      }}
      cells {{
        axis status actorCount engagementCount fragile assumed contradicted lapsedOn renewalPending
        onlyPast nextEnd lastPast {{ __typename startsOn endsOn ... on Diagnostic {{ deliveredOn }} }}
        survey {{ surveyedOn }} expected {{ startsOn }}
        spread {{
          contracts {{ {COUNTS} }}
          qpv {{ {COUNTS} }}
          inhabitants {{ {COUNTS} withoutPopulation }}
        }}
      }}
    }} }}
  }}
}}
"""


class Colour(NamedTuple):
    """The colour of a status and the colour of text on it, in hexadecimal."""

    background: str
    text: str = "000000"


COLOURS: Mapping[CellStatus, Colour] = {
    CellStatus.COVERED: Colour("0F6672", "FFFFFF"),
    CellStatus.PARTIAL: Colour("8CCACE", "0C2A2E"),
    CellStatus.INHERITED: Colour("E0EFEF", "16393E"),
    CellStatus.GAP: Colour("C2410C", "FFFFFF"),
    CellStatus.TO_CONFIRM: Colour("E6DFF2", "3F2A63"),
    CellStatus.UNKNOWN: Colour("FFFFFF", "475260"),
}
"""The colours of the statuses in the workbook and the SVG, those of the console's light theme; signs and words come
from the vocabulary.
"""
NO_STATUS = Colour("FFFFFF")
"""The colour of the cells of a wide territory, which have no status."""
BORDER_COLOUR = "808080"
WORD_FILTERS: Mapping[str, tuple[str, type[Word]]] = {
    "criteria": ("critères", Criterion),
    "themes": ("thématiques", Theme),
    "audiences": ("publics", Audience),
}
"""The vocabularies by which an export can be filtered, each with its French name."""
THIN = Side(style="thin", color=f"FF{BORDER_COLOUR}")


async def matrix_pages(
    run_query: RunQuery, filters: ExportFilters
) -> AsyncIterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the day, in ISO form, and the rows of the matrix, page by page."""
    axes = list(filters.axes) or None
    rows = {"kind": filters.rows, "onlyInCityContract": True} | ({"within": filters.within} if filters.within else {})
    variables = {"rows": rows, "axes": axes, "asOf": filters.as_of, **filters.words}
    async for connection, page in pages(run_query, MATRIX, "coverage", variables):
        yield connection["asOf"], page


def status_text(status: CellStatus) -> str:
    """Return the sign and the French label of a status."""
    return f"{status.sign} {status.label_fr}"


def cell_text(cell: Mapping[str, Any]) -> str:
    """Return a cell in words: its status or its distribution, the number of actors, and the reasons to doubt it."""
    if cell["status"] is None:
        return spread_text(cell["spread"])
    words = [status_text(CellStatus(cell["status"]))]
    if cell["status"] == CellStatus.GAP:
        words[0] += f" (relevé du {_french(cell['survey']['surveyedOn'])})"
    if cell["actorCount"]:
        words.append(count(cell["actorCount"], "acteur"))
    if cell["lastPast"]:
        words.append(effect_text(cell["lastPast"], cell["engagementCount"]))
    words += [word for name, word in DOUBTS if cell[name]]
    if cell["renewalPending"]:
        words.append("renouvellement attendu")
    elif cell["lapsedOn"]:
        words.append(f"échu le {_french(cell['lapsedOn'])}")
    if cell["expected"]:
        words.append(f"prévu à partir du {_french(cell['expected']['startsOn'])}")
    return ", ".join(words)


def effect_text(last: Mapping[str, Any], many: int) -> str:
    """Return why a cell still counts although all its engagements are past: « par une formation du 10/03/2026 »."""
    day = _french(last.get("deliveredOn") or last["endsOn"] or last["startsOn"])
    if many > 1:
        return f"par {count(many, 'mobilisation passée', 'mobilisations passées')}, la dernière du {day}"
    return f"par {'un diagnostic' if last['__typename'] == 'Diagnostic' else 'une formation'} du {day}"


DOUBTS = (
    ("fragile", "fragile"),
    ("assumed", "périmètre ou succession supposés"),
    ("contradicted", "contredit par un relevé"),
)


def spread_text(spread: Mapping[str, Mapping[str, int]]) -> str:
    """Return, for a wide territory, the shares of its contracts and of its inhabitants that are reached.

    « 11 contrats : 5 sur place, 2 en partie · habitants des QPV : 21 % sur place, 25 % en partie ».
    """
    contracts, inhabitants = spread["contracts"], spread["inhabitants"]
    every, known = total_of(contracts), total_of(inhabitants)
    words = ["aucun contrat en vigueur"]
    if every:
        held = [f"{figures(contracts[FIELDS[status]])} {share}" for status, share in shares_in(contracts)]
        words = [f"{count(every, 'contrat')} : {', '.join(held) or 'aucun acteur confirmé'}"]
    if known:
        living = [f"{_percent(inhabitants[FIELDS[status]], known)} {share}" for status, share in shares_in(inhabitants)]
        words.append(f"habitants des QPV : {', '.join(living) or '0 %'}")
    if unknown := inhabitants["withoutPopulation"]:
        words.append(f"{figures(unknown)} QPV de population inconnue")
    return " · ".join(words)


def shares_in(counts: Mapping[str, int]) -> list[tuple[CellStatus, str]]:
    """Return the non-zero shares, each with its words."""
    return [(status, words) for status, words in SHARES.items() if counts[FIELDS[status]]]


def total_of(counts: Mapping[str, int]) -> int:
    """Return the total of all statuses."""
    return sum(counts[name] for name in FIELDS.values())


def _percent(part: int, whole: int) -> str:
    """Return a share in whole percents; 0 % only if it is nothing, and 100 % only if it is everything."""
    rounded = f"{100 * part / whole:.0f} %"
    if part and rounded == "0 %":
        return "moins de 1 %"
    return "plus de 99 %" if part < whole and rounded == "100 %" else rounded


def _french(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


async def write_matrix(run_query: RunQuery, filters: ExportFilters, path: Path) -> None:
    """Write the matrix as a formatted workbook, with its day and its legend."""
    book = Workbook(write_only=True)
    try:
        await _fill_matrix(_matrix_sheet(book), run_query, filters)
    except BaseException:
        discard(book)
        raise
    legend = book.create_sheet("Légende")
    legend.column_dimensions["A"].width, legend.column_dimensions["B"].width = 26, 90
    for status in CellStatus:
        legend.append([_status_cell(legend, status_text(status), status), status.meaning_fr])
    book.save(path)


async def _fill_matrix(sheet: Any, run_query: RunQuery, filters: ExportFilters) -> None:
    has_headings = False
    async for day, page in matrix_pages(run_query, filters):
        if not has_headings:
            has_headings = True
            sheet.append([_heading_cell(sheet, title_of(day, filters))])
            headings = ["Code", "Territoire", *(axis.heading_fr for axis in axes_of(page))]
            sheet.append([_heading_cell(sheet, heading) for heading in headings])
        for row in page:
            territory = row["territory"]
            cells = [_status_cell(sheet, cell_text(cell), cell["status"]) for cell in row["cells"]]
            sheet.append([safe_cell(sheet, territory["code"]), safe_cell(sheet, territory["label"]), *cells])


def _matrix_sheet(book: Workbook) -> Any:
    """Return a sheet that prints on landscape pages, one page wide, with its headings on each page."""
    sheet: Any = book.create_sheet("Couverture")
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 52
    for index in range(len(Axis)):
        sheet.column_dimensions[get_column_letter(index + 3)].width = 26
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def title_of(day: str, filters: ExportFilters) -> str:
    """Return the title of a matrix, with its day and its filters."""
    parts = [f"Couverture des axes au {_french(day)}"]
    for name, words in filters.words.items():
        french, vocabulary = WORD_FILTERS[name]
        parts.append(f"{french} : {', '.join(vocabulary(word).label_fr for word in words)}")
    return " – ".join(parts)


def axes_of(rows: list[Mapping[str, Any]]) -> list[Axis]:
    """Return the axes of the columns."""
    return [Axis(cell["axis"]) for cell in rows[0]["cells"]] if rows else []


def _heading_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def colour_of(status: str | None) -> Colour:
    """Return the colour of a status, or of a wide territory, which has none."""
    return NO_STATUS if status is None else COLOURS[CellStatus(status)]


def _status_cell(sheet: Any, text: str, status: str | None) -> Any:
    colour = colour_of(status)
    cell = WriteOnlyCell(sheet, text)
    cell.fill = PatternFill("solid", fgColor=f"FF{colour.background}")
    cell.font = Font(color=f"FF{colour.text}")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(THIN, THIN, THIN, THIN)
    return cell


async def geojson_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the contracts as GeoJSON: a point for each, with the status and the number of actors by axis on the day.

    A contract without a point has no geometry; `withoutPoint`, at the end, is the number of such contracts.
    """
    yield b'{"type":"FeatureCollection","features":[\n'
    separator, without_point = b"", 0
    async for day, page in matrix_pages(run_query, replace(filters, rows=TerritoryKind.CITY_CONTRACT.value)):
        features = [_feature(row, day) for row in page]
        without_point += sum(feature["geometry"] is None for feature in features)
        if features:
            yield separator + b",\n".join(map(orjson.dumps, features))
            separator = b",\n"
    yield b'\n],"withoutPoint":%d}\n' % without_point


def _feature(row: Mapping[str, Any], day: str) -> dict[str, Any]:
    territory = row["territory"]
    properties: dict[str, Any] = {name: territory[name] for name in ("id", "code", "label", "kind")}
    properties["asOf"] = day
    for cell in row["cells"]:
        axis = f"axis{Axis(cell['axis']).number}"
        properties[axis] = cell["status"]
        properties[f"{axis}Actors"] = cell["actorCount"]
    point = [territory["longitude"], territory["latitude"]]
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
