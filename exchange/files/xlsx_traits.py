"""Reads the formatting of .xlsx files: hidden rows and columns, colours, struck texts and notes.

A text may be partly struck: its runs are in the shared strings, or in the cell itself. The XML of the sheets is scanned
in chunks without being parsed: memory stays bounded for any file.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers import expat

from exchange.files.book import Colour, Fill, Traits, column_index

CHUNK_BYTES = 1 << 20
OVERLAP_BYTES = 500
MOST_PARSED = 32 * 1024 * 1024
"""The largest unpacked size of a part that is parsed: styles, notes, lists of sheets."""
ROW = re.compile(rb'<(?:\w+:)?row ([^<>]*?\shidden="(?:1|true)"[^<>]*)>')
COLUMN = re.compile(rb"<(?:\w+:)?col ([^<>]*)>")
ATTRIBUTE = re.compile(rb'(?<!\w)(\w+)="([^"]*)"')
FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")
PLAIN_FILLS = frozenset({None, "none", "gray125"})
PLAIN_TEXTS = frozenset({"theme=1", "theme=0", "theme=10", "rgb=FF000000", "rgb=00000000", "rgb=FFFFFFFF", "indexed=8"})
"""The colours of ordinary text: black, white on a dark heading, and the blue of a link."""
LINK_COLOURS = frozenset({"rgb=FF0563C1", "rgb=FF0000FF", "auto=1", "indexed=64", "indexed=12"})
COMMENTS = "/comments"
SHARED_TEXTS = "xl/sharedStrings.xml"
STRIKE = b"strike"
MOST_STRUCK = 2_000
"""The maximum number of partly struck shared strings whose cells are looked up."""
PLACE = r'r="([A-Z]{1,3})(\d{1,7})"'
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class _Styles:
    """The styles with a colour, and those that strike text, by style number.

    `texts` are the shared texts with a struck run, by their number.
    """

    colours: Mapping[str, Colour]
    struck: frozenset[str]
    texts: "Mapping[str, _Text]"

    @property
    def cells(self) -> re.Pattern[bytes] | None:
        """The pattern of the cells with one of these styles; None if there are no such styles."""
        marked = "|".join(sorted({*self.colours, *self.struck}))
        return re.compile(rf'<(?:\w+:)?c {PLACE} s="({marked})"'.encode()) if marked else None

    @property
    def cells_with_runs(self) -> re.Pattern[bytes] | None:
        """The pattern of the cells with one of these texts; None if there are no such texts."""
        numbers = "|".join(list(self.texts)[:MOST_STRUCK])
        pattern = rf'<(?:\w+:)?c {PLACE}[^<>]*\st="s"[^<>]*><(?:\w+:)?v>({numbers})</'
        return re.compile(pattern.encode()) if numbers else None


class _Text(NamedTuple):
    """A text, and the part of it that is struck through."""

    whole: str
    struck: str


class _Runs:
    """Collects the texts with a struck run: shared strings by their number, texts of a sheet by their cell."""

    def __init__(self) -> None:
        self.found: dict[str, _Text] = {}
        self._key = ""
        self._count = 0
        self._whole: list[str] = []
        self._struck: list[str] = []
        self._is_text = self._is_struck = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "c":
            self._key = attributes.get("r", "")
        elif element in {"si", "is"}:
            self._whole, self._struck, self._is_struck = [], [], False
            self._key = str(self._count) if element == "si" else self._key
            self._count += 1
        elif element == "r":
            self._is_struck = False
        elif element == "strike":
            self._is_struck = attributes.get("val", "1") not in {"0", "false"}
        self._is_text = element == "t"

    def end(self, name: str) -> None:
        self._is_text = False
        if name.rpartition(":")[2] in {"si", "is"} and self._struck:
            self.found[self._key] = _Text("".join(self._whole), "".join(self._struck))

    def data(self, text: str) -> None:
        if self._is_text:
            self._whole.append(text)
            if self._is_struck:
                self._struck.append(text)


def _runs(archive: zipfile.ZipFile, part: str) -> Mapping[str, _Text]:
    """Return the texts of a part that are partly struck through; most parts contain no such text and are not parsed."""
    with archive.open(part) as content:
        tail, has_any = b"", False
        while not has_any and (chunk := content.read(CHUNK_BYTES)):
            has_any, tail = STRIKE in tail + chunk, chunk[-len(STRIKE) :]
    runs = _Runs()
    if has_any:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = runs.start, runs.end
        parser.CharacterDataHandler = runs.data
        with archive.open(part) as content:
            parser.ParseFile(content)
    return runs.found


def read_traits(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> dict[str, Traits]:
    """Return the traits of these sheets of a workbook, by name; none if a part is missing, damaged or too large."""
    try:
        styles = _styles(archive)
        return {name: _sheet_traits(archive, part, styles) for name, part in parts.items()}
    except (KeyError, ValueError, ET.ParseError, expat.ExpatError):  # the reader of values reports what is wrong
        return {}


def parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet of a workbook, by its name; none if the list of sheets is damaged."""
    parts: dict[str, str] = {}
    with suppress(KeyError, ValueError, ET.ParseError):
        relations = _relations(archive, "xl/workbook.xml")
        for sheet in _all(_root(archive, "xl/workbook.xml"), "sheets", "sheet"):
            reference = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if reference in relations:
                parts[sheet.get("name", "")] = relations[reference][0]
    return parts


def _root(archive: zipfile.ZipFile, part: str) -> ET.Element:
    if archive.getinfo(part).file_size > MOST_PARSED:
        message = f"{part} is too large to be parsed"
        raise ValueError(message)
    return ET.fromstring(archive.read(part))  # noqa: S314 - expat refuses entities that grow without bound


def _local(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _all(element: ET.Element, *path: str) -> list[ET.Element]:
    """Return the elements at a path of local names, in any namespace: two are in use."""
    elements = [element]
    for name in path:
        elements = [child for parent in elements for child in parent if _local(child) == name]
    return elements


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the parts that a part refers to, with their type, by the id of the reference."""
    folder, name = posixpath.split(part)
    try:
        root = _root(archive, f"{folder}/_rels/{name}.rels")
    except KeyError:
        return {}
    return {
        child.get("Id", ""): (
            posixpath.normpath(posixpath.join("/", folder, child.get("Target", ""))).lstrip("/"),
            child.get("Type", ""),
        )
        for child in root
    }


def _styles(archive: zipfile.ZipFile) -> _Styles:
    texts = _runs(archive, SHARED_TEXTS) if SHARED_TEXTS in archive.namelist() else {}
    if "xl/styles.xml" not in archive.namelist():
        return _Styles({}, frozenset(), texts)
    root = _root(archive, "xl/styles.xml")
    fills = [_fill(fill) for fill in _all(root, "fills", "fill")]
    fonts = _all(root, "fonts", "font")
    struck = [any(e.get("val", "1") not in {"0", "false"} for e in _all(font, "strike")) for font in fonts]
    text_colours = [_text_colour(font) for font in fonts]
    colours, struck_styles = {}, set()
    for number, style in enumerate(_all(root, "cellXfs", "xf")):
        fill, font = int(style.get("fillId", 0)), int(style.get("fontId", 0))
        colour = (fills[fill] if fill < len(fills) else "") or (text_colours[font] if font < len(text_colours) else "")
        if colour:
            colours[str(number)] = colour
        if font < len(struck) and struck[font]:
            struck_styles.add(str(number))
    return _Styles(colours, frozenset(struck_styles), texts)


def _fill(fill: ET.Element) -> Colour:
    """Return the colour of a fill; empty if there is none."""
    for pattern in _all(fill, "patternFill"):
        if pattern.get("patternType") not in PLAIN_FILLS:
            return next((_colour(colour) for colour in _all(pattern, "fgColor")), Fill.FILLED)
    return Fill.GRADIENT if _all(fill, "gradientFill") else ""


def _text_colour(font: ET.Element) -> str:
    colour = next((_colour(colour) for colour in _all(font, "color")), "")
    return "" if colour in PLAIN_TEXTS | LINK_COLOURS else colour


def _colour(element: ET.Element) -> str:
    return next((f"{key}={value}" for key, value in element.attrib.items() if key != "tint"), "")


def _sheet_traits(archive: zipfile.ZipFile, part: str, styles: _Styles) -> Traits:
    traits = Traits()
    for address, text in _runs(archive, part).items():
        if match := ADDRESS.fullmatch(address):
            traits.add_strike((int(match[2]), column_index(match[1])), text.struck, text.whole)
    styled, shared = styles.cells, styles.cells_with_runs
    with archive.open(part) as content:
        tail = b""
        while chunk := content.read(CHUNK_BYTES):
            text_of_part = tail + chunk
            _scan(text_of_part, traits)
            for letters, row, style in styled.findall(text_of_part) if styled and not traits.is_full() else ():
                place = int(row), column_index(letters.decode())
                if style.decode() in styles.colours:
                    traits.colours[place] = styles.colours[style.decode()]
                if style.decode() in styles.struck:
                    traits.struck.add(place)
            for letters, row, number in shared.findall(text_of_part) if shared else ():
                text = styles.texts[number.decode()]
                traits.add_strike((int(row), column_index(letters.decode())), text.struck, text.whole)
            tail = text_of_part[-OVERLAP_BYTES:]
    for target, kind in _relations(archive, part).values():
        if kind.endswith(COMMENTS) and target in archive.namelist():
            _add_notes(_root(archive, target), traits)
    return traits


def _scan(text: bytes, traits: Traits) -> None:
    hidden = (dict(ATTRIBUTE.findall(attributes)).get(b"r", b"") for attributes in ROW.findall(text))
    traits.hidden_rows.update(int(row) for row in hidden if row)
    traits.is_filtered = traits.is_filtered or FILTER.search(text) is not None
    for attributes in COLUMN.findall(text):
        column = dict(ATTRIBUTE.findall(attributes))
        if column.get(b"hidden") in {b"1", b"true"} and b"min" in column and b"max" in column:
            traits.hidden_columns.append((int(column[b"min"]) - 1, int(column[b"max"]) - 1))


def _add_notes(root: ET.Element, traits: Traits) -> None:
    authors = ["".join(author.itertext()) for author in _all(root, "authors", "author")]
    for comment in _all(root, "commentList", "comment"):
        address = ADDRESS.match(comment.get("ref", ""))
        letters, row = address.groups() if address else ("A", "1")
        author = int(comment.get("authorId", 0))
        text = "".join(t.text or "" for t in comment.iter() if _local(t) == "t")
        traits.add_note((int(row), column_index(letters)), text, authors[author] if author < len(authors) else "")
