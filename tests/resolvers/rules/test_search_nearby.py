"""Searching for a body of a kind near a place, and for numbered arrondissements."""

from dataclasses import replace

import pytest

from graph.rights import View
from graph.text import fold
from graph.vocabulary import INSTITUTION_KIND_WORDS, TERRITORY_KIND_WORDS, InstitutionKind
from resolvers.rules import search as rule
from resolvers.rules.search_matches import NEARBY
from tests.resolvers.rules.small import action, actor, country, snapshot_of, territory
from tests.resolvers.rules.test_search import KINDS, NAMES, found, searchable


def test_a_body_is_found_by_words_for_its_kind() -> None:
    names = {**NAMES, "institution:a": ["Maison des jeunes de l’estuaire"]}
    assert found("mission locale estuaire", names) == ["institution:a"]
    assert found("mission locale nazaire", names) == ["institution:a"]
    assert found("mission", names) == ["institution:a"]
    assert found("mission", {**names, "commune:9": ["La Mission"]}) == ["commune:9", "institution:a"]


def test_where_nothing_holds_all_words_the_bodies_near_to_the_place_are_found_and_the_place() -> None:
    def nearby(text: str) -> tuple[list[str], bool]:
        found = rule.search(searchable(NAMES), View.EVERYTHING, KINDS, fold(text).split())
        matches = sorted(match for some in found.by_kind.values() for match in some)
        assert all(match.rank >= NEARBY for match in matches) or not found.approximate
        return [match.id for match in matches], found.approximate

    assert nearby("mission locale nantes") == (["institution:a", "commune:9"], True)
    assert nearby("nantes mission locale") == (["institution:a", "commune:9"], True)
    assert nearby("mission locale de nantse") == (["institution:a", "commune:9"], True)
    assert nearby("mission locale 49") == (["institution:a", "departement:49"], True)
    assert nearby("mission locale saint nazaire") == (["institution:a"], False)
    assert nearby("mission locale ailleurs") == ([], False)
    assert nearby("estuaire nantes") == ([], False), "a name that names no kind finds no body elsewhere"


def test_of_bodies_those_that_act_in_the_place_are_nearest_then_those_seated_in_its_departement() -> None:
    territories = country(territory("commune:4", ["departement:44"]))
    names = {"commune:2": ["Sautron"]} | {f"institution:{i}": [f"Mission locale {i}"] for i in "abc"}
    seats = {"institution:a": "commune:4", "institution:b": "commune:9", "institution:c": "commune:1"}
    bodies = [
        actor(identifier)._replace(seats=[seat], kind=InstitutionKind.MISSION_LOCALE)
        for identifier, seat in seats.items()
    ]

    def nearest(*targets: str) -> list[str]:
        acting = [action(i, target, "institution:b") for i, target in enumerate(targets)]
        small = snapshot_of(territories=territories, actors=bodies, engagements=acting)
        snapshot = replace(small, texts=searchable(names, territories).texts)
        found = rule.search(snapshot, View.EVERYTHING, ["INSTITUTION"], ["mission", "locale", "sautron"])
        assert found.approximate
        return [match.id for match in sorted(found.by_kind["INSTITUTION"])]

    assert nearest("commune:2") == nearest("epci:1") == ["institution:b"]
    assert nearest("commune:9", "departement:44") == ["institution:a", "institution:c"]


@pytest.mark.parametrize(
    "text", ["paris 18", "paris 18e", "18eme arrondissement paris", "Paris 18 ème arrdt", "paris 1er"]
)
def test_an_arrondissement_means_its_city(text: str) -> None:
    assert found(text, {"commune:9": ["Paris"], "commune:1": ["Paris Plage"]}) == ["commune:9", "commune:1"]


def test_a_number_that_is_no_arrondissement_must_be_found() -> None:
    names = {"commune:9": ["Lyon"], "commune:1": ["Bron 18"]}
    assert found("lyon 10", names) == []
    assert found("bron 18", names) == ["commune:1"]


def test_a_number_that_is_the_code_of_a_departement_means_it_alone() -> None:
    names = {**NAMES, "commune:4": ["Nazaire-Saint", "44001"], "region:52": ["Pays", "44"]}
    assert "qpv:1" in found("qpv 44", names)
    territories = country(territory("region:44", ["country:FR"]), territory("qpv:7", ["region:44"]))
    assert found("qpv 44", {**NAMES, "region:44": ["Grand Est", "44"], "qpv:7": ["Hautepierre"]}, territories) == [
        "qpv:1"
    ]


def test_every_kind_of_institution_but_other_and_not_stated_has_words() -> None:
    assert set(INSTITUTION_KIND_WORDS) == set(InstitutionKind)
    assert [kind for kind, words in INSTITUTION_KIND_WORDS.items() if not words] == [
        InstitutionKind.OTHER,
        InstitutionKind.NOT_STATED,
    ]
    every = [*INSTITUTION_KIND_WORDS.values(), *TERRITORY_KIND_WORDS.values()]
    assert all(word == fold(word) for words in every for word in words)
