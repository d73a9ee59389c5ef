"""Exports the graph: the workbook that can be imported again, and the formats of other tools."""
