"""Search texts: which lines hold the words, how well, and what a patch makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text import fold
from resolvers.snapshot.search_texts import Found, Texts

Lines = dict[str, list[str]]


def texts_of(lines: Lines) -> Texts:
    return Texts.of((identifier, [fold(text) for text in lines[identifier]]) for identifier in sorted(lines))


def found(lines: Lines, phrase: str) -> list[str]:
    """Return the ids of what a phrase finds, in the order of the answer."""
    return [hit.id for hit in sorted(texts_of(lines).find(fold(phrase).split()))]


TOWNS: Lines = {
    "commune:1": ["Saint-Nazaire", "Saint-Nazaire (44)"],
    "commune:2": ["Saint-Nazaire-les-Eymes"],
    "commune:3": ["Pays de Saint-Nazaire"],
    "commune:4": ["Nazaire-Saint"],
    "commune:5": ["Nantes"],
}


# --- finding ---------------------------------------------------------------------------------------------------------


def test_a_text_equal_to_the_phrase_comes_first_then_those_that_begin_so_then_the_rest() -> None:
    ranks = {hit.id: hit.rank for hit in texts_of(TOWNS).find(["saint", "nazaire"])}
    assert ranks == {"commune:1": 0, "commune:2": 1, "commune:3": 2, "commune:4": 2}
    assert found(TOWNS, "Saint-Nazaire") == ["commune:1", "commune:2", "commune:4", "commune:3"]


def test_within_a_rank_the_first_text_decides_then_the_id() -> None:
    lines = {"c": ["beta", "lyon b"], "b": ["alpha", "lyon c"], "a": ["beta", "lyon a"]}
    assert found(lines, "lyon") == ["b", "a", "c"]
    assert texts_of(lines).find(["lyon"])[0] == Found(1, "beta", "a")


def test_any_text_of_a_line_may_be_the_phrase() -> None:
    assert texts_of({"a": ["Ville", "Lyon"]}).find(["lyon"]) == [Found(0, "ville", "a")]
    assert texts_of({"a": ["Ville", "Lyon 3e"]}).find(["lyon"]) == [Found(1, "ville", "a")]


@pytest.mark.parametrize(
    "phrase", ["saint nazaire", "SAINT-NAZAIRE", "  Saint\u2019Nazaire ", "nazaire saint", "sai naz"]
)
def test_signs_case_and_the_order_of_the_words_do_not_matter(phrase: str) -> None:
    assert "commune:1" in found(TOWNS, phrase)


@pytest.mark.parametrize("phrase", ["azaire", "saint nantes", "nazaires", "44a"])
def test_every_word_must_begin_a_word(phrase: str) -> None:
    assert found(TOWNS, phrase) == []


def test_accents_and_ligatures_fold_alike() -> None:
    lines = {"a": ["Œuvre de l\u2019Haÿ"], "b": ["OEUVRES"], "c": ["Éloi"]}
    assert found(lines, "oeuvre") == ["a", "b"]
    assert found(lines, "HAY") == ["a"]
    assert found(lines, "éloi") == found(lines, "eloi") == ["c"]


def test_words_may_stand_in_different_texts_of_one_line_but_not_of_two() -> None:
    assert found({"a": ["Lyon", "Rhône"], "b": ["Rhône"], "c": ["Lyon"]}, "rhone lyon") == ["a"]


def test_the_same_word_twice_asks_for_it_once() -> None:
    assert found(TOWNS, "nantes nantes") == ["commune:5"]


def test_a_line_without_texts_is_never_found_and_missing_texts_are_left_out() -> None:
    texts = Texts.of([("a", [None, None]), ("b", [None, "lyon"]), ("c", ["lyon", "lyon"])])
    assert texts.find(["lyon"]) == [Found(0, "lyon", "b"), Found(0, "lyon", "c")]
    assert texts.holds("a")


WORDS = st.text("ab", min_size=1, max_size=3)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LINES = st.dictionaries(st.text("xyz", min_size=1, max_size=2), st.lists(PHRASES, min_size=1, max_size=2), max_size=6)


@given(LINES, st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_found_is_what_looking_at_each_line_finds(lines: Lines, words: list[str]) -> None:
    phrase = " ".join(words)
    expected = []
    for identifier, texts in lines.items():
        held = [word for text in texts for word in text.split()]
        if all(any(word.startswith(wanted) for word in held) for wanted in words):
            rank = 0 if phrase in texts else 1 if any(text.startswith(phrase) for text in texts) else 2
            expected.append(Found(rank, texts[0], identifier))
    assert sorted(texts_of(lines).find(words)) == sorted(expected)


# --- keeping ---------------------------------------------------------------------------------------------------------


@given(LINES, LINES, st.sets(st.text("xyz", min_size=1, max_size=2)))
def test_a_patch_equals_the_texts_built_anew(lines: Lines, fresh: Lines, gone: set[str]) -> None:
    changed = gone | fresh.keys()
    expected = {identifier: texts for identifier, texts in lines.items() if identifier not in changed} | fresh
    assert texts_of(lines).patched(changed, texts_of(fresh)) == texts_of(expected)


@given(st.lists(LINES, min_size=1, max_size=3))
def test_joined_parts_hold_the_lines_of_all(parts: list[Lines]) -> None:
    joined = Texts.joined([texts_of(part) for part in parts])
    assert list(joined.lines()) == [line for part in parts for line in texts_of(part).lines()]


def test_texts_know_which_nodes_they_hold() -> None:
    texts = texts_of(TOWNS)
    assert [texts.holds(f"commune:{n}") for n in (0, 1, 3, 5, 6)] == [False, True, True, True, False]
    assert not texts_of({}).holds("commune:1")
    assert texts_of({}).find(["nantes"]) == []
