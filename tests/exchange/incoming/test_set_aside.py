"""Rows set aside: faulty rows, and those that refer to them, are written with their reasons; the rest is imported."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapping import ListMapping, parse_mapping
from exchange.incoming.report import as_text
from exchange.incoming.set_aside import SetAside, write_rows_set_aside
from exchange.outgoing.workbook import writer_of
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import Line, write
from usecases.examine_in_part import examine_in_part

WRONG, RIGHT = "12345678901234", "21440109300015"


def action(title: str, actor: str, axes: str = "3") -> Line:
    facts = {"Début": "2026", "Fin": "2026", "Territoires": "commune:44109"}
    return {"Intitulé": title, "Axes": axes, "Acteurs": f"{actor} (porteur)", **facts}


def grant(title: str, euros: float, **more: Raw) -> Line:
    return {"Année": 2026, "Accordé (€)": euros, "Pour": title, **more}


SHEETS: dict[str, Sequence[Line]] = {
    "Institutions": [
        {"Nom": "Maison des essais fautifs", "Type": "association", "SIRET": WRONG},
        {"Nom": "Atelier des essais justes", "Type": "association", "SIRET": None},
    ],
    "Actions": [
        action("Essai A", "Maison des essais fautifs"),
        action("Essai B", "Atelier des essais justes"),
        action("Essai C", "Atelier des essais justes", axes="9"),
    ],
    "Subventions": [grant("Essai A", 1_000.5), grant("Essai B", 2_000.25), grant("Essai C", 3_000)],
}


async def examine_book(
    session: ApiSession, book: Book, mapping: ListMapping | None = None
) -> tuple[Examination, SetAside]:
    examined = await examine_in_part(session.client, book, TODAY, mapping=mapping)
    return examined, examined.set_aside


def reread(book: Book, excluded: SetAside, target: Path) -> dict[str, list[list[str]]]:
    write_rows_set_aside(writer_of(target), book, excluded)
    return {g.name: [[str(cell or "") for cell in row] for _, row in g.rows] for g in open_book(target).grids}


@pytest.mark.parametrize("name", ["reste.xlsx", "reste.ods", "reste"])
async def test_rows_that_refer_to_a_row_set_aside_are_set_aside_too(
    national: ApiSession, tmp_path: Path, name: str
) -> None:
    book = open_book(write(tmp_path / "reseau.xlsx", SHEETS))
    examined, excluded = await examine_book(national, book)
    assert examined.findings.errors == []
    created = {kind: change.after for (kind, _), change in examined.comparison.changes.nodes.items()}
    assert created["Institution"] is not None
    assert created["Institution"]["name"] == "Atelier des essais justes"
    assert created["Grant"] is not None
    assert created["Grant"]["grantedEuros"] == 2_000.25
    assert dict(excluded.rows) == {"Institutions": {2}, "Actions": {2, 4}, "Subventions": {2, 4}}
    rows = reread(book, excluded, tmp_path / name)
    assert [row[-1] for row in rows["Institutions"]] == [
        "Motif",
        f"SIRET : « {WRONG} » n’est pas un SIRET : sa clé de contrôle est fausse, un chiffre a dû changer",
    ]
    assert [row[0] for row in rows["Actions"]] == ["Intitulé", "Essai A", "Essai C"]
    assert "renvoie à une ligne mise de côté (« Institutions », ligne 2)" in rows["Actions"][1][-1]
    assert "renvoie à une ligne mise de côté (« Actions », ligne 2)" in rows["Subventions"][1][-1]
    text = "\n".join(as_text(examined))
    assert "Lignes mises de côté : 5" in text
    assert "2 – Pour : renvoie à une ligne mise de côté …" in text


async def test_a_file_of_rows_set_aside_can_be_imported_once_corrected(national: ApiSession, tmp_path: Path) -> None:
    book = open_book(write(tmp_path / "reseau.xlsx", SHEETS))
    _, excluded = await examine_book(national, book)
    target = tmp_path / "reste.xlsx"
    write_rows_set_aside(writer_of(target), book, excluded)
    again = open_book(target)
    for grid in again.grids:
        for _, row in grid.rows:
            assert isinstance(row, list)
            row[:] = [RIGHT if cell == WRONG else "3" if cell == "9" else cell for cell in row]
    examined, left = await examine_book(national, again)
    assert left.rows["Actions"] == {3}, "« Essai C » needs the institution that was imported before"
    assert not any("Motif" in str(finding) for finding in examined.findings.entries)
    once_more = reread(again, left, tmp_path / "encore.xlsx")
    assert once_more["Actions"][0].count("Motif") == 1


async def test_two_lines_about_one_thing_are_both_set_aside(national: ApiSession, tmp_path: Path) -> None:
    lines = [grant("", 10, Programme="147"), grant("", 20, Programme="147"), grant("", 30, Programme="104")]
    examined, excluded = await examine_book(national, open_book(write(tmp_path / "a.xlsx", {"Subventions": lines})))
    assert excluded.rows["Subventions"] == {2, 3}
    assert [kind for kind, _ in examined.comparison.changes.created] == ["Grant", "Source"]


async def test_a_name_that_is_in_doubt_is_not_read_as_another_one(national: ApiSession, tmp_path: Path) -> None:
    """Without the first line, the name would be read as that of « CIDFF – Loire-Atlantique (démonstration) »."""
    action_only = open_book(write(tmp_path / "a.xlsx", {"Actions": [action("Essai D", "CIDFF 44 démonstration")]}))
    assert (await examine_book(national, action_only))[1].count == 0
    institution = {"Nom": "CIDFF 44 démonstration", "Type": "CIDFF"}
    path = write(
        tmp_path / "b.xlsx", {"Institutions": [institution], "Actions": [action("Essai D", institution["Nom"])]}
    )
    examined, excluded = await examine_book(national, open_book(path))
    assert dict(excluded.rows) == {"Institutions": {2}, "Actions": {2}}
    assert not examined.comparison.changes


BODIES = parse_mapping("""
[[table]]
vers = "Institutions"
[table.colonnes]
Nom = "{Structure}"
Implantation = "{Code}"
Type = "association"
""")


async def test_a_pair_on_two_sheets_is_kept_or_set_aside_together(national: ApiSession) -> None:
    rows = [["Structure", "Code"], ["Relais des essais partagés", "44109"], ["Tout autre foyer", "44143"]]
    other = [["Structure", "Code"], ["Relais des essais partages", "44109"], ["Relais des essai partagés", "44109"]]
    grids = [Grid(name, list(enumerate(sheet, start=1))) for name, sheet in (("2024", rows), ("2025", other))]
    examined, excluded = await examine_book(national, Book("liste.xlsx", "0" * 64, grids), BODIES)
    assert {sheet: numbers for sheet, numbers in excluded.rows.items() if numbers} == {"2024": {2}, "2025": {2, 3}}
    assert [*excluded.reasons["2024", 2]] == [*excluded.reasons["2025", 3]]
    changes = examined.comparison.changes.nodes.values()
    assert [change.after["name"] for change in changes if change.after and "name" in change.after] == [
        "Tout autre foyer"
    ]


async def test_all_rows_may_be_set_aside(national: ApiSession, tmp_path: Path) -> None:
    lines = [SHEETS["Institutions"][0], {"Nom": "Relais des essais fautifs", "Type": "association", "SIRET": WRONG}]
    book = open_book(write(tmp_path / "a.xlsx", {"Institutions": lines}))
    examined, excluded = await examine_book(national, book)
    assert (examined.findings.errors, examined.is_all_set_aside, examined.has_changes) == ([], True, False)
    text = "\n".join(as_text(examined))
    assert "a.xlsx : aucune erreur" in text
    assert "Lignes mises de côté : 2\n" in text
    assert text.endswith("\nCe que l’import change\n  rien : toutes les lignes sont mises de côté")
    rows = reread(book, excluded, tmp_path / "reste.xlsx")["Institutions"]
    assert [row[0] for row in rows] == ["Nom", "Maison des essais fautifs", "Relais des essais fautifs"]
    assert ["SIRET" in row[-1] for row in rows[1:]] == [True, True]


async def test_all_rows_of_a_list_may_be_set_aside(national: ApiSession, tmp_path: Path) -> None:
    book = Book("liste.csv", "0" * 64, [Grid("liste", [*ROWS[:2], *ROWS[3:]])])
    examined, excluded = await examine_book(national, book, LIST)
    assert (examined.findings.entries, examined.is_all_set_aside) == ([], True)
    rows = reread(book, excluded, tmp_path / "reste")["liste"]
    assert [row[0] for row in rows] == ["Subventions versées", "Dossier", "D2", "D3"]


async def test_all_rows_of_a_table_of_crosses_may_be_set_aside(national: ApiSession, tmp_path: Path) -> None:
    rows: list[list[Raw]] = [["Contrat", "Porteur", "Axe 1"], ["contract:2024:CN04403I", "Inconnue au bataillon", "x"]]
    book = Book("croix.xlsx", "0" * 64, [Grid("Suivi 2025", list(enumerate(rows, start=1)))])
    examined, excluded = await examine_book(national, book, CROSSES)
    assert (examined.findings.entries, examined.is_all_set_aside) == ([], True)
    assert [row[:3] for row in reread(book, excluded, tmp_path / "reste")["Suivi 2025"]] == rows


async def test_an_error_without_a_row_sets_nothing_aside(national: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Actions": [{"Intitulé": "Essai", "Début": "2026"}]})
    examined, excluded = await examine_book(national, open_book(path))
    assert "cette colonne manque" in str(examined.findings.errors[0])
    assert excluded.count == 0


LIST = parse_mapping("""
[[table]]
vers = "Institutions"
[table.colonnes]
Nom = "{Bénéficiaire}"
Type = "association"

[[table]]
vers = "Subventions"
[table.colonnes]
Identifiant = "grant:essai-{Dossier}"
"Année" = "{Exercice|année}"
"Accordé (€)" = "{Montant}"
""")
ROWS: list[tuple[int, list[Raw]]] = [
    (1, ["Subventions versées"]),
    (3, ["Dossier", "Exercice", "Bénéficiaire", "Montant"]),
    (4, ["D1", "Exercice 2024", "Association Essai Partagé", "1 234,56 €"]),
    (5, ["D2", "Exercice 2024", "Association Essai Partagé", "beaucoup"]),
    (6, ["D3", 2025, "Association Seule en Faute", "1,0049"]),
]


async def test_a_body_is_kept_if_one_of_its_rows_is(national: ApiSession, tmp_path: Path) -> None:
    book = Book("liste.csv", "0" * 64, [Grid("liste", ROWS)])
    examined, excluded = await examine_book(national, book, LIST)
    nodes = examined.comparison.changes.nodes.items()
    assert [change.after["name"] for (kind, _), change in nodes if kind == "Institution" and change.after] == [
        "Association Essai Partagé"
    ]
    assert excluded.rows["liste"] == {5, 6}
    rows = reread(book, excluded, tmp_path / "reste")["liste"]
    assert rows[0] == ["Subventions versées", "", "", "", ""]
    assert rows[1] == ["Dossier", "Exercice", "Bénéficiaire", "Montant", "Motif"]
    assert rows[2][:4] == ["D2", "Exercice 2024", "Association Essai Partagé", "beaucoup"]
    assert rows[3][-1] == "Accordé (€) : « 1,0049 » a plus de deux décimales ; écrivez le montant au centime, 1,00"


CROSSES = parse_mapping("""
[[croix]]
ligne = "Contrat"
vers = "Actions"
"relevés" = true
[croix.colonnes]
"Intitulé" = "Essai {feuille.année}, axe {axe}, {Porteur}"
"Début" = "{feuille.année}"
Fin = "{feuille.année}"
Axes = "{axe}"
Territoires = "{Contrat}"
Acteurs = "{Porteur} (porteur)"
""")


async def test_the_rows_of_a_territory_are_kept_or_set_aside_together(national: ApiSession, tmp_path: Path) -> None:
    actor = "Organisme Tangram Fictif (démonstration)"
    rows: list[tuple[int, list[Raw]]] = [
        (1, ["Contrat", "Porteur", "Axe 1", "Axe 2"]),
        (2, ["contract:2024:CN04403I", actor, "x", None]),
        (3, [None, "Inconnue au bataillon", None, "x"]),
        (4, ["Contrat de ville 2024-2030 – CA Laval Agglomération", actor, "x", None]),
    ]
    book = Book("croix.xlsx", "0" * 64, [Grid("Suivi 2025", rows, [(2, 0, 3, 0)])])
    examined, excluded = await examine_book(national, book, CROSSES)
    assert excluded.rows["Suivi 2025"] == {2, 3}, "without row 3, row 2 would state that nobody acts on axis 2"
    surveys = [change for (kind, _), change in examined.comparison.changes.nodes.items() if kind == "Survey"]
    assert len(surveys) == 1
    assert reread(book, excluded, tmp_path / "reste")["Suivi 2025"][2][0] == "contract:2024:CN04403I"
