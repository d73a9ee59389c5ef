"""The demonstration's tables: a wrong cell is refused with its place and its remedy.

Rule: the real tables, with one text changed.
"""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from seed import demo
from seed.demo.cells import CellError
from tests.graphs import official


@cache
def territories() -> frozenset[str]:
    """Return the ids of the references."""
    return frozenset(node.id for node in official().nodes)


def change(old: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces the first occurrence of a text, which must exist."""

    def replace(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return replace


@pytest.mark.parametrize(
    ("table", "edit", "place", "expected"),
    [
        ("plans", change(",ACTIVE,", ",ACTIF,"), "colonne « status »", "PLANNED, ACTIVE, DONE, CANCELLED"),
        ("actions", change("2015-", "2015-13-"), "colonne « startsOn »", "AAAA-MM-JJ"),
        ("actions", change("2016-01-11", "11/01/2016"), "colonne « startsOn »", "AAAA-MM-JJ"),
        (
            "plans",
            change("interco-nantes LEAD", "interco-nante LEAD"),
            "« actors »",
            "par exemple institution:demo-",
        ),
        ("plans", change("LEAD+STEERING", "LEAD+STERING"), "« STERING » n’est pas un mot connu", "LEAD, STEERING"),
        ("plans", change(" LEAD+STEERING", ""), "colonne « actors »", "« identifiant roles »"),
        (
            "plans",
            change("contract:2015:CV153", "contract:2015:CV15"),
            "« territories »",
            "par exemple contract:2015:",
        ),
        ("plans", change(",5,", ",6,"), "colonne « axes »", "un numéro de 1 à 5"),
        ("orientations", change("id,text,", "id,texte,"), "ligne 1, colonne « texte »", "text"),
        ("plans", change("plan:demo-", "plans:demo-"), "ligne 2, colonne « id »", "plan:…"),
        ("institutions", change("commune:44109", "44109"), "colonne « basedIn »", "region:…, departement:…, epci:…"),
        ("trainers", change(",true,", ",oui,"), "colonne « publicListing »", "true, false"),
        ("sessions", change(",16,", ",seize,"), "colonne « trainedCount »", "un nombre entier"),
        ("affiliations", change("institution:demo-", "offer:demo-"), "« institution »", "institution:demo-"),
        (
            "signatures",
            change("source:demo-signatures", "source:demo-signature"),
            "« sourceId »",
            "source:demo-",
        ),
        ("surveys", lambda text: f"{text}survey:demo-x,2026-01-01\n", "ligne 11 : 2 cellules", "6 cellules"),
    ],
)
def test_wrong_cells_are_refused(
    tmp_path: Path, table: str, edit: Callable[[str], str], place: str, expected: str
) -> None:
    """The error names the file, the line and the column, and gives the remedy."""
    folder = shutil.copytree(demo.DATA, tmp_path / "data")
    path = folder / f"{table}.csv"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^{table}\.csv, ligne ") as raised:
        demo.rows(territories(), folder)
    message = str(raised.value)
    assert place in message
    assert expected in message


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    """The second line with an id is refused, and the first is named."""
    folder = shutil.copytree(demo.DATA, tmp_path / "data")
    path = folder / "offers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(CellError, match=r"est déjà pris dans offers\.csv, ligne 2 ; attendu : un identifiant nouveau"):
        demo.rows(folder=folder)
