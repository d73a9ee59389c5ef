"""The comparison as a chart: one bar per server and query, on a logarithmic scale.

An SVG written as text, readable on light and dark pages, with the value at each bar.
"""

import math
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from benchmarks.peers.servers import FLOOR, NAMES, NEO4J, OURS, STOCK

COLOURS = {OURS: "#1f77b4", FLOOR: "#9e9e9e", STOCK: "#e377c2", NEO4J: "#2ca02c"}
WIDTH, LEFT, RIGHT, TOP = 860, 370, 70, 60
BAR, GAP = 13, 12
GROUP = BAR * len(NAMES) + GAP
INK, LINE = "#777", "#bbb"


def plot(data: Mapping[str, Any]) -> str:
    """Return the chart of the medians over one connection."""
    questions = data["questions"]
    servers = [question["servers"][name] for question in questions for name in NAMES]
    values = [server["p50"] for server in servers if "p50" in server] or [1.0]
    scale = _Scale(min(values), max(values))
    height = TOP + GROUP * len(questions) + 30
    head = f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12" fill="{INK}" role="img"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {head}>',
        "<title>Milliseconds until the whole answer is read, p50, one connection, logarithmic</title>",
        *_legend(),
        *scale.lines(height - 30),
    ]
    for place, question in enumerate(questions):
        lines += _group(TOP + GROUP * place, place + 1, question, scale)
    return "\n".join([*lines, "</svg>"]) + "\n"


class _Scale:
    """A logarithmic scale, in powers of ten from the least value to the greatest."""

    def __init__(self, least: float, most: float) -> None:
        self._first = math.floor(math.log10(least))
        self._last = max(math.ceil(math.log10(most)), self._first + 1)

    def place(self, value: float) -> float:
        return (math.log10(value) - self._first) / (self._last - self._first) * (WIDTH - LEFT - RIGHT)

    def lines(self, bottom: int) -> Iterator[str]:
        for power in range(self._first, self._last + 1):
            x = LEFT + self.place(10**power)
            yield f'<path d="M{x:.1f} {TOP - 6}V{bottom}" stroke="{LINE}" stroke-width="0.5"/>'
            yield _text(x, bottom + 16, f"{10**power:g} ms", "middle")


def _legend() -> Iterator[str]:
    yield _text(8, 20, "p50 over one connection, logarithmic scale, shorter is better", "start")
    for place, name in enumerate(NAMES):
        x = LEFT + place * 115
        yield f'<rect x="{x}" y="30" width="10" height="10" fill="{COLOURS[name]}"/>'
        yield _text(x + 14, 39, name, "start")


def _group(top: int, number: int, question: Mapping[str, Any], scale: _Scale) -> Iterator[str]:
    mark = "*" if question["remark"] else ""
    yield _text(LEFT - 8, top + GROUP / 2 - 2, f"{number}{mark} {question['title']}", "end")
    for place, name in enumerate(NAMES):
        value = question["servers"][name].get("p50")
        if value is None:  # nothing was answered
            continue
        y, width = top + BAR * place, max(scale.place(value), 1)
        yield f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 2}" fill="{COLOURS[name]}"/>'
        yield _text(LEFT + width + 4, y + BAR - 3, f"{value:.1f}", "start")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
