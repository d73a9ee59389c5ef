"""Puts problems at their cells: a path in a statement is a column of its line."""

from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.sentences import sentence
from judgement.problems import Problem


def report(problem: Problem, line: Line, findings: Findings, shown: str | None = None) -> None:
    """Report a problem at its cell.

    What is shown is the content of the cell where nothing else is given, and nothing where the sentence names what of
    it is meant.
    """
    (name, items), gravity = problem.path, problem.code.gravity
    value = line.text(name) if shown is None and not items else shown or ""
    if gravity is None:
        findings.error(line.place(name), value, sentence(problem))
    else:
        findings.warn(line.place(name), value, sentence(problem), gravity)
