"""What people write in a cell, as values: days, words, axes, amounts; pure functions of text."""
