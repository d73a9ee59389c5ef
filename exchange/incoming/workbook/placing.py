"""Reports problems at their cells: the path of a problem in a statement gives the column of its line."""

from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line, refuse_empty
from exchange.incoming.workbook.statements import Claim
from judgement.problems import Problem, ProblemCode


class LineReporter:
    """Turns each problem of a claim into a finding at a cell of its line."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def is_refused(self, statement: Claim, name: str) -> bool:
        """Return whether a cell of a line has an error already."""
        return self._findings.is_refused(statement.line.place(name))

    def report(self, problem: Problem, statement: Claim) -> None:
        """Report a problem of a column of the line; a cell that already has an error gets no warnings."""
        line, name = statement.line, problem.path.field
        if problem.code is ProblemCode.MISSING:
            refuse_empty(problem, line, self._findings)
        elif line.sheet.column(name) and (problem.code.gravity is None or not self.is_refused(statement, name)):
            report(problem, line, self._findings)


def report(problem: Problem, line: Line, findings: Findings) -> None:
    """Report a problem at its cell.

    The finding shows the problem's own value if it has one, nothing if the sentence already names the part that is
    meant, or else the content of the cell. An error about several lines refuses them all.
    """
    (name, items), values = problem.path, dict(problem.values)
    shown = findings.language.written(values["value"]) if "value" in values else "" if items else line.text(name)
    others = values.get("others")
    lines = [one.line if isinstance(one, Claim) else one for one in others] if isinstance(others, tuple) else []
    if lines:
        values |= {"number": lines[0].number, "where": lines[0].row_seen_from(line)}
    place = line.place(name) if problem.code.gravity else line.place_with(name, lines)
    findings.report(place, shown, problem._replace(values=values))
