"""Search texts: which lines hold a word, and how a patch changes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text import fold
from resolvers.snapshot.search_texts import Texts

Lines = dict[str, list[str]]


def texts_of(lines: Lines) -> Texts:
    return Texts.of((identifier, [fold(text) for text in lines[identifier]]) for identifier in sorted(lines))


TOWNS: Lines = {
    "commune:1": ["Saint-Nazaire", "Saint-Nazaire (44)"],
    "commune:2": ["Saint-Nazaire-les-Eymes"],
    "commune:3": ["Pays de Saint-Nazaire"],
    "commune:5": ["Nantes"],
}


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["saint"], {"commune:1", "commune:2", "commune:3"}),
        (["pays", "nan"], {"commune:3", "commune:5"}),
        (["44"], {"commune:1"}),
        (["azaire"], set()),
        (["nant "], set()),
        (["nantes "], {"commune:5"}),
        ([], set()),
    ],
)
def test_a_form_begins_a_word_or_is_one(forms: list[str], expected: set[str]) -> None:
    assert texts_of(TOWNS).holding(forms).keys() == expected


def test_accents_and_ligatures_fold_alike() -> None:
    lines = {"a": ["Œuvre de l\u2019Haÿ"], "b": ["OEUVRES"], "c": ["Éloi"]}
    assert texts_of(lines).holding([fold("oeuvre")]).keys() == {"a", "b"}
    assert texts_of(lines).holding([fold("HAY")]).keys() == {"a"}
    assert texts_of(lines).holding([fold("éloi")]).keys() == {"c"}


def test_a_line_without_texts_is_never_found_and_missing_texts_are_left_out() -> None:
    texts = Texts.of([("a", [None, None]), ("b", [None, "lyon"]), ("c", ["lyon", "lyon"])])
    assert texts.holding(["lyon"]).keys() == {"b", "c"}
    assert texts.holds("a")
    assert texts.line_of("b") == texts.line_of("c")


def test_words_without_digits_are_grouped_by_length() -> None:
    assert texts_of({"a": ["Lyon 3e", "Rhône"], "b": ["Lyon", "Val"]}).words == {3: ["val"], 4: ["lyon"], 5: ["rhone"]}


WORDS = st.text("ab", min_size=1, max_size=3)
FORMS = st.builds(str.__add__, WORDS, st.sampled_from(["", " "]))
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LINES = st.dictionaries(st.text("xyz", min_size=1, max_size=2), st.lists(PHRASES, min_size=1, max_size=2), max_size=6)


@given(LINES, st.lists(FORMS, min_size=1, max_size=3))
def test_the_lines_that_hold_a_form_are_those_found_line_by_line(lines: Lines, forms: list[str]) -> None:
    words = {identifier: [word for text in texts for word in text.split()] for identifier, texts in lines.items()}
    expected = {i for i, held in words.items() if any(f"{word} ".startswith(form) for word in held for form in forms)}
    texts = texts_of(lines)
    found = texts.holding(forms)
    assert found.keys() == expected
    assert all(texts.ids[i] == identifier for identifier, i in found.items())
    assert all(texts.lines[i] == texts.line_of(identifier) for identifier, i in found.items())


# --- keeping ---------------------------------------------------------------------------------------------------------


@given(LINES, LINES, st.sets(st.text("xyz", min_size=1, max_size=2)))
def test_a_patch_equals_the_texts_built_anew(lines: Lines, fresh: Lines, gone: set[str]) -> None:
    changed = gone | fresh.keys()
    expected = {identifier: texts for identifier, texts in lines.items() if identifier not in changed} | fresh
    assert texts_of(lines).patched(changed, texts_of(fresh)) == texts_of(expected)


def test_a_patch_that_changes_no_line_returns_the_same_object() -> None:
    """A corrected note keeps the index of words, which takes longer to build than all else that a write renews."""
    texts = texts_of({"x": ["nantes"], "y": ["laval"]})
    assert texts.patched({"y", "z"}, texts_of({"y": ["laval"]})) is texts
    assert texts.patched({"y"}, texts_of({"y": ["angers"]})) is not texts


@given(st.lists(LINES, min_size=1, max_size=3))
def test_joined_parts_hold_the_lines_of_all(parts: list[Lines]) -> None:
    every = [texts_of(part) for part in parts]
    joined = Texts.joined(every)
    assert list(joined.ids) == [identifier for part in every for identifier in part.ids]
    assert list(joined.lines) == [line for part in every for line in part.lines]


def test_texts_know_which_nodes_they_hold() -> None:
    texts = texts_of(TOWNS)
    assert [texts.holds(f"commune:{n}") for n in (0, 1, 3, 5, 6)] == [False, True, True, True, False]
    assert not texts_of({}).holds("commune:1")
    assert texts_of({}).holding(["nantes"]).keys() == set()
