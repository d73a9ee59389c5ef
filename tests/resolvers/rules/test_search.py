"""Search: which nodes match words, in which order, and what mistyped words mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rights import View, ViewKey
from graph.text import fold
from graph.vocabulary import INSTITUTION_KIND_WORDS, TERRITORY_KIND_WORDS, InstitutionKind, TerritoryKind
from resolvers.rules import search as rule
from resolvers.rules.search_matches import BY_PLACE, CORRECTED, Match
from resolvers.snapshot.model import Actors, Snapshot
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import NEW, OLD, OTHER, action, actor, country, snapshot_of, territory

KINDS = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER", "ENGAGEMENT", "OFFER", "SOURCE")
Names = Mapping[str, Sequence[str]]
TOWNS = country(
    territory("commune:3", ["departement:49"]),
    territory("commune:4", ["departement:49"]),
    territory("commune:5", ["departement:49"]),
)
NAMES: Names = {
    "departement:44": ["Loire-Atlantique", "44"],
    "departement:49": ["Maine-et-Loire", "49"],
    "commune:1": ["Saint-Nazaire", "Saint-Nazaire (44)"],
    "commune:2": ["Saint-Nazaire-les-Eymes"],
    "commune:3": ["Pays de Saint-Nazaire"],
    "commune:4": ["Nazaire-Saint"],
    "commune:5": ["Nazairette"],
    "commune:9": ["Nantes"],
    "qpv:1": ["La Bouletterie", "QN1"],
    OLD: ["CA de la Région Nazairienne", "CV1"],
    NEW: ["CA de la Région Nazairienne", "CN1"],
    "institution:a": ["Mission locale de l’estuaire"],
    "action:1": ["Permanence d’écoute"],
}


def searchable(names: Names, territories: Territories = TOWNS, seat: str = "commune:1") -> Snapshot:
    """Return a snapshot in which these texts are searched: territories, one institution, one action on `qpv:1`."""
    body = actor("institution:a")._replace(seats=[seat], kind=InstitutionKind.MISSION_LOCALE)
    snapshot = snapshot_of(territories=territories, actors=[body], engagements=[action(1, "qpv:1")])
    by_kind: dict[str, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    for identifier in sorted(names):
        by_kind[kind_of(identifier)][identifier] = [fold(text) for text in names[identifier]]
    texts = {ViewKey.of_view(view, kind): Texts.of(some.items()) for kind, some in by_kind.items() for view in View}
    return replace(snapshot, texts=texts)


def kind_of(identifier: str) -> str:
    start = identifier.split(":", maxsplit=1)[0]
    return {"contract": "CITY_CONTRACT", "institution": "INSTITUTION", "action": "ENGAGEMENT"}.get(start, "TERRITORY")


def search(text: str, names: Names = NAMES, territories: Territories = TOWNS) -> list[Match]:
    found = rule.search(searchable(names, territories), View.EVERYTHING, KINDS, fold(text).split())
    return sorted(match for some in found.by_kind.values() for match in some)


def found(text: str, names: Names = NAMES, territories: Territories = TOWNS) -> list[str]:
    return [match.id for match in search(text, names, territories)]


# --- order -----------------------------------------------------------------------------------------------------------


def test_a_name_that_is_the_phrase_comes_first_then_those_that_begin_with_it_then_the_rest() -> None:
    assert found("Saint-Nazaire") == ["commune:1", "commune:2", "commune:4", "commune:3"]
    assert [match.rank for match in search("Saint-Nazaire")] == [0, 1, 3, 3]


def test_a_name_that_begins_with_the_whole_word_comes_before_one_that_begins_with_a_longer_word() -> None:
    names = {"commune:1": ["Valette"], "commune:2": ["Val d’Oust"], "commune:3": ["Bois de Val"]}
    assert [(match.id, match.rank) for match in search("val", names)] == [
        ("commune:2", 1),
        ("commune:1", 2),
        ("commune:3", 3),
    ]


def test_contracts_in_force_then_wide_and_known_places_come_before_bodies_and_others() -> None:
    expected = [NEW, "departement:44", "region:52", "commune:1", "institution:a", "commune:9", "action:1", OLD]
    assert found("lieu", {identifier: ["Lieu"] for identifier in sorted(expected)}) == expected


def test_of_two_known_places_the_one_with_more_neighbourhoods_comes_first() -> None:
    territories = country(
        territory("commune:3", ["departement:49"]),
        *(territory(f"qpv:{n}", ["commune:3"]) for n in (3, 4, 5)),
    )
    assert found("denis", {"commune:1": ["Denis"], "commune:3": ["Denis"]}, territories) == ["commune:3", "commune:1"]


def test_equal_matches_are_ordered_by_their_first_text_then_by_id() -> None:
    names = {"commune:2": ["beta", "lyon b"], "commune:9": ["alpha", "lyon c"], "commune:4": ["beta", "lyon a"]}
    assert found("lyon", names) == ["commune:9", "commune:2", "commune:4"]


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["saint nazaire", "SAINT-NAZAIRE", "  Saint’Nazaire ", "nazaire saint", "sai naz"])
def test_signs_case_and_the_order_of_words_do_not_matter(text: str) -> None:
    assert "commune:1" in found(text)


@pytest.mark.parametrize("text", ["ulette", "saint nazairex12", "44a"])
def test_every_searched_word_must_begin_a_word_of_the_match(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("typed", "first"), [("st nazaire", "Saint-Nazaire"), ("saint lo", "St Lô"), ("ste anne", "Sainte-Anne")]
)
def test_saint_and_its_abbreviations_are_one_word(typed: str, first: str) -> None:
    names = {"commune:1": [first], "commune:2": [f"{first}-sur-Mer"], "commune:3": ["Stains"]}
    assert [match.rank for match in search(typed, names)] == [0, 1]


def test_linking_words_and_single_letters_need_not_be_found() -> None:
    assert found("la permanence de l ecoute") == ["action:1"]
    assert found("la", {"commune:1": ["La Baule"], "commune:2": ["Baule"]}) == ["commune:1"]


def test_a_linking_word_at_the_end_belongs_to_the_phrase() -> None:
    names = {"commune:1": ["Vaulx"], "commune:2": ["Vaulx-en-Velin"]}
    assert found("vaulx-en", names) == ["commune:2", "commune:1"]


# --- words of two kinds ----------------------------------------------------------------------------------------------


def test_a_body_is_found_by_its_name_and_the_place_of_its_seat() -> None:
    assert found("mission locale saint nazaire") == ["institution:a"]
    assert found("mission locale loire atlantique") == ["institution:a"]


def test_an_engagement_is_found_by_its_title_and_the_place_that_it_targets() -> None:
    assert found("permanence bouletterie") == found("permanence nazaire") == ["action:1"]


def test_a_word_that_names_a_kind_finds_only_territories_of_that_kind() -> None:
    assert found("departement maine et loire")[0] == "departement:49"
    assert found("commune nazaire saint") == ["commune:4", "commune:1", "commune:3", "commune:2"]
    assert found("qpv saint nazaire bouletterie") == ["qpv:1"]


def test_a_contract_is_found_by_a_commune_that_is_in_it() -> None:
    territories = country(territory("commune:3", ["departement:49", NEW]))
    assert found("contrat de ville trelaze", {**NAMES, "commune:3": ["Trélazé"]}, territories) == [NEW]


def test_own_words_come_before_those_of_the_place() -> None:
    names = {"commune:1": ["Loire"], "qpv:1": ["Bellevue"], "commune:9": ["Bellevue sur Loire"]}
    assert found("bellevue loire", names) == ["commune:9", "qpv:1"]
    assert [match.rank for match in search("bellevue loire", names)] == [3, BY_PLACE]


# --- typing errors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["nanttes", "mantes", "nates", "nnates", "naznairette"])
def test_one_letter_wrong_missing_added_or_exchanged_is_understood(typed: str) -> None:
    assert found(typed) in (["commune:9"], ["commune:5"])


def test_a_mistyped_word_is_corrected_beside_right_ones() -> None:
    assert found("missoin locale nazaire") == ["institution:a"]


def test_a_mistyped_beginning_is_understood_in_the_last_word_only() -> None:
    assert found("bouleto") == ["qpv:1"]
    assert found("bouleto nazaire") == []


@pytest.mark.parametrize("typed", ["nxt", "qn2", "zzzzzz"])
def test_short_words_words_with_digits_and_words_unlike_any_other_are_not_corrected(typed: str) -> None:
    assert found(typed) == []


def test_a_corrected_word_still_means_the_typed_one_too() -> None:
    names = {**NAMES, "institution:a": ["Conseil départemental"], "commune:9": ["Nantes"], "commune:4": ["Nant"]}
    assert found("departement loier atlantique", names)[0] == "departement:44"
    assert set(found("comune nant", names)) >= {"commune:9", "commune:4"}


def test_one_letter_alone_is_searched_for() -> None:
    assert found("x") == []


def test_a_name_in_which_a_word_comes_twice_is_equal_to_its_phrase() -> None:
    names = {"commune:1": ["La Chapelle-la-Reine"], "commune:9": ["La Chapelle-la-Reine-sur-Loire"]}
    assert [match.rank for match in search("la chapelle la reine", names)] == [0, 1]


def test_words_that_a_name_holds_as_typed_are_not_corrected() -> None:
    assert found("nazairet") == ["commune:5"]


def test_matches_in_titles_or_places_do_not_hide_a_mistyped_name() -> None:
    """A longer word of a title begins like the mistyped word: « Saint-Herblin », « les clubs herblinois »."""
    names = {"commune:1": ["Saint-Herblain"], "qpv:1": ["Bellevue"], "action:1": ["Les clubs herblinois"]}
    assert found("saint herblin", names) == ["commune:1", "action:1"]
    assert [match.rank for match in search("saint herblin", names)] == [CORRECTED, BY_PLACE + 3]
    assert found("herblin", names) == ["action:1", "commune:1"], "what is typed comes first where a title holds it all"


def test_a_known_word_is_not_corrected_beside_others() -> None:
    names = {**NAMES, "commune:9": ["Le Mans"], "commune:4": ["Sans"], "action:1": ["Accueillir sans détour"]}
    assert found("accueillir mans", names) == ["action:1"], "unless nothing else is found"
    assert found("mission mans", names) == ["institution:a"] or "action:1" not in found("mission mans", names)


def test_nobody_is_offered_a_word_of_a_name_that_is_hidden_from_them() -> None:
    snapshot = searchable({"commune:1": ["Laval"]})
    hidden = {ViewKey.of_view(View.EVERYTHING, "TRAINER"): Texts.of([("trainer:1", ["abelard"])])}
    snapshot = replace(snapshot, texts={**snapshot.texts, **hidden})
    for view, expected in ((View.EVERYTHING, 1), (View.VISITOR, 0)):
        assert len(rule.search(snapshot, view, ["TRAINER"], ["abelart"]).by_kind["TRAINER"]) == expected


# --- by looking at each node -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(["ba", "bab", "abb", "commune", "contrat", "qpv", "locale", "la"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=2)
SOME = ["commune:1", "commune:9", "epci:1", "departement:44", "qpv:1", "institution:a", "action:1"]


def around(identifier: str, territories: Territories) -> set[str]:
    """Return the territories whose words a node may use."""
    i = territories.index.get(identifier)
    if i is not None:
        found = {territories.ids[j] for j in territories.ancestors[i] | territories.overlaps[i]}
        return found | (
            {t for t in territories.ids if i in territories.ancestors[territories.index[t]]}
            if "contract" in identifier
            else set()
        )
    start = {"institution:a": "commune:1", "action:1": "qpv:1"}[identifier]
    return {start, *around(start, territories)}


def kind_words(identifier: str) -> Sequence[str]:
    """Return the words that name the kind of a node."""
    i = TOWNS.index.get(identifier)
    if i is not None:
        return TERRITORY_KIND_WORDS[TOWNS.kinds[i]]
    return INSTITUTION_KIND_WORDS[InstitutionKind.MISSION_LOCALE] if identifier == "institution:a" else ()


@given(
    st.fixed_dictionaries(dict.fromkeys([OLD, NEW, OTHER], TEXTS), optional=dict.fromkeys(SOME, TEXTS)),
    st.lists(WORDS, min_size=2, max_size=3, unique=True),
)
def test_a_search_finds_what_a_look_at_each_node_finds(names: Names, typed: list[str]) -> None:
    required = [word for word in typed if word != "la"]

    def holds(identifier: str, word: str) -> bool:
        return any(held.startswith(word) for text in names.get(identifier, ()) for held in text.split())

    expected = {}
    for identifier in names:
        own = [word for word in required if holds(identifier, word)]
        calls = [word for word in required if word in kind_words(identifier) and word not in own]
        others = [word for word in required if word not in own and word not in calls]
        places = [place for place in around(identifier, TOWNS) if not place.startswith("contract:")]
        held_around = all(any(holds(place, word) for place in places) for word in others)
        is_listed = not identifier.startswith(("commune:", "action:"))
        is_called = identifier == "institution:a" and len(required) == 1 == len(calls)
        if held_around and (own or (calls and others and is_listed) or is_called):
            expected[identifier] = bool(others) or is_called
    if expected:  # else the search goes on, with corrected words and with bodies near a place
        assert {match.id: match.rank >= BY_PLACE for match in search(" ".join(typed), names)} == expected


def test_every_kind_of_territory_has_words() -> None:
    assert set(TERRITORY_KIND_WORDS) == set(TerritoryKind)


def test_seats_of_trainers_are_not_read() -> None:
    assert Actors.of_records([actor("trainer:1")]).seats == [()]
