"""Imports and exports files: workbooks, partners’ lists, and the formats of other tools."""
