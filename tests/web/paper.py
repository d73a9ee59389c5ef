"""A page of the console as printed, read from the browser's PDF.

Words are separate if they look separate on paper, whatever the HTML says; sizes and colours are those of the paper.
"""

import io
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from playwright.sync_api import Page

CONTROLS = (
    ".view-tools, .filters, .filters-fold, .facets, .screen-only, .zoom, .view-body > .demonstration, .prompt, "
    ".graph-tools, .panel-neighbours, button:not(.sort, .counts button, .summary-counts button, .fold button), "
    "label:has(select, input), textarea, svg, canvas, .graphiql-container, .sort [aria-hidden], .cells a, "
    ".network-aside [role=status]"
)
"""The elements whose words need not be on paper: controls, links for the screen, and drawings."""
SHOWN = """(controls) => {
  const blocks = new Map();
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const isClipped = (element) =>
    element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let element = node.parentElement;
    if (!node.data.trim() || element.closest(controls) || !element.checkVisibility() || isClipped(element)) continue;
    while (getComputedStyle(element).display.startsWith('inline')) element = element.parentElement;
    blocks.set(element, (blocks.get(element) ?? '') + node.data);
  }
  return [...blocks.values()];
}"""
MARGIN_POINTS = 26.0
"""The height of the areas above and below the text, for the page's header and footer."""


@dataclass(frozen=True)
class Letter:
    """A letter on paper: the position of its line, from the top of the sheet, and its size, in points."""

    sign: str
    top: float
    left: float
    points: float


@dataclass(frozen=True)
class Box:
    """A position on paper, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Sheet:
    """One side of paper."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Read a page of a PDF."""
        self._page = page
        self._text = page.get_textpage()
        self.width, self.height = page.get_size()

    @cached_property
    def text(self) -> str:
        """All words, including those of the header and the footer."""
        return str(self._text.get_text_range())

    @cached_property
    def body(self) -> str:
        """The words between the header and the footer, with the visible spaces between them."""
        return "".join(self._characters_between(MARGIN_POINTS, self.height - MARGIN_POINTS))

    def _characters_between(self, bottom: float, top: float) -> Iterable[str]:
        for index in range(self._text.count_chars()):
            _, low, _, high = self._text.get_charbox(index)
            if pdfium.FPDFText_IsGenerated(self._text, index) == 1 or bottom < (low + high) / 2 < top:
                is_hyphen = pdfium.FPDFText_IsHyphen(self._text, index) == 1
                yield "-" if is_hyphen else chr(pdfium.FPDFText_GetUnicode(self._text, index))

    def contains(self, words: str) -> bool:
        """Return whether the sheet contains words, wherever their lines break."""
        return _characters(words) in _characters(self.text)

    @cached_property
    def letters(self) -> list[Letter]:
        """Every visible letter."""
        visible = []
        for index in range(self._text.count_chars()):
            sign = chr(pdfium.FPDFText_GetUnicode(self._text, index))
            if sign.isspace() or not sign.isprintable():
                continue
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._text, index, matrix)
            points = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.a, matrix.b)
            left, _, _, top = self._text.get_charbox(index)
            visible.append(Letter(sign, self.height - top, left, points))
        return visible

    @cached_property
    def pixels(self) -> "Picture":
        """The sheet as printed, one pixel per point."""
        bitmap = self._page.render(scale=1, rev_byteorder=True)
        return Picture(bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels, bitmap.width, bitmap.height)

    def find(self, words: str) -> list[Box]:
        """Return the positions at which words occur, on one line or on consecutive lines."""
        searcher = self._text.search(words.replace("\u00a0", " "), match_case=True)
        found = []
        while place := searcher.get_next():
            boxes = [self._text.get_charbox(index) for index in range(place[0], place[0] + place[1])]
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            found.append(Box(min(lefts), self.height - max(tops), max(rights), self.height - min(bottoms)))
        return found

    @cached_property
    def filled(self) -> float:
        """The share of the sheet's height above the lowest content, without header and footer."""
        rows = range(int(self.height - MARGIN_POINTS), int(MARGIN_POINTS), -1)
        return next((row / self.height for row in rows if self.pixels.has_ink(row)), 0.0)


@dataclass(frozen=True)
class Picture:
    """Pixels in rows."""

    _data: bytes
    _stride: int
    _channels: int
    width: int
    height: int

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        """Return the red, green and blue of a pixel."""
        start = int(y) * self._stride + int(x) * self._channels
        red, green, blue = self._data[start : start + 3]
        return red, green, blue

    def has_ink(self, row: int) -> bool:
        """Return whether a row is not all white."""
        line = self._data[row * self._stride : row * self._stride + self.width * self._channels]
        return any(value < 250 for value in line)


class Paper:
    """A page of the console, printed."""

    def __init__(self, pdf: bytes) -> None:
        """Read a PDF."""
        self.sheets = [Sheet(page) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]

    @cached_property
    def text(self) -> str:
        """All words in printing order, without headers and footers."""
        return "\n".join(sheet.body for sheet in self.sheets)

    @property
    def smallest(self) -> tuple[float, str]:
        """The size of the smallest letters in points, and the first of them."""
        letters = [one for sheet in self.sheets for one in sheet.letters]
        least = min(one.points for one in letters)
        return round(least, 1), "".join(one.sign for one in letters if one.points < least + 0.05)[:80]

    def missing(self, shown: Iterable[str]) -> list[str]:
        """Return the words of a screen that occur less often on paper, or only joined to their neighbours."""
        return [words for words, times in Counter(map(_characters, shown)).items() if self._times(words) < times]

    def _times(self, words: str) -> int:
        """Count the occurrences of words that are joined to nothing at either end; lines may break anywhere."""
        return sum(self._is_separate_word(place, len(words)) for place in _places(words, self._characters))

    def _is_separate_word(self, start: int, length: int) -> bool:
        end = start + length
        return all(
            place in (0, len(self._characters))
            or place in self._gaps
            or not (self._characters[place - 1].isalnum() and self._characters[place].isalnum())
            for place in (start, end)
        )

    @cached_property
    def _characters(self) -> str:
        return _characters(self.text)

    @cached_property
    def _gaps(self) -> set[int]:
        """The positions among the characters before which there is a space or the end of a line."""
        gaps, place = set(), 0
        for part in re.split(r"\s+", self.text):
            gaps.add(place)
            place += len(_characters(part))
        return gaps


def printed(page: Page) -> Paper:
    """Print a page with a browser's defaults, without the backgrounds that an officer would have to switch on."""
    return Paper(page.pdf(prefer_css_page_size=True, print_background=False))


def shown(page: Page) -> list[str]:
    """Return the words on a screen, block by block, without those of `CONTROLS`."""
    blocks: list[str] = page.evaluate(SHOWN, CONTROLS)
    return blocks


def _characters(text: str) -> str:
    """Return a text without spaces and line ends; PDFium marks a hyphen at the end of a line by U+FFFE."""
    return "".join(text.replace("\ufffe", "-").split())


def _places(words: str, text: str) -> Iterable[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)
