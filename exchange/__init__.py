"""Imports and exports files: workbooks, lists of partners, and the formats of other tools."""
