"""Statements that maintain the graph: versions, upserts, stated facts, imports, audits."""
