"""An export that is imported again changes nothing.

Networks are drawn at random, and the national one is exported whole.
"""

import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from openpyxl import load_workbook

from changes.current import Current
from changes.rows import GraphRows
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination, file_lines
from exchange.outgoing.network import ExportFilters
from exchange.outgoing.workbook import write_workbook
from exchange.sheets import BY_KIND, ENGAGEMENT_FACTS, FINGERPRINT
from graph.model import SHAPE
from graph.rights import EVERYTHING, Viewer
from tests.api_session import TODAY, VIEWERS, ApiSession
from tests.engines import as_many
from tests.exchange.outgoing.exports import exported
from tests.exchange.workbooks import write
from tests.oracle.networks import networks
from tests.proofs import TIMES, some_in_ci
from usecases.examine import examine, examine_lines

EXAMPLES = TIMES * as_many(5, 3)
KNOWN_OF_THE_DEMONSTRATION = (
    "cette colonne manque",  # contracts are never new lines
    "n’est l’identifiant de rien de connu",  # a line of an export is never new either
    "le plan n’est pas signé",
    "sans date de fin",
    "personne ne le porte ni ne le commande",
    "n’est pas en vigueur aux dates de la ligne",
    "est prévue, et finie le 16/09/2026",
)
"""The warnings that the demonstration causes on purpose."""


async def examine_file(scratch: ApiSession, path: Path) -> Examination:
    return await examine(scratch.client, open_book(path), TODAY)


def findings(examination: Examination) -> list[str]:
    """Return the findings, except for titles with the name of a trainer: the drawn names are few."""
    return [text for text in map(str, examination.findings.entries) if "le nom d’une personne ;" not in text]


TEXTS = ("=1+1", "'=1+1", "@x", "-2", "+3", "deux\nlignes  et\u00a0des espaces", "1E10", "é ; (x) [y]")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
async def test_any_text_survives_and_is_never_run(scratch: ApiSession, tmp_path: Path, suffix: str) -> None:
    rows = GraphRows()
    for number, text in enumerate(TEXTS):
        rows.node("Source", f"source:essai-{number}", title=text, kind="PRESS", publisher=text)
    await scratch.replace(rows)
    path = tmp_path / f"reseau{suffix}"
    await write_workbook(scratch.client, path, EVERYTHING)
    examination = await examine_file(scratch, path)
    assert findings(examination) == []
    assert not examination.comparison.changes
    assert len(examination.comparison.unchanged_ids) == len(TEXTS)
    if suffix == ".xlsx":
        cells = [cell for row in load_workbook(path)["Sources"].iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("viewer", some_in_ci(VIEWERS, EVERYTHING))
async def test_an_export_of_the_whole_country_changes_nothing(
    national: ApiSession, tmp_path: Path, viewer: Viewer
) -> None:
    path = tmp_path / "pays.xlsx"
    await write_workbook(national.client, path, viewer)
    examination = await examine(national.client, open_book(path), TODAY, viewer=viewer)
    assert findings(examination) == []
    assert not examination.comparison.changes


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
@settings(max_examples=EXAMPLES)
@drawn(networks())
async def test_an_export_changes_nothing(scratch: ApiSession, suffix: str, rows: GraphRows) -> None:
    await scratch.replace(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"reseau{suffix}"
        await write_workbook(scratch.client, path, EVERYTHING)
        examination = await examine_file(scratch, path)
    assert findings(examination) == []
    assert not examination.comparison.changes
    assert examination.unmentioned_ids == []


COLUMNS = {
    "csv": {
        "Identifiant": "Identifiant",
        **{heading: heading for heading in ENGAGEMENT_FACTS},
        "Territoires": "Territoires",
        "Acteurs": "Acteur",
        "Rôles": "Rôles",
    },
    "tidy.csv": {
        "Identifiant": "engagementId",
        **{heading: stored.field for heading, stored in ENGAGEMENT_FACTS.items()},
        "Axes": "axis",
        "Territoires": "territoryId",
        "Acteurs": "actorId",
        "Rôles": "role",
    },
}
"""The column of an export for each cell of our sheets."""
NAMESAKES = "peut désigner plusieurs territoires"
"""The only ambiguous text in an export: « Vaucluse » is the label of a département, and the name of a commune."""


@pytest.mark.parametrize("name", COLUMNS)
async def test_the_lines_of_an_export_typed_into_a_workbook_change_nothing(
    national: ApiSession, tmp_path: Path, name: str
) -> None:
    filters = ExportFilters(as_of=TODAY.isoformat())
    text = (await exported(national, name, filters, viewer=EVERYTHING)).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if name == "csv" else ",")
    path = write(tmp_path / "a.xlsx", typed(rows, COLUMNS[name]))
    examination = await examine(national.client, open_book(path), TODAY)
    assert len(examination.claims) > 20
    assert {finding.message.split(" ;", 1)[0] for finding in examination.findings.errors} <= {NAMESAKES}
    assert not examination.comparison.changes


def typed(rows: Iterable[Mapping[str, str]], columns: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Return the lines of our sheets that an officer makes from an export: its texts unchanged, actors with roles."""
    lines: dict[str, dict[str, dict[str, None]]] = {}
    roles: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        cells = {heading: row[column] for heading, column in columns.items()}
        roles[cells["Identifiant"], cells["Acteurs"]][cells.pop("Rôles")] = None
        for heading, text in cells.items():
            lines.setdefault(cells["Identifiant"], {}).setdefault(heading, {})[text] = None
    sheets: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for identifier, line in lines.items():
        actors = [f"{actor} ({', '.join(roles[identifier, actor])})" for actor in line.pop("Acteurs") if actor]
        sheet = BY_KIND[SHAPE.by_prefix[identifier.split(":", 1)[0]].name].name
        sheets[sheet].append({h: ";".join(texts) for h, texts in line.items()} | {"Acteurs": " ; ".join(actors)})
    return dict(sheets)


async def test_the_demonstration_causes_no_warnings_as_new_lines(
    national: ApiSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> Current:
        return Current()

    monkeypatch.setattr("usecases.examine.current_of", nothing)
    path = tmp_path / "reseau.xlsx"
    await write_workbook(national.client, path, EVERYTHING)
    book = open_book(path)
    lines = file_lines(book)
    for line in lines.lines:
        line.cells.pop(FINGERPRINT, None)
    examination = await examine_lines(national.client, book, lines, TODAY)
    messages = findings(examination)
    assert [text for text in messages if not any(known in text for known in KNOWN_OF_THE_DEMONSTRATION)] == []
