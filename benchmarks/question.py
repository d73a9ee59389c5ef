"""Compares one query between the working tree and another commit, in less than a minute: `make question Q=mobilised`.

The figures are for whoever makes a change: they are printed, and kept in no report. Both services use one embedded
database with a quarter of the made-up network, and are queried in turn, as servers are in `benchmarks.peers`. They are
started several times, since two processes of the same code differ by up to a fifth. Each ratio is measured in one
round, in which other load on the machine affects both versions alike; the spread of the ratios over all rounds shows
how precise this run is.
"""

import argparse
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.databases import Prepared, started
from benchmarks.peers import equality, node
from benchmarks.peers.load import load
from benchmarks.peers.proof import FirstAnswer, first_answers, problems
from benchmarks.peers.questions import Question, questions
from benchmarks.peers.rounds import Effort, Results, Samples, measure, wait
from benchmarks.peers.servers import Process, Server, Target, service
from benchmarks.sources import ROOT, digest, unpacked
from changes.steps import MODEL_VERSION
from tests.changed import beginning

CACHE = ROOT / ".cache" / "question"
HERE = "working tree"
PAIRS = 3
"""The number of times that both versions are started."""
EFFORT = Effort(rounds=3, warm_seconds=0.1, single_seconds=0.4, many_seconds=0.8, size=0.25)
"""The amount of measuring each time both versions are started."""
DIGITS = 12
LOCK = "requirements.lock"
STEPS, MODEL = "changes/steps.py", f"MODEL_VERSION = {MODEL_VERSION}\n"
MEASURES = {
    "rate": "answers per second, over 8 connections",
    "cpu": "ms of processor per answer, of the service",
    "database_cpu": "ms of processor per answer, of the database",
    "p50": "ms until the answer, over one connection",
}
"""The titles of the compared measures, by the attribute of `Samples` that contains the values of all rounds."""


class Version(Server):
    """A running service of one version of the sources; its name is that of the version."""

    def targets(self, question: Question) -> dict[str, Target]:
        """Return the only target of a query: the service has a single endpoint."""
        return {"": self._graphql(question.ours, question)}

    def common(self, question: Question, data: Any) -> Any:
        """Return an answer's data in comparable form."""
        return equality.OURS[question.name](data, question.variables)


def compare(question: Question, roots: Mapping[str, Path], effort: Effort) -> Mapping[str, Samples]:
    """Return what was measured of each version; print where their answers differ.

    Raises:
        SystemExit: a version refuses the query.
    """
    results = Results()
    with ExitStack() as stack:
        generator = stack.enter_context(load(node.installed("autocannon", node.CACHE)))
        database = stack.enter_context(started(CACHE / f"model-{MODEL_VERSION}", effort.size))
        java = Process(urlsplit(database.settings["CINQAXES_NEO4J_URI"]).port or 0)
        for pair in range(PAIRS):
            with _running(database, dict([*roots.items()][:: 1 if pair % 2 == 0 else -1])) as servers:
                answers = first_answers([question], servers)
                if pair == 0:
                    _report_problems(answers)
                measure({question.name: answers[0]}, java, generator, effort, results, range(effort.rounds))
    return results[question.name]


@contextmanager
def _running(database: Prepared, roots: Mapping[str, Path]) -> Iterator[Sequence[Version]]:
    with ExitStack() as stack:
        servers = []
        for name, root in roots.items():
            running, server = stack.enter_context(service(database, {}, name.replace(" ", "-"), root))
            wait(running)
            servers.append(Version(name, server.port))
        yield servers


def _report_problems(answers: Sequence[Sequence[FirstAnswer]]) -> None:
    for problem in problems(answers):
        print(f"not the same answers: {problem}")
    if any(one.problem for one in answers[0]):
        message = "a refused query is not measured"
        raise SystemExit(message)


def table(samples: Mapping[str, Samples]) -> list[str]:
    """Return the lines of the comparison of the first version with the second."""
    (here, mine), (other, theirs) = samples.items()
    lines = [f"{'':46}{here:>14}{other:>14}  ratio (least to most of {len(mine.rate)} rounds)"]
    for name, title in MEASURES.items():
        ours, others = getattr(mine, name), getattr(theirs, name)
        if not ours or not others:
            continue  # no right answer
        pairs = zip(ours, others, strict=True) if len(ours) == len(others) else ()  # not equal: rounds are missing
        ratios = [one / another for one, another in pairs if another]
        shown = f"{title:46}{statistics.median(ours):14.2f}{statistics.median(others):14.2f}"
        if ratios:
            shown += f"  {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        lines.append(shown)
    for name, every in samples.items():
        lines += [f"{name}: {number} times: {failure}" for failure, number in every.failures.items()]
    return lines


def main() -> None:
    """Compare, and print the table."""
    names = {question.name: question for question in questions()}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.question", description=__doc__.partition("\n")[0])
    parser.add_argument("question", choices=names, help="a query of benchmarks/peers/questions.py")
    parser.add_argument("--since", help="the commit to compare with; else the one where this branch left main")
    options = parser.parse_args()
    commit = options.since or beginning()
    question, other = names[options.question], unpacked(commit, CACHE)
    if other is None:
        parser.error(f"there is no commit {commit}")
    if MODEL not in (other / STEPS).read_text("utf-8"):
        parser.error(f"the model of {commit} has another version: no database is right for both")
    roots = {HERE: ROOT, commit[:DIGITS]: other}
    print(f"{question.name}: {question.title}")
    if digest() == digest(other):
        print("The code that answers is the same: the ratios show what this machine's noise does.")
    if (ROOT / LOCK).read_bytes() != (other / LOCK).read_bytes():
        print(f"{LOCK} differs: both versions run with the packages that are installed.")
    print("\n".join(table(compare(question, roots, EFFORT))))


if __name__ == "__main__":
    main()
