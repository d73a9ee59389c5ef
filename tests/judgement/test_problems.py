"""Every problem is found by its rule, at its place in the statement, and said in one French sentence."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as File
from string import ascii_uppercase

import pytest

from changes.current import Current
from exchange.findings import Findings
from exchange.incoming.judgement.comparison import Comparator
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim
from exchange.sentences import SENTENCES, sentence
from exchange.sheets import BY_KIND
from judgement.problems import ProblemCode as Code
from tests.exchange.outgoing.test_cells import directory
from tests.judgement.cases import CASES, ORIGIN

REPOSITORY = File(__file__).parents[2]
JUDGEMENT = sorted((REPOSITORY / "judgement").glob("*.py"))
RAISING = [*JUDGEMENT, *sorted((REPOSITORY / "exchange" / "incoming").rglob("*.py"))]
RAISED = {name for module in RAISING for name in re.findall(r"ProblemCode\.(\w+)", module.read_text("utf-8"))}


def about(kind: str, identifier: str, **facts: str) -> Claim:
    sheet = BY_KIND[kind]
    letters = {column.name: letter for letter, column in zip(ascii_uppercase, sheet.columns, strict=False)}
    return Claim(kind, identifier, dict(facts), line=Line(sheet, 2, dict(facts), letters, sheet.name))


IN_GRAPH = Current({"offer:1": "Offer"}, {"offer:1": {"title": "Module"}}, {"offer:1": {}})
COMPARED: dict[Code, tuple[Claim, str]] = {
    Code.ANOTHER_KIND_OF_THING: (
        about("Source", "offer:1"),
        "« Sources », A2 (Identifiant) : « offer:1 » est dans le graphe une autre sorte de chose (offre).",
    ),
    Code.MISSING: (
        about("Offer", "offer:2", title="Prévenir"),
        "« Offres », C2 (Type) : la cellule est vide ; elle est obligatoire pour une ligne nouvelle.",
    ),
    Code.NOTHING_TO_DELETE: (
        replace(about("Offer", "offer:2"), deletes=True),
        (
            "« Offres », A2 (Identifiant) : « offer:2 » n’est pas dans le graphe, il n’y a rien à supprimer ; la "
            "suppression est notée à son jour : un fichier plus ancien qui le dit encore ne le fera pas entrer."
        ),
    ),
    Code.STATE_DEDUCED: (
        about("Action", "action:1", title="Forum des métiers"),
        "« Actions », E2 (État) : l’état n’est pas dit ; « en cours » est déduit des dates.",
    ),
}


@pytest.mark.parametrize("code", sorted(Code.__members__.values() - COMPARED.keys()))
def test_each_problem_is_found_at_its_place_and_said(code: Code) -> None:
    problems, path, text = CASES[code]
    found = [(problem.code, problem.path, sentence(problem)) for problem in problems]
    assert found == [(code, path, text)]


@pytest.mark.parametrize("code", COMPARED)
def test_each_problem_with_the_graph_is_reported_at_its_cell(code: Code) -> None:
    claim, text = COMPARED[code]
    findings = Findings()
    Comparator(IN_GRAPH, ORIGIN, findings, directory(), {}).compare_node(claim)
    assert text in map(str, findings.entries)


@pytest.mark.parametrize("code", Code)
def test_each_code_is_raised_and_has_a_sentence_in_every_language(code: Code) -> None:
    assert code.name == code.value
    assert code.name in RAISED
    for sentences in SENTENCES.values():
        assert sentences[code]


def texts(module: File) -> Iterator[str]:
    """Yield the texts of a module, its docstrings left out."""
    tree = ast.parse(module.read_text("utf-8"))
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def test_what_judges_words_nothing() -> None:
    """A sentence is made at the edge: no text in the room has accents, quotation marks or a name of a column."""
    found = [text for module in JUDGEMENT for text in texts(module) if re.search("[à-ÿ’«»]", text)]
    assert found == []
