"""Finds known names in free texts: those of trainers, and those of places and institutions called after people."""

from collections.abc import Iterable

from exchange.cells.person_names import holds_first_name
from exchange.lookup.gazetteer import Gazetteer
from graph.text import fold


class NamesInTexts:
    """The folded names of trainers, and of places and institutions that contain a first name: « college jean zay »."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._trainers: set[str] = set()
        self._bodies: set[str] = set()

    def add(self, kind: str, names: Iterable[str]) -> None:
        """Add the folded names of a node."""
        if kind == "Trainer":
            self._trainers.update(f" {name} " for name in names if " " in name)
        elif kind == "Institution":
            self._bodies.update(f" {name} " for name in names if holds_first_name(name))

    def names_trainer(self, text: str) -> bool:
        """Return whether a text holds the first and last name of a known trainer."""
        folded = f" {fold(text)} "
        return any(name in folded for name in self._trainers)

    def is_namesake(self, name: str) -> bool:
        """Return whether a person's name is part of the name of a known place or institution."""
        words = f" {fold(name)} "
        return words in self._gazetteer.called_after_people or any(words in body for body in self._bodies)
