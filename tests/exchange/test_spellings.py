"""A workbook means the same in any spelling of its cells, and in any order of its lines, columns and files."""

import tempfile
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.attribution import without_attributions
from changes.changeset import Change, comparable
from exchange.cells.text import Raw
from exchange.incoming.examination import Examination
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.vocabulary import Axis
from tests.api_session import TODAY, ApiSession
from tests.engines import as_many
from tests.exchange.faults import CLEAN, SIRET
from tests.exchange.workbooks import Line, errors, examine_file, write
from tests.graphs import small
from tests.proofs import TIMES
from usecases.apply import apply_examination

EXAMPLES, FILE_EXAMPLES = TIMES * as_many(4, 2), TIMES * as_many(2, 1)
SHEETS = (
    *("Institutions", "Offres", "Diagnostics", "Plans", "Besoins", "Axes locaux", "Actions"),
    *("Projets", "Sessions", "Subventions", "Relevés", "Sources"),
)
NODES = Statement("MATCH (n) WHERE NOT n:Graph AND NOT n:Import AND NOT n:ImportRecord RETURN n.id, properties(n)", {})
EDGES = Statement("MATCH (a)-[r]->(b) WHERE type(r) <> 'IMPORTED_BY' RETURN type(r), a.id, b.id, properties(r)", {})
NAME = "Maison d'essai des droits"
SPELLINGS: Mapping[str, Sequence[Raw]] = {
    "44109": (
        "44109",
        44109,
        "Nantes",
        "NANTES (44)",
        "nantes (44)",
        "commune:44109",
        "Ville de Nantes",
        " 44109\u00a0",
    ),
    "Nantes (44)": ("44109", "Nantes", "nantes\u00a0(44)", "commune:44109", "Nantes [commune:44109]", "44109 - Nantes"),
    "15/03/2026": (
        "15/03/2026",
        "2026-03-15",
        "15 mars 2026",
        date(2026, 3, 15),
        "dimanche 15 mars 2026",
        "15.03.2026",
    ),
    "31/12/2026": ("31/12/2026", "2026", "décembre 2026", "T4 2026", "S2 2026", date(2026, 12, 31)),
    "1 ; 3": (
        *("1 ; 3", "1 et 3", "3, 1", "axes 1 et 3", "Axe 3 ; axe 1", "1/3", "KNOWLEDGE;COMMUNICATION"),
        *(joint.join((Axis.KNOWLEDGE.name_fr, Axis.COMMUNICATION.name_fr)) for joint in (" ; ", ", ", " et ")),
        f"{Axis.COMMUNICATION.heading_fr}\n{Axis.KNOWLEDGE.title_fr}",
    ),
    "1 à 3": ("1 à 3", "1 ; 2 ; 3", "3 2 1", "axes 1 à 2, et 3"),
    "logement ; emploi": (
        *("logement ; emploi", "Logement;Emploi", "emploi ; LOGEMENT ; emploi"),
        *("Logement et emploi", "logement, emploi", "HOUSING;EMPLOYMENT"),
    ),
    "origine": ("origine", "Origine", "ORIGINE ", "origines"),
    "agents": ("agents", "Agent", "AGENTS", "STAFF"),
    "association": ("association", "Association", "asso"),
    "en cours": ("en cours", "En cours", "actif"),
    "12 k€": ("12 k€", "12000", 12000, "12 000 €", "12.000", "12000,00"),
    f"{NAME} (porteur)": (f"{NAME} (porteur)", f"{SIRET} (Porteur)", f"{NAME.upper()} (porteur + portage)"),
    NAME: (NAME, SIRET, NAME.upper(), f"{NAME[:6]}\u00a0{NAME[7:]}"),
    "Bilan d'essai (20/11/2026)": (
        "Bilan d'essai (20/11/2026)",
        "BILAN D'ESSAI (2026-11-20)",
        "bilan d’essai (20 novembre 2026)",
    ),
    "Plan d'essai": ("Plan d'essai", "plan d'essai", "PLAN D’ESSAI"),
    "Action d'essai": ("Action d'essai", "ACTION D'ESSAI"),
}
"""Alternative spellings of the cells of the clean workbook."""


def spelt(draw: Callable[[st.SearchStrategy[Any]], Any], heading: str, raw: Raw) -> Raw:
    """Return a cell in one of its spellings; a new name or title is content, and stays."""
    if heading in {"Nom", "Intitulé"} or raw not in SPELLINGS:
        return raw
    text = draw(st.sampled_from(SPELLINGS[str(raw)]))
    return unicodedata.normalize("NFD", text) if isinstance(text, str) and draw(st.booleans()) else text


def respelt(
    draw: Callable[[st.SearchStrategy[Any]], Any], sheets: Mapping[str, Sequence[Line]]
) -> dict[str, list[Line]]:
    """Return a workbook with random spellings, and a random order of its sheets, lines and columns."""
    names = draw(st.permutations(sorted(sheets)))
    result: dict[str, list[Line]] = {}
    for name in names:
        lines = [{heading: spelt(draw, heading, raw) for heading, raw in line.items()} for line in sheets[name]]
        headings = draw(st.permutations(sorted({heading for line in lines for heading in line})))
        result[name] = [{h: line.get(h) for h in headings} for line in draw(st.permutations(lines))]
    return result


def others(name: str, line: Line) -> list[Line]:
    """Return a line and a second one like it, with another name."""
    heading = next((h for h in ("Intitulé", "Nom", "Ligne") if h in line), "Relevé le")
    other = {"Intitulé": "Une autre affaire", "Nom": "Cercle des cigognes", "Ligne": "9.9"}.get(heading, "18/11/2026")
    return (
        [dict(line), dict(line) | {heading: other, "SIREN": "", "SIRET": "", "Autres noms": ""}]
        if name != "Sources"
        else [dict(line)]
    )


CLEAN_LINES = {name: others(name, {h: raw for h, raw in CLEAN[name].items() if raw != ""}) for name in SHEETS}


def created(examination: Examination) -> dict[tuple[str, ...], dict[str, object]]:
    """Return what an examination would write; the order of list values does not count."""
    changes = examination.comparison.changes
    written: list[tuple[tuple[str, ...], Change]] = [*changes.nodes.items(), *changes.edges.items()]
    return {key: {name: comparable(value) for name, value in (c.after or {}).items()} for key, c in written}


@settings(max_examples=EXAMPLES)
@drawn(st.data())
async def test_any_spelling_and_order_gives_the_same_changes(scratch: ApiSession, data: st.DataObject) -> None:
    await scratch.replace(small())
    with tempfile.TemporaryDirectory() as folder:
        plain = await examine_file(scratch, write(Path(folder) / "a.xlsx", CLEAN_LINES))
        other = await examine_file(scratch, write(Path(folder) / "b.xlsx", respelt(data.draw, CLEAN_LINES)))
    assert errors(plain) == errors(other) == []
    assert created(plain) == created(other)


async def _apply(session: ApiSession, path: Path) -> None:
    examination = await examine_file(session, path)
    assert errors(examination) == []
    await apply_examination(session.client, examination, Durations(), TODAY)


async def _content(session: ApiSession) -> list[str]:
    """Return the content of the graph, each node by its label: an id may come from a name or from a number.

    Of two files of one day with the same facts, the attributions name the first.
    """
    nodes = [(identifier, without_attributions(facts)) for identifier, facts in await session.client.records(NODES)]
    label = {identifier: f"{facts.get('label')}" for identifier, facts in nodes}
    plain = [sorted((k, str(v)) for k, v in facts.items() if k not in {"id", "otherNames"}) for _, facts in nodes]
    edges = [
        (kind, label[start], label[end], sorted((k, str(v)) for k, v in stated.items() if k != "sourceId"))
        for kind, start, end, facts in await session.client.records(EDGES)
        for stated in (without_attributions(facts),)
    ]
    return sorted(map(str, [*plain, *edges]))


@settings(max_examples=FILE_EXAMPLES)
@drawn(st.data())
async def test_any_order_of_files_gives_the_same_graph(scratch: ApiSession, data: st.DataObject) -> None:
    shared = {name: [CLEAN_LINES[name][0]] for name in ("Institutions", "Sources")}
    by_name = {
        h: raw for h, raw in CLEAN_LINES["Institutions"][0].items() if h not in {"SIREN", "SIRET", "Autres noms"}
    }
    first = shared | {"Actions": [dict(CLEAN_LINES["Actions"][0]) | {"Plan": None, "Axes locaux": None}]}
    second = shared | {
        "Institutions": [by_name],
        "Dispositifs": [
            dict(CLEAN["Dispositifs"]) | {"Plan": None, "Axes locaux": None, "Acteurs": f"{NAME} (porteur)"}
        ],
    }
    contents = []
    with tempfile.TemporaryDirectory() as folder:
        files = [
            write(Path(folder) / f"{n}.xlsx", respelt(data.draw, sheets) if n == 0 else sheets)
            for n, sheets in enumerate((first, second))
        ]
        for order in (files, files[::-1]):
            await scratch.replace(small())
            for path in order:
                await _apply(scratch, path)
            contents.append(await _content(scratch))
    assert contents[0] == contents[1]
