"""Names of institutions in several spellings: equal keys, scores and reasons."""

import pytest

from exchange.lookup.similarity import LEAST_SCORE, InstitutionNames
from judgement.likeness import Candidate, Reason


@pytest.fixture
def names() -> InstitutionNames:
    names = InstitutionNames({"loire atlantique": "44", "loire": "42", "maine et loire": "49"})
    names.add("institution:cidff-44", "CIDFF 44")
    names.add("institution:mairie", "Mairie de Nantes")
    names.add("institution:ddets-42", "DDETS de la Loire")
    return names


def similar(names: InstitutionNames, name: str) -> list[Candidate]:
    """Return the institutions that a name may mean, among all those known."""
    return list(names.similar(name, [key for key, _ in names.ids_by_key()], lambda *_: True))


@pytest.mark.parametrize(
    ("name", "identifier"),
    {
        "CIDFF Loire-Atlantique": "institution:cidff-44",
        "Centre d'information sur les droits des femmes et des familles (44)": "institution:cidff-44",
        "Ville de Nantes": "institution:mairie",
        "CIDFF 49": None,
        "Mairie de Rezé": None,
        "Mairie de Nantes Sud": "institution:mairie",
        "Association Vivre la Ville": None,
    }.items(),
)
def test_an_institution_is_proposed_for_a_similar_name(
    names: InstitutionNames, name: str, identifier: str | None
) -> None:
    candidates = similar(names, name)
    assert [candidate.id for candidate in candidates] == ([identifier] if identifier else [])
    assert all(candidate.reason and (candidate.score or 0) >= LEAST_SCORE for candidate in candidates)


def test_an_equal_key_is_the_same_institution_whatever_its_service_was_called(names: InstitutionNames) -> None:
    assert names.equal("DDCS 42") == ["institution:ddets-42"]
    assert names.equal("Nantes, mairie") == ["institution:mairie"]
    assert names.equal("Mairie de Nante") == []


def test_a_reason_distinguishes_an_equal_key_from_words_in_common(names: InstitutionNames) -> None:
    (equal,) = similar(names, "CIDFF (Loire-Atlantique)")
    assert equal == Candidate("institution:cidff-44", "CIDFF 44", 100, Reason.SAME_NAME)
    (near,) = similar(names, "Mairie de Nantess")
    assert (near.score or 100) < 100
    assert (near.reason, near.shared) == (Reason.SHARED_WORDS, ("commune",))


@pytest.mark.parametrize(
    ("name", "other", "is_one"),
    [
        ("France services Mulhouse - Drouot", "France services Mulhouse - Coteaux", False),
        ("Bus France services Sevran", "France services Sevran", True),
        ("Organisme Fictif (démo)", "Organisme Fictif (démonstration)", True),
        ("Tissé Métis", "Association Tissé Métisse", True),
        ("CIDFF 49 Saumur", "CIDFF 44 Saumur", False),
        ("Foyer 3", "Foyer 4", False),
        ("Maison du 17ème arrondissement", "Maison du 10ème arrondissement", False),
    ],
)
def test_a_different_word_means_a_different_institution(
    names: InstitutionNames,
    name: str,
    other: str,
    is_one: bool,  # noqa: FBT001
) -> None:
    assert names.may_be_one(name, other) is is_one


@pytest.mark.parametrize(
    ("name", "key"),
    {
        "ANGERS LOIRE METROPOLE": "angers loire metropole",
        "Ligue Pays de la Loire": "ligue loire pays",
        "CIDFF de la Loire": "cidff dep:42",
        "Adil - Loire - Roanne": "adil dep:42 roanne",
        "Ville de Loire": "commune dep:42",
        "Association Vivre la Ville": "ville vivre",
    }.items(),
)
def test_a_river_is_a_departement_only_where_it_ends_a_part_of_a_name(
    names: InstitutionNames, name: str, key: str
) -> None:
    assert names.key(name) == key


def test_a_long_name_of_a_departement_is_not_cut_by_a_short_one(names: InstitutionNames) -> None:
    assert names.equal("DDETS Loire-Atlantique") == []
    assert names.equal("CIDFF Loire Atlantique") == ["institution:cidff-44"]
