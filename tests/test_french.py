"""French that a program can check, in the texts of the command, reports and files and in the French pages."""

import re

import pytest

from exchange.sheets import BY_KIND
from graph.french import agree, count, figures
from graph.vocabulary import VOCABULARIES
from tests import french
from tests.french import Counted, Text

TEXTS = list(french.texts())
COUNTED = list(french.counted())
FACT = re.compile(r"\[\s*'([^']+)',\s*(?:[^\[\]']|'[A-Za-z]+')*?node\.(\w+)\b")
"""A fact on a page of the console: its label, and its field in the API."""
AGREES_OR_DIFFERS = frozenset({"kind", "startsOn", "endsOn", "cancelledOn", "population", "predecessors", "title"})
"""Fields whose label agrees with the subject of the page, or covers more than one column."""


def test_the_sources_are_read() -> None:
    assert len(TEXTS) > 3_000
    assert len(COUNTED) > 20


def test_the_apostrophe_of_modules_is_typographic() -> None:
    wrong = [path for path in french.modules() if french.mended_module(source := path.read_text("utf-8")) != source]
    assert wrong == [], "python -m tests.french mends it"


@pytest.mark.parametrize("name", french.PAGES)
def test_pages_have_the_apostrophe_and_spaces_that_do_not_break(name: str) -> None:
    text = (french.REPOSITORY / name).read_text("utf-8")
    lines, mended = text.splitlines(), french.mended_page(text).splitlines()
    assert [line for line, other in zip(lines, mended, strict=True) if line != other] == []


@pytest.mark.parametrize("name", french.MIXED)
def test_french_in_code_has_the_apostrophe(name: str) -> None:
    assert french.ELISION.findall((french.REPOSITORY / name).read_text("utf-8")) == []


def test_only_texts_for_officers_are_mended() -> None:
    assert french.mended_module("x = f\"l'axe {y['l']} n'est pas « d'ici »\"  # l'un\n") == (
        "x = f\"l’axe {y['l']} n’est pas « d’ici »\"  # l'un\n"
    )
    assert french.mended_module("x = 'qu\\'il'\n") == "x = 'qu’il'\n"
    assert french.mended_page("L'axe : « oui » `l'un : a` ; 5 % ?\n") == (
        "L’axe\u00a0: «\u00a0oui\u00a0» `l'un : a`\u00a0; 5\u00a0%\u00a0?\n"
    )


def test_words_of_vocabularies_have_one_apostrophe() -> None:
    text = [(one.value, one.label_fr, one.short_fr, one.meaning_fr) for words in VOCABULARIES for one in words]
    assert [texts for texts in text if "'" in "".join(texts[1:])] == []


def test_no_text_has_an_optional_plural() -> None:
    assert [(place, text) for place, text, _ in TEXTS if french.BY_HAND.search(text)] == []


def is_agreed_by_hand(text: Text) -> bool:
    """Return whether a text makes a noun agree with a number without `count`."""
    pieces = text.text.split("…")
    words = [re.match(r" ([a-zà-ÿ]+)", piece) for piece in pieces[1:]]
    return any(
        french.NUMBER.search(code) and word and word[1] not in french.INVARIABLE_WORDS
        for code, word in zip(text.filled, words, strict=False)
    )


def test_nouns_agree_with_numbers_only_by_count() -> None:
    assert is_agreed_by_hand(Text("", "… lignes", ["len(rows)"]))
    assert not is_agreed_by_hand(Text("", "… lignes", ["name"]))
    french_texts = [text for text in TEXTS if re.search(r"[à-ÿ«’]| : |\b(?:le|la|les|des|du)\b", text.text)]
    assert [(text.place, text.text) for text in french_texts if is_agreed_by_hand(text)] == []


@pytest.mark.parametrize("noun", COUNTED, ids=lambda noun: f"{noun.place} {noun.one}")
def test_a_counted_noun_agrees(noun: Counted) -> None:
    _, one, many = noun
    assert [agree(value, one, many) for value in (0, 1)] == [one, one]
    assert french.agrees(one, agree(2, one, many)) or noun.one == "ajoutez-le", (one, agree(2, one, many))
    assert agree(2, one, many) == agree(1_000, one, many)


def test_a_wrong_plural_is_found() -> None:
    assert french.agrees("contrat de ville change", "contrats de ville changent")
    for one, many in (("ligne lue", "ligne lues"), ("ligne lue", "lignes lue"), ("tableau", "tableau")):
        assert not french.agrees(one, many)


def test_figures_are_grouped_by_three() -> None:
    assert [count(value, "contrat") for value in (0, 1, 2, 1_000)] == [
        *("0 contrat", "1 contrat", "2 contrats", "1\u202f000 contrats")
    ]
    assert [figures(value) for value in (-1, 999, 1_234_567)] == ["-1", "999", "1\u202f234\u202f567"]


def test_a_field_has_one_name_in_the_workbook_and_on_the_page() -> None:
    headings: dict[str, set[str]] = {}
    for kind, sheet in BY_KIND.items():
        for column in sheet.columns:
            headings.setdefault(column.name, set()).add(column.heading)
            headings.setdefault(f"{kind[0].lower()}{kind[1:]}{column.name.capitalize()}", set()).add(column.heading)
    pages = [page.read_text("utf-8") for page in sorted((french.REPOSITORY / "web/src/pages/sheet").glob("*.tsx"))]
    facts = [found for page in pages for found in FACT.findall(page) if found[1] not in AGREES_OR_DIFFERS]
    named = [(label, member) for label, member in facts if member in headings]
    assert len(named) > 30
    assert {"takenUpBy", "basedIn", "diagnosticKind", "commitmentKind"} <= {member for _, member in named}
    other = [(label, member) for label, member in named if not any(h.startswith(label) for h in headings[member])]
    assert other == []
