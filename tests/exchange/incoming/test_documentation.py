"""The examples of `docs/correspondances.md`: each list, its mapping, and the resulting lines."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from exchange.files.book import Book, Grid
from exchange.incoming.lists.mapped import map_lines
from exchange.incoming.lists.mapping import parse_mapping
from exchange.incoming.lists.mapping_form import BadMappingError
from exchange.incoming.lists.templates import WITH_TEXT
from exchange.incoming.workbook.lines import Line
from exchange.sheets import MANAGEMENT_COLUMNS
from graph.text import fold
from tests.api_session import TODAY, ApiSession
from usecases.examine import examine

PAGE = (Path(__file__).parents[3] / "docs/correspondances.md").read_text("utf-8")
BLOCK = re.compile(r"```(csv|toml|text) ?([^\n]*)\n(.*?)```", re.DOTALL)


class Example(NamedTuple):
    """Sheets by name, a mapping, and the result shown on the page; empty if there is none."""

    sheets: dict[str, str]
    mapping: str
    result: str


def examples() -> list[Example]:
    listed: list[Example] = []
    sheets: dict[str, str] = {}
    for kind, name, text in (match.groups() for match in BLOCK.finditer(PAGE)):
        if kind == "csv":
            sheets[name or "liste"] = text
        elif kind == "toml":
            listed.append(Example(sheets, text, ""))
            sheets = {}
        else:
            listed[-1] = listed[-1]._replace(result=text.strip())
    return listed


LISTS = [example for example in examples() if example.sheets]
SHOWN = [example for example in LISTS if example.result]
WHOLE = [example for example in LISTS if not example.result]
WRONG = [example for example in examples() if not example.sheets]


def book_of(example: Example) -> Book:
    grids = [
        Grid(name, [(number, row) for number, row in enumerate(csv.reader(text.splitlines(), delimiter=";"), start=1)])
        for name, text in example.sheets.items()
    ]
    return Book("liste.csv", "0" * 64, grids)


def shown(line: Line) -> str:
    headings = {column.name: column.heading for column in (*line.sheet.columns, *MANAGEMENT_COLUMNS)}
    cells = ", ".join(f"{headings[name]} « {line.text(name)} »" for name in line.cells)
    *rest, last = map(str, line.rows)
    rows = f"lignes {', '.join(rest)} et {last}" if rest else f"ligne {line.number}"
    return f"{line.sheet.name}, {rows} : {cells}"


@pytest.mark.parametrize("example", SHOWN)
def test_each_list_gives_the_lines_that_the_page_shows(example: Example) -> None:
    book = book_of(example)
    lines = map_lines(book, parse_mapping(example.mapping)).lines
    assert [shown(line) for line in lines] == example.result.splitlines()
    assert book.findings.errors == []


@pytest.mark.parametrize("example", WHOLE)
async def test_a_whole_list_is_examined_without_errors(national: ApiSession, example: Example) -> None:
    examined = await examine(national.client, book_of(example), TODAY, mapping=parse_mapping(example.mapping))
    assert [str(error) for error in examined.findings.errors] == []
    created = [kind for kind, _ in examined.comparison.changes.created]
    assert {kind: created.count(kind) for kind in created} == {
        "Institution": 2,
        "Action": 3,
        "Grant": 3,
        "Source": 1,
    }
    amounts = [
        c.after["grantedEuros"] for (k, _), c in examined.comparison.changes.nodes.items() if k == "Grant" and c.after
    ]
    assert amounts == [12_345.67, 12_500, 8_000]


@pytest.mark.parametrize("example", WRONG)
def test_a_wrong_mapping_is_reported_as_the_page_shows(example: Example) -> None:
    with pytest.raises(BadMappingError) as raised:
        parse_mapping(example.mapping)
    assert str(raised.value) == example.result


def test_every_operation_and_key_of_a_mapping_has_its_example() -> None:
    text = "\n".join(example.mapping for example in SHOWN)
    used = set(re.findall(r"\|(\w+)", fold_words(text)))
    assert {*WITH_TEXT, "annee", "zeros", "1", "ou"} <= used
    keys = (
        "vers",
        "colonnes",
        "mots",
        "feuilles",
        "passer",
        "pour_chaque",
        "si",
        "somme",
        "nombre",
        "table.nouveau",
        "(vide)",
        "(rempli)",
        "{ligne.numéro}",
        "{ligne.rang}",
        "ligne",
        "oui",
        "inconnu",
        '"relevés"',
    )
    assert [key for key in keys if not re.search(rf"(?:^|\.){key}\b", text, re.MULTILINE) and key not in text] == []
    assert (len(SHOWN), len(WHOLE), len(WRONG)) == (15, 1, 1)


def fold_words(text: str) -> str:
    return re.sub(r"\w+", lambda match: fold(match[0]), text)
