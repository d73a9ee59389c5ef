"""The release check of reports: `make release-check` fails if a page cites a report of other code.

It runs for releases only: every change of the measured code makes the reports outdated, so not every commit can pass
it.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from benchmarks.sources import ROOT, changes_since, digest

PAGES = ("README.md", "LISEZMOI.md", "docs/*.md")
"""Pages that cite reports as figures of this version; figures in `docs/decisions/` may be of earlier ones."""
CITED = re.compile(r"benchmarks/results/(\w+)\.(?:md|json|svg)")
COMMITS_SHOWN = 5


def cited(root: Path) -> dict[str, list[str]]:
    """Return the names of the cited reports, each with the pages that cite it."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for page in sorted({page for pattern in PAGES for page in root.glob(pattern)}):
        for name in sorted({*CITED.findall(page.read_text("utf-8"))}):
            pages[name].append(page.relative_to(root).as_posix())
    return dict(pages)


def stale(root: Path) -> list[str]:
    """Return a line for each cited report that is missing, and for each part that measured different code."""
    here, problems = digest(root), list[str]()
    for name, pages in sorted(cited(root).items()):
        file = root / "benchmarks" / "results" / f"{name}.json"
        where = f"benchmarks/results/{name}.md, cited by {', '.join(pages)}"
        if not file.exists():
            problems.append(f"{where}: there is no such report")
            continue
        for part, measured in _parts(orjson.loads(file.read_bytes())):
            if measured.get("digest") != here:
                problems.append(f"{where}: {part}{_age(measured, root)}")
    return problems


def _parts(report: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the parts of a report that were measured together: the whole report, or each of its sections."""
    if "date" in report:
        yield "", report
    else:
        yield from ((f"section {name}, ", section) for name, section in report.items())


def _age(measured: Mapping[str, Any], root: Path) -> str:
    """Return the commit that a part measured and the commits since."""
    if not measured.get("commit"):
        return f"of {measured['date']}, names no commit"
    changes = changes_since(measured["commit"], root)
    listed = "".join(f"\n    {line}" for line in changes[:COMMITS_SHOWN])
    more = f"\n    and {len(changes) - COMMITS_SHOWN} more" if len(changes) > COMMITS_SHOWN else ""
    return f"of {measured['date']}, commit {measured['commit']}, is of other code than this{listed}{more}"


def main() -> None:
    """Print what is outdated; exit code 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.release", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the working copy to check")
    if problems := stale(parser.parse_args().root.resolve()):
        print("\n".join(problems))
        sys.exit("measure again: make proofs")
    print("Every report that a page cites is of this code.")


if __name__ == "__main__":
    main()
