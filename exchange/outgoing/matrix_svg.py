"""The coverage matrix as SVG; each cell says its status in words as well as in colour."""

import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Mapping
from typing import Any

from exchange.cells.text import drop_control_characters
from exchange.outgoing.matrix import (
    BORDER_COLOUR,
    FIELDS,
    axes_of,
    cell_text,
    colour_of,
    matrix_pages,
    shares_in,
    title_of,
    total_of,
)
from exchange.outgoing.network import ExportFilters, RunQuery
from graph.vocabulary import SHARES, Axis, CellStatus

CELL_WIDTH, LABEL_WIDTH, ROW_HEIGHT, HEAD_HEIGHT, LEGEND_HEIGHT = 150, 380, 26, 92, 40
"""The dimensions of the SVG, in pixels."""
LONGEST_HEAD_LINE, MOST_HEAD_LINES = 22, 4
LONGEST_LABEL = 56


async def svg_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the matrix as SVG, with a title, a legend, and words in each cell."""
    territories: list[Mapping[str, Any]] = []
    day = ""
    async for day, page in matrix_pages(run_query, filters):  # noqa: B007 - the day is the same on every page
        territories += page
    axes = axes_of(territories)
    svg = _svg_root(title_of(day, filters), len(axes), len(territories))
    for place, axis in enumerate(axes):
        x = LABEL_WIDTH + place * CELL_WIDTH
        for line, text in enumerate(_head_lines(axis.heading_fr)):
            _add_text(svg, x + 4, 44 + line * 13, text, size=11)
    for number, row in enumerate(territories):
        _add_row(svg, row, HEAD_HEIGHT + number * ROW_HEIGHT)
    words = " · ".join(f"{status.sign} {status.short_fr}" for status in CellStatus)
    legend = f"{words} · ! fragile : repose sur une seule structure · (n) : nombre d’acteurs"
    if any(cell["status"] is None for row in territories for cell in row["cells"]):
        shares = " · ".join(f"{status.sign} {share}" for status, share in SHARES.items())
        legend = f"Nombre de contrats couverts, sur (/) tous ceux du territoire : {shares}"
    _add_text(svg, 10, HEAD_HEIGHT + len(territories) * ROW_HEIGHT + 24, legend, size=11)
    yield ET.tostring(svg, encoding="utf-8")


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
    """Return the lines of an axis at the head of its column: at most four; a longer text ends with an ellipsis."""
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
        x, colour = LABEL_WIDTH + place * CELL_WIDTH, colour_of(cell["status"])
        # The title of a group comes first in it: browsers show it as a tooltip, screen readers read it.
        group = ET.SubElement(svg, "g")
        hint = f"{label} – axe {Axis(cell['axis']).number} : {cell_text(cell)}"
        ET.SubElement(group, "title").text = drop_control_characters(hint)
        box = {"x": x, "y": y, "width": CELL_WIDTH - 2, "height": ROW_HEIGHT - 2}
        colours = {"fill": f"#{colour.background}", "stroke": f"#{BORDER_COLOUR}"}
        ET.SubElement(group, "rect", {name: str(value) for name, value in box.items()} | colours)
        _add_text(group, x + 6, y + 17, _short_text(cell), size=11, colour=colour.text)


def _short_text(cell: Mapping[str, Any]) -> str:
    """Return a cell in a few words that fit its width in the SVG."""
    if cell["status"] is None:
        contracts = cell["spread"]["contracts"]
        figures = [f"{status.sign} {contracts[FIELDS[status]]}" for status, _ in shares_in(contracts)]
        return " ".join([*figures, f"/ {total_of(contracts)}"]) if total_of(contracts) else "–"
    status = CellStatus(cell["status"])
    count = f" ({cell['actorCount']})" if cell["actorCount"] else ""
    return f"{status.sign} {status.short_fr}{count}{' !' if cell['fragile'] else ''}"


def _add_text(
    parent: ET.Element, x: int, y: int, text: str, *, size: int, weight: str = "normal", colour: str = "000000"
) -> None:
    attributes = {"x": str(x), "y": str(y), "font-size": str(size), "font-weight": weight, "fill": f"#{colour}"}
    ET.SubElement(parent, "text", attributes).text = drop_control_characters(text)
