"""The nearest known texts, within a bounded number of whole searches."""

from exchange.lookup.nearest import WHOLE_SEARCHES, NearestTexts


def test_the_nearest_text_comes_first_as_it_is_written() -> None:
    texts = NearestTexts(["Permanence d'accueil", "Permanences", "Formation"])
    assert texts.find("permanance") == ["Permanences"]
    assert texts.find("Permanence d'accueill")[0] == "Permanence d'accueil"
    assert texts.find("zzz") == []


def test_a_text_added_later_is_found() -> None:
    texts = NearestTexts([])
    assert texts.find("formation") == []
    texts.add("Formations")
    assert texts.find("Formation.s") == ["Formations"]


def test_another_beginning_is_searched_for_a_bounded_number_of_faults() -> None:
    texts = NearestTexts(["charte locale"])
    assert texts.find("xcharte locale") == ["charte locale"]
    for number in range(WHOLE_SEARCHES):
        texts.find(f"zz{number}")
    assert texts.find("ycharte locale") == []
    assert texts.find("charte locales") == ["charte locale"], "the same beginning is always searched"
    assert texts.find("xcharte locale") == ["charte locale"], "a result is cached"
