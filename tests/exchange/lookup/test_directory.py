"""Nodes by id, number, name and abbreviation, and the names written for them."""

import pytest

from exchange.lookup.directory import Directory, id_in_brackets
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.similarity import InstitutionNames
from graph.rights import EVERYTHING, VISITOR, Viewer
from judgement.entries import DirectoryEntry, GazetteerEntry
from tests.exchange.said import refused

SIREN = "214401093"


def directory_for(viewer: Viewer) -> Directory:
    institution_names = InstitutionNames({"loire atlantique": "44"})
    institution_names.add("institution:cidff-44", "CIDFF 44")
    communes = (("44109", "Nantes", "44"), ("49007", "Angers", "49"))
    gazetteer = Gazetteer(
        GazetteerEntry(f"commune:{code}", "COMMUNE", code, name, f"{name} ({departement})")
        for code, name, departement in communes
    )
    directory = Directory(gazetteer, institution_names, viewer)
    for entry in (
        DirectoryEntry("institution:nantes", "Institution", "Ville de Nantes", ("Mairie de Nantes",), (SIREN,)),
        DirectoryEntry("institution:cidff-44", "Institution", "CIDFF 44"),
        DirectoryEntry("institution:a", "Institution", "Maison pour tous", (), (), "commune:44109"),
        DirectoryEntry("institution:b", "Institution", "Maison pour tous"),
        DirectoryEntry("institution:c", "Institution", "Ici ; là"),
        DirectoryEntry("institution:d", "Institution", "Bureau d'aide", (), (), "commune:44109"),
        DirectoryEntry("trainer:1", "Trainer", "Loïc Fictif"),
        DirectoryEntry("trainer:2", "Trainer", "Formateur·rice", nameless=True),
        DirectoryEntry("offer:1", "Offer", "Accueillir"),
    ):
        directory.add(entry)
    return directory


@pytest.fixture
def directory() -> Directory:
    return directory_for(EVERYTHING)


@pytest.mark.parametrize(
    ("text", "target", "identifier"),
    [
        ("institution:nantes", "Actor", "institution:nantes"),
        ("n'importe quoi [institution:nantes]", "Actor", "institution:nantes"),
        ("214 401 093", "Institution", "institution:nantes"),
        ("214 401 093 (Nantes)", "Institution", "institution:nantes"),
        ("mairie de nantes", "Actor", "institution:nantes"),
        ("Maison pour tous (Nantes)", "Actor", "institution:a"),
        ("Maison pour tous (44109)", "Actor", "institution:a"),
        ("Maison pour tous (Angers)", "Actor", "institution:b"),
        ("Bureau d'aide (Nantes)", "Actor", "institution:d"),
        ("Bureau d'aide (BA)", "Actor", "institution:d"),
        ("Ville de Nantes (44)", "Actor", "institution:nantes"),
        ("CIDFF Loire-Atlantique", "Actor", "institution:cidff-44"),
        ("loic fictif", "Actor", "trainer:1"),
        ("FICTIF Loïc", "Actor", "trainer:1"),
        ("trainer:2", "Trainer", "trainer:2"),
        ("Nantes", "Territory", "commune:44109"),
    ],
)
def test_a_node_is_found(directory: Directory, text: str, target: str, identifier: str) -> None:
    assert directory.find(text, target) == identifier


@pytest.mark.parametrize(
    ("text", "target", "sentence"),
    [
        ("Maison pour tous", "Actor", "écrivez l’identifiant : institution:a ou institution:b"),
        ("Bureau d'aide (Angers)", "Actor", "n’est pas connu à cet endroit : « Bureau d'aide » est à « Nantes"),
        ("Acceuillir", "Offer", "le plus proche : « Accueillir », ou ajoutez une ligne dans la feuille « Offres »"),
        ("offer:1", "Trainer", "désigne « Accueillir »"),
        ("plan:1", "Source", "d’une autre sorte de chose .plan territorial. ; attendu : source"),
        ("Formateur·rice", "Trainer", "ne désigne rien de connu"),
    ],
)
def test_a_text_that_names_no_single_node_is_refused(
    directory: Directory, text: str, target: str, sentence: str
) -> None:
    with refused(sentence):
        directory.find(text, target)


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "CIDFF Loire-Atlantique": "CIDFF 44",
        "CIDFF 44": None,
        "cidff 44 (Nantes)": None,
        "[institution:cidff-44]": None,
    }.items(),
)
def test_only_an_abbreviation_has_a_canonical_name(directory: Directory, text: str, name: str | None) -> None:
    assert directory.canonical_name(text, "institution:cidff-44") == name


def test_the_names_and_numbers_of_a_second_entry_are_added(directory: Directory) -> None:
    directory.add(DirectoryEntry("offer:1", "Offer", "Accueillir sans discriminer"))
    assert directory.find("Accueillir sans discriminer", "Offer") == "offer:1"
    assert directory.entries["offer:1"].name == "Accueillir"


@pytest.mark.parametrize(
    ("identifier", "name"),
    {
        "institution:nantes": "Ville de Nantes",
        "institution:a": "Maison pour tous [institution:a]",
        "institution:c": "Ici , là [institution:c]",
        "trainer:1": "Loïc Fictif [trainer:1]",
        "offer:1": "Accueillir",
        "commune:44109": "Nantes (44)",
        "offer:absent": "offer:absent",
    }.items(),
)
def test_the_shortest_name_names_one_node(directory: Directory, identifier: str, name: str) -> None:
    assert directory.shortest_name(identifier) == name


def test_a_visitor_gets_institutions_with_their_ids() -> None:
    directory = directory_for(VISITOR)
    assert directory.shortest_name("institution:nantes") == "Ville de Nantes [institution:nantes]"
    assert directory.shortest_name("offer:1") == "Accueillir"


def test_a_text_with_the_whole_name_of_a_trainer_names_a_person(directory: Directory) -> None:
    assert directory.in_texts.names_trainer("Atelier avec LOÏC FICTIF, à Nantes")
    assert not directory.in_texts.names_trainer("Atelier avec Loïc")
    assert not directory.in_texts.names_trainer("Formateur·rice")


def test_an_id_is_read_in_brackets() -> None:
    assert id_in_brackets("Maison [institution:a]") == "institution:a"
    assert id_in_brackets("Maison [a] pour tous") == "Maison [a] pour tous"
