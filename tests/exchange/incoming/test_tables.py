"""Rows of a list as lines: places, repeated bodies, missing headings, skipped rows and sheets."""

from collections.abc import Sequence

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.incoming.lists.mapped import map_lines
from exchange.incoming.lists.mapping import ListMapping, parse_mapping
from exchange.incoming.lists.tables import is_total
from exchange.incoming.workbook.lines import Line
from exchange.sentences import FRENCH
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import errors, warnings
from usecases.examine import examine

BODIES = parse_mapping("""
[[table]]
vers = "Institutions"
passer = ["total"]
[table.colonnes]
Nom = "{Nom}"
SIRET = "{SIRET}"
"Siège" = "{Code|1}"
Type = "association"
""")


REQUIRED = "que la correspondance demande ; titres de la ligne 1 :"


def book_of(*rows: Sequence[Raw], name: str = "liste") -> Book:
    grid = Grid(name, [(number, row) for number, row in enumerate(rows, start=1)])
    return Book("liste.xlsx", "0" * 64, [grid])


def lines_of(mapping: ListMapping, *rows: Sequence[Raw]) -> tuple[list[Line], list[str]]:
    book = book_of(*rows)
    return map_lines(book, mapping).lines, [str(finding) for finding in book.findings.entries]


def test_a_line_keeps_the_places_of_the_list() -> None:
    (line,), _ = lines_of(BODIES, ["Titre"], [None, "Code", "SIRET", "Nom"], [None, "44109;44143", None, "Maison"])
    assert line.cells == {"name": "Maison", "basedIn": "44109", "kind": "association"}
    assert line.place("name").shown_in(FRENCH) == "« liste », D3 (Nom)"
    assert line.place("basedIn").shown_in(FRENCH) == "« liste », B3 (Implantation)"
    assert line.place("kind").shown_in(FRENCH) == "« liste », ligne 3 (Type)"


def test_a_row_without_a_cell_of_the_mapping_is_no_line() -> None:
    lines, findings = lines_of(BODIES, ["Nom", "Code", "SIRET", "Note"], [None, None, None, "fin"], ["Total", 1, None])
    assert lines == []
    assert findings == [
        "« liste », ligne 3 : 1 ligne de total ou de sous-total non lue.",
        "« liste.xlsx » : la correspondance n’y a trouvé aucune ligne.",
    ]


def test_headings_repeated_on_another_page_are_not_a_line() -> None:
    headings = ["Nom", "Code", "SIRET"]
    lines, findings = lines_of(BODIES, headings, ["Maison", "44109", None], headings, ["Nom", "44143", None])
    assert [line.text("name") for line in lines] == ["Maison", "Nom"]
    assert findings == ["« liste », ligne 3 : les titres y sont répétés, ligne non lue."]


def test_a_column_that_is_missing_or_doubled_is_reported() -> None:
    assert lines_of(BODIES, ["Nom", "SIRET"], ["a", "b"]) == (
        [],
        [f"« liste », ligne 1 : il manque « Code », {REQUIRED} « Nom », « SIRET »."],
    )
    assert lines_of(BODIES, ["Nom", "SIRET", "Code", "nom"], ["a", "b", "c", "d"]) == (
        [],
        ["« liste » : deux colonnes portent le titre « Nom » ; donnez-leur deux titres."],
    )


def test_sheets_that_the_mapping_does_not_know_are_reported() -> None:
    book = book_of(["Nom", "SIRET", "Code"], ["Maison", None, "44109"])
    book.grids.append(Grid("Notice", [(1, ["Lisez ceci"])]))
    assert len(map_lines(book, BODIES).lines) == 1
    assert [finding.place.shown_in(FRENCH) for finding in book.findings.entries] == ["« Notice »"]


def test_rows_of_totals_are_recognised_by_their_first_words() -> None:
    assert is_total([None, "Sous-total 44", 3], ["total", "sous-total"])
    assert not is_total([None, "Nantes", "total"], ["total", "sous-total"])
    assert not is_total(["Totalement vôtre (association)"], ["total"])
    assert not is_total([None, ""], ["total"])


async def test_rows_about_one_body_are_merged_and_their_differences_reported(national: ApiSession) -> None:
    book = book_of(
        ["Nom", "SIRET", "Code"],
        ["Relais Fictif des Essais", "99900001100018", None],
        ["Relais Fictif des Essais", "999 000 011 00018", "44109"],
        ["Relais fictif – des essais", "99900001100018", "Nantes (44)"],
        ["Relais Fictif (autre nom)", "99900001100018", "44143"],
        ["Relais Fictif des Essais", "99900001100018", None],
    )
    examined = await examine(national.client, book, TODAY, mapping=BODIES)
    assert errors(examined) == []
    ((key, change),) = examined.comparison.changes.nodes.items()
    assert change.after is not None
    assert (change.after["name"], change.after["siret"]) == ("Relais Fictif des Essais", "99900001100018")
    assert ("BASED_IN", key[1], "commune:44109") in examined.comparison.changes.edges
    differs = "n’est pas ce que dit la ligne 2, qui est gardée :"
    assert [text for text in warnings(examined) if differs in text] == [
        f"« liste », A5 (Nom) : « Relais Fictif (autre nom) » {differs} « Relais Fictif des Essais ».",
        f"« liste », C5 (Implantation) : « 44143 » {differs} « 44109 ».",
    ]


async def test_two_bodies_with_one_name_stay_separate(national: ApiSession) -> None:
    book = book_of(
        ["Nom", "SIRET", "Code"],
        ["Relais Fictif des Essais", "99900001100018", None],
        ["Relais Fictif des Essais", "99900002900010", None],
    )
    examined = await examine(national.client, book, TODAY, mapping=BODIES)
    assert errors(examined) == []
    assert len(examined.comparison.changes.created) == 2


GRANTS = parse_mapping("""
[[table]]
vers = "Subventions"
[table.colonnes]
"Année" = "{Exercice|année}"
Programme = "147"
"Accordé (€)" = "{Montant}"
""")


async def test_two_equal_payments_are_not_taken_for_one(national: ApiSession) -> None:
    book = book_of(["Exercice", "Montant"], [2024, 500.5], [2024, 500.5])
    examined = await examine(national.client, book, TODAY, mapping=GRANTS)
    assert ["est déjà donné à la ligne 2" in text for text in errors(examined)] == [True]


async def test_a_grant_without_an_action_needs_no_axis(national: ApiSession) -> None:
    examined = await examine(national.client, book_of(["Exercice", "Montant"], [2024, 500.5]), TODAY, mapping=GRANTS)
    assert errors(examined) == []
    (change,) = (change for (kind, _), change in examined.comparison.changes.nodes.items() if kind == "Grant")
    assert change.after == {"year": 2024, "programme": "147", "grantedEuros": 500.5}


KNOWN = parse_mapping("""
[[table]]
vers = "Institutions"
[table.colonnes]
Nom = "{Nom}"
[table.nouveau]
Type = "autre"
"Autres noms" = "{Sigle}"
""")


async def test_facts_given_only_for_new_bodies_change_no_known_one(national: ApiSession) -> None:
    book = book_of(
        ["Nom", "Sigle"],
        ["Organisme Tangram Fictif (démonstration)", "OTF"],
        ["Relais Fictif des Essais", "RFE"],
    )
    examined = await examine(national.client, book, TODAY, mapping=KNOWN)
    assert errors(examined) == []
    ((_, change),) = examined.comparison.changes.nodes.items()
    assert change.after is not None
    assert (change.after["name"], change.after["kind"], change.after["otherNames"]) == (
        "Relais Fictif des Essais",
        "OTHER",
        ["RFE"],
    )


PLACED = parse_mapping("""
[[table]]
vers = "Institutions"
[table.colonnes]
Nom = "{Porteur}"
Type = "association"
Implantation = "{Code}"
Rapprochement = "nouveau"

[[table]]
vers = "Actions"
[table.colonnes]
"Intitulé" = "Permanence de {Ville}"
"Début" = "2026"
Fin = "2026"
Axes = "4"
Territoires = "{Code}"
Acteurs = "{SIRET|ou Porteur} ({Ville}) (porteur)"
""")


async def test_the_place_distinguishes_two_bodies_with_one_name(national: ApiSession) -> None:
    book = book_of(
        ["Porteur", "SIRET", "Ville", "Code"],
        ["Relais Fictif des Essais", None, "Angers", "49007"],
        ["Relais Fictif des Essais", None, "Nantes", "44109"],
    )
    examined = await examine(national.client, book, TODAY, mapping=PLACED)
    assert errors(examined) == []
    changes = examined.comparison.changes
    seats = {start: end for through, start, end in changes.edges if through == "BASED_IN"}
    targets = {start: end for through, start, end in changes.edges if through == "TARGETS"}
    acts = {end: start for through, start, end in changes.edges if through == "ENGAGED_IN"}
    assert sorted(seats.values()) == ["commune:44109", "commune:49007"]
    assert {action: seats[body] for action, body in acts.items()} == targets
