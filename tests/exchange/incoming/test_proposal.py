"""Proposed mappings: they load and read their list at once, say why, and confirm nothing that is not sure."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid, UnreadableError
from exchange.files.reader import open_book
from exchange.incoming.examination import examine
from exchange.incoming.mapped import map_lines
from exchange.incoming.mapping import parse_mapping
from exchange.incoming.proposal import propose
from seed.references.read import References, read_references
from tests.asking import TODAY, Asker
from tests.exchange.workbooks import errors

REAL = Path(__file__).parents[1] / "real"
Rows = Sequence[Sequence[Raw]]


@cache
def references() -> References:
    return read_references()


def book_of(sheets: dict[str, Rows], name: str = "liste.xlsx") -> Book:
    return Book(name, "0" * 64, [Grid(sheet, list(enumerate(rows, start=1))) for sheet, rows in sheets.items()])


def proposed(sheets: dict[str, Rows]) -> str:
    return propose(book_of(sheets), references())


GRANTS: Rows = (
    ("Subventions politique de la ville", None),
    (
        "N° de dossier",
        "Exercice",
        "N° SIRET",
        "Bénéficiaire",
        "Code INSEE",
        "Code département",
        "Objet",
        "Montant",
        "Courriel",
    ),
    ("D1", 2024, "99900001100018", "Relais Fictif", 1004.0, 1.0, "Permanence", 12_345.67, "a@exemple.fr"),
    ("D2", 2025, "99900002900010", "Atelier Fictif", "44109", 44.0, "Exposition", "1 234 €", "b@exemple.fr"),
)
POSTS: Rows = (
    (
        "Employeur",
        "Commune",
        "Code département",
        "Début du poste",
        "Fin de convention",
        "Axe",
        "Mission",
        "Observations",
    ),
    ("Relais Fictif", "Nantes", "44", date(2024, 1, 1), date(2026, 12, 31), "Axe 4", "Médiation", "RAS"),
    ("Atelier Fictif", "Rezé", "44", date(2024, 9, 1), date(2027, 8, 31), "Axe 2", "Accueil", None),
)
QUARTERS: Rows = (
    ("code_qp", "lib_qp", "insee_com", "Contrat de ville"),
    ("QN04401M", "Bellevue", "44109,44162", "CN04403I"),
    ("QN00101M", "Grande Reyssouze", "01053", "CN00104M"),
)
CROSSES: Rows = (
    ("Contrat de ville", "Porteur", "Axe 1", "Axe 2", "Axe 3"),
    ("CN04403I", "Organisme Tangram Fictif (démonstration)", "x", None, "?"),
)


async def test_a_list_of_grants_is_proposed_with_what_it_does_not_say(national: Asker) -> None:
    book = book_of({"Subventions": GRANTS})
    text = propose(book, references())
    assert tomllib.loads(text)["table"] == [
        {
            "vers": "Institutions",
            "colonnes": {
                "Nom": "{Bénéficiaire}",
                "Type": "autre",
                "SIRET": "{N° SIRET}",
                "Implantation": "{Code INSEE|zéros 5|1}",
            },
        },
        {
            "vers": "Subventions",
            "colonnes": {
                "Identifiant": "grant:liste-{N° de dossier}",
                "Année": "{Exercice|année}",
                "Accordé (€)": "{Montant}",
            },
        },
    ]
    assert "À CONFIRMER – la liste ne dit pas l’axe (1 à 5) : complétez, puis ôtez les « # »" in text
    assert "I « Courriel » : semble parler de personnes ; laissée" in text
    assert "C « N° SIRET » : le SIRET, d’après ses valeurs" in text
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(text))
    assert errors(examined) == []
    amounts = [
        c.after["grantedEuros"] for (k, _), c in examined.comparison.changes.nodes.items() if k == "Grant" and c.after
    ]
    assert amounts == [12_345.67, 1_234]


async def test_what_a_comment_proposes_can_be_completed(national: Asker) -> None:
    text = proposed({"Subventions": GRANTS})
    start = text.index("# [[table]]")
    part = "\n".join(line.removeprefix("# ") for line in text[start:].split("\n\n")[0].splitlines())
    completed = text[:start] + part.replace('"Axes" = ""', '"Axes" = "4"') + "\n" + text[start:].partition("\n\n")[2]
    book = book_of({"Subventions": GRANTS})
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(completed))
    assert errors(examined) == []
    assert [kind for kind, _ in examined.comparison.changes.created].count("Action") == 2


async def test_a_list_of_posts_is_proposed_whole(national: Asker) -> None:
    book = book_of({"Adultes-relais": POSTS})
    mapping = parse_mapping(propose(book, references()))
    examined = await examine(national.client, book, TODAY, mapping=mapping)
    assert errors(examined) == []
    created = [kind for kind, _ in examined.comparison.changes.created]
    assert {kind: created.count(kind) for kind in created} == {"Institution": 2, "Action": 2, "Source": 1}


async def test_quarters_and_crosses_are_known_by_their_codes_and_axes(national: Asker) -> None:
    book = book_of({"QPV": QUARTERS, "Suivi 2025": CROSSES})
    text = propose(book, references())
    read = tomllib.loads(text)
    assert read["table"][0]["colonnes"]["Communes"] == "{insee_com|couper ,}"
    assert (read["table"][0]["feuilles"], read["croix"][0]["feuilles"]) == (["QPV"], ["Suivi 2025"])
    assert (read["croix"][0]["oui"], read["croix"][0]["ligne"]) == (["x"], "Contrat de ville")
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(text))
    assert errors(examined) == []


def test_crosses_whose_rows_have_no_heading_are_told() -> None:
    crosses: Rows = [["", "Axe 1", "Axe 2", "Axe 3"], ["Nantes Métropole", "x", None, None]]
    with pytest.raises(UnreadableError, match=r"« Suivi » : .* écrivez-en un au-dessus des territoires"):
        propose(book_of({"Suivi": crosses}), references())


def test_what_is_not_sure_is_said() -> None:
    rows: Rows = (("Structure", "Code INSEE"), ("A", "44109"), ("B", "44143"), ("C", "Nantes"))
    text = proposed({"a": rows})
    assert (
        "B « Code INSEE » : À CONFIRMER – le code officiel d’une commune ? 67 % de ses valeurs en sont ; pas « Nantes »"
        in text
    )
    doubled = proposed({"a": (("Structure", "Nom", "nom"), ("A", "b", "c"))})
    assert "B « Nom » : À CONFIRMER – deux colonnes portent ce titre" in doubled
    assert parse_mapping(doubled)


@pytest.mark.parametrize("name", ["cites_educatives", "cites_emploi", "institutions_2019"])
def test_the_lists_of_the_state_are_read_at_once(name: str) -> None:
    book = open_book(REAL / f"{name}.csv")
    lines = map_lines(book, parse_mapping(propose(book, references()))).lines
    assert book.findings.errors == []
    assert sum(len(line.rows) for line in lines) == len(book.grids[0].rows) - 1
    assert all(line.text("basedIn") for line in lines[:10])


@pytest.mark.parametrize("rows", [(), (("Titre",),), ((1, 2), (3, 4)), (("Courriel",), ("a@exemple.fr",))])
def test_a_file_without_headings_over_values_is_refused(rows: Rows) -> None:
    with pytest.raises(UnreadableError, match="aucune"):
        proposed({"a": rows})


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(0, 99_999),
    st.floats(0, 1e6),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["44109", "99900001100018", "Axe 4", "x", "Nantes", "12 345,67 €", "Exercice 2024", "CN04403I"]),
)
HEADINGS = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ["Bénéficiaire", "Objet", "Montant (€)", "Exercice", "Axe", "Axe 1", "Code INSEE", "N° dossier", "{a|b}", '"']
    ),
)


@given(st.data())
def test_any_proposal_loads_and_finds_its_columns(data: st.DataObject) -> None:
    headings = data.draw(st.lists(HEADINGS, min_size=1, max_size=6))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=4))
    book = book_of({data.draw(st.text(min_size=1, max_size=8)): [headings, *rows]}, name="l'été \n 2024.xlsx")
    try:
        text = propose(book, references())
    except UnreadableError:
        return
    map_lines(book, parse_mapping(text))
    assert [error for error in map(str, book.findings.errors) if "il manque" in error or "deux colonnes" in error] == []
