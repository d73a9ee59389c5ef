"""Measures the time and memory that the command needs to check and import large files, on the embedded database.

Each run is one command on a database with the official territories; the lines are drawn from one seed.
"""

import argparse
import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stdnum import luhn

from benchmarks.service import CommandRun, run_command
from seed import references
from tests.exchange.workbooks import Line, write

SEED = 2_026
LINES, LIST_LINES = 10_000, 30_000
SERVICE, DAY = "Service fictif de mesure", "20/11/2026"
MAPPING = f"""service = "{SERVICE}"
date = "{DAY}"

[[table]]
vers = "Institutions"
[table.colonnes]
Nom = "{{Bénéficiaire}}"
SIRET = "{{SIRET}}"
"Siège" = "{{Commune}}"
Type = "association"

[[table]]
vers = "Subventions"
[table.colonnes]
Identifiant = "grant:mesure-{{Dossier}}"
"Année" = "{{Exercice}}"
Programme = "147"
"Accordé (€)" = "{{Montant}}"
"""


def workbook(path: Path, lines: int) -> Path:
    """Write a workbook of our own format: three lines in ten are associations, the others their activities."""
    random, communes = Random(SEED), list(_communes())
    bodies = [
        {
            "Nom": f"Association fictive de mesure {number}",
            "Type": "association",
            "SIRET": _siret(number),
            "Siège": random.choice(communes),
        }
        for number in range(lines * 3 // 10)
    ]
    sheets: dict[str, list[Line]] = {
        "Institutions": [*bodies],
        "Actions": [_action(random, communes, bodies, number) for number in range(lines * 6 // 10)],
        "Dispositifs": [
            {**_action(random, communes, bodies, number), "Nature": "permanence"} for number in range(lines // 10)
        ],
    }
    return write(path, sheets)


def _action(random: Random, communes: list[str], bodies: list[dict[str, str]], number: int) -> Line:
    first = date(2024, 1, 1) + timedelta(random.randrange(700))
    return {
        "Intitulé": f"Action fictive de mesure {number}",
        "Début": f"{first:%d/%m/%Y}",
        "Fin": f"{first + timedelta(400):%d/%m/%Y}",
        "État": "en cours",
        "Axes": random.choice(("2", "3", "4", "1 ; 3", "2 et 4")),
        "Critères": "origine",
        "Territoires": random.choice(communes),
        "Acteurs": f"{random.choice(bodies)['SIRET']} (porteur)",
    }


def grants(path: Path, lines: int) -> Path:
    """Write a list in another format, one grant per line; each body occurs on four lines."""
    random, communes = Random(SEED), list(_communes())
    seats = [random.choice(communes) for _ in range(lines // 4)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Dossier", "Bénéficiaire", "SIRET", "Commune", "Exercice", "Montant"))
        for number in range(lines):
            body = number % len(seats)
            amount = f"{random.randrange(500, 90_000)},{random.randrange(100):02}"
            name = f"Association fictive de mesure {body}"
            writer.writerow((number, name, _siret(body), seats[body], 2020 + number % 6, amount))
    return path


def _communes() -> Iterator[str]:
    """Yield the codes of the communes of the official territories."""
    for node in references.rows().nodes:
        kind, _, code = node.id.partition(":")
        if kind == "commune" and "endsOn" not in node.properties:
            yield code


def _siret(number: int) -> str:
    """Return a SIRET that passes its checks, from a range that is not assigned."""
    siren = f"99{number:06}"
    siren += luhn.calc_check_digit(siren)
    establishment = f"{siren}0001"
    return establishment + luhn.calc_check_digit(establishment)


def measured(folder: Path, report_run: Callable[[str, CommandRun], None], size: float, runs: int) -> None:
    """Run the commands and report each; the import comes last, on a copy of the database."""
    folder.mkdir(parents=True, exist_ok=True)
    loaded = folder / "loaded"
    if not loaded.exists():
        run_command(folder, {"CINQAXES_DATA": str(loaded)}, "load", "--references-only")
    book = workbook(folder / "workbook.xlsx", round(LINES * size))
    listed = grants(folder / "grants.csv", round(LIST_LINES * size))
    mapping = folder / "grants.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    by_mapping = (str(listed), "--mapping", str(mapping))
    settings = {"CINQAXES_DATA": str(loaded)}
    for _ in range(runs):
        report_run("check of the workbook", run_command(folder, settings, "import", str(book), "--check"))
        report_run("check of the list", run_command(folder, settings, "import", *by_mapping, "--check"))
    for _ in range(runs):
        for name, arguments in (("import of the workbook", (str(book),)), ("import of the list", by_mapping)):
            copy = folder / "copy"
            shutil.copytree(loaded, copy)
            report_run(name, run_command(folder, {"CINQAXES_DATA": str(copy)}, "import", *arguments))
            shutil.rmtree(copy)


def main() -> None:
    """Measure, and print a line for each run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbooks", description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="factor on the number of lines")
    parser.add_argument("--runs", type=int, default=2, help="how often each command is run")
    parser.add_argument("--folder", type=Path, help="keep the loaded database here, and reuse one found here")
    asked = parser.parse_args()
    kept = tempfile.TemporaryDirectory() if asked.folder is None else nullcontext(str(asked.folder.resolve()))

    def report_run(name: str, run: CommandRun) -> None:
        print(f"{name:24} {run.seconds:6.1f} s  command {run.command:5.0f} MiB  database {run.database:5.0f} MiB")

    with kept as name:
        measured(Path(name), report_run, asked.size, asked.runs)


if __name__ == "__main__":
    main()
