"""What leaves the graph: the workbook that can come back, and the formats of other tools."""
