"""The axes that the words of a purpose suggest: one text for each beginning of a word, and texts that suggest none."""

import re

import pytest

from graph.domain.axis_words import mentions_axis, proposed_axes
from graph.text import fold
from graph.vocabulary import AXIS_WORDS, Axis

TEXTS = {
    Axis.KNOWLEDGE: (
        *("Connaissance des cultures", "Diagnostic territorial", "OBSERVATOIRE des discriminations", "Enquête locale"),
        *("Étude sur l’emploi", "Testing de la ville", "État des lieux"),
    ),
    Axis.AWARENESS_AND_TRAINING: (
        *("Sensibiliser les jeunes", "FORMATION des agents", "Former les élus", "Formateurs relais", "Mobilisation"),
        *("Education à l’égalité", "Ateliers d’écriture", "Préjugés en jeu"),
    ),
    Axis.COMMUNICATION: (
        *("Communication", "Campagne d’affichage", "Exposition", "Film d’animation", "Cinéma en plein air", "Festival"),
        *("Journal du quartier", "Magazine", "Radio locale", "Spectacle", "Théâtre-forum", "Semaine contre le racisme"),
    ),
    Axis.VICTIM_SUPPORT: (
        *("Aide aux victimes", "Accompagnement", "Permanences", "Accès au droit", "Accès aux droits", "Écoute"),
        *("Appui juridique", "Recours", "Accueil"),
    ),
    Axis.ACTION_PROGRAMME: (
        *("Programme d’actions", "Plan territorial", "PTLCD", "PLCD 2018", "COPEC", "Ingénierie", "Pilotage"),
        *("Coordination",),
    ),
}


@pytest.mark.parametrize("axis", Axis)
def test_each_beginning_of_a_word_suggests_its_axis_and_no_other(axis: Axis) -> None:
    for text in TEXTS[axis]:
        (proposal,) = proposed_axes(f"2021 – {text} – CDV")
        assert proposal.axis is axis, text
        assert all(word in text for word in proposal.words), text
        assert mentions_axis(axis, text)


@pytest.mark.parametrize("axis", Axis)
def test_every_beginning_of_a_word_has_a_text(axis: Axis) -> None:
    for stem in re.split(r"\|", AXIS_WORDS[axis]):
        pattern = re.compile(rf"\b(?:{stem})")
        assert any(pattern.search(fold(text)) for text in TEXTS[axis]), stem


@pytest.mark.parametrize(
    "text",
    ["", "Lutte contre les discriminations", "Toutes les formes de racisme", "Planter des arbres", "Étudiants", "LCD"],
)
def test_other_words_suggest_none(text: str) -> None:
    assert proposed_axes(text) == []


def test_several_axes_come_in_order_with_their_words_as_written() -> None:
    proposals = proposed_axes("Permanences juridiques, puis Formation, Permanences")
    assert [(one.axis, one.words) for one in proposals] == [
        (Axis.AWARENESS_AND_TRAINING, ["Formation"]),
        (Axis.VICTIM_SUPPORT, ["Permanences", "juridiques"]),
    ]


def test_a_group_of_words_is_returned_as_written() -> None:
    ((axis, words),) = proposed_axes("L’ACCÈS AUX DROITS de tous")
    assert (axis, words) == (Axis.VICTIM_SUPPORT, ["ACCÈS AUX DROITS"])
