"""Proposed mappings: they can read their list unchanged, give reasons, and mark every uncertain choice."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.files.book import UnreadableFileError
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapped import map_lines
from exchange.incoming.lists.mapping import parse_mapping
from exchange.incoming.lists.proposal import propose
from seed.public import DATA
from tests.api_session import TODAY, ApiSession
from tests.exchange.incoming.proposals import Rows, book_of, completed, proposed, references
from tests.exchange.said import refused
from tests.exchange.workbooks import errors
from usecases.examine import examine

REAL = Path(__file__).parents[1] / "real"

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
NEIGHBOURHOODS: Rows = (
    ("code_qp", "lib_qp", "insee_com", "Contrat de ville"),
    ("QN04401M", "Bellevue", "44109,44162", "CN04403I"),
    ("QN00101M", "Grande Reyssouze", "01053", "CN00104M"),
)
CROSSES: Rows = (
    ("Contrat de ville", "Porteur", "Axe 1", "Axe 2", "Axe 3"),
    ("CN04403I", "Organisme Tangram Fictif (démonstration)", "x", None, "?"),
)


def test_the_proposal_for_a_list_of_grants_names_the_missing_facts() -> None:
    book = book_of({"Subventions": GRANTS})
    text = propose(book, references())
    assert tomllib.loads(text)["table"] == [
        {
            "vers": "Institutions",
            "colonnes": {"SIRET": "{N° SIRET}", "Implantation": "{Code INSEE|zéros 5|1}"},
            "nouveau": {"Nom": "{Bénéficiaire}", "Type": "autre"},
        }
    ]
    assert "À CONFIRMER – la liste ne dit pas l’axe (1 à 5) : complétez, puis ôtez les « # »" in text
    assert "une subvention est rattachée à une action, et par elle à qui la porte : complétez les actions" in text
    assert "I « Courriel » : semble parler de personnes ; laissée" in text
    assert "C « N° SIRET » : le SIRET, d’après ses valeurs" in text
    assert parse_mapping(text)


async def test_a_commented_part_of_a_proposal_can_be_completed(national: ApiSession) -> None:
    book = book_of({"Subventions": GRANTS})
    mapping = parse_mapping(completed(propose(book, references()), Axes="4"))
    examined = await examine(national.client, book, TODAY, mapping=mapping)
    assert errors(examined) == []
    assert [kind for kind, _ in examined.comparison.changes.created].count("Action") == 2
    assert granted(examined) == [12_345.67, 1_234]
    assert all(recipients(examined))


def granted(examined: Examination) -> list[object]:
    """Return the amounts of the created grants."""
    nodes = examined.comparison.changes.nodes.items()
    return [change.after["grantedEuros"] for (kind, _), change in nodes if kind == "Grant" and change.after]


def recipients(examined: Examination) -> list[set[str]]:
    """Return the actors of each grant's action."""
    edges = list(examined.comparison.changes.edges)
    funded = {start: end for through, start, end in edges if through == "FUNDS"}
    actors = [(start, end) for through, start, end in edges if through == "ENGAGED_IN"]
    grants = [identifier for kind, identifier in examined.comparison.changes.created if kind == "Grant"]
    return [{actor for actor, action in actors if action == funded.get(grant)} for grant in grants]


PARTNERS: Rows = (
    ("Priorité", "Structure", "Action", "Lieu", "Avancement", "Date de fin", "Année", "Subvention accordée"),
    ("4 - accompagnement des victimes", "Relais Fictif", "Permanence", "Angers", "en cours", "en cours", 2024, 1000),
    ("2 - sensibiliser", "Comité Inventé", "Ateliers", "Nantes", "en cours", "31/12/2027", 2024, None),
    ("4 - accompagnement des victimes", "Atelier Fictif", "Écoute", "Trélazé", "réalisé", "31/12/2024", 2024, 500.5),
    ("Total", None, None, None, None, None, None, 1500.5),
)


async def test_partners_words_are_recognised_and_every_grant_has_a_recipient(national: ApiSession) -> None:
    book = book_of({"Actions 2024": PARTNERS})
    text = propose(book, references())
    assert "A « Priorité » : des axes, d’après ses valeurs" in text
    assert "D « Lieu » : le nom d’une commune" in text
    assert "F « Date de fin » : un dernier jour" in text
    tables = tomllib.loads(text)["table"]
    assert [table["vers"] for table in tables] == ["Institutions", "Actions", "Subventions"]
    assert all(table["passer"] == ["total"] for table in tables)
    assert tables[1]["colonnes"]["Axes"] == "{Priorité|avant -}"
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(text))
    assert errors(examined) == []
    assert granted(examined) == [1_000, 500.5]
    assert all(recipients(examined))
    edges = list(examined.comparison.changes.edges)
    assert sorted(end for through, _, end in edges if through == "ON_AXIS") == ["axis:2", "axis:4", "axis:4"]
    targets = {end for through, _, end in edges if through == "TARGETS"}
    assert targets == {"commune:49007", "commune:44109", "commune:49353"}


async def test_a_proposal_changes_no_kind_of_a_known_body(national: ApiSession) -> None:
    """« Organisme Tangram Fictif » is a training provider of the demonstration."""
    rows: Rows = (
        ("Structure", "Type"),
        ("Organisme Tangram Fictif (démonstration)", "association"),
        ("Relais Fictif des Essais", "association"),
    )
    for columns in (2, 1):
        book = book_of({"Structures": [row[:columns] for row in rows]})
        mapping = parse_mapping(propose(book, references()))
        examined = await examine(national.client, book, TODAY, mapping=mapping)
        assert errors(examined) == []
        changes = examined.comparison.changes
        assert [kind for kind, _ in changes.created] == ["Institution"]
        changed = [c.after for key, c in changes.nodes.items() if key not in changes.created]
        assert not any("kind" in (after or {}) for after in changed)


async def test_a_proposal_renames_no_body_that_a_number_identifies(national: ApiSession) -> None:
    rows: Rows = (("SIREN", "Bénéficiaire"), ("219300050", "AULNAY"), ("999000011", "RELAIS FICTIF DES ESSAIS"))
    book = book_of({"Structures": rows})
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(propose(book, references())))
    assert [str(finding) for finding in examined.findings.entries if finding.place.heading == "Nom"] == []
    assert [c.after["name"] for c in examined.comparison.changes.nodes.values() if c.after] == [
        "RELAIS FICTIF DES ESSAIS"
    ]


async def test_the_proposal_for_a_list_of_posts_creates_bodies_and_actions(national: ApiSession) -> None:
    book = book_of({"Adultes-relais": POSTS})
    mapping = parse_mapping(propose(book, references()))
    examined = await examine(national.client, book, TODAY, mapping=mapping)
    assert errors(examined) == []
    created = [kind for kind, _ in examined.comparison.changes.created]
    assert {kind: created.count(kind) for kind in created} == {"Institution": 2, "Action": 2, "Source": 1}


async def test_neighbourhoods_and_crosses_are_recognised_by_codes_and_axes(national: ApiSession) -> None:
    book = book_of({"QPV": NEIGHBOURHOODS, "Suivi 2025": CROSSES})
    text = propose(book, references())
    read = tomllib.loads(text)
    assert read["table"][0]["colonnes"]["Communes"] == "{insee_com|couper ,}"
    assert (read["table"][0]["feuilles"], read["croix"][0]["feuilles"]) == (["QPV"], ["Suivi 2025"])
    assert (read["croix"][0]["oui"], read["croix"][0]["ligne"]) == (["x"], "Contrat de ville")
    examined = await examine(national.client, book, TODAY, mapping=parse_mapping(text))
    assert errors(examined) == []


def test_crosses_whose_rows_have_no_heading_are_reported() -> None:
    crosses: Rows = [["", "Axe 1", "Axe 2", "Axe 3"], ["Nantes Métropole", "x", None, None]]
    with refused(r"« Suivi » : .* écrivez-en un au-dessus des territoires"):
        propose(book_of({"Suivi": crosses}), references())


def test_a_guessed_column_of_names_is_explained_and_words_of_directories_are_translated() -> None:
    rows: Rows = (
        ("id_lieu", "lib_lieu", "code_commune", "type_code"),
        ("a-1", "Espace des Tilleuls", "44109;44143", "sous_pref"),
        ("a-2", "Espace des Ormes", "49007", "tgi"),
        ("a-3", "Espace des Aulnes", "49099", "caf"),
    )
    text = proposed({"Feuille": rows})
    assert "# B « lib_lieu » : À CONFIRMER – le nom d’une institution ? Rien d’autre n’en donne" in text
    assert "À CONFIRMER – de plusieurs communes, la première serait l’implantation d’une institution nouvelle" in text
    (part,) = tomllib.loads(text)["table"]
    assert part["colonnes"]["Nom"] == "{lib_lieu}"
    assert "Implantation" not in part["colonnes"]
    assert part["nouveau"]["Implantation"] == "{code_commune|1}"
    assert part["mots"]["Type"] == {"sous_pref": "préfecture", "tgi": "justice"}


def test_an_uncertain_column_is_reported() -> None:
    rows: Rows = (("Structure", "Code INSEE"), ("A", "44109"), ("B", "44143"), ("C", "Nantes"))
    text = proposed({"a": rows})
    assert (
        "B « Code INSEE » : À CONFIRMER – le code officiel d’une commune ? 67 % de ses valeurs en sont ; pas « Nantes »"
        in text
    )
    doubled = proposed({"a": (("Structure", "Nom", "nom"), ("A", "b", "c"))})
    assert "B « Nom » : À CONFIRMER – deux colonnes portent ce titre" in doubled
    assert parse_mapping(doubled)


@pytest.mark.parametrize(
    "path", [REAL / "cites_educatives.csv", REAL / "cites_emploi.csv", DATA / "institutions_2019.csv"]
)
def test_proposals_for_official_lists_can_be_used_unchanged(path: Path) -> None:
    book = open_book(path)
    lines = map_lines(book, parse_mapping(propose(book, references()))).lines
    assert book.findings.errors == []
    assert sum(len(line.rows) for line in lines) == len(book.grids[0].rows) - 1
    assert all(line.text("basedIn") for line in lines[:10])


@pytest.mark.parametrize("rows", [(), (("Titre",),), ((1, 2), (3, 4)), (("Courriel",), ("a@exemple.fr",))])
def test_a_file_without_headings_over_values_is_refused(rows: Rows) -> None:
    with refused("aucune"):
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
    except UnreadableFileError:
        return
    map_lines(book, parse_mapping(text))
    assert [error for error in map(str, book.findings.errors) if "il manque" in error or "deux colonnes" in error] == []


@pytest.mark.parametrize(
    ("heading", "code", "proposed_as", "read_as"),
    [
        ("Code INSEE", "75118", "{Code INSEE|commune}", "75056"),
        ("code_commune", "69383", "{code_commune|commune}", "69123"),
        ("Arrondissement", "13201", "{Arrondissement|commune}", "13055"),
        ("Code département", "2A", "département {Code département}", "département 2A"),
        ("Code région", "52", "region:{Code région}", "region:52"),
        ("code_reg", "1", "region:{code_reg|zéros 2}", "region:01"),
    ],
)
async def test_a_column_of_codes_is_proposed_as_the_territory_of_the_actions(
    national: ApiSession, heading: str, code: str, proposed_as: str, read_as: str
) -> None:
    rows: Rows = (
        ("Intitulé de l’action", "Porteur", heading, "Début", "Axe"),
        ("Médiation", "Organisme Tangram Fictif (démonstration)", code, "01/03/2026", "Axe 4 - accompagnement"),
        ("Accueil", "Organisme Tangram Fictif (démonstration)", code, "01/04/2026", "Axe 2 - formation"),
    )
    text = proposed({"Postes": rows})
    (actions,) = [table for table in tomllib.loads(text)["table"] if table["vers"] == "Actions"]
    assert actions["colonnes"]["Territoires"] == proposed_as
    lines = map_lines(book_of({"Postes": rows}), parse_mapping(text)).lines
    assert {line.text("territories") for line in lines if line.sheet.name == "Actions"} == {read_as}
    examined = await examine(national.client, book_of({"Postes": rows}), TODAY, mapping=parse_mapping(text))
    targets = {key[2].split(":")[1] for key in examined.comparison.changes.edges if key[0] == "TARGETS"}
    assert targets == {read_as.rpartition(":")[2].rpartition(" ")[2]}


def test_a_column_of_names_of_regions_is_not_taken_for_their_codes() -> None:
    rows: Rows = (("Intitulé", "Porteur", "Région", "Début"), ("Médiation", "Relais", "Bretagne", "01/03/2026"))
    assert "C « Région » : non reconnue" in proposed({"Postes": rows})
