"""Reads the text of a cell as a value: a day, a word, axes, an amount; pure functions."""
