"""Reading a cell takes linear time: every pattern, and every reader of cells."""

import ast
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path
from re._parser import SubPattern, parse  # type: ignore[import-not-found] # the parser of patterns has no public name

import pytest

import changes
import exchange
import graph.text
from exchange.cells.days import read_span
from exchange.cells.numbers import read_number, read_year
from exchange.cells.personal import personal_content
from exchange.cells.text import cell_fault, is_blank, known_values, list_remedy, split_brackets, text_damage, text_of
from exchange.cells.values import CHECKED_TEXTS
from exchange.cells.words import read_axes, read_words
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import ClaimReader
from exchange.lookup.directory import id_in_brackets
from exchange.sheets import SHEETS, Sheet
from graph.shape import Relation
from graph.vocabulary import Theme
from tests.api_session import ApiSession
from tests.exchange.outgoing.test_cells import directory
from tests.exchange.workbooks import examine_file, write

SHORT = 600
MOST = 9.0
"""The maximum growth for four times the length: linear time grows by 4, quadratic by 16."""
REPEATS, TRIES = 5, 4
IN_A_COLUMN = 2_400
"""The shorter of the two lengths that are compared, for a cell that is read with a full directory."""
OF_TEMPLATES = ";(?![^{]*\\})"
"""The only pattern that does not read cells: it reads the templates of a mapping, which its author writes."""
Reads = Callable[[str], object]


SOURCES = [
    path.read_text("utf-8")
    for package in (exchange, changes)
    for path in sorted(Path(str(package.__file__)).parent.rglob("*.py"))
]
USES = r"\b{}\.(fullmatch|match|search|sub|findall|finditer|split)\b"


def patterns() -> Iterator[tuple[str, str]]:
    """Yield each pattern literal in `exchange` and `changes`, with each method that uses it."""
    for node in (node for source in SOURCES for node in ast.walk(ast.parse(source))):
        made = node.value if isinstance(node, ast.Assign) else node
        if not isinstance(made, ast.Call) or not ast.unparse(made.func).startswith("re.") or not made.args:
            continue
        written, use = made.args[0], ast.unparse(made.func).removeprefix("re.")
        if not isinstance(written, ast.Constant) or not isinstance(written.value, str | bytes):
            continue
        pattern = written.value if isinstance(written.value, str) else written.value.decode()
        if use != "compile":
            yield pattern, use
        elif isinstance(node, ast.Assign):
            uses = {use for source in SOURCES for use in re.findall(USES.format(ast.unparse(node.targets[0])), source)}
            yield from ((pattern, use) for use in uses or {"fullmatch"})


def signs_of(pattern: str) -> list[str]:
    """Return a character for each part of a pattern: hostile texts are made of these."""
    signs: dict[str, None] = {}

    def visit(part: object) -> None:
        if isinstance(part, tuple) and len(part) == 2 and isinstance(part[1], int):
            if str(part[0]) in {"LITERAL", "NOT_LITERAL"}:
                signs[chr(part[1])] = None
            elif str(part[0]) == "CATEGORY":
                signs[{"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(part[1]), "a")] = None
        elif isinstance(part, tuple | list | SubPattern):
            for inner in part:
                visit(inner)

    visit(parse(pattern))
    return list(dict.fromkeys([*list(signs)[:7], "a", "1"]))


def hostile_texts(signs: list[str]) -> Iterator[str]:
    """Yield the beginnings, repeated parts and ends of texts made of such characters."""
    yield from dict.fromkeys(["".join(pair) for pair in product(signs, repeat=2)] + signs + ["".join(signs)])


def seconds(read: Reads, text: str, repeats: int = 1) -> float:
    """Return the least processor time of several readings of a text, so that other processes do not matter."""
    best = float("inf")
    for _ in range(repeats):
        start = time.thread_time()
        with suppress(ValueError):
            read(text)
        best = min(best, time.thread_time() - start)
    return best


def growth(read: Reads, part: str, repeats: int = 1, short_length: int = SHORT) -> float:
    """Return the factor by which the time grows for four times the length."""
    long, short = ((part * length)[:length] + "\x00" for length in (4 * short_length, short_length))
    return seconds(read, long, repeats) / seconds(read, short, repeats)


def slowest(read: Reads, parts: Iterator[str], looks: int = 1) -> tuple[float, str]:
    """Return the greatest growth and the part whose repetition causes it; a busy machine may need several `looks`."""
    worst = (0.0, "")
    for part in parts:
        if any(growth(read, part) > MOST for _ in range(looks)):
            worst = max(worst, (min(growth(read, part, REPEATS) for _ in range(TRIES)), part))
    return worst


@pytest.mark.parametrize(("pattern", "use"), sorted(p for p in set(patterns()) if p[0] != OF_TEMPLATES))
def test_no_pattern_takes_a_time_that_grows_faster_than_the_text(pattern: str, use: str) -> None:
    compiled = re.compile(pattern, re.IGNORECASE)
    read = partial(compiled.sub, "") if use == "sub" else getattr(compiled, use)
    factor, part = slowest(read, hostile_texts(signs_of(pattern)))
    assert factor < MOST, f"{factor:.0f} times slower on four times as many {part!r}"


READERS: dict[str, Reads] = {
    "day": read_span,
    "amount": lambda text: read_number(text, amount=True),
    "number": lambda text: read_number(text, amount=False),
    "year": read_year,
    "axes": read_axes,
    "words": lambda text: read_words(Theme, text),
    "personal": personal_content,
    "text": text_of,
    "fault": cell_fault,
    "damage": text_damage,
    "blank": is_blank,
    "brackets": split_brackets,
    "id": id_in_brackets,
    "list": lambda text: known_values(text, str.isalnum),
    "remedy": lambda text: list_remedy(text, str.isalnum),
}
PARTS = [
    *(
        "a",
        "1",
        " ",
        "-",
        "a ",
        "1 ",
        "a.",
        "a@",
        "a@a.",
        "a;",
        "a,",
        "a et ",
        "1/",
        "(",
        ")",
        "a (b)",
        "[a]",
        "depuis ",
    ),
    *("du a au ", "1 à ", "M. ", "victime ", "victime Aa ", "06 ", "+33 ", "€", "#", "Ã", "'", "\u00a0", "é", "\n"),
]


@pytest.mark.parametrize("name", READERS)
def test_no_cell_is_read_in_a_time_that_grows_faster_than_its_length(name: str) -> None:
    factor, part = slowest(READERS[name], iter(PARTS))
    assert factor < MOST, f"{factor:.0f} times slower on four times as many {part!r}"


def columns() -> dict[str, tuple[Sheet, str]]:
    """Return a column for each way of reading, with its sheet: by type, list and target."""
    by_way: dict[str, tuple[Sheet, str]] = {}
    for sheet in (sheet for sheet in SHEETS if not sheet.relation_name):
        for column in (column for column in sheet.columns if column.name != "id"):
            member = sheet.model_member(column)
            way = (
                f"{member.target} {bool(member.edge)}"
                if isinstance(member, Relation)
                else f"{member.type} {member.many}"
            )
            by_way.setdefault(column.name if column.name in CHECKED_TEXTS else way, (sheet, column.name))
    return by_way


@pytest.mark.parametrize("way", columns())
def test_no_column_takes_a_time_that_grows_faster_than_its_cell(way: str) -> None:
    """A SIRET of 32,000 characters took 46 seconds: each character was tried with each digit."""
    sheet, name = columns()[way]

    def read(text: str) -> object:
        line = Line(sheet, 2, {name: text}, {name: "A"}, sheet.name, [2])
        return ClaimReader(directory(), Findings()).read_node(line, "x:1")  # a new one, since it caches its results

    for part in ("a", "1", "Jean ", "é, "):
        grown = [growth(read, part, short_length=IN_A_COLUMN)]
        while grown[-1] > MOST and len(grown) <= 2 * TRIES:
            grown.append(growth(read, part, REPEATS, IN_A_COLUMN))
        assert min(grown) < MOST, f"{min(grown):.0f} times slower on four times as many {part!r}"


async def test_a_file_of_long_cells_is_folded_a_few_times_and_not_by_character(
    national: ApiSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns of 32,000 accented characters took 45 seconds: 694,152 words were folded, 33 million characters read."""
    short, long = (
        write(
            tmp_path / f"{name}.xlsx", {s.name: [dict.fromkeys((c.heading for c in s.columns), text)] for s in SHEETS}
        )
        for name, text in (("courtes", "é"), ("longues", "é, " * 500))
    )
    await examine_file(national, short)  # the first file folds the names of the country
    folded, looked_at = list[str](), list[str]()
    own, combining = graph.text._without_marks, unicodedata.combining  # noqa: SLF001 - counted, not used

    def without_marks(text: str) -> str:
        folded.append(text)
        return own(text)

    def is_combining(sign: str) -> int:
        looked_at.append(sign)
        return combining(sign)

    monkeypatch.setattr(graph.text, "_without_marks", without_marks)
    monkeypatch.setattr(unicodedata, "combining", is_combining)
    assert (await examine_file(national, long)).findings.errors
    cells = sum(len(sheet.columns) for sheet in SHEETS)
    assert len(folded) < 30 * cells
    assert len(looked_at) < 200 * cells
    assert sum(map(len, folded)) < 8 * cells * 1_500


def test_a_quadratic_pattern_is_detected() -> None:
    search = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+").search
    assert max(slowest(search, iter(["a"]), looks=10)[0] for _ in range(TRIES)) > MOST
